//! What the RSSI says of an incident, checked as a whole: every problem at once, nothing half taken.

use serde::{Deserialize, Serialize};

use super::{Gravity, Tlp, find};
use crate::domain::incident::{Problem, TEXT_MAX};
use crate::domain::people::{Party, named};

named! {
    /// Why an incident is rejected.
    Ground {
        /// Nothing happened.
        FalseAlarm = "false_alarm",
        /// Another dossier is about the same thing.
        Duplicate = "duplicate",
        /// It is no matter of IT security of schools.
        OutOfScope = "out_of_scope",
    }
}

/// What an incident is, once the RSSI confirmed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualification {
    /// Class of the taxonomy.
    pub category: String,
    /// Type of the taxonomy, when known.
    pub kind: Option<String>,
    /// How grave, from 1 to 4.
    pub severity: i64,
    /// How far what is written may travel.
    pub tlp: Tlp,
}

/// A confirmation as it is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Class of the taxonomy, or a type alone.
    pub category: String,
    /// Type, or empty.
    pub kind: String,
    /// How grave, from 1 to 4.
    pub severity: Option<i64>,
    /// Amber unless given.
    pub tlp: Option<Tlp>,
    /// The party that should handle it, when it is another one.
    pub handler: Option<Party>,
    /// Why another one.
    pub reason: String,
}

/// A confirmation that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What the incident is.
    pub qualification: Qualification,
    /// The other party that should handle it, and why.
    pub handover: Option<(Party, String)>,
    /// What else was said.
    pub reason: String,
}

/// A rejection as it is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedRejection {
    /// Why, among the closed grounds; a duplicate when another dossier is named, a false alarm otherwise.
    pub ground: Option<Ground>,
    /// The other dossier, or empty.
    pub duplicate_of: String,
    /// Why, in words.
    pub reason: String,
}

impl Typed {
    /// Checks it against the party that handles the dossier.
    ///
    /// # Errors
    /// Every problem at once.
    pub fn check(&self, handler: Party) -> Result<Wanted, Vec<Problem>> {
        let mut problems = Vec::new();
        let named = find(self.category.trim(), self.kind.trim());
        match (named, self.category.trim()) {
            (Some(_), _) => {}
            (None, "") => problems.push(Problem::new("category", "Choisissez ce qui s’est passé.")),
            (None, _) => problems.push(Problem::new(
                "category",
                "Cette catégorie n’existe pas dans la taxonomie.",
            )),
        }
        let gravity = self.severity.and_then(Gravity::of_level);
        if gravity.is_none() {
            problems.push(Problem::new("severity", "Choisissez la gravité, de 1 à 4."));
        }
        let other = self.handler.filter(|party| *party != handler);
        let reason = self.reason.trim();
        if other.is_some() && reason.is_empty() {
            problems.push(Problem::new(
                "reason",
                "Dites pourquoi une autre autorité devrait s’en charger.",
            ));
        }
        problems.extend(too_long(reason));
        match (named, gravity) {
            (Some((class, kind)), Some(gravity)) if problems.is_empty() => Ok(Wanted {
                qualification: Qualification {
                    category: class.id.clone(),
                    kind: kind.map(|kind| kind.id.clone()),
                    severity: gravity.level(),
                    tlp: self.tlp.unwrap_or(Tlp::Amber),
                },
                handover: other.map(|party| (party, reason.to_owned())),
                reason: reason.to_owned(),
            }),
            _ => Err(problems),
        }
    }
}

impl TypedRejection {
    /// The ground it amounts to.
    #[must_use]
    pub fn ground(&self) -> Ground {
        match (self.ground, self.duplicate_of.trim()) {
            (Some(ground), _) => ground,
            (None, "") => Ground::FalseAlarm,
            (None, _) => Ground::Duplicate,
        }
    }

    /// What is wrong with it; whether the other dossier exists is not asked here.
    #[must_use]
    pub fn problems(&self, own_reference: &str) -> Vec<Problem> {
        let named = self.duplicate_of.trim();
        let about_other = match (self.ground(), named) {
            (Ground::Duplicate, "") => Some("Indiquez la référence de l’autre dossier, comme SSI-2026-0001."),
            (Ground::Duplicate, other) if other == own_reference => {
                Some("Un dossier ne peut pas être le doublon de lui-même.")
            }
            (Ground::FalseAlarm | Ground::OutOfScope, other) if !other.is_empty() => {
                Some("Un autre dossier ne se nomme que pour un doublon.")
            }
            (Ground::Duplicate | Ground::FalseAlarm | Ground::OutOfScope, _) => None,
        };
        let about_other = about_other.map(|message| Problem::new("duplicate_of", message));
        let about_reason = reason(&self.reason, "Dites pourquoi ce signalement est écarté.").err();
        about_other.into_iter().chain(about_reason).collect()
    }
}

/// A reason that must be given, trimmed.
///
/// # Errors
/// The problem of the field `reason`: `missing` when it is empty, or that it is too long.
pub fn reason(text: &str, missing: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::new("reason", missing));
    }
    too_long(text).map_or_else(|| Ok(text.to_owned()), Err)
}

fn too_long(text: &str) -> Option<Problem> {
    let count = text.chars().count();
    let message = || format!("Ce texte compte {count} caractères\u{a0}; la limite est de {TEXT_MAX}.");
    (count > TEXT_MAX).then(|| Problem::new("reason", message()))
}
