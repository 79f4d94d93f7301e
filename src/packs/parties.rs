//! The parties of a pack, where they are written to, and which schools they cover.

use std::collections::BTreeSet;

use super::known::{self, Known, unique};
use super::section::Section;
use crate::domain::convention::{Contact, Coverage, CoverageException, PartyEntry, Scope};
use crate::domain::people::{Party, Role};
use crate::domain::uai::Uai;

/// Reads `[[parties]]`; an element is `None` where it is faulty.
pub(super) fn parties(root: &Section<'_>) -> Vec<Option<PartyEntry>> {
    let mut seen = BTreeSet::new();
    let parties = root.tables("parties", |section| {
        let kind = section.one_of("kind", Party::parse, Party::ALL);
        let name = section.text("name");
        let code = section.optional_text("code").unwrap_or_default();
        if let Some(kind) = kind {
            unique(&mut seen, kind, section, "kind");
        }
        Some(PartyEntry {
            kind: kind?,
            name: name.unwrap_or_default(),
            code,
        })
    });
    if parties.is_empty() {
        root.note("parties", "déclarez au moins une partie");
    }
    parties
}

/// Reads `[[contacts]]`.
pub(super) fn contacts(root: &Section<'_>, known: &Known) -> Vec<Option<Contact>> {
    let mut seen = BTreeSet::new();
    root.tables("contacts", |section| {
        let party = known.party(section, "party");
        let role = section.one_of("role", Role::parse, Role::ALL);
        let address = section.text("address");
        let fallback = section.optional_text("fallback");
        note_not_an_address(section, "address", address.as_deref());
        note_not_an_address(section, "fallback", fallback.as_deref());
        if let (Some(party), Some(role)) = (party, role) {
            unique(&mut seen, (party, role), section, "role");
        }
        Some(Contact {
            party: party?,
            role: role?,
            address: address?,
            fallback: fallback.unwrap_or_default(),
        })
    })
}

fn note_not_an_address(section: &Section<'_>, key: &str, address: Option<&str>) {
    if address.is_some_and(|address| !looks_like_an_address(address)) {
        section.note(
            key,
            "adresse de messagerie incorrecte\u{202f}: nom@domaine.fr attendu",
        );
    }
}

/// Whether a text has the shape of a mail address. Only a delivery can tell whether it exists.
fn looks_like_an_address(text: &str) -> bool {
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_graphic() && !b"<>()[],;:\"\\".contains(&b));
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let labels = || domain.split('.');
    plain
        && !local.is_empty()
        && labels().count() > 1
        && labels()
            .all(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
}

/// Reads `[coverage]`.
pub(super) fn coverage(root: &Section<'_>, known: &Known) -> Option<Coverage> {
    root.table("coverage", |section| {
        let scope = scope(section);
        let mut seen = BTreeSet::new();
        let exceptions = section.tables("exceptions", |section| exception(section, known, &mut seen));
        Some(Coverage {
            scope: scope?,
            exceptions: exceptions.into_iter().flatten().collect(),
        })
    })
}

fn scope(section: &Section<'_>) -> Option<Scope> {
    match section.text("scope")?.as_str() {
        "kind" => Some(Scope::Kind {
            departement_code: departement_code(section),
            kinds: section.texts("kinds"),
            public_only: section.flag("public_only"),
        }),
        "list" => Some(Scope::List(uais(section, "schools", &mut BTreeSet::new()))),
        "nobody" => Some(Scope::Nobody),
        other => {
            for key in ["departement_code", "kinds", "public_only", "schools"] {
                section.has(key);
            }
            let admitted = "sont admises\u{a0}: kind, list, nobody";
            section.note(
                "scope",
                format!("valeur inconnue «\u{a0}{other}\u{a0}»\u{202f}; {admitted}"),
            );
            None
        }
    }
}

fn departement_code(section: &Section<'_>) -> Option<String> {
    let code = section.text("departement_code")?;
    if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_digit() || b == b'A' || b == b'B') {
        section.note(
            "departement_code",
            "code de département sur trois caractères attendu, comme 035 ou 02A",
        );
    }
    Some(code)
}

fn exception(section: &Section<'_>, known: &Known, seen: &mut BTreeSet<Uai>) -> Option<CoverageException> {
    let uais = uais(section, "uais", seen);
    let handler = known.party(section, "handler");
    let online_services_stay_with = known.party(section, "online_services_stay_with");
    let warning = known::identifier(section, "warning");
    let clause = known.clause(section, "clause");
    Some(CoverageException {
        uais,
        handler: handler?,
        online_services_stay_with: online_services_stay_with?,
        warning: warning?,
        clause: clause?,
    })
}

fn uais(section: &Section<'_>, key: &'static str, seen: &mut BTreeSet<Uai>) -> Vec<Uai> {
    let uais = section.texts_as(key, |text| {
        Uai::parse(text).map_err(|refused| refused.to_string())
    });
    for uai in &uais {
        if !seen.insert(uai.clone()) {
            section.note(key, format!("l’établissement {uai} est indiqué deux fois"));
        }
    }
    uais
}
