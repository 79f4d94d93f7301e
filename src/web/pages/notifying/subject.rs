//! What every page of a breach shows first: which one, of which school, where one stands, and the way to the others.

use crate::actions::breach::Case;
use crate::actions::breach::document::school_line;
use crate::domain::breach::Status;
use crate::web::paths;

/// A breach as the head of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// `VIO-2026-0001`.
    pub reference: String,
    /// `SSI-2026-0001`.
    pub dossier: String,
    /// School with its code, if any.
    pub school: Option<String>,
    /// What the breach is taken to be, in words.
    pub status: &'static str,
    /// The verdict on the risk, once given.
    pub verdict: Option<&'static str>,
    /// Whether it belongs to a drill.
    pub exercise: bool,
    /// Which of the pages this one is.
    pub here: &'static str,
}

/// The pages of a breach: last part of the address, and what people read.
const PAGES: [(&str, &str); 5] = [
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
    /// The breach of a case, on the page `here`.
    #[must_use]
    pub fn of(case: &Case<'_>, here: &'static str) -> Self {
        let verdict = case.breach.verdict.as_ref();
        Self {
            reference: case.breach.reference.clone(),
            dossier: case.incident.reference.clone(),
            school: school_line(case),
            status: status(case.breach.status),
            verdict: verdict.map(|verdict| verdict.risk.label()),
            exercise: case.incident.exercise,
            here,
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
        paths::breach_page(&self.reference, page)
    }

    /// The address of this page.
    #[must_use]
    pub fn own_path(&self) -> String {
        self.page(self.here)
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

fn status(status: Status) -> &'static str {
    match status {
        Status::Suspected => "Violation suspectée",
        Status::Confirmed => "Violation confirmée",
        Status::NotABreach => "Pas de violation",
    }
}
