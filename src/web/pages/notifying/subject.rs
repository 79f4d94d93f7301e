//! What every page of a breach shows first: which one, of which school, where one stands, and the way to the others.

use crate::actions::breach::Case;
use crate::domain::breach::{Risk, Status};
use crate::domain::people::{Account, Right};
use crate::store::breaches::Breach;
use crate::store::incidents::Incident;
use crate::store::{Db, StoreError};
use crate::web::allowed::Allowed;
use crate::web::app::App;
use crate::web::pages::breaches::conflict::journal_of;
use crate::web::paths;
use crate::web::shell::Shell;

/// A breach as the head of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// `VIO-2026-0001`.
    pub reference: String,
    /// `SSI-2026-0001`.
    pub dossier: String,
    /// Title of the dossier.
    pub title: String,
    /// Name of the school, or empty.
    pub school: String,
    /// What the breach is taken to be.
    pub status: Status,
    /// The verdict on the risk, once given.
    pub risk: Option<Risk>,
    /// Whether it belongs to a drill.
    pub exercise: bool,
    /// Which of the pages this one is: [`OVERVIEW`], the last part of the address of another, or a part of the record.
    pub here: &'static str,
    /// Whether the reader may open the pages on which an officer decides.
    pub decides: bool,
    /// Version of the breach that is shown.
    pub version: i64,
    /// The last entry of the journal of its dossier that is shown.
    pub journal: i64,
}

/// The page of the breach itself, among its pages.
pub const OVERVIEW: &str = "";

/// The pages of a breach: last part of the address, and what people read.
const PAGES: [(&str, &str); 6] = [
    (OVERVIEW, "Vue d’ensemble"),
    ("gravite", "Gravité"),
    ("notification", "Notification au DPD"),
    ("cnil", "CNIL"),
    ("personnes", "Personnes"),
    ("ministere", "Ministère"),
];

/// A link to another page of the breach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Address.
    pub path: String,
    /// What people read.
    pub label: &'static str,
    /// Whether it is the page shown.
    pub here: bool,
}

impl Subject {
    /// The breach of a dossier as it stands, on the page `here`.
    ///
    /// # Errors
    /// The store's own failures.
    pub(in crate::web::pages) fn of(
        db: &mut Db,
        (breach, incident): (&Breach, &Incident),
        by: &Account,
        here: &'static str,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            reference: breach.reference.clone(),
            dossier: incident.reference.clone(),
            title: incident.title.clone(),
            school: incident.establishment_name.clone(),
            status: breach.status,
            risk: breach.verdict.as_ref().map(|verdict| verdict.risk),
            exercise: incident.exercise,
            here,
            decides: by.may(Right::DecideBreach),
            version: breach.version,
            journal: journal_of(db, &incident.reference)?,
        })
    }

    /// The breach of a case, on the page `here`.
    ///
    /// # Errors
    /// The store's own failures.
    pub(super) fn of_case(
        db: &mut Db,
        case: &Case<'_>,
        by: &Account,
        here: &'static str,
    ) -> Result<Self, StoreError> {
        Self::of(db, (&case.breach, &case.incident), by, here)
    }

    /// The frame of this page.
    pub(in crate::web::pages) fn shell<R>(
        &self,
        app: &App,
        who: &Allowed<R>,
        title: impl Into<String>,
    ) -> Shell {
        Shell {
            exercise: self.exercise,
            ..Shell::of(app, who, title, self.own_path())
        }
    }

    /// The page of the breach itself.
    #[must_use]
    pub fn path(&self) -> String {
        paths::breach(&self.reference)
    }

    /// The page of the dossier.
    #[must_use]
    pub fn dossier_path(&self) -> String {
        paths::incident(&self.dossier)
    }

    /// This page, or a file below it: `page("cnil.pdf")`.
    #[must_use]
    pub fn page(&self, page: &str) -> String {
        if page == OVERVIEW {
            self.path()
        } else {
            paths::breach_page(&self.reference, page)
        }
    }

    /// The address of this page.
    #[must_use]
    pub fn own_path(&self) -> String {
        self.page(self.here)
    }

    /// Whether this is the page of the breach itself.
    #[must_use]
    pub fn is_overview(&self) -> bool {
        self.here == OVERVIEW
    }

    /// The way to each of the pages.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let step = |(page, label): (&str, &'static str)| Step {
            path: self.page(page),
            label,
            here: page == self.here,
        };
        PAGES.into_iter().map(step).collect()
    }
}
