//! More dossiers than are read at once: a page is the same, whichever way it is read, and a count has a bound.

use std::collections::BTreeSet;

use tocsin::domain::incident::Status;
use tocsin::domain::people::{Party, Role, Sight};
use tocsin::store::incidents::{self, Count, Filter, OfBreach, Place, Sort};
use tocsin::store::{Db, Engine, StoreError};

use super::{found, sql, words};
use crate::support::world::World;

/// More than are found first and put in order afterwards.
const MANY: usize = 3_100;

/// Makes of one dossier `number` that differ in a few ways; all of them hold the word « panne », one in a hundred also
/// « horus ».
pub(super) fn fill(world: &World, number: usize) {
    world.reported(Role::Rsn, world.a_report());
    let numbers =
        format!("with recursive n (k) as (select 2 union all select k + 1 from n where k < {number})");
    let (instant, text) = match world.database.store.engine() {
        Engine::Sqlite => (
            "strftime('%Y-%m-%dT%H:%M:%S.000000Z', '2026-01-01', (k / 2) || ' minutes')",
            "printf('%05d', k)",
        ),
        Engine::Postgres => (
            "timestamptz '2026-01-01 00:00Z' + make_interval(mins => (k / 2)::int)",
            "lpad(k::text, 5, '0')",
        ),
    };
    sql(
        world,
        &format!(
            "insert into incidents (id, reference, status, title, description, establishment_uai, establishment_name, \
         convention, convention_hash, handler, certainty, decision, detected_at, occurred_from, personal_data, \
         departement_impact_possible, measures_taken, external_refs, exercise, reported_by, reported_at, version, changed_at) \
         {numbers} select 'many-' || {text}, 'SSI-2025-' || {text}, \
         case k % 10 when 0 then 'in_progress' when 1 then 'reported' else 'closed' end, \
         case when k % 100 = 7 then 'Panne Horus' else 'Panne' end, '-', establishment_uai, establishment_name, \
         case when k % 50 = 3 then null else convention end, convention_hash, \
         case k % 3 when 0 then 'departement' else 'academie' end, certainty, decision, detected_at, occurred_from, \
         personal_data, departement_impact_possible, '', '[]', exercise, reported_by, {instant}, 1, {instant} \
         from n, incidents where reference = 'SSI-2026-0001'"
        ),
    );
    sql(
        world,
        "insert into incident_parties (incident_id, party) select id, 'academie' from incidents where id like 'many-%'",
    );
    sql(
        world,
        "insert into incident_parties (incident_id, party) select id, 'departement' from incidents \
         where id like 'many-%' and handler = 'departement'",
    );
    sql(
        world,
        "update incidents set title = 'Panne' where reference = 'SSI-2026-0001'",
    );
}

/// Writes their documents as acts would have.
pub(super) fn index(world: &World) {
    sql(
        world,
        "insert into incident_search (incident_id, document) select id, ' panne' || case when title like '%Horus' \
         then ' horus' else '' end from incidents where id like 'many-%'",
    );
    if world.database.store.engine() == Engine::Sqlite {
        sql(
            world,
            "insert into incident_words (rowid, document) select number, document from incident_search \
             where incident_id like 'many-%'",
        );
    }
    let first = world.write(|db| -> Result<(), StoreError> {
        let first = incidents::by_reference(db, "SSI-2026-0001")?.unwrap();
        tocsin::store::search::reindex(db, &first.id)
    });
    first.unwrap();
}

/// Every dossier that a reader sees, in the order of a list, read in one question that no word narrows.
fn whole(db: &mut Db, sight: &Sight, sort: Sort) -> Result<Vec<incidents::Found>, StoreError> {
    let everything = Filter {
        sort,
        ..Filter::default()
    };
    incidents::list(db, sight, &everything, None, 100_000)
}

/// The list read slice by slice.
fn walked(db: &mut Db, sight: &Sight, filter: &Filter, slice: i64) -> Result<Vec<String>, StoreError> {
    let (mut ids, mut place): (Vec<String>, Option<Place>) = (Vec::new(), None);
    loop {
        let found = incidents::list(db, sight, filter, place.as_ref(), slice)?;
        let Some(last) = found.last() else {
            return Ok(ids);
        };
        place = Some(last.place.clone());
        ids.extend(found.into_iter().map(|it| it.listed.id));
    }
}

#[test]
fn a_list_of_many_is_the_same_read_either_way() {
    for world in World::on_each_engine() {
        fill(&world, MANY);
        index(&world);
        for role in [Role::Rssi, Role::Dpo, Role::Rsn, Role::AgentAcademie] {
            let sight = world.account(role).sight();
            for sort in Sort::ALL {
                let filter = |q: &str| Filter {
                    status: Some(Status::InProgress),
                    handler: Some(Party::Departement),
                    breach: Some(OfBreach::None),
                    sort: *sort,
                    ..words(q)
                };
                let all = world.read(|db| whole(db, &sight, *sort));
                let keeps = |it: &&incidents::Found| {
                    it.listed.status == Status::InProgress && it.listed.handler == Party::Departement
                };
                let expected: Vec<String> = all.iter().filter(keeps).map(|it| it.listed.id.clone()).collect();
                assert!(!expected.is_empty());
                for q in ["", "panne"] {
                    let got = world.read(|db| walked(db, &sight, &filter(q), 40));
                    assert_eq!(got, expected, "{role} {sort} {q:?}");
                }
                let with_horus = |it: &&incidents::Found| it.listed.title.contains("Horus");
                let expected: Vec<String> = all
                    .iter()
                    .filter(with_horus)
                    .map(|it| it.listed.id.clone())
                    .collect();
                let few = Filter {
                    sort: *sort,
                    ..words("hor pan")
                };
                assert_eq!(
                    world.read(|db| walked(db, &sight, &few, 20)),
                    expected,
                    "{role} {sort} few"
                );
            }
        }
    }
}

#[test]
fn a_count_is_exact_up_to_its_bound() {
    for world in World::on_each_engine() {
        fill(&world, MANY);
        index(&world);
        let count = |role: Role, filter: &Filter| {
            let sight = world.account(role).sight();
            world.read(|db| incidents::count(db, &sight, filter))
        };
        let bound = Count {
            number: 1_000,
            more: true,
        };
        for filter in [words(""), words("panne")] {
            for role in [Role::Rssi, Role::Dpo, Role::Rsn] {
                assert_eq!(count(role, &filter), bound, "{role} {:?}", filter.q);
            }
        }
        for filter in [
            words("horus"),
            Filter {
                status: Some(Status::InProgress),
                ..words("panne")
            },
        ] {
            for role in [Role::Rssi, Role::Dpo, Role::Rsn] {
                let exact = i64::try_from(found(&world, role, &filter).len()).unwrap();
                let expected = Count {
                    number: exact,
                    more: false,
                };
                assert_eq!(count(role, &filter), expected, "{role} {:?}", filter.q);
            }
        }
        assert_eq!(count(Role::Observer, &words("")).number, 0);
    }
}

#[test]
fn somebody_of_several_parts_sees_each_dossier_once() {
    for world in World::on_each_engine() {
        fill(&world, 200);
        index(&world);
        let rssi = world.account(Role::Rssi).sight();
        let dpo = world.account(Role::Dpo).sight();
        let several = Sight {
            shared_with: dpo
                .shared_with
                .map(|(convention, _)| (convention, BTreeSet::from([Party::Academie, Party::Departement]))),
            schools: world.account(Role::Rsn).schools,
            ..rssi
        };
        for sort in Sort::ALL {
            let filter = Filter {
                sort: *sort,
                ..Filter::default()
            };
            let walked = world.read(|db| walked(db, &several, &filter, 33));
            assert_eq!(walked.len(), 200);
            assert_eq!(walked.iter().collect::<BTreeSet<_>>().len(), 200);
            let counted = world.read(|db| incidents::count(db, &several, &filter));
            assert_eq!((counted.number, counted.more), (200, false));
        }
    }
}
