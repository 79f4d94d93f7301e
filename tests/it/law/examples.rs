//! What the walkers of the tables share: the product's own conventions, a school, a table's rows.

use std::path::Path;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use tocsin::domain::convention::{Catalogue, Pack};
use tocsin::domain::establishment::Establishment;
use tocsin::domain::routing::Touched;
use tocsin::domain::uai::Uai;
use tocsin::packs;

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| packs::catalogue(None, Vec::new(), "ille-et-vilaine-2025").unwrap());

/// The conventions that ship with the product, served by an installation of Ille-et-Vilaine.
pub(super) fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}

/// The convention of Ille-et-Vilaine.
pub(super) fn ille_et_vilaine() -> &'static Pack {
    catalogue().get("ille-et-vilaine-2025").unwrap()
}

/// A public collège of Ille-et-Vilaine that the convention covers.
pub(super) fn college() -> Establishment {
    school("0350003N", "Collège", true)
}

/// A school, told by its code; the département is that of the code.
pub(super) fn school(uai: &str, kind: &str, public: bool) -> Establishment {
    Establishment {
        uai: Uai::parse(uai).unwrap(),
        name: format!("{kind} d’exemple"),
        kind: kind.to_owned(),
        public,
        town: "Rennes".to_owned(),
        postcode: "35000".to_owned(),
        departement_code: uai.chars().take(3).collect(),
        mailbox: format!("ce.{}@example.org", uai.to_lowercase()),
        open: true,
    }
}

/// A component, with its network after `@` when one is told.
pub(super) fn touched(text: &str) -> Touched {
    let (component, network) = match text.split_once('@') {
        Some((component, network)) => (component, Some(network.to_owned())),
        None => (text, None),
    };
    Touched {
        component: component.to_owned(),
        network,
    }
}

/// Several components, separated by spaces.
pub(super) fn all_touched(text: &str) -> Vec<Touched> {
    text.split_whitespace().map(touched).collect()
}

/// An instant of the life of the convention.
pub(super) fn in_force() -> DateTime<Utc> {
    "2025-11-03T08:00:00Z".parse().unwrap()
}

/// Every row of a table of `tests/law`.
pub(super) fn rows<T: DeserializeOwned>(table: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/law")
        .join(table);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// Values written one after the other, as the tables write them.
pub(super) fn listed<T: ToString>(values: &[T]) -> String {
    values
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}
