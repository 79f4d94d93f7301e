//! What the store counts: each dossier once, in its part, on both engines alike.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use tocsin::domain::committee::{Breached, Counted, Delay, Ending, Group, Outcome, Part, Period, Spread};
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::{Party, Role, Sight};
use tocsin::domain::uai::Uai;
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::figures::{Scope, counted, schools, schools_touched};

use super::{act, contested, of_the_departement, set};
use crate::support::world::{BROSSOLETTE, World, touched};

const SATURDAY: &str = "2026-03-28T10:00:00Z";

fn days(first: &str, last: &str) -> Period {
    Period::new(first.parse().unwrap(), last.parse().unwrap()).unwrap()
}

fn march() -> Period {
    days("2026-03-01", "2026-03-31")
}

fn count(world: &World, sight: &Sight, period: Period, now: DateTime<Utc>) -> Counted {
    world.read(|db| counted(db, Scope { sight, period }, now))
}

fn everything(world: &World) -> Counted {
    count(
        world,
        &world.account(Role::Rssi).sight(),
        march(),
        world.clock.now(),
    )
}

fn confirmation(severity: i64) -> serde_json::Value {
    json!({"verdict": "confirmed", "category": "malicious-code", "severity": severity, "tlp": "green"})
}

async fn delivered(world: &World) {
    let mailer = Mailer::Memory(MemoryTransport::default());
    world.worker("w", mailer).tick().await.unwrap();
}

/// Confirmed, taken in hand the next day after the night of the change of hour, resolved, closed.
async fn lived(world: &World, reference: &str) {
    act(world, Role::Rssi, reference, "/qualification", confirmation(2)).await;
    set(world, "2026-03-29T10:00:00Z");
    act(
        world,
        Role::Rssi,
        reference,
        "/transitions",
        json!({"to": "in_progress"}),
    )
    .await;
    set(world, "2026-03-29T12:30:00Z");
    act(
        world,
        Role::Rssi,
        reference,
        "/transitions",
        json!({"to": "resolved"}),
    )
    .await;
    delivered(world).await;
    set(world, "2026-03-30T10:00:00Z");
    act(
        world,
        Role::Rssi,
        reference,
        "/transitions",
        json!({"to": "closed"}),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn delays_are_elapsed_hours_over_the_change_of_hour_too() {
    for world in World::on_each_engine() {
        set(&world, SATURDAY);
        let reference = world.reported(Role::Rsn, world.a_report()).reference;
        lived(&world, &reference).await;
        let counted = everything(&world);
        let told = |tenths| Spread {
            known: 1,
            median: Some(tenths),
            ninth: Some(tenths),
        };
        assert_eq!(counted.spread(Delay::Report), told(10));
        assert_eq!(
            counted.spread(Delay::TakeCharge),
            told(240),
            "the clocks of Paris jumped, hours did not"
        );
        assert_eq!(counted.spread(Delay::Resolution), told(265));
        assert_eq!(counted.spread(Delay::Closing), told(480));
        let why = json!({"to": "in_progress", "reason": "Le message est revenu."});
        act(&world, Role::Rssi, &reference, "/transitions", why).await;
        let counted = everything(&world);
        assert_eq!(counted.spread(Delay::Closing).known, 0, "it was taken up again");
        assert_eq!(counted.spread(Delay::Resolution).known, 0);
        assert_eq!(counted.spread(Delay::TakeCharge), told(240));
        set(&world, "2026-03-30T11:00:00Z");
        act(
            &world,
            Role::Rssi,
            &reference,
            "/transitions",
            json!({"to": "resolved"}),
        )
        .await;
        assert_eq!(
            everything(&world).spread(Delay::Resolution),
            told(490),
            "the last time counts"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn contested_decisions_are_counted_by_their_end() {
    for world in World::on_each_engine() {
        set(&world, SATURDAY);
        let report = || world.reported(Role::Rsn, contested(&world)).reference;
        let [stands, rejected, moved, asked, _waits] = [(); 5].map(|()| report());
        act(&world, Role::Rssi, &stands, "/qualification", confirmation(2)).await;
        let no =
            json!({"verdict": "rejected", "ground": "false_alarm", "reason": "Un exercice du fournisseur."});
        act(&world, Role::Rssi, &rejected, "/qualification", no).await;
        for reference in [&moved, &asked] {
            let mut verdict = confirmation(3);
            verdict["handler"] = json!("departement");
            verdict["reason"] = json!("Le poste appartient au Département.");
            act(&world, Role::Rssi, reference, "/qualification", verdict).await;
        }
        let yes = json!({"answer": "accepted"});
        act(&world, Role::AgentDepartement, &moved, "/handovers/1/answer", yes).await;
        let counted = everything(&world);
        for (ending, expected) in [
            (Ending::Stands(Party::Academie), 1),
            (Ending::Moved(Party::Departement), 1),
            (Ending::Rejected, 1),
            (Ending::Waiting, 2),
        ] {
            assert_eq!(counted.of(&Part::Contested(ending)), expected, "{ending:?}");
        }
        assert_eq!(counted.whole(Group::Contested), 5);
        assert_eq!(counted.of(&Part::Retained), 4);
        assert_eq!(counted.of(&Part::Rejected), 1);
        assert_eq!(counted.of(&Part::Handler(Party::Departement)), 1);
        assert_eq!(counted.of(&Part::Severity(Some(3))), 2);
        assert_eq!(counted.of(&Part::Severity(None)), 1);
        assert_eq!(counted.of(&Part::Category(Some("malicious-code".to_owned()))), 3);
        assert_eq!(
            counted.of(&Part::Component(Some("poste-pedagogique".to_owned()))),
            4
        );
    }
}

#[test]
fn duties_are_late_from_the_microsecond_after_their_due_instant() {
    for world in World::on_each_engine() {
        let reported_at = set(&world, SATURDAY);
        let breached = Report {
            personal_data: PersonalData::Yes,
            ..of_the_departement(&world)
        };
        world.reported(Role::Rsn, breached);
        let sight = world.account(Role::Rssi).sight();
        let duty = |outcome| Part::Duty(Kind::Breach48h, outcome);
        let after = |later| count(&world, &sight, march(), reported_at + later);
        let due = TimeDelta::hours(48);
        let counted = after(due);
        assert_eq!(
            counted.of(&duty(Outcome::Running)),
            1,
            "the due instant itself is in time"
        );
        assert_eq!(counted.of(&Part::Breach(Breached::Suspected)), 1);
        let counted = after(due + TimeDelta::microseconds(1));
        assert_eq!(counted.of(&duty(Outcome::Late)), 1);
        assert_eq!(counted.of(&duty(Outcome::Running)), 0);
        assert_eq!(
            counted.whole(Group::Duty(Kind::AlertHeadOfSchool)),
            0,
            "what has no due instant is not counted"
        );
    }
}

#[test]
fn drills_never_count_and_a_period_ends_at_midnight_of_paris() {
    for world in World::on_each_engine() {
        set(&world, "2026-03-31T21:59:59.999999Z");
        world.reported(Role::Rsn, world.a_report());
        let drill = Report {
            exercise: true,
            ..world.a_report()
        };
        world.reported(Role::Rssi, drill);
        set(&world, "2026-03-31T22:00:00Z");
        world.reported(Role::Rsn, world.a_report());
        let sight = world.account(Role::Rssi).sight();
        let retained = |period| count(&world, &sight, period, world.clock.now()).of(&Part::Retained);
        assert_eq!(retained(march()), 1);
        assert_eq!(retained(days("2026-04-01", "2026-04-30")), 1);
        assert_eq!(retained(days("2026-03-31", "2026-04-01")), 2);
        assert_eq!(retained(days("2026-05-01", "2026-05-31")), 0, "an empty period");
    }
}

#[test]
fn each_reader_has_the_figures_of_what_they_see() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        world.reported(Role::Rsn, of_the_departement(&world));
        let retained = |role| {
            let sight = world.account(role).sight();
            count(&world, &sight, march(), world.clock.now()).of(&Part::Retained)
        };
        assert_eq!(retained(Role::Rssi), 2);
        assert_eq!(retained(Role::AgentDepartement), 1);
        assert_eq!(retained(Role::Observer), 0, "an observer sees no dossier");
    }
}

#[test]
fn schools_are_counted_once_and_those_with_most_dossiers_come_first() {
    for world in World::on_each_engine() {
        let at = |uai: &str| Report {
            establishment_uai: Some(Uai::parse(uai).unwrap()),
            ..world.a_report()
        };
        world.reported(Role::Rssi, at(BROSSOLETTE));
        world.reported(Role::Rssi, at(BROSSOLETTE));
        world.reported(Role::Rsn, world.a_report());
        let nowhere = Report {
            establishment_uai: None,
            components: vec![touched("poste-administratif", None)],
            ..world.a_report()
        };
        world.reported(Role::Rssi, nowhere);
        let sight = world.account(Role::Rssi).sight();
        let scope = Scope {
            sight: &sight,
            period: march(),
        };
        let found = world.read(|db| schools(db, scope, 1));
        assert_eq!(found.total, 2, "what is of no school is of none");
        assert_eq!((found.top.len(), found.top[0].count), (1, 2));
        assert_eq!(found.top[0].uai, BROSSOLETTE);
        assert_eq!(world.read(|db| schools_touched(db, scope)), 2);
    }
}
