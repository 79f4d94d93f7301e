//! A whole pack, from its text to its values.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use toml::de::{DeTable, Error};

use super::fault::{Fault, Ledger};
use super::known::{self, Known};
use super::section::Section;
use super::{duties, parties, perimeter, treatments};
use crate::domain::convention::Pack;

/// Reads a pack strictly.
///
/// `file_name` is only repeated in the faults. The hash of the pack is the SHA-256 of the text's bytes.
///
/// # Errors
/// Every fault of the text at once, from top to end. A text that is not TOML tells its first syntax fault only.
pub fn read(text: &str, file_name: &str) -> Result<Pack, Vec<Fault>> {
    let ledger = Ledger::new(file_name, text);
    let (document, errors) = DeTable::parse_recoverable(text);
    note_syntax(&ledger, &errors);
    if errors.iter().any(|error| !is_duplicate(error)) {
        return Err(ledger.into_faults());
    }
    let read = Section::root(&ledger, document.get_ref(), |root| pack(root, text));
    match read {
        Some(pack) if ledger.is_empty() => Ok(pack),
        _ => Err(ledger.into_faults()),
    }
}

/// A key written twice leaves the rest of the text readable; any other fault of syntax does not.
fn is_duplicate(error: &Error) -> bool {
    error.message().starts_with("duplicate key")
}

fn note_syntax(ledger: &Ledger<'_>, errors: &[Error]) {
    let place = |error: &Error| error.span().unwrap_or_default();
    for error in errors.iter().filter(|error| is_duplicate(error)) {
        ledger.note(&place(error), "", "clé ou table écrite deux fois");
    }
    if let Some(error) = errors.iter().find(|error| !is_duplicate(error)) {
        let message = format!(
            "la syntaxe TOML est fautive ici (détail technique\u{a0}: {})",
            error.message()
        );
        ledger.note(&place(error), "", &message);
    }
}

fn pack(root: &Section<'_>, text: &str) -> Option<Pack> {
    let id = known::identifier(root, "id");
    let title = root.text("title");
    let notes = root.optional_text("notes").unwrap_or_default();
    let valid_from = root.date("valid_from");
    let valid_until = root.optional_date("valid_until");
    if valid_from
        .zip(valid_until)
        .is_some_and(|(first, last)| last < first)
    {
        root.note("valid_until", "le dernier jour précède le premier (valid_from)");
    }
    let all_parties = parties::parties(root);
    let all_networks = perimeter::networks(root);
    let all_clauses = treatments::clauses(root);
    let known = Known {
        parties: all_parties
            .iter()
            .map(|party| party.as_ref().map(|p| p.kind))
            .collect::<Option<BTreeSet<_>>>()
            .filter(|parties| !parties.is_empty()),
        networks: all_networks
            .iter()
            .flatten()
            .map(|network| network.id.clone())
            .collect(),
        clauses: all_clauses.iter().map(|(id, _)| id.clone()).collect(),
    };
    let contacts = parties::contacts(root, &known);
    let coverage = parties::coverage(root, &known);
    let components = perimeter::components(root, &known);
    let obligations = whole(duties::obligations(root, &known));
    let service_levels = duties::service_levels(root, &known);
    duties::note_missing_levels(root, &obligations, &service_levels);
    let all_treatments = treatments::treatments(root, &known);
    let log_categories = treatments::log_categories(root, &known);
    let calendar = duties::calendar(root);
    Some(Pack {
        id: id?,
        hash: hash(text),
        title: title?,
        notes,
        valid_from: valid_from?,
        valid_until,
        parties: whole(all_parties),
        contacts: whole(contacts),
        coverage: coverage?,
        networks: whole(all_networks),
        components: whole(components),
        obligations,
        service_levels: whole(service_levels),
        treatments: whole(all_treatments),
        log_categories: whole(log_categories),
        calendar,
        clauses: all_clauses
            .into_iter()
            .filter_map(|(id, clause)| clause.map(|clause| (id, clause)))
            .collect(),
    })
}

/// The elements that were read whole; for each of the others a fault is already noted.
fn whole<T>(read: Vec<Option<T>>) -> Vec<T> {
    read.into_iter().flatten().collect()
}

fn hash(text: &str) -> String {
    let digits = Sha256::digest(text.as_bytes());
    let digits: Vec<String> = digits.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}
