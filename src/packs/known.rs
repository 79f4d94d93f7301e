//! What the rules of a pack may refer to: its parties, its networks, its clauses.
//!
//! They are read first, so that a reference is judged where it stands and its fault carries the right line.

use std::collections::BTreeSet;

use super::section::Section;
use crate::domain::people::Party;

/// Declared names.
pub(super) struct Known {
    /// `None` when the list of parties is itself faulty: then no reference to a party is blamed.
    pub(super) parties: Option<BTreeSet<Party>>,
    pub(super) networks: BTreeSet<String>,
    pub(super) clauses: BTreeSet<String>,
}

impl Known {
    /// A party that the pack declares.
    pub(super) fn party(&self, section: &Section<'_>, key: &'static str) -> Option<Party> {
        let party = section.one_of(key, Party::parse, Party::ALL)?;
        if self.parties.as_ref().is_some_and(|known| !known.contains(&party)) {
            section.note(
                key,
                format!("la partie «\u{a0}{party}\u{a0}» n’est pas déclarée dans [[parties]]"),
            );
            return None;
        }
        Some(party)
    }

    /// The identifier of a clause that the pack lists.
    pub(super) fn clause(&self, section: &Section<'_>, key: &'static str) -> Option<String> {
        let id = section.text(key)?;
        if !self.clauses.contains(&id) {
            section.note(
                key,
                format!("la clause «\u{a0}{id}\u{a0}» n’est pas décrite dans [clauses]"),
            );
            return None;
        }
        Some(id)
    }

    /// Refuses a network that the pack does not list.
    pub(super) fn network(&self, id: &str) -> Result<String, String> {
        if self.networks.contains(id) {
            Ok(id.to_owned())
        } else {
            Err(format!(
                "le réseau «\u{a0}{id}\u{a0}» n’est pas déclaré dans [[networks]]"
            ))
        }
    }
}

/// An identifier: lower-case letters without accents, digits, and single `-` or `_` between them.
pub(super) fn identifier(section: &Section<'_>, key: &'static str) -> Option<String> {
    let id = section.text(key)?;
    if !is_identifier(&id) {
        section.note(
            key,
            "un identifiant s’écrit en minuscules sans accent, chiffres et tirets",
        );
    }
    Some(id)
}

/// Whether a text can serve as an identifier.
pub(super) fn is_identifier(text: &str) -> bool {
    text.split(['-', '_'])
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Notes a value that was already used by an earlier table of the same list.
pub(super) fn unique<T: Ord>(seen: &mut BTreeSet<T>, value: T, section: &Section<'_>, key: &str) {
    if !seen.insert(value) {
        section.note(key, "déjà indiqué plus haut");
    }
}
