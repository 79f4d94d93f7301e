//! One breach as the figures count it.

use chrono::Datelike;

use super::Entry;
use super::standing::of_kind;
use crate::domain::figures::{Clock, Fact};
use crate::domain::instants::paris_day;
use crate::domain::obligations::{Kind, State};
use crate::store::obligations::Obligation;

impl Entry {
    /// What the figures count of this breach.
    #[must_use]
    pub fn fact(&self) -> Fact {
        let breach = &self.listed.breach;
        Fact {
            year: paris_day(breach.opened_at).year(),
            controllers: breach.controllers.clone(),
            handler: self.listed.handler,
            status: breach.status,
            risk: breach.verdict.as_ref().map(|verdict| verdict.risk),
            kind: breach.record.incident_kind,
            cause: breach.record.cause,
            exercise: self.listed.exercise,
            dpd: self.clocks(Kind::Breach48h),
            cnil: self.clocks(Kind::Cnil72h),
            late_reasons: self.late_reasons(),
        }
    }

    fn clocks(&self, kind: Kind) -> Vec<Clock> {
        of_kind(self, kind).filter_map(clock).collect()
    }

    fn late_reasons(&self) -> Vec<String> {
        let kinds = [Kind::Breach48h, Kind::Cnil72h];
        let duties = self.duties.iter().filter(|duty| kinds.contains(&duty.kind));
        duties.filter_map(|duty| duty.late_reason.clone()).collect()
    }
}

/// Set aside or without object, a duty is neither in time nor late.
fn clock(duty: &Obligation) -> Option<Clock> {
    match duty.state {
        State::Waived | State::Cancelled => None,
        State::Pending | State::Met | State::MetLate => Some(Clock {
            starts_at: duty.starts_at,
            due_at: duty.due_at?,
            done_at: duty.met_at,
        }),
    }
}
