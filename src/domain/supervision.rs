//! What a supervision tool tells of one thing that it watches, and what becomes of it: a dossier, a fact, or nothing.
//!
//! Deliberately absent: any word on personal data. A tool sees that something does not answer; whether data are touched
//! is asked of people, once the RSSI confirmed that it is an incident.

use chrono::{DateTime, TimeDelta, Utc};

use super::convention::{Component, Pack};
use super::incident::{Status, TITLE_MAX};
use super::people::named;
use super::text::searchable;

/// Longest key of an alert, in characters.
pub const KEY_MAX: usize = 200;
/// An alert that goes on is noted this often at most: tools repeat themselves every minute.
pub const NOTED_EVERY: TimeDelta = TimeDelta::minutes(10);

named! {
    /// Where an alert stands.
    AlertState {
        /// It is going on.
        Firing = "firing",
        /// It is over, as the tool sees it.
        Resolved = "resolved",
    }
}

impl AlertState {
    /// The words by which the usual tools say it, in any case.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "firing" | "problem" | "alert" | "down" | "critical" | "warning" | "unreachable" | "1" => {
                Some(Self::Firing)
            }
            "resolved" | "ok" | "recovery" | "recovered" | "up" | "0" => Some(Self::Resolved),
            _ => None,
        }
    }
}

/// What is known of a key already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Reference of the dossier that it opened last.
    pub reference: String,
    /// Where that dossier stands.
    pub status: Status,
    /// What was said of it last.
    pub state: AlertState,
    /// When that was noted (UTC).
    pub noted_at: DateTime<Utc>,
}

/// What becomes of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It opens a dossier.
    Open,
    /// It is a fact of the dossier that its key opened.
    Note,
    /// It is known already, or it is the end of what was never told.
    Nothing,
}

/// What becomes of an alert in this state at `now` (UTC). A key whose dossier is over opens another one: nobody looks at
/// a closed dossier, and an outage must not hide there.
#[must_use]
pub fn next(known: Option<&Known>, state: AlertState, now: DateTime<Utc>) -> Next {
    let Some(known) = known else {
        return match state {
            AlertState::Firing => Next::Open,
            AlertState::Resolved => Next::Nothing,
        };
    };
    let is_over = matches!(known.status, Status::Closed | Status::Rejected);
    let repeats = known.state == state;
    match state {
        AlertState::Firing if is_over => Next::Open,
        AlertState::Firing if repeats && now - known.noted_at < NOTED_EVERY => Next::Nothing,
        AlertState::Resolved if repeats => Next::Nothing,
        AlertState::Firing | AlertState::Resolved => Next::Note,
    }
}

/// The component that a tool names: by its identifier, its label, or one of the words that the convention gives it.
///
/// # Errors
/// The labels that the name could stand for, when it is not exactly one.
pub fn component<'a>(pack: &'a Pack, name: &str) -> Result<&'a Component, Vec<&'a str>> {
    if let Some(exact) = pack.components.iter().find(|it| it.id == name) {
        return Ok(exact);
    }
    let name = searchable(name);
    let is_named = |it: &&Component| {
        searchable(&it.label) == name || it.words.iter().any(|word| searchable(word) == name)
    };
    let named: Vec<&Component> = pack.components.iter().filter(is_named).collect();
    match named.as_slice() {
        [one] => Ok(one),
        _ => Err(named.iter().map(|it| it.label.as_str()).collect()),
    }
}

/// A title of one line that fits, and whether something of the text had to be left out.
#[must_use]
pub fn title(text: &str) -> (String, bool) {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    let line = line.unwrap_or_default();
    if line.chars().count() <= TITLE_MAX {
        return (line.to_owned(), line != text.trim());
    }
    let mut cut: String = line.chars().take(TITLE_MAX - 1).collect();
    cut.push('…');
    (cut, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn known(status: Status, state: AlertState) -> Known {
        Known {
            reference: "SSI-2026-0001".to_owned(),
            status,
            state,
            noted_at: at(0),
        }
    }

    #[test]
    fn a_key_opens_one_dossier_and_then_adds_facts() {
        use AlertState::{Firing, Resolved};
        assert_eq!(next(None, Firing, at(0)), Next::Open);
        assert_eq!(next(None, Resolved, at(0)), Next::Nothing);
        for status in Status::ALL {
            let over = matches!(status, Status::Closed | Status::Rejected);
            let again = if over { Next::Open } else { Next::Note };
            assert_eq!(
                next(Some(&known(*status, Firing)), Firing, at(10)),
                again,
                "{status}"
            );
            assert_eq!(
                next(Some(&known(*status, Resolved)), Firing, at(1)),
                again,
                "{status}"
            );
            assert_eq!(
                next(Some(&known(*status, Firing)), Resolved, at(1)),
                Next::Note,
                "{status}"
            );
        }
    }

    #[test]
    fn a_tool_that_repeats_itself_is_noted_now_and_then() {
        let firing = known(Status::Reported, AlertState::Firing);
        assert_eq!(next(Some(&firing), AlertState::Firing, at(9)), Next::Nothing);
        assert_eq!(next(Some(&firing), AlertState::Firing, at(10)), Next::Note);
        let resolved = known(Status::Reported, AlertState::Resolved);
        assert_eq!(next(Some(&resolved), AlertState::Resolved, at(99)), Next::Nothing);
    }

    #[test]
    fn the_words_of_the_usual_tools_are_understood() {
        for word in ["PROBLEM", "firing", "DOWN", "Critical", "1"] {
            assert_eq!(AlertState::read(word), Some(AlertState::Firing), "{word}");
        }
        for word in ["OK", "resolved", "RECOVERY", "up", "0"] {
            assert_eq!(AlertState::read(word), Some(AlertState::Resolved), "{word}");
        }
        assert_eq!(AlertState::read("peut-être"), None);
    }

    #[test]
    fn a_title_is_one_line_that_fits() {
        assert_eq!(
            title("\n Serveur muet \nsuite"),
            ("Serveur muet".to_owned(), true),
            "the rest goes to the description"
        );
        assert_eq!(title(" Serveur muet\n"), ("Serveur muet".to_owned(), false));
        let (cut, shortened) = title(&"é".repeat(200));
        assert_eq!((cut.chars().count(), shortened), (TITLE_MAX, true));
        assert_eq!(title("  ").0, "");
    }
}
