//! The one line of time of a breach: who knew when, then what is due to whom, each point with its instant in full.

use chrono::{DateTime, Datelike as _, Utc, Weekday};

use super::seen::Seen;
use crate::domain::breach::{Risk, Status};
use crate::domain::instants::{in_full, paris_day, regulation_1182_71};
use crate::domain::obligations::{Kind, State};
use crate::store::obligations::Obligation;
use crate::web::deadline::Deadline;
use crate::web::view::Moment;
use crate::web::wording::Words as _;

/// The duties drawn on the line, in this order.
const DRAWN: [Kind; 3] = [Kind::Breach48h, Kind::Cnil72h, Kind::PersonsArt34];
/// Hours of GDPR art. 33(1).
const CNIL_HOURS: u32 = 72;

/// Whether a duty is shown on the line of time of a breach.
#[must_use]
pub fn is_drawn(kind: Kind) -> bool {
    DRAWN.contains(&kind)
}

/// The line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeLine {
    /// Whether the clocks run as a precaution, because the breach is only suspected.
    pub precaution: bool,
    /// Its points, in order.
    pub points: Vec<Point>,
    /// The moment at which the times left are right.
    pub as_of: Moment,
}

/// A point of the line: a party learns of the breach, or something is due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// What happens.
    pub title: String,
    /// Who, to whom, or how.
    pub about: String,
    /// When a party learned of it.
    pub known: Option<Moment>,
    /// What is due and where it stands.
    pub deadline: Option<Deadline>,
    /// What is good to know, and changes nothing.
    pub notes: Vec<String>,
}

impl TimeLine {
    /// The line as it stands at `now` (UTC).
    pub(in crate::web::pages) fn of(seen: &Seen, now: DateTime<Utc>) -> Self {
        let mut points = knowledge(seen);
        for kind in DRAWN {
            points.extend(due(seen, kind, now));
        }
        Self {
            precaution: seen.breach.status == Status::Suspected,
            points,
            as_of: Moment::of(now),
        }
    }

    /// Whether a time left is shown.
    #[must_use]
    pub fn counts_down(&self) -> bool {
        let mut deadlines = self.points.iter().filter_map(|point| point.deadline.as_ref());
        deadlines.any(|deadline| deadline.shape.runs())
    }
}

/// Since when each party knows, the first one first.
fn knowledge(seen: &Seen) -> Vec<Point> {
    let mut aware: Vec<_> = seen.aware.iter().map(|(party, at)| (*at, *party)).collect();
    aware.sort_unstable();
    let how = |party, at| {
        let mut facts = seen.awareness.iter();
        let fact = facts.find(|fact| fact.party == party && fact.aware_at == at);
        fact.map(|fact| fact.how.clone()).unwrap_or_default()
    };
    let point = |(at, party)| Point {
        title: seen.party(party),
        about: how(party, at),
        known: Some(Moment::of(at)),
        ..Point::default()
    };
    aware.into_iter().map(point).collect()
}

/// The duties of a kind; one that was cancelled is told only when no other stands.
fn due(seen: &Seen, kind: Kind, now: DateTime<Utc>) -> Vec<Point> {
    let mut own: Vec<&Obligation> = seen.duties.iter().filter(|duty| duty.kind == kind).collect();
    if own.iter().any(|duty| duty.state != State::Cancelled) {
        own.retain(|duty| duty.state != State::Cancelled);
    } else {
        own = own.last().copied().into_iter().collect();
    }
    own.sort_by_key(|duty| duty.due_at);
    if own.is_empty() && kind == Kind::PersonsArt34 {
        return persons(seen).into_iter().collect();
    }
    own.into_iter().map(|duty| owed(seen, duty, now)).collect()
}

fn owed(seen: &Seen, duty: &Obligation, now: DateTime<Utc>) -> Point {
    let told = |reason: &String| format!("Motif\u{a0}: {reason}");
    let reasons = [&duty.late_reason, &duty.reason].into_iter().flatten().map(told);
    let pending = duty.state == State::Pending;
    let weekend = duty.due_at.filter(|_| pending).and_then(weekend);
    let information = (duty.kind == Kind::Cnil72h && pending).then(|| information(duty));
    Point {
        title: duty.kind.words().to_owned(),
        about: format!("{} → {}", seen.party(duty.debtor), duty.creditor.words()),
        known: None,
        deadline: Some(Deadline::of(duty.state, duty.due_at, duty.met_at, now)),
        notes: reasons.chain(weekend).chain(information).collect(),
    }
}

/// The communication to the persons while it is not owed: the line says why.
fn persons(seen: &Seen) -> Option<Point> {
    let why = match &seen.breach.verdict {
        _ if seen.breach.status == Status::NotABreach => return None,
        None => "Dû seulement si le risque est élevé\u{a0}; il n’est pas encore apprécié.",
        Some(verdict) if verdict.risk == Risk::High => return None,
        Some(_) => "N’est pas dû\u{a0}: le risque n’est pas élevé (RGPD, article 34).",
    };
    Some(Point {
        title: Kind::PersonsArt34.words().to_owned(),
        about: why.to_owned(),
        ..Point::default()
    })
}

fn weekend(due: DateTime<Utc>) -> Option<String> {
    let day = match paris_day(due).weekday() {
        Weekday::Sat => "samedi",
        Weekday::Sun => "dimanche",
        _ => return None,
    };
    Some(format!(
        "L’échéance tombe un {day}\u{a0}: le délai court aussi en fin de semaine."
    ))
}

fn information(duty: &Obligation) -> String {
    let end = in_full(regulation_1182_71(duty.starts_at, CNIL_HOURS));
    format!(
        "À titre d’information\u{a0}: compté selon le règlement n°\u{a0}1182/71, le délai finirait le {end}. \
         L’échéance ci-dessus est celle que Tocsin tient."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_due_instant_on_a_weekend_in_paris_is_told() {
        let saturday_in_paris = "2026-11-27T23:30:00Z".parse().unwrap();
        assert!(weekend(saturday_in_paris).unwrap().contains("samedi"));
        assert_eq!(weekend("2026-11-27T22:30:00Z".parse().unwrap()), None);
    }
}
