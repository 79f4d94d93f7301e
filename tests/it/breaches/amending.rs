//! Facts change: what has not happened is cancelled, shifted or armed again, and nothing else.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::json;
use tocsin::actions::breach::BreachRefused;
use tocsin::actions::breach::amend::Amendment;
use tocsin::domain::breach::Status;
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::{Party, Role};
use tocsin::store::{breaches, steps};

use super::support::{fields, known, problems, with_breach};

fn status(status: Status, reason: &str) -> Amendment {
    Amendment {
        status: Some((status, reason.to_owned())),
        ..Amendment::default()
    }
}

#[test]
fn corrected_awareness_shifts_the_clock_and_keeps_what_it_corrects() {
    for world in with_breach() {
        let earlier = world.clock.now() - TimeDelta::hours(5);
        let unreasoned = Amendment {
            awareness: vec![known(Party::Departement, earlier, " ")],
            ..Amendment::default()
        };
        assert_eq!(
            problems(&world.amended(Role::Dpo, &unreasoned).unwrap_err()),
            ["awareness[0].reason"]
        );
        let given = Amendment {
            awareness: vec![known(
                Party::Departement,
                earlier,
                "Le technicien savait dès 4 h.",
            )],
            ..Amendment::default()
        };
        let foreign = world.amended(Role::Dpd, &given).unwrap_err();
        assert!(matches!(foreign, BreachRefused::NotTheOfficer(_)), "{foreign:?}");
        world.amended(Role::Dpo, &given).unwrap();
        let duty = world.duty(Kind::Breach48h);
        assert_eq!(duty.due_at, Some(earlier + TimeDelta::hours(48)));
        let open = world.read(|db| steps::open(db, &duty.id));
        assert_eq!(
            open[0].at,
            earlier + TimeDelta::hours(24),
            "its steps moved with it"
        );
        let history = world.read(|db| breaches::history(db, &world.breach().id));
        let corrected: Vec<bool> = history
            .iter()
            .filter(|fact| fact.awareness.party == Party::Departement)
            .map(|fact| fact.superseded_at.is_some())
            .collect();
        assert_eq!(corrected, [true, false]);
    }
}

#[test]
fn not_a_breach_cancels_what_is_owed_and_keeps_the_record() {
    for world in with_breach() {
        let silent = world.amended(Role::Dpo, &status(Status::NotABreach, ""));
        assert_eq!(problems(&silent.unwrap_err()), ["status_reason"]);
        world
            .amended(
                Role::Dpo,
                &status(Status::NotABreach, "Les fichiers étaient vides."),
            )
            .unwrap();
        for kind in [Kind::Breach48h, Kind::Cnil72h] {
            let duty = world.duty(kind);
            assert_eq!(duty.state, State::Cancelled);
            assert!(duty.reason.is_some());
            assert!(world.read(|db| steps::open(db, &duty.id)).is_empty());
        }
        assert_eq!(world.breach().status_reason, "Les fichiers étaient vides.");
        world
            .amended(
                Role::Dpd,
                &status(Status::Confirmed, "Une sauvegarde en contenait."),
            )
            .unwrap();
        let states: Vec<State> = world
            .duties(Kind::Breach48h)
            .iter()
            .map(|duty| duty.state)
            .collect();
        assert_eq!(states, [State::Cancelled, State::Pending], "armed again");
    }
}

#[test]
fn only_an_officer_says_whether_there_is_a_breach() {
    for world in with_breach() {
        for role in [Role::AgentDepartement, Role::Rssi] {
            let refused = world
                .amended(role, &status(Status::Confirmed, "Certain."))
                .unwrap_err();
            assert!(
                matches!(refused, BreachRefused::NotTheOfficer(_)),
                "{role}: {refused:?}"
            );
        }
    }
}

#[test]
fn the_treatments_chosen_name_the_controller_and_its_clock() {
    for world in with_breach() {
        let given = Amendment {
            record: fields(json!({"treatments": ["identites-academiques"]})),
            ..Amendment::default()
        };
        world.amended(Role::Dpd, &given).unwrap();
        assert_eq!(world.breach().controllers, BTreeSet::from([Party::Academie]));
        assert_eq!(
            world.duty(Kind::Cnil72h).state,
            State::Cancelled,
            "the school is no controller"
        );
        let given = Amendment {
            awareness: vec![known(Party::Academie, world.clock.now(), "")],
            ..Amendment::default()
        };
        world.amended(Role::Dpd, &given).unwrap();
        let last = world.duties(Kind::Cnil72h).pop().unwrap();
        assert_eq!((last.debtor, last.state), (Party::Academie, State::Pending));
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_nothing_is_recorded() {
    for world in with_breach() {
        let now = world.clock.now();
        let given = Amendment {
            record: fields(json!({"persons_count": -3, "nature": ["theft"], "colour": "blue"})),
            awareness: vec![
                known(Party::Departement, now + TimeDelta::hours(1), "Motif."),
                known(Party::Commune, now, ""),
            ],
            ..Amendment::default()
        };
        let refused = problems(&world.amended(Role::Dpo, &given).unwrap_err());
        for field in [
            "persons_count",
            "nature",
            "colour",
            "awareness[0].aware_at",
            "awareness[1].party",
        ] {
            assert!(refused.contains(&field.to_owned()), "{field}: {refused:?}");
        }
        let before_start = Amendment {
            record: fields(json!({"started_at": now, "occurrence": "ongoing"})),
            ..Amendment::default()
        };
        assert!(
            world.amended(Role::Dpo, &before_start).is_err(),
            "known before it began"
        );
        assert_eq!(world.breach().version, 1);
        assert!(!world.journaled_acts().contains(&"breach_amended".to_owned()));
    }
}

#[test]
fn whoever_read_an_older_version_is_told() {
    for world in with_breach() {
        let given = |text: &str| Amendment {
            record: fields(json!({"systems": text})),
            version: Some(1),
            ..Amendment::default()
        };
        world.amended(Role::Dpo, &given("Serveur de fichiers")).unwrap();
        let refused = world
            .amended(Role::AgentDepartement, &given("Messagerie"))
            .unwrap_err();
        assert!(matches!(refused, BreachRefused::Changed));
        assert_eq!(world.breach().record.systems, "Serveur de fichiers");
    }
}

#[test]
fn the_reason_of_a_status_is_amended_alone_and_journaled() {
    for world in with_breach() {
        let settled = |reason: &str| world.amended(Role::Dpo, &status(Status::Confirmed, reason));
        settled("Des bulletins ont été lus.").unwrap();
        let first = world.breach();
        assert_eq!(first.settled.as_ref().unwrap().by, world.account(Role::Dpo).id);
        let acts = || {
            let acts = world.journaled_acts().into_iter();
            acts.filter(|act| act == "breach_amended").count()
        };
        let before = acts();
        settled(" Des bulletins ont été lus. ").unwrap();
        assert_eq!(
            (world.breach(), acts()),
            (first.clone(), before),
            "nothing new was said"
        );
        world.clock.set(world.clock.now() + TimeDelta::hours(1));
        settled("Vingt-quatre bulletins ont été lus.").unwrap();
        let better = world.breach();
        assert_eq!(better.status_reason, "Vingt-quatre bulletins ont été lus.");
        assert_eq!((better.version, acts()), (first.version + 1, before + 1));
        assert!(better.settled.unwrap().at > first.settled.unwrap().at);
        let foreign = world.amended(Role::AgentDepartement, &status(Status::Confirmed, "Autre."));
        assert!(matches!(foreign.unwrap_err(), BreachRefused::NotTheOfficer(_)));
    }
}
