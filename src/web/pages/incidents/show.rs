//! One dossier: what was reported, who handles it, what is owed to whom, what was written to whom.

use askama::Template;

use crate::domain::incident::{PersonalData, Status};
use crate::domain::letter::{LetterKind, MailState};
use crate::domain::obligations::{Creditor, Kind};
use crate::domain::people::Party;
use crate::web::deadline::Deadline;
use crate::web::explanation::Explanation;
use crate::web::shell::Shell;
use crate::web::view::{Fact, Moment, School};
use crate::web::wording::{self, Words as _};

/// The page of a dossier.
#[derive(Debug, Template)]
#[template(path = "pages/incidents/show.html")]
pub struct IncidentPage {
    /// Frame.
    pub shell: Shell,
    /// `SSI-2026-0001`.
    pub reference: String,
    /// Where it stands.
    pub status: Status,
    /// Title.
    pub title: String,
    /// School, if any.
    pub school: Option<School>,
    /// From 1 to 4, once qualified.
    pub severity: Option<u8>,
    /// When it was recorded.
    pub reported: Moment,
    /// When it was noticed.
    pub detected: Moment,
    /// When it began, if known.
    pub occurred: Option<Moment>,
    /// Whether personal data are touched.
    pub personal_data: PersonalData,
    /// What happened.
    pub description: String,
    /// What was already done, or empty.
    pub measures_taken: String,
    /// References elsewhere and other facts that not every dossier has.
    pub facts: Vec<Fact>,
    /// Who handles it and why.
    pub decision: Explanation,
    /// What is owed.
    pub duties: Vec<Duty>,
    /// What was written to whom.
    pub letters: Vec<Letter>,
    /// What somebody must look at.
    pub alarms: Vec<String>,
    /// The latest acts, most recent first.
    pub journal: Vec<Act>,
    /// The moment at which the times left are right.
    pub as_of: Moment,
}

impl IncidentPage {
    /// The severity in words, once qualified.
    #[must_use]
    pub fn severity_words(&self) -> Option<&'static str> {
        self.severity.map(wording::severity)
    }
}

/// A duty of the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// What is owed.
    pub kind: Kind,
    /// By whom.
    pub debtor: Party,
    /// To whom.
    pub creditor: Creditor,
    /// Where it stands.
    pub deadline: Deadline,
    /// Where the clause stands.
    pub clause: String,
}

/// A letter to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What it is about.
    pub kind: LetterKind,
    /// Role written to, in words; empty when it is none.
    pub to: String,
    /// Address.
    pub address: String,
    /// Where it stands.
    pub state: MailState,
    /// When that state began: queued, accepted, refused or acknowledged.
    pub since: Moment,
    /// The mail server's last answer, or empty.
    pub answer: String,
}

/// An entry of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Moment,
    /// Who, in words.
    pub actor: String,
    /// What, in words.
    pub what: String,
}
