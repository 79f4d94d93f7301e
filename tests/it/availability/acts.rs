//! What the facts of an outage do to its service levels.

use chrono::TimeDelta;
use tocsin::actions::availability::AvailabilityRefused;
use tocsin::actions::availability::follow_handler;
use tocsin::actions::availability::mark::Given;
use tocsin::actions::life::{Acting, hand_over};
use tocsin::domain::life::Answer;
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::{Party, Role};
use tocsin::store::{incidents, journal, outages, steps};

use super::{DOSSIER, PORTAL, WORKSTATION, done, fields, portal_down, portal_touched, said};
use crate::support::world::World;

const LEVELS: [Kind; 2] = [Kind::TakeCharge, Kind::RestoreService];

/// Installations in which the portal was just reported unavailable.
fn with_outage() -> [World; 2] {
    World::on_each_engine().map(|world| {
        world.reported(Role::Rsn, portal_down(&world));
        world
    })
}

#[test]
fn a_report_that_something_cannot_be_used_starts_its_service_levels() {
    for world in with_outage() {
        // A Monday at 9:00 in Paris; noticed at 8:00, reported now.
        let take_charge = world.level(Kind::TakeCharge);
        assert_eq!(take_charge.starts_at, world.clock.now());
        assert_eq!(
            take_charge.due_at,
            Some("2026-03-02T14:00:00+01:00".parse().unwrap())
        );
        let restore = world.level(Kind::RestoreService);
        assert_eq!(restore.due_at, Some("2026-03-03T09:00:00+01:00".parse().unwrap()));
        assert_eq!((restore.debtor, restore.state), (Party::Academie, State::Pending));
        let planned = world.read(|db| steps::open(db, &restore.id));
        let planned: Vec<String> = planned.iter().map(|it| it.step.to_string()).collect();
        assert_eq!(planned, ["halfway", "escalation_0"]);
    }
}

#[test]
fn a_report_of_what_still_works_or_is_not_critical_promises_nothing() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, portal_touched(&world));
        let workstation = Given {
            component: WORKSTATION.to_owned(),
            ..said(&world, false)
        };
        world.marked(Role::AgentAcademie, &workstation).unwrap();
        for kind in LEVELS {
            assert_eq!(world.levels(kind), [], "{kind}");
        }
        world.marked(Role::AgentAcademie, &said(&world, false)).unwrap();
        for kind in LEVELS {
            assert_eq!(world.states(kind), [State::Pending], "{kind}");
        }
    }
}

#[test]
fn without_spare_or_control_nobody_promises_to_restore_until_it_changes() {
    for world in with_outage() {
        let due_at = world.level(Kind::RestoreService).due_at;
        let facts = |spare, under_control| Given {
            spare,
            under_control,
            ..said(&world, false)
        };
        world.marked(Role::Rssi, &facts(Some(false), None)).unwrap();
        let cancelled = world.level(Kind::RestoreService);
        assert_eq!(cancelled.state, State::Cancelled);
        assert!(cancelled.reason.unwrap().contains("secours"));
        assert!(world.read(|db| steps::open(db, &cancelled.id)).is_empty());
        assert_eq!(
            world.states(Kind::TakeCharge),
            [State::Pending],
            "never suspended"
        );
        world.marked(Role::Rssi, &facts(Some(true), Some(false))).unwrap();
        assert_eq!(world.states(Kind::RestoreService), [State::Cancelled]);
        world.marked(Role::Rssi, &facts(None, Some(true))).unwrap();
        assert_eq!(
            world.states(Kind::RestoreService),
            [State::Cancelled, State::Pending]
        );
        assert_eq!(world.levels(Kind::RestoreService)[1].due_at, due_at);
    }
}

#[test]
fn shared_data_to_restore_give_a_working_day_more() {
    for world in with_outage() {
        let before = world.level(Kind::RestoreService);
        let with_data = Given {
            shared_data: Some(true),
            ..said(&world, false)
        };
        world.marked(Role::AgentAcademie, &with_data).unwrap();
        let after = world.level(Kind::RestoreService);
        assert_eq!(after.id, before.id, "it is shifted, not made anew");
        assert_eq!(after.due_at, Some("2026-03-04T09:00:00+01:00".parse().unwrap()));
        let planned = world.read(|db| steps::open(db, &after.id));
        assert_eq!(planned.last().map(|it| it.at), after.due_at);
    }
}

#[test]
fn the_first_action_and_the_restoration_keep_what_was_promised() {
    for world in with_outage() {
        world.clock.set(world.clock.now() + TimeDelta::hours(2));
        let first = world.clock.now();
        world.acted(Role::AgentAcademie, &done(&world)).unwrap();
        let take_charge = world.level(Kind::TakeCharge);
        assert_eq!((take_charge.state, take_charge.met_at), (State::Met, Some(first)));
        assert_eq!(
            fields(&world.acted(Role::AgentAcademie, &done(&world)).unwrap_err()),
            ["first_action"]
        );
        world.clock.set(first + TimeDelta::hours(3));
        world.marked(Role::AgentAcademie, &said(&world, true)).unwrap();
        let restore = world.level(Kind::RestoreService);
        assert_eq!(
            (restore.state, restore.met_at),
            (State::Met, Some(world.clock.now()))
        );
        let again = world.marked(Role::Rssi, &said(&world, true)).unwrap_err();
        assert_eq!(fields(&again), ["component"], "the second is told since when");
        assert!(
            matches!(again, AvailabilityRefused::Stands(facts) if facts[0].message.contains("02\u{a0}mars")
            || facts[0].message.contains("2\u{a0}mars"))
        );
        let acts = world.acts_of_dossier();
        for act in [
            "component_unavailable",
            "first_action_recorded",
            "component_available",
        ] {
            assert!(acts.contains(&act.to_owned()), "{act}: {acts:?}");
        }
    }
}

#[test]
fn restoring_what_nobody_had_taken_up_takes_it_in_charge() {
    for world in with_outage() {
        world.clock.set(world.clock.now() + TimeDelta::hours(1));
        world.marked(Role::AgentAcademie, &said(&world, true)).unwrap();
        for kind in LEVELS {
            assert_eq!(world.states(kind), [State::Met], "{kind}");
        }
    }
}

#[test]
fn what_is_done_after_the_time_agreed_needs_its_reason() {
    for world in with_outage() {
        world.clock.set(world.clock.now() + TimeDelta::days(2));
        let silent = world.acted(Role::AgentAcademie, &done(&world)).unwrap_err();
        assert_eq!(fields(&silent), ["late_reason"]);
        let silent = world
            .marked(Role::AgentAcademie, &said(&world, true))
            .unwrap_err();
        assert_eq!(fields(&silent), ["late_reason"]);
        let told = Given {
            late_reason: "Pièce en rupture.".to_owned(),
            ..said(&world, true)
        };
        world.marked(Role::AgentAcademie, &told).unwrap();
        for kind in LEVELS {
            let level = world.level(kind);
            assert_eq!(level.state, State::MetLate, "{kind}");
            assert_eq!(level.late_reason.as_deref(), Some("Pièce en rupture."));
        }
    }
}

#[test]
fn what_was_done_in_time_is_not_late_because_it_is_written_down_later() {
    for world in with_outage() {
        let first = tocsin::actions::availability::first_action::Given {
            at: world.clock.now() + TimeDelta::hours(1),
            ..done(&world)
        };
        world.clock.set(world.clock.now() + TimeDelta::days(2));
        world.acted(Role::AgentAcademie, &first).unwrap();
        assert_eq!(world.states(Kind::TakeCharge), [State::Met]);
    }
}

#[test]
fn a_mark_made_by_mistake_is_undone_and_can_be_made_again() {
    for world in with_outage() {
        let began_at = world
            .read(|db| incidents::by_reference(db, DOSSIER))
            .unwrap()
            .detected_at;
        let mistaken = Given {
            at: began_at,
            ..said(&world, true)
        };
        world.marked(Role::AgentAcademie, &mistaken).unwrap();
        for kind in LEVELS {
            let level = world.level(kind);
            assert_eq!(level.state, State::Cancelled);
            assert!(level.reason.unwrap().contains("en fait disponible"));
        }
        world.clock.set(world.clock.now() + TimeDelta::minutes(10));
        world.marked(Role::AgentAcademie, &said(&world, false)).unwrap();
        for kind in LEVELS {
            assert_eq!(world.states(kind), [State::Cancelled, State::Pending]);
        }
    }
}

#[test]
fn instants_that_cannot_be_are_refused_and_nothing_is_recorded() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, portal_touched(&world));
        let now = world.clock.now();
        let at = |at| Given {
            at,
            ..said(&world, false)
        };
        let before = world.acts_of_dossier().len();
        let refused = |given: &Given| fields(&world.marked(Role::Rssi, given).unwrap_err());
        assert_eq!(refused(&at(now + TimeDelta::minutes(6))), ["at"]);
        assert_eq!(
            refused(&at(now - TimeDelta::hours(2))),
            ["at"],
            "before it was noticed"
        );
        let stranger = Given {
            component: "fusee".to_owned(),
            mitigation: "x".repeat(20_001),
            ..at(now + TimeDelta::hours(1))
        };
        assert_eq!(refused(&stranger), ["component", "at", "mitigation"]);
        assert_eq!(
            refused(&said(&world, true)),
            ["component"],
            "it can be used already"
        );
        assert_eq!(world.acts_of_dossier().len(), before);
        world.marked(Role::Rssi, &at(now)).unwrap();
        assert_eq!(refused(&at(now)), ["component"], "said twice, nothing changes");
        let backwards = Given {
            available: true,
            ..at(now - TimeDelta::minutes(1))
        };
        assert_eq!(refused(&backwards), ["at"]);
    }
}

#[test]
fn only_those_who_handle_the_dossier_say_what_can_be_used() {
    for world in with_outage() {
        for role in [Role::Rsn, Role::ChefEtablissement] {
            let refused = world.marked(role, &said(&world, true)).unwrap_err();
            assert!(matches!(refused, AvailabilityRefused::NotTheHandler(_)), "{role}");
            let refused = world.acted(role, &done(&world)).unwrap_err();
            assert!(matches!(refused, AvailabilityRefused::NotTheHandler(_)), "{role}");
        }
        let stranger = world
            .marked(Role::AgentDepartement, &said(&world, true))
            .unwrap_err();
        assert!(matches!(stranger, AvailabilityRefused::NotFound));
    }
}

#[test]
fn another_handler_keeps_what_was_kept_and_promises_for_itself() {
    for world in with_outage() {
        world.acted(Role::AgentAcademie, &done(&world)).unwrap();
        let now = world.clock.now();
        let mut incident = world.read(|db| incidents::by_reference(db, DOSSIER)).unwrap();
        incident.decision.handler = Party::Departement;
        let changes = world.write(|db| follow_handler(db, &world.instance, &incident, now));
        let changes: Result<_, tocsin::store::StoreError> = changes;
        assert_eq!(changes.unwrap().len(), 1);
        assert_eq!(world.states(Kind::TakeCharge), [State::Met]);
        let fallen = world.level(Kind::RestoreService);
        assert_eq!(fallen.state, State::Cancelled);
        assert!(fallen.reason.unwrap().contains("autre partie"));
        incident.decision.handler = Party::Academie;
        world
            .write(|db| follow_handler(db, &world.instance, &incident, now))
            .map_err(|error: tocsin::store::StoreError| error)
            .unwrap();
        assert_eq!(
            world.states(Kind::RestoreService),
            [State::Cancelled, State::Pending]
        );
    }
}

#[test]
fn a_handover_ends_and_begins_service_levels_and_journals_it() {
    for world in with_outage() {
        let (rssi, agent) = (world.account(Role::Rssi), world.account(Role::AgentDepartement));
        let acting = |by| Acting {
            instance: &world.instance,
            by,
            version: None,
            now: world.clock.now(),
        };
        let asked = |to| {
            world.write(|db| {
                hand_over::propose(db, &acting(&rssi), DOSSIER, Some(to), "Le poste est au collège.")
            })
        };
        asked(Party::Departement).unwrap();
        assert_eq!(
            world.states(Kind::RestoreService),
            [State::Pending],
            "not before it is accepted"
        );
        let accepted =
            world.write(|db| hand_over::answer(db, &acting(&agent), DOSSIER, 1, Answer::Accepted, ""));
        accepted.unwrap();
        let ended = (world.states(Kind::TakeCharge), world.states(Kind::RestoreService));
        assert_eq!(ended, (vec![State::Cancelled], vec![State::Cancelled]));
        let told = world
            .read(|db| journal::latest_of_dossier(db, DOSSIER, 9))
            .into_iter();
        let told: Vec<_> = told.filter(|entry| entry.act == "handover_answered").collect();
        assert_eq!(told[0].body["service_levels"].as_array().unwrap().len(), 2);
        asked(Party::Academie).unwrap();
        assert_eq!(
            world.states(Kind::RestoreService),
            [State::Cancelled, State::Pending],
            "the académie, asked by its own RSSI, takes it back at once"
        );
    }
}

#[test]
fn each_component_has_its_own_service_levels() {
    for world in World::on_each_engine() {
        let mut report = portal_down(&world);
        report
            .components
            .push(crate::support::world::touched("gar", None));
        let mut server = crate::support::world::touched("outils-collaboratifs", None);
        server.unavailable = true;
        report.components.push(server);
        world.reported(Role::Rsn, report);
        assert_eq!(world.states(Kind::RestoreService), [State::Pending; 2]);
        world.marked(Role::Rssi, &said(&world, true)).unwrap();
        let mut states = world.states(Kind::RestoreService);
        states.sort_unstable();
        assert_eq!(states, [State::Pending, State::Met]);
        let incident = world.read(|db| incidents::by_reference(db, DOSSIER)).unwrap();
        let still: Vec<&str> = incident
            .components
            .iter()
            .filter(|it| it.unavailable)
            .map(|it| it.touched.component.as_str())
            .collect();
        assert_eq!(still, ["outils-collaboratifs"], "{PORTAL} can be used again");
        assert_eq!(world.read(|db| outages::of_incident(db, &incident.id)).len(), 2);
    }
}
