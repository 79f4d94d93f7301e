//! Believable data: a collège, its people, one incident of each kind.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use tocsin::domain::convention::Pack;
use tocsin::domain::instants::parse_rfc3339;
use tocsin::domain::people::{Account, Role};
use tocsin::packs::{builtin, read};
use tocsin::web::pages::incidents::components::{Chooser, Chosen};
use tocsin::web::shell::Shell;
use tocsin::web::view::{Moment, School};

/// A token such as the session gives.
pub(super) const CSRF: &str = "b0a3c1d2e4f5";

pub(super) fn at(text: &str) -> DateTime<Utc> {
    parse_rfc3339(text).unwrap()
}

pub(super) fn moment(text: &str) -> Moment {
    Moment::of(at(text))
}

pub(super) fn account(name: &str, role: Role) -> Account {
    Account {
        id: String::new(),
        email: String::new(),
        name: name.to_owned(),
        roles: BTreeSet::from([role]),
        schools: BTreeSet::new(),
        convention: None,
        may_export: false,
    }
}

/// The frame as the référent of a collège sees it.
pub(super) fn rsn(title: &str, path: &str) -> Shell {
    Shell::for_account(title, path, &account("Maëlle Le Goff", Role::Rsn), CSRF)
}

/// The frame as the RSSI sees it.
pub(super) fn rssi(title: &str, path: &str) -> Shell {
    Shell::for_account(title, path, &account("Yann Kerbrat", Role::Rssi), CSRF)
}

pub(super) fn school(uai: &str, name: &str, town: &str) -> School {
    School {
        uai: uai.to_owned(),
        name: name.to_owned(),
        town: town.to_owned(),
    }
}

pub(super) fn duguesclin() -> School {
    school("0350003N", "Collège Bertrand du Guesclin", "Bain-de-Bretagne")
}

/// The pack of Ille-et-Vilaine, as it ships.
pub(super) fn pack() -> Pack {
    let (name, text) = builtin()
        .iter()
        .find(|(name, _)| name.contains("ille-et-vilaine"))
        .unwrap();
    read(text, name).unwrap()
}

/// What can be touched, nothing chosen.
pub(super) fn chooser() -> Chooser {
    Chooser::of(&pack(), &Chosen::default())
}

/// What can be touched, with a workstation and the messaging chosen.
pub(super) fn chooser_with_choices() -> Chooser {
    let id = |text: &str| text.to_owned();
    let chosen = Chosen {
        components: vec![id("outils-collaboratifs"), id("poste-administratif")],
        main: id("poste-administratif"),
        networks: BTreeMap::from([(id("poste-administratif"), id("pedagogique"))]),
        unavailable: BTreeSet::from([id("poste-administratif")]),
    };
    Chooser::of(&pack(), &chosen)
}
