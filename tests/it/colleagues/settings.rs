//! Which optional letters people and roles get, and that no choice silences what the law commands.

use tocsin::actions::assignment::Given;
use tocsin::actions::follow::FollowRefused;
use tocsin::actions::mailing::{Cell, decide, prefer};
use tocsin::domain::letter::LetterKind;
use tocsin::domain::mailing::OPTIONAL;
use tocsin::domain::people::Role;
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::mailing;

use super::{DOSSIER, addresses, given, problems, to, with_dossiers};
use crate::support::world::World;

fn preferring(world: &World, role: Role, choices: &[(LetterKind, bool)]) -> Result<(), FollowRefused> {
    let (by, now) = (world.account(role), world.clock.now());
    world.write(|db| prefer(db, &by, choices, now))
}

fn deciding(world: &World, cells: &[Cell]) -> Result<(), FollowRefused> {
    let (by, now) = (world.account(Role::Admin), world.clock.now());
    world.write(|db| decide(db, &by, cells, now))
}

fn assigned(world: &World) -> Vec<String> {
    addresses(world, DOSSIER, LetterKind::Assigned)
}

/// Gives the dossier to the agent anew.
fn give(world: &World) {
    given(world, Role::Rssi, DOSSIER, &Given::Nobody, None).unwrap();
    given(world, Role::Rssi, DOSSIER, &to("agent_academie@exemple.fr"), None).unwrap();
}

fn cell(role: Role, wanted: bool) -> Cell {
    Cell {
        kind: LetterKind::Assigned,
        role,
        wanted,
    }
}

#[test]
fn a_person_decides_before_their_role_and_a_role_before_the_program() {
    for world in with_dossiers() {
        give(&world);
        assert_eq!(assigned(&world).len(), 1);
        deciding(&world, &[cell(Role::AgentAcademie, false)]).unwrap();
        give(&world);
        assert_eq!(assigned(&world).len(), 1, "their role is not given it");
        preferring(&world, Role::AgentAcademie, &[(LetterKind::Assigned, true)]).unwrap();
        give(&world);
        assert_eq!(assigned(&world).len(), 2, "they want it");
        preferring(&world, Role::AgentAcademie, &[(LetterKind::Assigned, false)]).unwrap();
        deciding(&world, &[cell(Role::AgentAcademie, true)]).unwrap();
        give(&world);
        assert_eq!(assigned(&world).len(), 2, "they do without");
    }
}

#[test]
fn only_what_changes_is_kept_and_journaled() {
    for world in with_dossiers() {
        let as_it_is: Vec<(LetterKind, bool)> = OPTIONAL.iter().map(|kind| (*kind, true)).collect();
        let before = world.traces();
        preferring(&world, Role::Rssi, &as_it_is).unwrap();
        deciding(&world, &[cell(Role::Rssi, true)]).unwrap();
        assert_eq!(world.traces(), before);
        let rssi = world.account(Role::Rssi);
        preferring(&world, Role::Rssi, &[(LetterKind::Mentioned, false)]).unwrap();
        let kept = world.read(|db| mailing::preferences(db, &rssi.id));
        assert_eq!(
            kept.into_iter().collect::<Vec<_>>(),
            [(LetterKind::Mentioned, false)]
        );
        assert_ne!(world.traces(), before, "it is journaled");
    }
}

#[test]
fn what_the_law_commands_is_no_choice_of_anybody() {
    for world in with_dossiers() {
        let law = LetterKind::DeadlineReminder;
        let refused =
            preferring(&world, Role::Dpo, &[(LetterKind::Assigned, false), (law, false)]).unwrap_err();
        assert_eq!(problems(&refused), ["deadline_reminder"]);
        let dpo = world.account(Role::Dpo);
        assert!(
            world.read(|db| mailing::preferences(db, &dpo.id)).is_empty(),
            "nothing is kept"
        );
        let wrong = [
            Cell {
                kind: law,
                ..cell(Role::Dpo, false)
            },
            cell(Role::Observer, true),
        ];
        let refused = deciding(&world, &wrong).unwrap_err();
        assert_eq!(problems(&refused), ["given[0].kind", "given[1].role"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_people_are_reminded_of_the_law_all_the_same() {
    for world in with_dossiers() {
        for role in [Role::Dpo, Role::Dpd, Role::Rssi, Role::ChefEtablissement] {
            let none: Vec<(LetterKind, bool)> = OPTIONAL.iter().map(|kind| (*kind, false)).collect();
            preferring(&world, role, &none).unwrap();
            let cells: Vec<Cell> = OPTIONAL
                .iter()
                .map(|kind| Cell {
                    kind: *kind,
                    ..cell(role, false)
                })
                .collect();
            deciding(&world, &cells).unwrap();
        }
        let report = tocsin::domain::incident::Report {
            personal_data: tocsin::domain::incident::PersonalData::Yes,
            ..world.a_report()
        };
        let reference = world.reported(Role::Rsn, report).reference;
        world.clock.set(world.clock.now() + chrono::TimeDelta::hours(73));
        let mailer = Mailer::Memory(MemoryTransport::default());
        world.worker("w", mailer).tick().await.unwrap();
        for kind in [LetterKind::IncidentReported, LetterKind::DeadlineOverdue] {
            assert!(!addresses(&world, &reference, kind).is_empty(), "{kind}");
        }
    }
}
