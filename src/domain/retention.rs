//! How long the files of a dossier are kept: until their time is over, never while the dossier is open or held.
//!
//! Storage limitation (GDPR art. 5(1)(e)) and accountability (art. 5(2)): the content goes, who sent it, when, its SHA-256
//! and why it went stay. Deliberately absent: the number of days, which each installation decides.

use chrono::{DateTime, Utc};

use super::incident::Status;
use super::instants::{due_after_hours, in_full};

/// What decides whether the files of a dossier may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where the dossier stands.
    pub status: Status,
    /// Whether somebody holds its files for a legal reason.
    pub held: bool,
    /// The last act on the dossier, readings left out (UTC).
    pub last_act_at: DateTime<Utc>,
}

impl Kept {
    /// From when (UTC) the files may go, kept `days` days after the last act; `None` while they must stay.
    #[must_use]
    pub fn until(self, days: u32) -> Option<DateTime<Utc>> {
        let is_over = matches!(self.status, Status::Closed | Status::Rejected);
        (is_over && !self.held).then(|| due_after_hours(self.last_act_at, days.saturating_mul(24)))
    }

    /// Why they go, in French.
    #[must_use]
    pub fn reason(self, days: u32) -> String {
        let last = in_full(self.last_act_at);
        format!(
            "Durée de conservation écoulée\u{a0}: {days} jours après le dernier acte du dossier ({last})."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(status: Status, held: bool) -> Kept {
        Kept {
            status,
            held,
            last_act_at: "2026-03-02T08:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn files_go_when_a_dossier_that_is_over_has_rested_long_enough() {
        let from = Some("2026-04-01T08:00:00Z".parse().unwrap());
        assert_eq!(kept(Status::Closed, false).until(30), from);
        assert_eq!(kept(Status::Rejected, false).until(30), from);
        assert!(kept(Status::Closed, false).reason(30).contains("30 jours"));
    }

    #[test]
    fn files_of_an_open_or_held_dossier_never_go() {
        for status in Status::ALL {
            assert_eq!(kept(*status, true).until(0), None, "{status}");
            let is_over = matches!(status, Status::Closed | Status::Rejected);
            assert_eq!(kept(*status, false).until(0).is_some(), is_over, "{status}");
        }
    }
}
