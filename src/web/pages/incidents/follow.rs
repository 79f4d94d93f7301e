//! What follows a dossier on its page: the latest of its line of time with the form to write, its remediation plan, its
//! review days.

use chrono::{DateTime, Utc};

use crate::actions::new_id;
use crate::actions::remediation::plans;
use crate::domain::people::{Account, Right};
use crate::domain::review::party_of;
use crate::domain::timeline::Direction;
use crate::store::incidents::Incident;
use crate::store::{Db, StoreError, accounts, remediation, reviews};
use crate::web::pages::entries::typed::EntryForm;
use crate::web::pages::remediation::line::ActionLine;
use crate::web::pages::review::typed::{ReviewForm, ReviewLine};
use crate::web::pages::timeline::line::Happened;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::timeline::{Wanted, load};

/// Lines of time shown with a dossier.
const LINES: usize = 12;

/// The sections « Plan d’actions », « Suivi » and « À revoir ».
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Follow {
    /// Reference of the dossier.
    pub reference: String,
    /// Actions, in the order planned.
    pub plan: Vec<ActionLine>,
    /// Whether the reader adds actions.
    pub may_plan: bool,
    /// What happened last.
    pub lines: Vec<Happened>,
    /// Whether the reader writes in the dossier.
    pub may_write: bool,
    /// What is typed.
    pub entry: EntryForm,
    /// What is wrong with it.
    pub entry_problems: Problems,
    /// Review days, soonest first.
    pub reviews: Vec<ReviewLine>,
    /// Whether one of them is the reader's party's.
    pub has_review: bool,
    /// What is typed.
    pub review: ReviewForm,
    /// What is wrong with it.
    pub review_problems: Problems,
}

impl Follow {
    /// What follows a dossier, for a reader at `now` (UTC).
    ///
    /// # Errors
    /// The store's own failures.
    pub fn load(
        db: &mut Db,
        incident: &Incident,
        by: &Account,
        now: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let wanted = Wanted {
            direction: Direction::Newest,
            last: None,
            limit: LINES,
        };
        let slice = load(db, incident, by, &wanted, now)?;
        let may_write = by.may(Right::Contribute);
        let mut plan = Vec::new();
        for kept in remediation::of_incident(db, &incident.id)? {
            plan.push(ActionLine::load(db, &incident.reference, kept, now)?);
        }
        let (mut lines, mut has_review) = (Vec::new(), false);
        for set in reviews::of_incident(db, &incident.id)? {
            has_review |= Some(set.party) == party_of(by);
            let who = accounts::name(db, &set.by)?.unwrap_or_default();
            lines.push(ReviewLine::of(set, who));
        }
        Ok(Self {
            reference: incident.reference.clone(),
            plan,
            may_plan: may_write && plans(by, incident),
            lines: slice
                .lines
                .into_iter()
                .map(|line| Happened::of(&incident.reference, line, may_write))
                .collect(),
            may_write,
            entry: EntryForm::blank(new_id(now)),
            reviews: lines,
            has_review,
            ..Self::default()
        })
    }

    /// Where an entry is sent.
    #[must_use]
    pub fn write_path(&self) -> String {
        format!("{}#suivi", paths::write(&self.reference))
    }

    /// Where a review day is sent.
    #[must_use]
    pub fn review_path(&self) -> String {
        format!("{}#revoir", paths::review(&self.reference))
    }
}
