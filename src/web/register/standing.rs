//! Where the two notifications that have a deadline stand, in a few words.

use chrono::{DateTime, Utc};

use crate::domain::breach::{NoticeKind, Risk};
use crate::domain::instants::{in_full, remaining};
use crate::domain::obligations::{Kind, State};
use crate::store::notifications::Made;
use crate::store::obligations::Obligation;

use super::Entry;

/// Which notification is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the académie's DPD, within 48 hours.
    Dpd,
    /// To the CNIL, within 72 hours.
    Cnil,
}

impl Side {
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Dpd => Kind::Breach48h,
            Self::Cnil => Kind::Cnil72h,
        }
    }
}

/// Where a notification stands at `now` (UTC), as a French phrase.
#[must_use]
pub fn standing(entry: &Entry, side: Side, now: DateTime<Utc>) -> String {
    let duties: Vec<&Obligation> = of_kind(entry, side.kind()).collect();
    let told: Vec<String> = duties
        .iter()
        .filter(|duty| duties.len() == 1 || duty.state != State::Cancelled)
        .map(|duty| of_duty(duty, &entry.made, now))
        .collect();
    if told.is_empty() {
        not_owed(entry, side).to_owned()
    } else {
        told.join("\n")
    }
}

pub(super) fn of_kind(entry: &Entry, kind: Kind) -> impl Iterator<Item = &Obligation> {
    entry.duties.iter().filter(move |duty| duty.kind == kind)
}

fn of_duty(duty: &Obligation, made: &[Made], now: DateTime<Utc>) -> String {
    match duty.state {
        State::Met => format!("Fait à temps, le {}", when(duty)),
        State::MetLate => format!("Fait en retard, le {}", when(duty)),
        State::Waived => "Écarté, avec motif".to_owned(),
        State::Cancelled => "Sans objet".to_owned(),
        State::Pending => pending(duty, made, now),
    }
}

fn when(duty: &Obligation) -> String {
    duty.met_at.map(in_full).unwrap_or_default()
}

fn pending(duty: &Obligation, made: &[Made], now: DateTime<Utc>) -> String {
    let is_first = |it: &&Made| it.duty == duty.kind && it.kind == NoticeKind::Initial;
    if let Some(sent) = made.iter().find(is_first) {
        return format!(
            "Envoyé le {}, remise attendue du serveur de courriel",
            in_full(sent.done_at)
        );
    }
    match duty.due_at {
        None => "À faire sans délai".to_owned(),
        Some(due) if now > due => format!("En retard\u{a0}: {}", remaining(now, due)),
        Some(due) => format!(
            "À faire avant le {}\n{}",
            in_full(due),
            capital(&remaining(now, due))
        ),
    }
}

/// The same words at the beginning of a line.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Why nothing is owed.
fn not_owed(entry: &Entry, side: Side) -> &'static str {
    let verdict = entry.listed.breach.verdict.as_ref().map(|verdict| verdict.risk);
    match (side, verdict) {
        (Side::Cnil, Some(Risk::Unlikely)) => "Non requis\u{a0}: pas de risque probable",
        (Side::Cnil, _) => "Pas de délai ouvert",
        (Side::Dpd, _) => "Sans objet\u{a0}: le Département n’a pas à notifier",
    }
}
