//! The list of dossiers, and home: those the person may see, in slices, by status and by words.

use askama::Template;

use crate::domain::incident::{PersonalData, Status};
use crate::domain::people::Party;
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::view::{Choice, Moment, Slices};
use crate::web::wording::Words as _;

/// Dossiers shown on one page.
pub const SLICE: usize = 25;

/// The list of dossiers.
#[derive(Debug, Template)]
#[template(path = "pages/incidents/index.html")]
pub struct IncidentsPage {
    /// Frame.
    pub shell: Shell,
    /// The filter as it was typed.
    pub filter: ListFilter,
    /// The dossiers of this slice.
    pub rows: Vec<Row>,
    /// Links to the other slices.
    pub slices: Slices,
    /// Whether the person may report.
    pub may_report: bool,
}

/// What the list is narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// Words, as typed.
    pub q: String,
    /// Status; `None` for all.
    pub status: Option<Status>,
}

impl ListFilter {
    /// Whether anything is left out.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status.is_some() || !self.q.trim().is_empty()
    }

    /// The choices of the status field.
    #[must_use]
    pub fn statuses(&self) -> Vec<Choice> {
        let all = Choice {
            value: String::new(),
            label: "Tous".to_owned(),
            selected: self.status.is_none(),
        };
        let each = Status::ALL.iter().map(|status| Choice {
            value: status.as_str().to_owned(),
            label: status.words().to_owned(),
            selected: self.status == Some(*status),
        });
        std::iter::once(all).chain(each).collect()
    }
}

/// One dossier of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `SSI-2026-0001`.
    pub reference: String,
    /// Title.
    pub title: String,
    /// Name of the school, or empty.
    pub school: String,
    /// Where it stands.
    pub status: Status,
    /// Who handles it.
    pub handler: Party,
    /// Whether the RSSI has yet to confirm or find out who handles it.
    pub to_confirm: bool,
    /// Whether personal data are touched.
    pub personal_data: PersonalData,
    /// Whether this is a drill.
    pub exercise: bool,
    /// When it was noticed.
    pub detected: Moment,
}

impl Row {
    /// Address of the dossier.
    #[must_use]
    pub fn path(&self) -> String {
        paths::incident(&self.reference)
    }

    /// Whether personal data are known to be touched.
    #[must_use]
    pub fn touches_persons(&self) -> bool {
        self.personal_data == PersonalData::Yes
    }
}
