//! To the académie's DPD: the notification of a breach, with the document and its machine-readable form attached.
//!
//! The body names no person: what could is in the attached document.

use super::{Letter, Links, NotWritten, Row, templates};

/// The notification of a breach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreachNotification {
    /// `VIO-2026-0001`.
    pub reference: String,
    /// `SSI-2026-0001`.
    pub dossier: String,
    /// `Notification initiale, incomplète`.
    pub kind: String,
    /// School, as `Collège X, Rennes (0350003N)`; empty when the incident is of no school.
    pub school: String,
    /// Name of the party that notifies.
    pub from: String,
    /// Since when it is aware, in full with its zone.
    pub aware: String,
    /// By when it had to notify, in full with its zone.
    pub due: String,
    /// Why it is late, when it is.
    pub late: Option<String>,
    /// Whether the system sends it by itself.
    pub automatic: bool,
    /// Whether it takes an earlier one back.
    pub withdraws: bool,
    /// What is known, without anything that could name a person.
    pub known: Vec<Row>,
    /// What is still to come.
    pub missing: Vec<String>,
    /// Names of the files attached.
    pub attachments: Vec<String>,
    /// Where the clause stands, French.
    pub clause: String,
    /// Where the letter leads.
    pub links: Links,
    /// Whether this is a drill.
    pub exercise: bool,
}

templates!(
    BreachNotification,
    "mail/breach_notification.txt",
    "mail/breach_notification.html"
);

impl BreachNotification {
    /// Writes the letter, without its attachments.
    ///
    /// # Errors
    /// [`NotWritten`].
    pub fn letter(&self) -> Result<Letter, NotWritten> {
        let drill = if self.exercise { "[EXERCICE] " } else { "" };
        let late = if self.late.is_some() { " (tardive)" } else { "" };
        let subject = format!(
            "{drill}[Tocsin] {} – violation de données\u{a0}: {}{late}",
            self.reference,
            self.kind.to_lowercase()
        );
        self.rendered(subject, Some(&self.dossier))
    }

    fn opening(&self) -> String {
        let by_itself = if self.automatic {
            " Ce message est parti automatiquement, avec ce qui est connu, parce que l’échéance approchait et que personne ne l’avait envoyé."
        } else {
            ""
        };
        if self.withdraws {
            return format!(
                "La notification d’une violation de données à caractère personnel est retirée par\u{a0}: {}.",
                self.from
            );
        }
        format!(
            "Une violation de données à caractère personnel vous est notifiée par\u{a0}: {}.{by_itself}",
            self.from
        )
    }

    fn facts(&self) -> Vec<Row> {
        let mut rows = vec![
            Row::new("Violation", self.reference.as_str()),
            Row::new("Dossier", self.dossier.as_str()),
            Row::new("Nature de l’envoi", self.kind.as_str()),
        ];
        if !self.school.is_empty() {
            rows.push(Row::new("Établissement", self.school.as_str()));
        }
        rows.push(Row::new("Prise de connaissance", self.aware.as_str()));
        rows.push(Row::new("Échéance", self.due.as_str()));
        if let Some(late) = &self.late {
            rows.push(Row::new("Motif du retard", late.as_str()));
        }
        rows
    }

    /// What is still to come, unless nothing will.
    fn to_come(&self) -> &[String] {
        if self.withdraws { &[] } else { &self.missing }
    }

    fn next_step(&self) -> &'static str {
        if self.withdraws {
            "Les motifs du retrait sont dans le document joint\u{a0}: rien d’autre n’est attendu de vous."
        } else if self.missing.is_empty() {
            "La notification est complète\u{a0}: dites si une information vous manque."
        } else {
            "Un complément suivra dès que les points manquants seront connus."
        }
    }
}
