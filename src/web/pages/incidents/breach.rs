//! The breach of a dossier, on its page: its line of time, or the question whether there is one.

use chrono::{DateTime, Utc};

use crate::actions::Instance;
use crate::actions::breach::Case;
use crate::domain::breach::Status;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Right};
use crate::store::incidents::Incident;
use crate::store::obligations::Obligation;
use crate::store::{Db, StoreError};
use crate::web::deadline::Deadline;
use crate::web::pages::breaches::line::TimeLine;
use crate::web::pages::breaches::seen::Seen;
use crate::web::paths;
use crate::web::problems::Problems;

/// What the page of a dossier says of its breach.
#[derive(Clone, Debug, Default)]
pub struct Breach {
    /// The breach, if there is one.
    pub known: Option<Known>,
    /// The question whether personal data are touched, while nobody answered it.
    pub question: Option<Question>,
    /// Where the answer goes; empty when the reader may not answer.
    pub action: String,
    /// The reason as typed.
    pub reason: String,
    /// What is wrong with it.
    pub problems: Problems,
}

/// A breach as its dossier shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// `VIO-2026-0001`.
    pub reference: String,
    /// Address of its page.
    pub path: String,
    /// What it is taken to be.
    pub status: Status,
    /// The line of time.
    pub line: TimeLine,
}

/// The question, and by when it is to be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Where its deadline stands.
    pub deadline: Deadline,
}

/// The breach of a dossier as an account sees it.
///
/// # Errors
/// The store's own failures.
pub(super) fn seen(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    by: &Account,
) -> Result<Option<Seen>, StoreError> {
    let case = Case::of_incident(db, instance, &incident.id)?;
    case.map(|case| Seen::of(db, case, by)).transpose()
}

impl Breach {
    /// As it stands at `now` (UTC).
    pub(super) fn of(
        seen: Option<&Seen>,
        incident: &Incident,
        duties: &[Obligation],
        by: &Account,
        now: DateTime<Utc>,
    ) -> Self {
        let open = |duty: &&Obligation| duty.kind == Kind::AssessPersonalData && duty.state == State::Pending;
        let asked = duties.iter().find(open).filter(|_| seen.is_none());
        Self {
            known: seen.map(|seen| Known {
                reference: seen.breach.reference.clone(),
                path: paths::breach(&seen.breach.reference),
                status: seen.breach.status,
                line: TimeLine::of(seen, now),
            }),
            question: asked.map(|duty| Question {
                deadline: Deadline::of(duty.state, duty.due_at, duty.met_at, now),
            }),
            action: if seen.is_none() && by.may(Right::RecordBreach) {
                paths::personal_data(&incident.reference)
            } else {
                String::new()
            },
            reason: String::new(),
            problems: Problems::default(),
        }
    }
}
