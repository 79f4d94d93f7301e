//! To the people accountable for a duty: that it runs, that its due instant nears, that it is past.

use super::{Letter, Links, NotWritten, Row, templates};
use crate::domain::letter::LetterKind;

/// Why one writes about deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    /// A breach was opened: its clocks run.
    Opened,
    /// A due instant nears.
    Reminder,
    /// A due instant is past.
    Overdue,
    /// Half of the working time of a service level has passed.
    LevelReminder,
    /// A service level is not kept.
    LevelOverdue,
}

/// Deadlines of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Why one writes.
    pub occasion: Occasion,
    /// `VIO-2026-0001`, or the dossier's own reference.
    pub reference: String,
    /// `SSI-2026-0001`.
    pub dossier: String,
    /// School, as `Collège X, Rennes (0350003N)`.
    pub school: String,
    /// What is owed.
    pub duties: Vec<Due>,
    /// What must be known beside: that the system sent, or will send, by itself; that reminders were missed.
    pub notes: Vec<String>,
    /// Where the letter leads.
    pub links: Links,
    /// Whether this is a drill.
    pub exercise: bool,
}

/// A duty and its deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Who owes what to whom, without a full stop.
    pub what: String,
    /// By when, in full with its zone; `None` means without delay.
    pub due: Option<String>,
    /// Time left or past, in words.
    pub left: String,
    /// Where it stands, in words.
    pub standing: String,
    /// Where the clause stands.
    pub clause: String,
}

templates!(Deadlines, "mail/deadlines.txt", "mail/deadlines.html");

impl Occasion {
    /// The kind of letter that it makes.
    #[must_use]
    pub fn kind(self) -> LetterKind {
        match self {
            Self::Opened => LetterKind::BreachOpened,
            Self::Reminder | Self::LevelReminder => LetterKind::DeadlineReminder,
            Self::Overdue | Self::LevelOverdue => LetterKind::DeadlineOverdue,
        }
    }

    /// Whether it is about service levels, which no letter mixes with legal clocks.
    #[must_use]
    pub fn is_of_level(self) -> bool {
        matches!(self, Self::LevelReminder | Self::LevelOverdue)
    }
}

impl Due {
    fn heading(&self) -> &str {
        &self.what
    }

    fn due_in_full(&self) -> String {
        match &self.due {
            Some(due) if self.left.is_empty() => due.clone(),
            Some(due) => format!("{due} ({})", self.left),
            None => "sans délai".to_owned(),
        }
    }

    fn rows(&self, by_when: &'static str) -> Vec<Row> {
        let mut rows = vec![
            Row::new(by_when, self.due_in_full()),
            Row::new("Où l’on en est", self.standing.as_str()),
        ];
        if !self.clause.is_empty() {
            rows.push(Row::new("Clause", self.clause.as_str()));
        }
        rows
    }
}

impl Deadlines {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let drill = if self.exercise { "[EXERCICE] " } else { "" };
        let subject = format!("{drill}[Tocsin] {} – {}", self.reference, self.about());
        self.rendered(subject, Some(&self.dossier))
    }

    fn about(&self) -> String {
        let left = self
            .duties
            .first()
            .map(|duty| duty.left.as_str())
            .unwrap_or_default();
        match self.occasion {
            Occasion::Opened => "violation de données suspectée\u{a0}: les délais courent".to_owned(),
            Occasion::Reminder if left.is_empty() => "échéance proche".to_owned(),
            Occasion::Reminder => format!("échéance proche\u{a0}: {left}"),
            Occasion::Overdue => "échéance dépassée".to_owned(),
            Occasion::LevelReminder => format!("niveau de service, {left}"),
            Occasion::LevelOverdue => "niveau de service non tenu".to_owned(),
        }
    }

    /// What the due instant is called.
    fn by_when(&self) -> &'static str {
        if self.occasion.is_of_level() {
            "À tenir au plus tard"
        } else {
            "Échéance"
        }
    }

    fn opening(&self) -> &'static str {
        match self.occasion {
            Occasion::Opened => {
                "Un incident paraît toucher des données personnelles. Les délais courent dès maintenant, à titre de précaution."
            }
            Occasion::Reminder if self.duties.len() > 1 => "Des échéances approchent.",
            Occasion::Reminder => "Une échéance approche.",
            Occasion::Overdue if self.duties.len() > 1 => "Des échéances sont dépassées.",
            Occasion::Overdue => "Une échéance est dépassée.",
            Occasion::LevelReminder => {
                "Un élément critique est indisponible\u{a0}: la moitié du temps ouvré convenu est écoulée."
            }
            Occasion::LevelOverdue => {
                "Un élément critique est indisponible, et le temps ouvré convenu est écoulé."
            }
        }
    }

    fn expected(&self) -> &'static str {
        match self.occasion {
            Occasion::Opened => "Ouvrez le dossier et complétez ce que l’on sait de la violation.",
            Occasion::Reminder => "Ouvrez le dossier et faites ce qui est dû.",
            Occasion::Overdue => {
                "Ouvrez le dossier, faites ce qui est dû sans attendre, et indiquez le motif du retard."
            }
            Occasion::LevelReminder => {
                "Ouvrez le dossier et notez-y la première action, le rétablissement ou la solution provisoire."
            }
            Occasion::LevelOverdue => {
                "Ouvrez le dossier et dites-y où en est le rétablissement, et quelle solution provisoire est en place."
            }
        }
    }
}
