//! What comes back to whom, in which order, slice by slice.

use tocsin::actions::assignment::Given;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::people::{Party, Role};
use tocsin::store::accounts;
use tocsin::store::held::{Place, Reader, Whose, count, queue};

use super::{DOSSIER, OTHER, colleague, given, team, to, with_dossiers};
use crate::support::world::World;

fn listed(
    world: &World,
    role: Role,
    whose: Whose,
    place: Option<&Place>,
    limit: i64,
) -> Vec<(String, Place)> {
    let account = world.account(role);
    let held = world.read(|db| {
        let reader = Reader::of(db, &account)?;
        queue(db, &reader, whose, place, limit)
    });
    let line = held.into_iter().map(|held| (held.listed.reference, held.place));
    line.collect()
}

fn references(world: &World, role: Role, whose: Whose) -> Vec<String> {
    let all = listed(world, role, whose, None, 50).into_iter();
    all.map(|(reference, _)| reference).collect()
}

#[test]
fn a_dossier_is_free_until_somebody_holds_it_who_is_still_there() {
    for world in with_dossiers() {
        assert_eq!(references(&world, Role::Rssi, Whose::Free), [DOSSIER]);
        assert_eq!(references(&world, Role::Dpo, Whose::Free), [OTHER]);
        assert!(references(&world, Role::Rsn, Whose::Free).is_empty());
        let agent = colleague(&world, Role::AgentAcademie, "autre@exemple.fr");
        given(&world, Role::Rssi, DOSSIER, &to("autre@exemple.fr"), None).unwrap();
        assert!(references(&world, Role::Rssi, Whose::Free).is_empty());
        let now = world.clock.now();
        world.write(|db| accounts::disable(db, &agent.id, now)).unwrap();
        assert_eq!(
            references(&world, Role::Rssi, Whose::Free),
            [DOSSIER],
            "nobody is there any more"
        );
        given(&world, Role::Rssi, DOSSIER, &Given::Me, None).unwrap();
        assert_eq!(references(&world, Role::Rssi, Whose::Mine), [DOSSIER]);
        assert!(references(&world, Role::AgentAcademie, Whose::Mine).is_empty());
        let postes = team(&world, Party::Academie, "Postes", &["agent_academie@exemple.fr"]).unwrap();
        given(&world, Role::Rssi, DOSSIER, &Given::Team(postes.id), None).unwrap();
        assert_eq!(references(&world, Role::AgentAcademie, Whose::Team), [DOSSIER]);
        assert!(references(&world, Role::Rssi, Whose::Team).is_empty());
        let agent = world.account(Role::AgentAcademie);
        let counted = world.read(|db| {
            let reader = Reader::of(db, &agent)?;
            Whose::ALL
                .iter()
                .map(|whose| count(db, &reader, *whose))
                .collect::<Result<Vec<_>, _>>()
        });
        assert_eq!(counted, [0, 1, 0]);
        world.write(|db| accounts::disable(db, &agent.id, now)).unwrap();
        assert_eq!(
            references(&world, Role::Rssi, Whose::Free),
            [DOSSIER],
            "nobody is left in the team"
        );
    }
}

#[test]
fn what_falls_due_first_stands_on_top_and_slices_meet() {
    for world in with_dossiers() {
        for personal_data in [PersonalData::Yes, PersonalData::No] {
            let report = Report {
                personal_data,
                ..world.a_report()
            };
            world.clock.set(world.clock.now() + chrono::TimeDelta::hours(1));
            world.reported(Role::Rsn, report);
        }
        let whole = listed(&world, Role::Rssi, Whose::Free, None, 50);
        assert_eq!(whole.len(), 3, "{whole:?}");
        assert!(whole.is_sorted_by_key(|(_, place)| place.due), "{whole:?}");
        let (mut sliced, mut place) = (Vec::new(), None);
        loop {
            let some = listed(&world, Role::Rssi, Whose::Free, place.as_ref(), 1);
            let Some((reference, last)) = some.into_iter().next() else {
                break;
            };
            sliced.push(reference);
            place = Some(last);
        }
        let whole: Vec<_> = whole.into_iter().map(|(reference, _)| reference).collect();
        assert_eq!(sliced, whole);
    }
}
