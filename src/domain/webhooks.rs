//! Telling other programs that something happened: which events there are, and the few facts that leave with one.
//!
//! An event is an act of the journal under a stable name. What leaves says that it happened, to which dossier and when;
//! never a word of the dossier, never a name: whoever needs more opens the link and signs in.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::instants::rfc3339;
use super::people::{Party, named};

/// Longest name of a subscriber, in characters.
pub const NAME_MAX: usize = 80;
/// Longest address, in characters.
pub const URL_MAX: usize = 500;
/// How long a delivery that arrived is kept.
pub const KEPT: TimeDelta = TimeDelta::days(30);

named! {
    /// What a subscriber may be told of.
    Event {
        /// An incident was reported.
        Reported = "incident.reported",
        /// The RSSI confirmed it.
        Qualified = "incident.qualified",
        /// The RSSI rejected it.
        Rejected = "incident.rejected",
        /// Its handling began.
        Started = "incident.started",
        /// It was resolved.
        Resolved = "incident.resolved",
        /// It was closed.
        Closed = "incident.closed",
        /// It was taken up again.
        Reopened = "incident.reopened",
        /// Another handler was proposed.
        HandoverProposed = "handover.proposed",
        /// The other handler answered.
        HandoverAnswered = "handover.answered",
        /// A personal-data breach was opened.
        BreachOpened = "breach.opened",
        /// A breach was notified.
        BreachNotified = "breach.notified",
    }
}

impl Event {
    /// The act of the journal that this event is.
    #[must_use]
    pub fn act(self) -> &'static str {
        match self {
            Self::Reported => "incident_reported",
            Self::Qualified => "incident_qualified",
            Self::Rejected => "incident_rejected",
            Self::Started => "handling_started",
            Self::Resolved => "incident_resolved",
            Self::Closed => "incident_closed",
            Self::Reopened => "incident_reopened",
            Self::HandoverProposed => "handover_proposed",
            Self::HandoverAnswered => "handover_answered",
            Self::BreachOpened => "breach_opened",
            Self::BreachNotified => "breach_notified",
        }
    }

    /// The event that an act of the journal is, if it is one.
    #[must_use]
    pub fn of_act(act: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|event| event.act() == act)
    }
}

named! {
    /// Where a delivery stands.
    DeliveryState {
        /// It waits for its next attempt.
        Queued = "queued",
        /// The subscriber took it.
        Sent = "sent",
        /// It was given up.
        Failed = "failed",
    }
}

/// Who is told of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Identifier (UUID text).
    pub id: String,
    /// Name of the subscriber.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// The convention whose dossiers it is told of.
    pub convention: String,
    /// The party among whose dossiers they are.
    pub party: Party,
    /// What it is told of; never empty.
    pub events: BTreeSet<Event>,
    /// When it was registered (UTC).
    pub created_at: DateTime<Utc>,
}

/// What leaves with a delivery, the same bytes at every attempt.
#[must_use]
pub fn body(
    delivery: &str,
    event: Event,
    dossier: &str,
    at: DateTime<Utc>,
    link: &str,
    exercise: bool,
) -> String {
    json!({
        "id": delivery, "event": event.as_str(), "incident": dossier, "at": rfc3339(at), "link": link,
        "exercise": exercise,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_is_one_act_and_no_act_is_two() {
        for event in Event::ALL {
            assert_eq!(Event::of_act(event.act()), Some(*event));
        }
        assert_eq!(Event::of_act("entry_written"), None);
    }

    #[test]
    fn what_leaves_says_that_it_happened_and_nothing_more() {
        let at = "2026-03-02T08:00:00Z".parse().unwrap();
        let link = "https://tocsin.example/dossiers/SSI-2026-0001";
        let body = body("w.12", Event::Qualified, "SSI-2026-0001", at, link, false);
        let read: serde_json::Value = serde_json::from_str(&body).unwrap();
        let names: Vec<&String> = read.as_object().unwrap().keys().collect();
        assert_eq!(names, ["at", "event", "exercise", "id", "incident", "link"]);
        assert_eq!(read["event"], "incident.qualified");
    }
}
