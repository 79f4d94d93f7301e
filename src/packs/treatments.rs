//! Processing activities, kinds of log, and the clauses that every rule refers to.

use std::collections::BTreeSet;

use super::known::{self, Known, unique};
use super::section::Section;
use crate::domain::convention::{Clause, LogCategory, Treatment};

/// Kinds of log that can be asked for (convention d’Ille-et-Vilaine, annexe opérationnelle, partie 2).
const LOG_CATEGORIES: [&str; 3] = ["workstation_logins", "internet_access", "extranet_access"];

/// Reads `[[treatments]]`.
pub(super) fn treatments(root: &Section<'_>, known: &Known) -> Vec<Option<Treatment>> {
    let mut seen = BTreeSet::new();
    root.tables("treatments", |section| {
        let id = known::identifier(section, "id");
        if let Some(id) = &id {
            unique(&mut seen, id.clone(), section, "id");
        }
        let name = section.text("name");
        let controller = known.party(section, "controller");
        let data_categories = section.texts("data_categories");
        let data_subjects = section.texts("data_subjects");
        let clause = known.clause(section, "clause");
        Some(Treatment {
            id: id?,
            name: name?,
            controller: controller?,
            data_categories,
            data_subjects,
            clause: clause?,
        })
    })
}

/// Reads `[[log_categories]]`.
pub(super) fn log_categories(root: &Section<'_>, known: &Known) -> Vec<Option<LogCategory>> {
    let mut seen = BTreeSet::new();
    root.tables("log_categories", |section| {
        let id = section.one_of("id", log_category, &LOG_CATEGORIES);
        if let Some(id) = id {
            unique(&mut seen, id, section, "id");
        }
        let label = section.text("label");
        let retention_days = section.count("retention_days");
        let clause = known.clause(section, "clause");
        Some(LogCategory {
            id: id?.to_owned(),
            label: label?,
            retention_days: retention_days?,
            clause: clause?,
        })
    })
}

fn log_category(text: &str) -> Option<&'static str> {
    LOG_CATEGORIES.into_iter().find(|category| *category == text)
}

/// Reads `[clauses]`: where each one stands and what it says in a few words.
pub(super) fn clauses(root: &Section<'_>) -> Vec<(String, Option<Clause>)> {
    root.named_tables("clauses", |id, section| {
        if !known::is_identifier(id) {
            section.note(
                "",
                "un identifiant de clause s’écrit en minuscules sans accent, chiffres et tirets",
            );
        }
        let reference = section.text("reference");
        let says = section.text("says");
        Some(Clause {
            reference: reference?,
            says: says?,
        })
    })
}
