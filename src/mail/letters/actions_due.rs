//! To the owner of actions of a remediation plan: their day is near, or past. What is to be done is in the dossier.

use super::{Letter, Links, NotWritten, Row, templates};

/// Actions whose day is near or past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionsDue {
    /// `SSI-2026-0001`.
    pub reference: String,
    /// The actions, in the order planned; never empty.
    pub actions: Vec<DueAction>,
    /// Where the letter leads.
    pub links: Links,
    /// Whether this is a drill.
    pub exercise: bool,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueAction {
    /// Its number in the dossier.
    pub number: i64,
    /// Its day, in full.
    pub due: String,
    /// Whether that day is past.
    pub overdue: bool,
}

templates!(ActionsDue, "mail/actions_due.txt", "mail/actions_due.html");

impl ActionsDue {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let drill = if self.exercise { "[EXERCICE] " } else { "" };
        let subject = format!("{drill}[Tocsin] {} – {}", self.reference, self.about());
        self.rendered(subject, Some(&self.reference))
    }

    fn about(&self) -> &'static str {
        match (self.is_overdue(), self.actions.len() > 1) {
            (true, false) => "une action est en retard",
            (true, true) => "des actions sont en retard ou arrivent à échéance",
            (false, false) => "une action arrive à échéance",
            (false, true) => "des actions arrivent à échéance",
        }
    }

    fn opening(&self) -> &'static str {
        if self.actions.len() > 1 {
            "Des actions du plan de ce dossier vous reviennent."
        } else {
            "Une action du plan de ce dossier vous revient."
        }
    }

    fn is_overdue(&self) -> bool {
        self.actions.iter().any(|action| action.overdue)
    }

    fn rows(&self) -> Vec<Row> {
        self.actions.iter().map(DueAction::row).collect()
    }
}

impl DueAction {
    fn row(&self) -> Row {
        let standing = if self.overdue { "En retard" } else { "À faire" };
        Row::new(
            standing,
            format!("action n°\u{a0}{}, au plus tard le {}", self.number, self.due),
        )
    }
}
