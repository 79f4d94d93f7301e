//! Yearly figures of the register: how many breaches, how many notified in time, how long it took, why they happened.
//!
//! Drills never count. A notification made at the due instant itself is in time; one that is still running and not yet
//! due counts for neither side; one that is overdue and not made counts as late. Deliberately absent: words, and the
//! texts of any dossier but the reasons given for lateness.

mod small;

pub use small::{FEW, Shown, grid, line};

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::breach::record::lists::{Cause, IncidentKind};
use super::breach::{Risk, Status};
use super::people::Party;

/// What is known of one breach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The year in which it was opened, in Paris.
    pub year: i32,
    /// The controllers of the processing touched.
    pub controllers: BTreeSet<Party>,
    /// Who handles the incident.
    pub handler: Party,
    /// What it is taken to be.
    pub status: Status,
    /// The verdict, once given.
    pub risk: Option<Risk>,
    /// The kind of incident, once said.
    pub kind: Option<IncidentKind>,
    /// Its cause, once said.
    pub cause: Option<Cause>,
    /// Whether this is a drill.
    pub exercise: bool,
    /// The notification to the académie's DPD, where it is owed.
    pub dpd: Vec<Clock>,
    /// The notification to the CNIL, where it is owed.
    pub cnil: Vec<Clock>,
    /// Why something was late, as it was said.
    pub late_reasons: Vec<String>,
}

/// A notification that is owed, neither set aside nor without object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Since when it runs (UTC): the awareness of whoever owes it.
    pub starts_at: DateTime<Utc>,
    /// When it is due (UTC).
    pub due_at: DateTime<Utc>,
    /// When it was made (UTC), if it was.
    pub done_at: Option<DateTime<Utc>>,
}

/// The figures of a set of breaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// All of them.
    pub opened: usize,
    /// Still suspected.
    pub suspected: usize,
    /// Confirmed.
    pub confirmed: usize,
    /// Found to be none.
    pub not_a_breach: usize,
    /// The notifications to the académie's DPD.
    pub dpd: Punctuality,
    /// The notifications to the CNIL.
    pub cnil: Punctuality,
    /// How many of each kind of incident; `None` while nobody said.
    pub kinds: BTreeMap<Option<IncidentKind>, usize>,
    /// How many of each cause.
    pub causes: BTreeMap<Option<Cause>, usize>,
    /// How many of each verdict.
    pub risks: BTreeMap<Option<Risk>, usize>,
    /// Why something was late, each reason once.
    pub late_reasons: BTreeSet<String>,
}

/// How punctual a kind of notification was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Punctuality {
    /// Made, or overdue.
    pub ended: usize,
    /// Made in time.
    pub in_time: usize,
    /// Not made and not due yet.
    pub running: usize,
    /// Median of the minutes from awareness to notification, over those that were made.
    pub median_minutes: Option<i64>,
}

/// By whom breaches are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// By controller; a breach with joint controllers counts for each.
    Controller,
    /// By the party that handles the incident.
    Handler,
}

/// The figures of these breaches, drills left out, as they stand at `now` (UTC).
#[must_use]
pub fn figures<'a>(facts: impl IntoIterator<Item = &'a Fact>, now: DateTime<Utc>) -> Figures {
    let facts: Vec<&Fact> = facts.into_iter().filter(|fact| !fact.exercise).collect();
    let with = |status| facts.iter().filter(|fact| fact.status == status).count();
    Figures {
        opened: facts.len(),
        suspected: with(Status::Suspected),
        confirmed: with(Status::Confirmed),
        not_a_breach: with(Status::NotABreach),
        dpd: punctuality(facts.iter().flat_map(|fact| &fact.dpd), now),
        cnil: punctuality(facts.iter().flat_map(|fact| &fact.cnil), now),
        kinds: counted(facts.iter().map(|fact| fact.kind)),
        causes: counted(facts.iter().map(|fact| fact.cause)),
        risks: counted(facts.iter().map(|fact| fact.risk)),
        late_reasons: facts.iter().flat_map(|fact| fact.late_reasons.clone()).collect(),
    }
}

/// The figures of each year in which there was a breach.
#[must_use]
pub fn by_year(facts: &[Fact], now: DateTime<Utc>) -> BTreeMap<i32, Figures> {
    let real = facts.iter().filter(|fact| !fact.exercise);
    let years: BTreeSet<i32> = real.map(|fact| fact.year).collect();
    let of_year = |year: i32| (year, figures(facts.iter().filter(|fact| fact.year == year), now));
    years.into_iter().map(of_year).collect()
}

/// The figures of a year for each party that had a breach.
#[must_use]
pub fn by_party(facts: &[Fact], year: i32, side: Side, now: DateTime<Utc>) -> BTreeMap<Party, Figures> {
    let of_party = |party: Party| {
        let own = facts
            .iter()
            .filter(|fact| fact.year == year && fact.is_of(party, side));
        (party, figures(own, now))
    };
    let all = Party::ALL.iter().map(|party| of_party(*party));
    all.filter(|(_, figures)| figures.opened > 0).collect()
}

impl Fact {
    fn is_of(&self, party: Party, side: Side) -> bool {
        match side {
            Side::Controller => self.controllers.contains(&party),
            Side::Handler => self.handler == party,
        }
    }
}

impl Clock {
    fn in_time(&self) -> bool {
        self.done_at.is_some_and(|done| done <= self.due_at)
    }

    fn runs(&self, now: DateTime<Utc>) -> bool {
        self.done_at.is_none() && now <= self.due_at
    }
}

impl Punctuality {
    /// The share made in time, in whole hundredths rounded down, so that only all of them are 100; `None` while none
    /// has ended.
    #[must_use]
    pub fn percent(&self) -> Option<usize> {
        (self.in_time * 100).checked_div(self.ended)
    }
}

fn punctuality<'a>(clocks: impl Iterator<Item = &'a Clock>, now: DateTime<Utc>) -> Punctuality {
    let clocks: Vec<&Clock> = clocks.collect();
    let running = clocks.iter().filter(|clock| clock.runs(now)).count();
    let took = clocks.iter().filter_map(|clock| {
        let done = clock.done_at?;
        Some((done - clock.starts_at).num_minutes())
    });
    Punctuality {
        ended: clocks.len() - running,
        in_time: clocks.iter().filter(|clock| clock.in_time()).count(),
        running,
        median_minutes: median(took.collect()),
    }
}

/// The middle one, or halfway between the two in the middle.
fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    let half = values.len() / 2;
    let upper = values.get(half).copied()?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = values.get(half.checked_sub(1)?).copied()?;
    Some(lower.midpoint(upper))
}

fn counted<T: Ord>(values: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_insert(0) += 1;
    }
    counts
}

#[cfg(test)]
mod tests;
