//! What may be wrong with what people say of availability, each problem beside its field.

use chrono::{DateTime, Utc};

use crate::domain::incident::{Problem, SKEW, TEXT_MAX};
use crate::domain::instants::in_full;
use crate::store::obligations::Obligation;

/// Nothing is recorded before it happens.
pub(super) fn not_in_the_future(at: DateTime<Utc>, now: DateTime<Utc>) -> Option<Problem> {
    (at > now + SKEW).then(|| Problem::new("at", "Cet instant est dans le futur."))
}

/// `at` does not precede `first`, which `what` names in French.
pub(super) fn not_before(at: DateTime<Utc>, first: DateTime<Utc>, what: &str) -> Option<Problem> {
    (at < first).then(|| Problem::new("at", format!("Cet instant précède {what} ({}).", in_full(first))))
}

/// A text that is not too long.
pub(super) fn not_too_long(field: &str, text: &str) -> Option<Problem> {
    let count = text.chars().count();
    (count > TEXT_MAX).then(|| {
        let message = format!("Ce texte compte {count} caractères\u{a0}; la limite est de {TEXT_MAX}.");
        Problem::new(field, message)
    })
}

/// What is done after the time agreed needs its reason.
pub(super) fn late_without_reason(met: &[Obligation], at: DateTime<Utc>, reason: &str) -> Option<Problem> {
    let is_late = |duty: &Obligation| duty.due_at.is_some_and(|due| at > due);
    let is_missing = met.iter().any(is_late) && reason.trim().is_empty();
    is_missing.then(|| {
        Problem::new(
            "late_reason",
            "Le temps convenu est dépassé\u{a0}: dites pourquoi.",
        )
    })
}
