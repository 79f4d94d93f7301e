//! Who may give which dossier to whom, what becomes of it, and who is written to.

use tocsin::actions::assignment::Given;
use tocsin::actions::assignment::teams::{TeamChange, change, end};
use tocsin::actions::follow::FollowRefused;
use tocsin::actions::life::associate::{Change, associate};
use tocsin::actions::life::hand_over::{answer, propose};
use tocsin::actions::life::{Acting, LifeRefused};
use tocsin::domain::assignment::Holder;
use tocsin::domain::incident::Report;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::life::Answer;
use tocsin::domain::people::{Party, Role};
use tocsin::store::{accounts, assignments, teams};

use super::{
    DOSSIER, OTHER, acts, addresses, colleague, given, id_of, letters, problems, team, text_of, to,
    with_dossiers,
};
use crate::support::world::World;

fn holder(world: &World, reference: &str) -> Option<Holder> {
    let id = id_of(world, reference);
    world.read(|db| assignments::of_incident(db, &id))?.holder
}

/// An act in the life of a dossier by the account of a role.
fn acted<T>(
    world: &World,
    role: Role,
    act: impl FnOnce(&mut tocsin::store::Db, &Acting<'_>) -> Result<T, LifeRefused>,
) -> T {
    let by = world.account(role);
    let acting = Acting {
        instance: &world.instance,
        by: &by,
        version: None,
        now: world.clock.now(),
    };
    world.write(|db| act(db, &acting)).unwrap()
}

#[test]
fn the_handlers_people_give_a_dossier_to_somebody_who_works_on_it() {
    for world in with_dossiers() {
        let agent = colleague(&world, Role::AgentAcademie, "autre@exemple.fr");
        given(&world, Role::Rssi, DOSSIER, &to("autre@exemple.fr"), None).unwrap();
        assert_eq!(holder(&world, DOSSIER), Some(Holder::Account(agent.id)));
        assert_eq!(
            addresses(&world, DOSSIER, LetterKind::Assigned),
            ["autre@exemple.fr"]
        );
        let letter = text_of(&world, &letters(&world, DOSSIER, LetterKind::Assigned)[0]);
        for fact in [
            "Personne rssi vous confie ce dossier",
            DOSSIER,
            "Station de travail d’un personnel administratif",
        ] {
            assert!(letter.contains(fact), "{fact}: {letter}");
        }
        assert!(
            !letter.contains("Message étrange"),
            "nothing that was typed: {letter}"
        );
        let refused = given(&world, Role::Rsn, DOSSIER, &Given::Me, None).unwrap_err();
        assert!(matches!(refused, FollowRefused::NotYours(_)), "{refused}");
        let hidden = given(&world, Role::Dpo, DOSSIER, &Given::Me, None).unwrap_err();
        assert!(matches!(hidden, FollowRefused::NotFound), "{hidden}");
        let seen_elsewhere = given(&world, Role::Rssi, OTHER, &Given::Me, None).unwrap_err();
        assert!(
            matches!(seen_elsewhere, FollowRefused::NotYours(_)),
            "{seen_elsewhere}"
        );
        for nobody in [
            "rsn@exemple.fr",
            "agent_departement@exemple.fr",
            "inconnu@exemple.fr",
            "x",
        ] {
            let refused = given(&world, Role::Rssi, DOSSIER, &to(nobody), None).unwrap_err();
            assert_eq!(problems(&refused), ["holder"], "{nobody}");
        }
    }
}

#[test]
fn taking_it_oneself_writes_no_letter_and_saying_it_again_changes_nothing() {
    for world in with_dossiers() {
        let taken = given(&world, Role::AgentAcademie, DOSSIER, &Given::Me, Some(0)).unwrap();
        assert_eq!(taken.version, 1);
        let again = given(&world, Role::AgentAcademie, DOSSIER, &Given::Me, Some(1)).unwrap();
        assert_eq!(again.version, 1);
        assert!(addresses(&world, DOSSIER, LetterKind::Assigned).is_empty());
        given(&world, Role::AgentAcademie, DOSSIER, &Given::Nobody, Some(1)).unwrap();
        assert_eq!(holder(&world, DOSSIER), None);
        let of_assignment = acts(&world, DOSSIER);
        let of_assignment: Vec<_> = of_assignment
            .iter()
            .filter(|act| act.starts_with("dossier_"))
            .collect();
        assert_eq!(of_assignment, ["dossier_assigned", "dossier_released"]);
    }
}

#[test]
fn the_second_of_two_people_is_told_what_the_first_one_did() {
    for world in with_dossiers() {
        given(&world, Role::Rssi, DOSSIER, &Given::Me, Some(0)).unwrap();
        let refused = given(&world, Role::AgentAcademie, DOSSIER, &Given::Me, Some(0)).unwrap_err();
        let FollowRefused::Stands(facts) = refused else {
            panic!("{refused}");
        };
        let told = &facts[0].message;
        assert!(
            told.starts_with("Personne rssi a confié ce dossier à Personne rssi le "),
            "{told}"
        );
        let rssi = world.account(Role::Rssi).id;
        assert_eq!(holder(&world, DOSSIER), Some(Holder::Account(rssi)));
    }
}

#[test]
fn a_team_of_the_handler_holds_a_dossier_and_each_member_is_written_to() {
    for world in with_dossiers() {
        colleague(&world, Role::AgentAcademie, "autre@exemple.fr");
        let members = ["agent_academie@exemple.fr", "autre@exemple.fr", "rssi@exemple.fr"];
        let postes = team(&world, Party::Academie, "Postes", &members).unwrap();
        let theirs = team(&world, Party::Departement, "Postes", &["dpo@exemple.fr"]).unwrap();
        let of_team = |id: &str| Given::Team(id.to_owned());
        given(&world, Role::Rssi, DOSSIER, &of_team(&postes.id), None).unwrap();
        let mut told = addresses(&world, DOSSIER, LetterKind::Assigned);
        told.sort();
        assert_eq!(
            told,
            ["agent_academie@exemple.fr", "autre@exemple.fr"],
            "not to oneself"
        );
        let letter = text_of(&world, &letters(&world, DOSSIER, LetterKind::Assigned)[0]);
        assert!(
            letter.contains("à votre équipe, «\u{a0}Postes\u{a0}»"),
            "{letter}"
        );
        for unfit in [theirs.id.as_str(), "inconnue"] {
            let refused = given(&world, Role::Rssi, DOSSIER, &of_team(unfit), None).unwrap_err();
            assert_eq!(problems(&refused), ["holder"]);
        }
        let (by, now) = (world.account(Role::Admin), world.clock.now());
        world.write(|db| end(db, &by, &postes.id, now)).unwrap();
        assert_eq!(
            holder(&world, DOSSIER),
            Some(Holder::Team(postes.id.clone())),
            "it stays readable"
        );
        let refused = given(&world, Role::Rssi, DOSSIER, &Given::Me, None)
            .and_then(|_| given(&world, Role::Rssi, DOSSIER, &of_team(&postes.id), None));
        assert_eq!(problems(&refused.unwrap_err()), ["holder"]);
    }
}

#[test]
fn a_disabled_account_stays_readable_and_gets_nothing_more() {
    for world in with_dossiers() {
        let agent = colleague(&world, Role::AgentAcademie, "autre@exemple.fr");
        given(&world, Role::Rssi, DOSSIER, &to("autre@exemple.fr"), None).unwrap();
        let now = world.clock.now();
        world.write(|db| accounts::disable(db, &agent.id, now)).unwrap();
        let id = id_of(&world, DOSSIER);
        let held = world.read(|db| assignments::holders(db, &[&id]));
        assert_eq!(held[&id], "Personne autre@exemple.fr");
        given(&world, Role::Rssi, DOSSIER, &Given::Me, None).unwrap();
        let refused = given(&world, Role::Rssi, DOSSIER, &to("autre@exemple.fr"), None).unwrap_err();
        assert_eq!(problems(&refused), ["holder"]);
    }
}

#[test]
fn a_handover_and_the_leaving_of_an_associate_release_who_held_it() {
    for world in with_dossiers() {
        given(&world, Role::Rssi, DOSSIER, &Given::Me, None).unwrap();
        let why = "Le poste est au Département.";
        acted(&world, Role::Rssi, |db, acting| {
            propose(db, acting, DOSSIER, Some(Party::Departement), why)
        });
        assert!(holder(&world, DOSSIER).is_some(), "a proposal changes nothing");
        acted(&world, Role::Dpo, |db, acting| {
            answer(db, acting, DOSSIER, 1, Answer::Accepted, "")
        });
        assert_eq!(holder(&world, DOSSIER), None);
        let acts = acts(&world, DOSSIER);
        let of_both = acts
            .iter()
            .filter(|act| ["dossier_released", "handover_answered"].contains(&act.as_str()));
        assert_eq!(of_both.count(), 2);
        acted(&world, Role::Rssi, |db, acting| {
            associate(
                db,
                acting,
                OTHER,
                Change::Add,
                Some(Party::Academie),
                "Il nous aide.",
            )
        });
        given(&world, Role::Dpo, OTHER, &to("agent_academie@exemple.fr"), None).unwrap();
        acted(&world, Role::Rssi, |db, acting| {
            associate(
                db,
                acting,
                OTHER,
                Change::Remove,
                Some(Party::Academie),
                "C’est fini.",
            )
        });
        assert_eq!(holder(&world, OTHER), None);
    }
}

#[test]
fn whoever_holds_it_for_an_associate_may_give_it_back_and_no_more() {
    for world in with_dossiers() {
        acted(&world, Role::Rssi, |db, acting| {
            associate(
                db,
                acting,
                OTHER,
                Change::Add,
                Some(Party::Academie),
                "Il nous aide.",
            )
        });
        given(&world, Role::Dpo, OTHER, &to("agent_academie@exemple.fr"), None).unwrap();
        let refused = given(&world, Role::Rssi, OTHER, &Given::Nobody, None).unwrap_err();
        assert!(matches!(refused, FollowRefused::NotYours(_)), "{refused}");
        given(&world, Role::AgentAcademie, OTHER, &Given::Nobody, None).unwrap();
        assert_eq!(holder(&world, OTHER), None);
    }
}

#[test]
fn letters_of_a_drill_go_to_the_mailbox_of_drills() {
    let world = World::on_sqlite();
    let report = Report {
        exercise: true,
        ..world.a_report()
    };
    world.reported(Role::Rsn, report);
    given(
        &world,
        Role::Rssi,
        DOSSIER,
        &to("agent_academie@exemple.fr"),
        None,
    )
    .unwrap();
    assert_eq!(
        addresses(&world, DOSSIER, LetterKind::Assigned),
        ["exercices@exemple.fr"]
    );
}

#[test]
fn teams_keep_their_name_to_themselves_and_have_people_of_their_party() {
    for world in with_dossiers() {
        let postes = team(&world, Party::Academie, " Postes ", &["rssi@exemple.fr"]).unwrap();
        let taken = team(&world, Party::Academie, "Postes", &[]).unwrap_err();
        assert_eq!(problems(&taken), ["name"]);
        let wrong = team(
            &world,
            Party::Region,
            "",
            &["inconnu@exemple.fr", "dpo@exemple.fr"],
        )
        .unwrap_err();
        assert_eq!(problems(&wrong), ["party", "members", "name", "members"]);
        let (by, now) = (world.account(Role::Admin), world.clock.now());
        let changed = |given: TeamChange| world.write(|db| change(db, &by, &postes.id, given, now));
        let both = TeamChange {
            version: Some(1),
            name: Some("Postes et réseaux".to_owned()),
            members: Some(vec!["agent_academie@exemple.fr".to_owned()]),
        };
        let kept = changed(both.clone()).unwrap();
        assert_eq!((kept.version, kept.members.len()), (2, 1));
        assert_eq!(problems(&changed(both).unwrap_err()), ["version"]);
        let named = world.read(|db| teams::named(db, &postes.convention, Party::Academie, "Postes"));
        assert!(named.is_none());
        world.write(|db| end(db, &by, &postes.id, now)).unwrap();
        let gone = changed(TeamChange::default()).unwrap_err();
        assert!(matches!(gone, FollowRefused::NotFound), "{gone}");
        team(&world, Party::Academie, "Postes et réseaux", &[]).unwrap();
    }
}
