//! When a breach was settled and by whom, and who validated its line: no act closes a breach, its facts do.
//!
//! It is closed once somebody said whether it is one, the officer gave the verdict on its risk where there is one to
//! give, and nothing is owed any more.

use chrono::{DateTime, Utc};

use super::Entry;
use crate::actions::breach::OF_A_BREACH;
use crate::domain::breach::Status;
use crate::domain::instants::in_full;
use crate::domain::obligations::State;
use crate::store::breaches::{Settled, Verdict};
use crate::store::obligations::Obligation;
use crate::web::wording;

/// The closing of a breach, one fact to a line.
pub(super) fn closing(entry: &Entry) -> String {
    let breach = &entry.listed.breach;
    let state = match closed_at(entry) {
        Some(at) => format!("Clôturée le {}", in_full(at)),
        None => open(entry),
    };
    let settled = breach.settled.as_ref().map(|settled| decided(entry, settled));
    let validated = breach.verdict.as_ref().map(|verdict| validated(entry, verdict));
    let lines = [Some(state), settled, validated];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn decided(entry: &Entry, settled: &Settled) -> String {
    let (by, at) = (entry.name(&settled.by), in_full(settled.at));
    match entry.listed.breach.status {
        Status::NotABreach => format!("Violation écartée par {by} le {at}"),
        Status::Confirmed => format!("Violation confirmée par {by} le {at}"),
        Status::Suspected => format!("Violation tenue pour suspectée par {by} le {at}"),
    }
}

fn validated(entry: &Entry, verdict: &Verdict) -> String {
    let (by, at) = (entry.name(&verdict.by), in_full(verdict.at));
    format!("Validée par {by}, qui a apprécié le risque le {at}")
}

/// The last fact that was missing (UTC); `None` while one still is.
fn closed_at(entry: &Entry) -> Option<DateTime<Utc>> {
    let breach = &entry.listed.breach;
    if breach.status == Status::Suspected || is_owed(entry) {
        return None;
    }
    let judged = breach.verdict.as_ref().map(|verdict| verdict.at);
    if breach.status == Status::Confirmed && judged.is_none() {
        return None;
    }
    let own = entry
        .duties
        .iter()
        .filter(|duty| OF_A_BREACH.contains(&duty.kind));
    let met = own.filter_map(|duty| duty.met_at);
    let settled = breach.settled.as_ref().map(|settled| settled.at);
    met.chain(settled).chain(judged).max()
}

fn is_owed(entry: &Entry) -> bool {
    owed(entry).next().is_some()
}

/// The duties of the breach that are still to be met; those of its dossier are another matter.
fn owed(entry: &Entry) -> impl Iterator<Item = &Obligation> {
    let pending = |duty: &&Obligation| duty.state == State::Pending && OF_A_BREACH.contains(&duty.kind);
    entry.duties.iter().filter(pending)
}

/// What is still missing.
fn open(entry: &Entry) -> String {
    let breach = &entry.listed.breach;
    let status = (breach.status == Status::Suspected).then_some("violation à confirmer ou à écarter");
    let unjudged = breach.status != Status::NotABreach && breach.verdict.is_none();
    let risk = unjudged.then_some("risque à apprécier");
    let owed = owed(entry).map(|duty| wording::obligation(duty.kind));
    let missing: Vec<&str> = status.into_iter().chain(risk).chain(owed).collect();
    if missing.is_empty() {
        "En cours".to_owned()
    } else {
        format!("En cours\u{a0}: {}", missing.join("\u{a0}; "))
    }
}
