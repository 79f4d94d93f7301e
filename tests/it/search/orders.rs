//! The three orders and every filter, against the same list put in order by hand.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use tocsin::domain::breach;
use tocsin::domain::incident::{PersonalData, Report, Status};
use tocsin::domain::people::{Party, Role};
use tocsin::domain::uai::Uai;
use tocsin::store::incidents::{self, Filter, Found, OfBreach, Place, Sort};
use tocsin::store::obligations;

use super::{found, sql};
use crate::support::world::{BROSSOLETTE, CASSIN, LYCEE, World, touched};

/// Twenty dossiers an hour apart, of three schools, two of them with a breach; some changed later, in most nothing is
/// due any more.
fn filled(world: &World) {
    let start = world.clock.now();
    for rank in 0..20 {
        world.clock.set(start + TimeDelta::hours(rank));
        let school = [CASSIN, BROSSOLETTE, LYCEE][usize::try_from(rank % 3).unwrap()];
        let report = Report {
            establishment_uai: Some(Uai::parse(school).unwrap()),
            title: format!("Dossier {rank}"),
            detected_at: start,
            personal_data: if rank % 10 == 4 {
                PersonalData::Yes
            } else {
                PersonalData::No
            },
            components: if rank % 2 == 0 {
                vec![touched("poste-administratif", None)]
            } else {
                vec![touched("poste-pedagogique", None)]
            },
            ..world.a_report()
        };
        world.reported(Role::Rssi, report);
    }
    sql(
        world,
        "update obligations set state = 'met' where incident_id in \
         (select id from incidents where reference not in ('SSI-2026-0002', 'SSI-2026-0005', 'SSI-2026-0009', \
         'SSI-2026-0015'))",
    );
    sql(
        world,
        "update incidents set status = 'closed' where reference in ('SSI-2026-0003', 'SSI-2026-0009')",
    );
    for (hours, reference) in [
        (30, "SSI-2026-0004"),
        (31, "SSI-2026-0001"),
        (32, "SSI-2026-0015"),
    ] {
        world.clock.set(start + TimeDelta::hours(hours));
        world.attached(Role::Rssi, reference);
    }
}

fn everything(world: &World, role: Role) -> Vec<Found> {
    let sight = world.account(role).sight();
    world.read(|db| incidents::list(db, &sight, &Filter::default(), None, 100))
}

/// When something is due first in each dossier.
fn due(world: &World, all: &[Found]) -> BTreeMap<String, DateTime<Utc>> {
    let ids: Vec<&str> = all.iter().map(|it| it.listed.id.as_str()).collect();
    let next = world.read(|db| obligations::next_of(db, &ids));
    next.into_iter().map(|(id, due)| (id, due.at)).collect()
}

fn ordered(world: &World, mut all: Vec<Found>, sort: Sort) -> Vec<String> {
    let due = due(world, &all);
    match sort {
        Sort::Reported => all.sort_by_key(|it| Reverse((it.listed.reported_at, it.listed.id.clone()))),
        Sort::Changed => all.sort_by_key(|it| Reverse((it.listed.changed_at, it.listed.id.clone()))),
        Sort::Due => all.sort_by_key(|it| match due.get(&it.listed.id) {
            Some(at) => (0, *at, it.listed.id.clone(), Reverse(*at), Reverse(String::new())),
            None => (
                1,
                DateTime::UNIX_EPOCH,
                String::new(),
                Reverse(it.listed.reported_at),
                Reverse(it.listed.id.clone()),
            ),
        }),
    }
    all.into_iter().map(|it| it.listed.reference).collect()
}

/// Slices of every size give the list in its order, without a gap and without a double.
#[test]
fn each_order_is_kept_from_slice_to_slice() {
    for world in World::on_each_engine() {
        filled(&world);
        for role in [Role::Rssi, Role::Dpo, Role::Rsn] {
            let sight = world.account(role).sight();
            for sort in Sort::ALL {
                let expected = ordered(&world, everything(&world, role), *sort);
                assert!(expected.len() > 5, "{role}");
                let filter = Filter {
                    sort: *sort,
                    ..Filter::default()
                };
                for size in [1, 3, 7, 100] {
                    let (mut read, mut place): (Vec<String>, Option<Place>) = (Vec::new(), None);
                    loop {
                        let slice =
                            world.read(|db| incidents::list(db, &sight, &filter, place.as_ref(), size));
                        let Some(last) = slice.last() else { break };
                        place = Some(last.place.clone());
                        read.extend(slice.into_iter().map(|it| it.listed.reference));
                    }
                    assert_eq!(read, expected, "{role} {sort} by {size}");
                }
            }
        }
    }
}

#[test]
fn what_is_due_first_comes_first_and_what_changed_last_comes_first() {
    for world in World::on_each_engine() {
        filled(&world);
        let by = |sort| {
            let filter = Filter {
                sort,
                ..Filter::default()
            };
            found(&world, Role::Rssi, &filter)
        };
        assert_eq!(
            by(Sort::Changed)[..3],
            ["SSI-2026-0015", "SSI-2026-0001", "SSI-2026-0004"]
        );
        let first = by(Sort::Due);
        let mut with_something_due = first[..4].to_vec();
        with_something_due.sort();
        assert_eq!(
            with_something_due,
            ["SSI-2026-0002", "SSI-2026-0005", "SSI-2026-0009", "SSI-2026-0015"]
        );
        assert_eq!(first[4], "SSI-2026-0020", "then the newest report");
    }
}

/// What a filter should keep.
type Keeps<'a> = Box<dyn Fn(&Found) -> bool + 'a>;

#[test]
fn each_filter_keeps_what_it_says_alone_and_with_others() {
    for world in World::on_each_engine() {
        filled(&world);
        sql(
            &world,
            "update incidents set category = 'malicious-code', severity = 4, tlp = 'amber' \
             where reference in ('SSI-2026-0005', 'SSI-2026-0011')",
        );
        let all = everything(&world, Role::Rssi);
        let now = world.clock.now() + TimeDelta::days(30);
        let references = world.read(|db| {
            let ids: Vec<&str> = all.iter().map(|it| it.listed.id.as_str()).collect();
            tocsin::store::breaches::references_of(db, &ids)
        });
        let (from, to) = (all[15].listed.reported_at, all[5].listed.reported_at);
        let school = Uai::parse(CASSIN).unwrap();
        let parts: Vec<(Filter, Keeps<'_>)> = vec![
            (
                Filter {
                    status: Some(Status::Closed),
                    ..Filter::default()
                },
                Box::new(|it| it.listed.status == Status::Closed),
            ),
            (
                Filter {
                    handler: Some(Party::Departement),
                    ..Filter::default()
                },
                Box::new(|it| it.listed.handler == Party::Departement),
            ),
            (
                Filter {
                    establishment: Some(school),
                    ..Filter::default()
                },
                Box::new(|it| it.listed.establishment_uai.as_deref() == Some(CASSIN)),
            ),
            (
                Filter {
                    severity: Some(4),
                    ..Filter::default()
                },
                Box::new(|it| it.listed.severity == Some(4)),
            ),
            (
                Filter {
                    breach: Some(OfBreach::Any),
                    ..Filter::default()
                },
                Box::new(|it| references.contains_key(&it.listed.id)),
            ),
            (
                Filter {
                    breach: Some(OfBreach::Of(breach::Status::Suspected)),
                    ..Filter::default()
                },
                Box::new(|it| references.contains_key(&it.listed.id)),
            ),
            (
                Filter {
                    breach: Some(OfBreach::Of(breach::Status::Confirmed)),
                    ..Filter::default()
                },
                Box::new(|_| false),
            ),
            (
                Filter {
                    breach: Some(OfBreach::None),
                    ..Filter::default()
                },
                Box::new(|it| !references.contains_key(&it.listed.id)),
            ),
            (
                Filter {
                    from: Some(from),
                    to: Some(to),
                    ..Filter::default()
                },
                Box::new(|it| it.listed.reported_at >= from && it.listed.reported_at < to),
            ),
            (
                Filter {
                    q: "doss 1".to_owned(),
                    ..Filter::default()
                },
                Box::new(|it| it.listed.title.starts_with("Dossier 1")),
            ),
            (
                Filter {
                    overdue_at: Some(now),
                    ..Filter::default()
                },
                Box::new(|it| ["SSI-2026-0005", "SSI-2026-0015"].contains(&it.listed.reference.as_str())),
            ),
        ];
        pairs_keep(&world, &all, &parts);
    }
}

/// Each two filters together, in each order, keep and count what each of them keeps.
fn pairs_keep(world: &World, all: &[Found], parts: &[(Filter, Keeps<'_>)]) {
    let sight = world.account(Role::Rssi).sight();
    for (one, keeps) in parts {
        for (other, keeps_too) in parts {
            for sort in Sort::ALL {
                let both = joined(one, other, *sort);
                let kept = all.iter().filter(|it| keeps(it));
                let with_both = |it: &&Found| is_overridden(one, other) || keeps_too(it);
                let expected = ordered(world, kept.filter(with_both).cloned().collect(), *sort);
                assert_eq!(found(world, Role::Rssi, &both), expected, "{both:?}");
                let counted = world.read(|db| incidents::count(db, &sight, &both));
                assert_eq!(
                    usize::try_from(counted.number).unwrap(),
                    expected.len(),
                    "{both:?}"
                );
            }
        }
    }
}

/// Both filters at once; where both say the same thing, the first one is kept.
fn joined(one: &Filter, other: &Filter, sort: Sort) -> Filter {
    Filter {
        status: one.status.or(other.status),
        handler: one.handler.or(other.handler),
        severity: one.severity.or(other.severity),
        establishment: one.establishment.clone().or(other.establishment.clone()),
        q: if one.q.is_empty() {
            other.q.clone()
        } else {
            one.q.clone()
        },
        from: one.from.or(other.from),
        to: one.to.or(other.to),
        breach: one.breach.or(other.breach),
        overdue_at: one.overdue_at.or(other.overdue_at),
        sort,
    }
}

fn is_overridden(one: &Filter, other: &Filter) -> bool {
    one.breach.is_some() && other.breach.is_some()
}
