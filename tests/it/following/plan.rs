//! Who plans, who changes, and what two people who change the same action are told.

use tocsin::actions::follow::FollowRefused;
use tocsin::actions::remediation::OwnerGiven;
use tocsin::actions::remediation::change::{Changing, change};
use tocsin::domain::people::{Party, Role};
use tocsin::domain::remediation::{ActionState, Owner};
use tocsin::store::remediation::{self, Filter, Kept, Owned};

use super::{DOSSIER, acts, day, dossier_id, planned, problems, with_dossier};
use crate::support::world::World;

fn changed(world: &World, role: Role, given: Changing) -> Result<Kept, FollowRefused> {
    let (by, now) = (world.account(role), world.clock.now());
    world.write(|db| change(db, &by, (DOSSIER, 1), given, now))
}

fn to(state: ActionState) -> Changing {
    Changing {
        state: Some(state),
        evidence: Some("Poste réinstallé, ticket clos.".to_owned()),
        ..Changing::default()
    }
}

#[test]
fn those_who_handle_and_the_rssi_plan_and_owners_see_the_dossier() {
    for world in with_dossier() {
        planned(&world, Role::Rssi, "etablissement", "2026-03-09").unwrap();
        planned(&world, Role::AgentAcademie, "rsn@exemple.fr", "2026-03-09").unwrap();
        let refused = planned(&world, Role::Rsn, "me", "2026-03-09").unwrap_err();
        assert!(matches!(refused, FollowRefused::NotYours(_)), "{refused}");
        let hidden = planned(&world, Role::Dpo, "me", "2026-03-09").unwrap_err();
        assert!(matches!(hidden, FollowRefused::NotFound), "{hidden}");
        for owner in ["departement", "dpo@exemple.fr", "inconnu", ""] {
            let refused = planned(&world, Role::Rssi, owner, "2026-03-01").unwrap_err();
            assert_eq!(problems(&refused), ["due_on", "owner"], "{owner}");
        }
        let id = dossier_id(&world);
        let plan = world.read(|db| remediation::of_incident(db, &id));
        let owners: Vec<_> = plan.iter().map(|kept| kept.action.owner.clone()).collect();
        let rsn = world.account(Role::Rsn).id;
        assert_eq!(owners, [Owner::Party(Party::Etablissement), Owner::Account(rsn)]);
    }
}

#[test]
fn what_changes_is_kept_as_history_and_needs_what_the_state_needs() {
    for world in with_dossier() {
        planned(&world, Role::Rssi, "etablissement", "2026-03-09").unwrap();
        let bare = Changing {
            evidence: None,
            ..to(ActionState::Done)
        };
        assert_eq!(
            problems(&changed(&world, Role::Rsn, bare).unwrap_err()),
            ["evidence"]
        );
        let elsewhere = Changing {
            attachment: Some(Some("0193".to_owned())),
            owner: Some(OwnerGiven::Party(Party::Departement)),
            ..to(ActionState::InProgress)
        };
        let refused = changed(&world, Role::Rssi, elsewhere).unwrap_err();
        assert_eq!(problems(&refused), ["owner", "attachment"]);
        let file = world.attached(Role::Rsn, DOSSIER);
        let shown = Changing {
            attachment: Some(Some(file.clone())),
            ..to(ActionState::Done)
        };
        let done = changed(&world, Role::Rsn, shown.clone()).unwrap();
        assert_eq!((done.version, done.action.attachment.as_ref()), (2, Some(&file)));
        assert_eq!(
            changed(&world, Role::Rsn, shown).unwrap().version,
            2,
            "saying it again changes nothing"
        );
        let changes = world.read(|db| remediation::changes_after(db, &done.id, 1));
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].fields["state"], serde_json::json!(["planned", "done"]));
        assert_eq!(
            acts(&world).iter().filter(|act| *act == "action_changed").count(),
            1
        );
    }
}

#[test]
fn the_second_of_two_people_is_told_what_the_first_one_changed() {
    for world in with_dossier() {
        planned(&world, Role::Rssi, "etablissement", "2026-03-09").unwrap();
        let seen = |given: Changing| Changing {
            version: Some(1),
            ..given
        };
        changed(&world, Role::Rsn, seen(to(ActionState::InProgress))).unwrap();
        let refused = changed(&world, Role::Rssi, seen(to(ActionState::Done))).unwrap_err();
        let FollowRefused::Stands(facts) = refused else {
            panic!("{refused}");
        };
        assert_eq!(facts.len(), 1);
        assert!(
            facts[0].message.starts_with("Personne rsn a modifié l’action le"),
            "{facts:?}"
        );
        assert!(facts[0].message.contains("l’état"), "{facts:?}");
        let stranger = changed(&world, Role::Dpo, to(ActionState::Done)).unwrap_err();
        assert!(matches!(stranger, FollowRefused::NotFound));
    }
}

#[test]
fn only_those_concerned_change_an_action() {
    for world in with_dossier() {
        planned(&world, Role::Rssi, "me", "2026-03-09").unwrap();
        let refused = changed(&world, Role::ChefEtablissement, to(ActionState::Done)).unwrap_err();
        assert!(matches!(refused, FollowRefused::NotYours(_)), "{refused}");
        assert!(changed(&world, Role::Dpd, to(ActionState::Done)).is_ok());
    }
}

#[test]
fn actions_are_followed_across_dossiers_by_the_day_they_are_due() {
    for world in with_dossier() {
        for (owner, due) in [
            ("etablissement", "2026-03-20"),
            ("me", "2026-03-09"),
            ("academie", "2026-03-09"),
        ] {
            planned(&world, Role::Rssi, owner, due).unwrap();
        }
        let listed = |role: Role, filter: &Filter| {
            let sight = world.account(role).sight();
            let lines = world.read(|db| remediation::list(db, &sight, filter, None, 10));
            lines.iter().map(|line| line.kept.number).collect::<Vec<_>>()
        };
        assert_eq!(listed(Role::Rssi, &Filter::default()), [2, 3, 1]);
        assert!(listed(Role::Dpo, &Filter::default()).is_empty());
        let owned = |account, parties| Filter {
            owner: Some(Owned { account, parties }),
            ..Filter::default()
        };
        let rssi = world.account(Role::Rssi).id;
        assert_eq!(listed(Role::Rssi, &owned(Some(rssi.clone()), Vec::new())), [2]);
        assert_eq!(
            listed(Role::Rssi, &owned(Some(rssi), vec![Party::Academie])),
            [2, 3]
        );
        assert_eq!(listed(Role::Rsn, &owned(None, vec![Party::Etablissement])), [1]);
        let overdue = Filter {
            overdue_on: Some(day("2026-03-10")),
            ..Filter::default()
        };
        assert_eq!(listed(Role::Rssi, &overdue), [2, 3]);
        let sight = world.account(Role::Rssi).sight();
        let first = world
            .read(|db| remediation::list(db, &sight, &Filter::default(), None, 1))
            .remove(0);
        let rest =
            world.read(|db| remediation::list(db, &sight, &Filter::default(), Some(&first.place()), 10));
        assert_eq!(
            rest.iter().map(|line| line.kept.number).collect::<Vec<_>>(),
            [3, 1]
        );
    }
}
