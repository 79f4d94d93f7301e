//! An incident as it is reported, and the stages of its life (DOMAIN §6).

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::people::named;
use super::routing::Touched;
use super::uai::Uai;

named! {
    /// Where a dossier stands.
    Status {
        /// Just reported.
        Reported = "reported",
        /// Confirmed by the RSSI.
        Qualified = "qualified",
        /// Being handled.
        InProgress = "in_progress",
        /// Handled; duties may remain.
        Resolved = "resolved",
        /// Over.
        Closed = "closed",
        /// False alarm, duplicate or out of scope.
        Rejected = "rejected",
    }
}

named! {
    /// Whether personal data are touched, as the reporter says it.
    PersonalData {
        /// They are.
        Yes = "yes",
        /// They are not.
        No = "no",
        /// The reporter cannot tell.
        Unknown = "unknown",
    }
}

/// A component touched, and whether it can no longer be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TouchedComponent {
    /// Component and network.
    #[serde(flatten)]
    pub touched: Touched,
    /// Whether it is unavailable, which starts the service levels.
    #[serde(default)]
    pub unavailable: bool,
}

/// What a person reports. Built only by [`Report::check`], so a value of this type is legal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// School; `None` when the incident is of no school.
    pub establishment_uai: Option<Uai>,
    /// One line.
    pub title: String,
    /// What happened.
    pub description: String,
    /// Components touched, the main one first.
    pub components: Vec<TouchedComponent>,
    /// When it was noticed (UTC).
    pub detected_at: DateTime<Utc>,
    /// When it began, if known (UTC).
    pub occurred_from: Option<DateTime<Utc>>,
    /// Whether personal data are touched.
    pub personal_data: PersonalData,
    /// Whether the département's perimeter may be touched.
    pub departement_impact_possible: bool,
    /// What was already done.
    pub measures_taken: String,
    /// References elsewhere, for example an Amigo ticket.
    pub external_refs: Vec<String>,
    /// Whether this is a drill.
    pub exercise: bool,
}

/// A fault of one field, in French, ready to be shown beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Field path as in the API: `detected_at`, `components[1].network`.
    pub field: String,
    /// What is wrong and how to put it right.
    pub message: String,
}

impl Problem {
    /// A problem of `field`.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

/// Longest title, in characters.
pub const TITLE_MAX: usize = 160;
/// Longest description or measures, in characters.
pub const TEXT_MAX: usize = 20_000;
/// Most components in one report.
pub const COMPONENTS_MAX: usize = 50;
/// Most external references.
pub const REFS_MAX: usize = 20;
/// Clocks of people's machines may be this much ahead of ours.
pub const SKEW: TimeDelta = TimeDelta::minutes(5);

impl Report {
    /// Checks the facts against each other and against `now`.
    ///
    /// # Errors
    /// Every problem at once. Whether components and networks exist is the routing's to say.
    pub fn check(self, now: DateTime<Utc>) -> Result<Self, Vec<Problem>> {
        let report = Self {
            title: self.title.trim().to_owned(),
            description: self.description.trim().to_owned(),
            measures_taken: self.measures_taken.trim().to_owned(),
            external_refs: self
                .external_refs
                .iter()
                .map(|r| r.trim().to_owned())
                .filter(|r| !r.is_empty())
                .collect(),
            ..self
        };
        let mut problems = Vec::new();
        report.check_texts(&mut problems);
        report.check_instants(now, &mut problems);
        if problems.is_empty() {
            Ok(report)
        } else {
            Err(problems)
        }
    }

    fn check_texts(&self, problems: &mut Vec<Problem>) {
        required(
            "title",
            &self.title,
            "Donnez un titre en quelques mots.",
            problems,
        );
        required(
            "description",
            &self.description,
            "Décrivez ce qui s’est passé.",
            problems,
        );
        at_most("title", &self.title, TITLE_MAX, problems);
        at_most("description", &self.description, TEXT_MAX, problems);
        at_most("measures_taken", &self.measures_taken, TEXT_MAX, problems);
        if self.components.len() > COMPONENTS_MAX {
            problems.push(Problem::new(
                "components",
                format!("Indiquez au plus {COMPONENTS_MAX} éléments."),
            ));
        }
        if self.external_refs.len() > REFS_MAX
            || self.external_refs.iter().any(|r| r.chars().count() > TITLE_MAX)
        {
            let message = format!("Indiquez au plus {REFS_MAX} références de {TITLE_MAX} caractères.");
            problems.push(Problem::new("external_refs", message));
        }
    }

    fn check_instants(&self, now: DateTime<Utc>, problems: &mut Vec<Problem>) {
        if self.detected_at > now + SKEW {
            problems.push(Problem::new(
                "detected_at",
                "La date de détection est dans le futur.",
            ));
        }
        if self.occurred_from.is_some_and(|from| from > self.detected_at) {
            let message = "Le début de l’incident ne peut pas suivre sa détection.";
            problems.push(Problem::new("occurred_from", message));
        }
    }
}

pub(super) fn required(field: &str, text: &str, message: &str, problems: &mut Vec<Problem>) {
    if text.is_empty() {
        problems.push(Problem::new(field, message));
    }
}

pub(super) fn at_most(field: &str, text: &str, limit: usize, problems: &mut Vec<Problem>) {
    let count = text.chars().count();
    if count > limit {
        let message = format!("Ce texte compte {count} caractères ; la limite est de {limit}.");
        problems.push(Problem::new(field, message));
    }
}
