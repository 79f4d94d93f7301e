//! What stands in the way of closing, rejecting and handing over; and that nothing closes past a pending duty.

use proptest::prelude::*;

use super::{at, now};
use crate::domain::breach;
use crate::domain::incident::Status;
use crate::domain::life::{Act, Event, Facts, Obstacle, Pending, Refused};
use crate::domain::obligations::Kind;
use crate::domain::people::Party;

fn pending(kind: Kind) -> Pending {
    Pending {
        kind,
        debtor: Party::Departement,
        due_at: Some(now()),
    }
}

#[test]
fn a_refused_closing_names_everything_at_once() {
    let facts = Facts {
        pending: vec![pending(Kind::Breach48h), pending(Kind::Cnil72h)],
        breach: Some(breach::Status::Suspected),
        follow_up_missing: true,
        handover_to: Some(Party::Departement),
        ..at(Status::Resolved)
    };
    let all = vec![
        Obstacle::Pending(pending(Kind::Breach48h)),
        Obstacle::Pending(pending(Kind::Cnil72h)),
        Obstacle::BreachUndecided,
        Obstacle::FollowUpMissing,
        Obstacle::HandoverOpen(Party::Departement),
    ];
    assert_eq!(facts.close(now()), Err(Refused::Obstacles(all.clone())));
    assert_eq!(facts.in_the_way_of_closing(), all);
    let names: Vec<_> = all.iter().map(Obstacle::name).collect();
    assert_eq!(
        names,
        [
            "breach_48h",
            "cnil_72h",
            "breach",
            "follow_up_to_rssi",
            "handover"
        ]
    );
    assert_eq!(all[0].due_at(), Some(now()));
    assert_eq!(all[3].due_at(), None);
}

#[test]
fn a_decided_breach_stands_in_the_way_of_no_closing() {
    for status in [breach::Status::Confirmed, breach::Status::NotABreach] {
        let facts = Facts {
            breach: Some(status),
            ..at(Status::Resolved)
        };
        assert!(facts.close(now()).is_ok(), "{status}");
    }
}

#[test]
fn no_rejection_stops_the_clocks_of_a_breach() {
    for (status, obstacle) in [
        (breach::Status::Suspected, Some(Obstacle::BreachUndecided)),
        (breach::Status::Confirmed, Some(Obstacle::BreachStands)),
        (breach::Status::NotABreach, None),
    ] {
        let facts = Facts {
            breach: Some(status),
            ..at(Status::Reported)
        };
        let refused = facts.reject(now()).err();
        assert_eq!(
            refused,
            obstacle.map(|obstacle| Refused::Obstacles(vec![obstacle])),
            "{status}"
        );
    }
}

#[test]
fn one_handover_waits_at_a_time() {
    let facts = Facts {
        handover_to: Some(Party::Departement),
        ..at(Status::Qualified)
    };
    let waits = Refused::Obstacles(vec![Obstacle::HandoverOpen(Party::Departement)]);
    assert_eq!(facts.hand_over(now()), Err(waits));
}

#[test]
fn the_follow_up_may_come_after_the_resolution_while_it_is_owed() {
    let owed = Facts {
        pending: vec![pending(Kind::FollowUpToRssi)],
        ..at(Status::Resolved)
    };
    let missing = Facts {
        follow_up_missing: true,
        ..at(Status::Resolved)
    };
    let again = Ok(Event {
        act: Act::Resolve,
        status: Status::Resolved,
        at: now(),
    });
    assert_eq!(owed.resolve(now()), again);
    assert_eq!(missing.resolve(now()), again);
    let given = Facts {
        pending: vec![pending(Kind::Cnil72h)],
        ..at(Status::Resolved)
    };
    assert_eq!(
        given.resolve(now()),
        Err(Refused::OutOfPlace(Act::Resolve, Status::Resolved))
    );
}

/// What may happen to a dossier: an act, a duty that arises, a duty that is met.
#[derive(Clone, Debug)]
enum Turn {
    Act(Act),
    Arises(Kind),
    Met,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let act = prop::sample::select(Act::ALL).prop_map(Turn::Act);
    let arises = prop::sample::select(Kind::ALL).prop_map(Turn::Arises);
    prop::collection::vec(prop_oneof![4 => act, 1 => arises, 2 => Just(Turn::Met)], 0..60)
}

proptest! {
    #[test]
    fn no_sequence_of_acts_closes_a_dossier_with_a_pending_duty(turns in turns()) {
        let mut facts = at(Status::Reported);
        for turn in turns {
            match turn {
                Turn::Act(act) => {
                    if let Ok(event) = facts.take(act, now()) {
                        let closes = event.status == Status::Closed;
                        prop_assert!(!closes || facts.pending.is_empty());
                        facts.status = event.status;
                    }
                }
                Turn::Arises(kind) if facts.status != Status::Closed => facts.pending.push(pending(kind)),
                Turn::Arises(_) => {}
                Turn::Met => drop(facts.pending.pop()),
            }
            prop_assert!(facts.status != Status::Closed || facts.pending.is_empty());
        }
    }
}
