//! The state machine: reported, qualified, in progress, resolved, closed; or rejected; and taken up again.
//!
//! A rejection is taken back by qualifying: whoever rejected wrongly says what it is after all. The facts of each
//! stage are kept with the dossier; the stage itself is [`Status`].

use chrono::{DateTime, Utc};

use super::may::Act;
use super::obstacle::Obstacle;
use crate::domain::breach;
use crate::domain::incident::Status;
use crate::domain::obligations::Kind;
use crate::domain::people::{Party, named};

/// A duty that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Kind.
    pub kind: Kind,
    /// Who owes it.
    pub debtor: Party,
    /// When it is due (UTC); `None` means without delay.
    pub due_at: Option<DateTime<Utc>>,
}

/// A dossier as its transitions see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Where it stands.
    pub status: Status,
    /// Its duties that are not met.
    pub pending: Vec<Pending>,
    /// What its breach is taken to be, if it has one.
    pub breach: Option<breach::Status>,
    /// Whether the RSSI is owed an account of what was done, and has not been given it, waived it or been promised it
    /// by a pending duty.
    pub follow_up_missing: bool,
    /// The party that has not answered yet whether it takes the dossier.
    pub handover_to: Option<Party>,
}

named! {
    /// A transition asked for by its goal.
    Step {
        /// To `in_progress`, from qualified or back from resolved or closed.
        InProgress = "in_progress",
        /// To `resolved`, or the follow-up of what is resolved already.
        Resolved = "resolved",
        /// To `closed`.
        Closed = "closed",
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What was done.
    pub act: Act,
    /// Where the dossier stands from now on.
    pub status: Status,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// Why nothing happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The act has no place at this stage.
    OutOfPlace(Act, Status),
    /// Everything that stands in the way.
    Obstacles(Vec<Obstacle>),
}

impl Step {
    /// The act that leads there from where the dossier stands.
    #[must_use]
    pub fn act(self, from: Status) -> Act {
        match (self, from) {
            (Self::InProgress, Status::Resolved | Status::Closed) => Act::Reopen,
            (
                Self::InProgress,
                Status::Reported | Status::Qualified | Status::InProgress | Status::Rejected,
            ) => Act::Start,
            (Self::Resolved, _) => Act::Resolve,
            (Self::Closed, _) => Act::Close,
        }
    }
}

impl Facts {
    /// Any act by its name.
    ///
    /// # Errors
    /// As the act's own function.
    pub fn take(&self, act: Act, at: DateTime<Utc>) -> Result<Event, Refused> {
        match act {
            Act::Confirm => self.confirm(at),
            Act::Reject => self.reject(at),
            Act::Start => self.start(at),
            Act::Resolve => self.resolve(at),
            Act::Close => self.close(at),
            Act::Reopen => self.reopen(at),
            Act::HandOver => self.hand_over(at),
            Act::Associate => self.associate(at),
        }
    }

    /// The RSSI confirms what was reported, says it better later, or takes a rejection back.
    ///
    /// # Errors
    /// [`Refused::OutOfPlace`] once closed.
    pub fn confirm(&self, at: DateTime<Utc>) -> Result<Event, Refused> {
        let status = match self.status {
            Status::Reported | Status::Rejected | Status::Qualified => Status::Qualified,
            Status::InProgress => Status::InProgress,
            Status::Resolved => Status::Resolved,
            Status::Closed => return self.out_of_place(Act::Confirm),
        };
        Ok(Event {
            act: Act::Confirm,
            status,
            at,
        })
    }

    /// The RSSI rejects what was reported.
    ///
    /// # Errors
    /// [`Refused::OutOfPlace`] once somebody works on it; [`Refused::Obstacles`] while a breach stands, whose clocks
    /// no rejection may stop.
    pub fn reject(&self, at: DateTime<Utc>) -> Result<Event, Refused> {
        match self.status {
            Status::Reported | Status::Qualified => {}
            Status::InProgress | Status::Resolved | Status::Closed | Status::Rejected => {
                return self.out_of_place(Act::Reject);
            }
        }
        match Obstacle::of_breach(self.breach) {
            Some(obstacle) => Err(Refused::Obstacles(vec![obstacle])),
            None => Ok(Event {
                act: Act::Reject,
                status: Status::Rejected,
                at,
            }),
        }
    }

    /// The handler takes it in hand.
    ///
    /// # Errors
    /// [`Refused::OutOfPlace`] unless it is qualified.
    pub fn start(&self, at: DateTime<Utc>) -> Result<Event, Refused> {
        match self.status {
            Status::Qualified => Ok(Event {
                act: Act::Start,
                status: Status::InProgress,
                at,
            }),
            Status::Reported | Status::InProgress | Status::Resolved | Status::Closed | Status::Rejected => {
                self.out_of_place(Act::Start)
            }
        }
    }

    /// The handler says that it is handled; the follow-up may come with it or afterwards.
    ///
    /// # Errors
    /// [`Refused::OutOfPlace`] unless it is in progress, or resolved with the follow-up still owed.
    pub fn resolve(&self, at: DateTime<Utc>) -> Result<Event, Refused> {
        let owed =
            self.follow_up_missing || self.pending.iter().any(|duty| duty.kind == Kind::FollowUpToRssi);
        match self.status {
            Status::InProgress => {}
            Status::Resolved if owed => {}
            Status::Reported | Status::Qualified | Status::Resolved | Status::Closed | Status::Rejected => {
                return self.out_of_place(Act::Resolve);
            }
        }
        Ok(Event {
            act: Act::Resolve,
            status: Status::Resolved,
            at,
        })
    }

    /// The handler closes it.
    ///
    /// # Errors
    /// [`Refused::OutOfPlace`] unless it is resolved; [`Refused::Obstacles`] with everything that stands in the way.
    pub fn close(&self, at: DateTime<Utc>) -> Result<Event, Refused> {
        match self.status {
            Status::Resolved => {}
            Status::Reported | Status::Qualified | Status::InProgress | Status::Closed | Status::Rejected => {
                return self.out_of_place(Act::Close);
            }
        }
        let obstacles = self.in_the_way_of_closing();
        if obstacles.is_empty() {
            Ok(Event {
                act: Act::Close,
                status: Status::Closed,
                at,
            })
        } else {
            Err(Refused::Obstacles(obstacles))
        }
    }

    /// Everything that stands in the way of closing, whatever the stage.
    #[must_use]
    pub fn in_the_way_of_closing(&self) -> Vec<Obstacle> {
        let undecided = self.breach == Some(breach::Status::Suspected);
        let pending = self.pending.iter().cloned().map(Obstacle::Pending);
        let others = [
            undecided.then_some(Obstacle::BreachUndecided),
            self.follow_up_missing.then_some(Obstacle::FollowUpMissing),
            self.handover_to.map(Obstacle::HandoverOpen),
        ];
        pending.chain(others.into_iter().flatten()).collect()
    }

    /// It was not over after all.
    ///
    /// # Errors
    /// [`Refused::OutOfPlace`] unless it is resolved or closed.
    pub fn reopen(&self, at: DateTime<Utc>) -> Result<Event, Refused> {
        match self.status {
            Status::Resolved | Status::Closed => Ok(Event {
                act: Act::Reopen,
                status: Status::InProgress,
                at,
            }),
            Status::Reported | Status::Qualified | Status::InProgress | Status::Rejected => {
                self.out_of_place(Act::Reopen)
            }
        }
    }

    /// Another party is asked to handle it, or takes it: while there is something left to handle.
    ///
    /// # Errors
    /// [`Refused::OutOfPlace`] otherwise; [`Refused::Obstacles`] while another proposal waits for its answer.
    pub fn hand_over(&self, at: DateTime<Utc>) -> Result<Event, Refused> {
        if !self.is_open() {
            return self.out_of_place(Act::HandOver);
        }
        match self.handover_to {
            Some(to) => Err(Refused::Obstacles(vec![Obstacle::HandoverOpen(to)])),
            None => Ok(Event {
                act: Act::HandOver,
                status: self.status,
                at,
            }),
        }
    }

    /// Another party joins, or leaves.
    ///
    /// # Errors
    /// [`Refused::OutOfPlace`] once it is resolved, closed or rejected.
    pub fn associate(&self, at: DateTime<Utc>) -> Result<Event, Refused> {
        if !self.is_open() {
            return self.out_of_place(Act::Associate);
        }
        Ok(Event {
            act: Act::Associate,
            status: self.status,
            at,
        })
    }

    /// Whether there is something left to handle.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self.status {
            Status::Reported | Status::Qualified | Status::InProgress => true,
            Status::Resolved | Status::Closed | Status::Rejected => false,
        }
    }

    fn out_of_place<T>(&self, act: Act) -> Result<T, Refused> {
        Err(Refused::OutOfPlace(act, self.status))
    }
}
