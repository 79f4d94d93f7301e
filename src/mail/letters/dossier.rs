//! The facts of a dossier that letters show, and nothing that could name a person.

use super::wording;
use crate::domain::convention::Certainty;
use crate::domain::incident::PersonalData;

/// What letters say of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// `SSI-2026-0001`.
    pub reference: String,
    /// School; `None` when the incident is of no school.
    pub school: Option<School>,
    /// Components touched, the main one first.
    pub components: Vec<Component>,
    /// Name of the party that handles it, as the convention writes it: `Département d’Ille-et-Vilaine`.
    pub handler: String,
    /// The other reading, when the decision is contested: a party's name.
    pub alternative: Option<String>,
    /// Names of the parties associated with it.
    pub associates: Vec<String>,
    /// How sure the decision is.
    pub certainty: Certainty,
    /// When it was noticed, in full with its zone.
    pub detected: String,
    /// When it began, in full with its zone, if known.
    pub began: Option<String>,
    /// When it was reported, in full with its zone.
    pub reported: String,
    /// Whether personal data are touched.
    pub personal_data: PersonalData,
    /// Warnings of the decision, one French sentence each.
    pub warnings: Vec<String>,
    /// Whether this is a drill.
    pub exercise: bool,
}

/// A school as letters name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// Name as published.
    pub name: String,
    /// National code.
    pub uai: String,
    /// Town.
    pub town: String,
}

/// A component touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// French label.
    pub label: String,
    /// Label of the network it is on, when one was considered.
    pub network: Option<String>,
    /// Whether it can no longer be used.
    pub unavailable: bool,
    /// Name of the party that handles it.
    pub handler: String,
    /// Why, one French sentence.
    pub reason: String,
    /// Where the clause stands.
    pub clause: String,
}

/// Where a letter leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// The dossier, behind a login.
    pub dossier: String,
    /// Says that the letter was read: signed, single purpose, no login.
    pub acknowledgement: String,
}

/// A fact and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub label: &'static str,
    /// What is known.
    pub value: String,
}

impl Row {
    /// A fact.
    #[must_use]
    pub fn new(label: &'static str, value: impl Into<String>) -> Self {
        Self {
            label,
            value: value.into(),
        }
    }
}

impl Dossier {
    /// The subject of a letter about this dossier; drills are marked first of all.
    pub(super) fn subject(&self, about: &str) -> String {
        let drill = if self.exercise { "[EXERCICE] " } else { "" };
        let school = self
            .school
            .as_ref()
            .map(|school| format!("{} ({}) : ", school.name, school.uai))
            .unwrap_or_default();
        format!("{drill}[Tocsin] {} – {school}{about}", self.reference)
    }

    /// School, town and code on one line.
    #[must_use]
    pub fn school_line(&self) -> String {
        self.school.as_ref().map_or_else(
            || "aucun en particulier".to_owned(),
            |school| format!("{}, {} ({})", school.name, school.town, school.uai),
        )
    }

    /// What was reported: the facts before any decision.
    #[must_use]
    pub fn facts(&self) -> Vec<Row> {
        let mut rows = vec![
            Row::new("Référence", self.reference.as_str()),
            Row::new("Établissement", self.school_line()),
            Row::new("Constaté", self.detected.as_str()),
        ];
        if let Some(began) = &self.began {
            rows.push(Row::new("A commencé", began.as_str()));
        }
        rows.push(Row::new("Signalé", self.reported.as_str()));
        rows.push(Row::new(self.touched_label(), self.touched()));
        rows.push(Row::new("Hors d’usage", self.unavailable()));
        rows.push(Row::new(
            "Données personnelles",
            wording::personal_data(self.personal_data),
        ));
        rows
    }

    /// Who handles it and how sure that is.
    #[must_use]
    pub fn attribution(&self) -> Vec<Row> {
        let mut rows = vec![Row::new("Traité par", self.handler.as_str())];
        if !self.associates.is_empty() {
            rows.push(Row::new("Associés", self.associates.join(", ")));
        }
        rows.push(Row::new("Fondement", wording::certainty(self.certainty)));
        if let Some(alternative) = &self.alternative {
            rows.push(Row::new("Autre lecture", alternative.as_str()));
        }
        rows
    }

    fn touched_label(&self) -> &'static str {
        if self.components.len() > 1 {
            "Éléments touchés"
        } else {
            "Élément touché"
        }
    }

    fn touched(&self) -> String {
        labels(self.components.iter())
    }

    fn unavailable(&self) -> String {
        let unavailable = labels(self.components.iter().filter(|component| component.unavailable));
        if unavailable.is_empty() {
            "rien de signalé".to_owned()
        } else {
            unavailable
        }
    }
}

fn labels<'a>(components: impl Iterator<Item = &'a Component>) -> String {
    components
        .map(Component::full_label)
        .collect::<Vec<_>>()
        .join(" ; ")
}

impl Component {
    /// Who handles it, why, and by which clause, in one line.
    #[must_use]
    pub fn attribution(&self) -> String {
        let reason = self.reason.trim_end_matches('.');
        if self.clause.is_empty() {
            format!("{}. {reason}.", self.handler)
        } else {
            format!("{}. {reason} ({}).", self.handler, self.clause)
        }
    }

    /// Label and network.
    #[must_use]
    pub fn full_label(&self) -> String {
        match &self.network {
            Some(network) => format!("{} ({network})", self.label),
            None => self.label.clone(),
        }
    }
}
