//! Every stage with every act: where it leads, or that it has no place there.

use super::{at, now};
use crate::domain::incident::Status::{self, Closed, InProgress, Qualified, Rejected, Reported, Resolved};
use crate::domain::life::{Act, Refused, Step};

/// Where each act leads from each stage; an act that is not named has no place there.
const TABLE: &[(Status, &[(Act, Status)])] = &[
    (
        Reported,
        &[
            (Act::Confirm, Qualified),
            (Act::Reject, Rejected),
            (Act::HandOver, Reported),
            (Act::Associate, Reported),
        ],
    ),
    (
        Qualified,
        &[
            (Act::Confirm, Qualified),
            (Act::Reject, Rejected),
            (Act::Start, InProgress),
            (Act::HandOver, Qualified),
            (Act::Associate, Qualified),
        ],
    ),
    (
        InProgress,
        &[
            (Act::Confirm, InProgress),
            (Act::Resolve, Resolved),
            (Act::HandOver, InProgress),
            (Act::Associate, InProgress),
        ],
    ),
    (
        Resolved,
        &[
            (Act::Confirm, Resolved),
            (Act::Close, Closed),
            (Act::Reopen, InProgress),
        ],
    ),
    (Closed, &[(Act::Reopen, InProgress)]),
    (Rejected, &[(Act::Confirm, Qualified)]),
];

#[test]
fn every_act_at_every_stage_leads_where_it_should_or_has_no_place() {
    assert_eq!(TABLE.len(), Status::ALL.len());
    for (status, leads) in TABLE {
        for act in Act::ALL {
            let taken = at(*status).take(*act, now());
            match leads.iter().find(|(known, _)| known == act) {
                Some((_, to)) => {
                    let event = taken.unwrap();
                    assert_eq!(
                        (event.act, event.status, event.at),
                        (*act, *to, now()),
                        "{status} {act}"
                    );
                }
                None => assert_eq!(taken, Err(Refused::OutOfPlace(*act, *status)), "{status} {act}"),
            }
        }
    }
}

#[test]
fn a_goal_names_the_act_that_leads_there() {
    for status in Status::ALL {
        let back = [Resolved, Closed].contains(status);
        let expected = if back { Act::Reopen } else { Act::Start };
        assert_eq!(Step::InProgress.act(*status), expected, "{status}");
        assert_eq!(Step::Resolved.act(*status), Act::Resolve);
        assert_eq!(Step::Closed.act(*status), Act::Close);
    }
}
