//! The 18 examples of EDPB Guidelines 01/2021 beside what our method proposes, every difference told.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::assessment::told;
use crate::domain::breach::Risk;
use crate::domain::severity::{Case, cases};
use crate::web::allowed::{Allowed, UseService};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::wording::Words as _;

/// The page « Les 18 cas du CEPD ».
#[derive(Debug, Template)]
#[template(path = "pages/notifying/edpb.html")]
pub struct EdpbPage {
    /// Frame.
    pub shell: Shell,
    /// Every case, in order.
    pub cases: Vec<CaseView>,
}

/// A case beside our proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseView {
    /// Its number in the guidelines.
    pub number: u8,
    /// What happened, in a few words.
    pub title: String,
    /// The facts in short.
    pub facts: String,
    /// A like case in a school.
    pub school: String,
    /// « 2,75 – moyenne ».
    pub score: String,
    /// Our proposal.
    pub proposal: Risk,
    /// Whether the EDPB finds that the authority has to be notified.
    pub cnil: bool,
    /// Whether the EDPB finds that the persons have to be told.
    pub persons: bool,
    /// Whether our proposal is the EDPB's outcome.
    pub agrees: bool,
    /// Why it differs; empty when it does not.
    pub explanation: String,
}

impl From<Case> for CaseView {
    fn from(case: Case) -> Self {
        let assessment = case.assessment();
        Self {
            agrees: case.agrees(),
            number: case.number,
            score: told(assessment.score, assessment.band),
            proposal: assessment.proposed_risk,
            cnil: case.notify_sa,
            persons: case.inform_persons,
            explanation: case.explanation.unwrap_or_default(),
            title: case.title,
            facts: case.facts,
            school: case.school,
        }
    }
}

impl EdpbPage {
    /// The table as it is part of the program.
    #[must_use]
    pub fn of(shell: Shell) -> Self {
        Self {
            shell,
            cases: cases().into_iter().map(CaseView::from).collect(),
        }
    }

    /// How many proposals agree with the EDPB.
    #[must_use]
    pub fn agreeing(&self) -> usize {
        self.cases.iter().filter(|case| case.agrees).count()
    }
}

/// The table.
///
/// # Errors
/// The machine's.
pub async fn show(app: Data<App>, who: Allowed<UseService>) -> Result<HttpResponse, Error> {
    page(&EdpbPage::of(Shell::of(
        &app,
        &who,
        "Les 18 cas du CEPD",
        paths::EDPB_CASES,
    )))
}
