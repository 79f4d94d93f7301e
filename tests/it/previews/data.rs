//! Believable data: a collège, its people, one incident of each kind.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use tocsin::domain::instants::parse_rfc3339;
use tocsin::domain::people::{Account, Role};
use tocsin::web::pages::incidents::components::{Chooser, ComponentChoice, ComponentGroup};
use tocsin::web::shell::Shell;
use tocsin::web::view::{Choice, Moment, School};

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

fn component((id, label, examples): &(&str, &str, &str)) -> ComponentChoice {
    ComponentChoice {
        id: (*id).to_owned(),
        label: (*label).to_owned(),
        examples: (*examples).to_owned(),
        words: (*examples).to_owned(),
        ..ComponentChoice::default()
    }
}

fn group(section: &str, items: &[(&str, &str, &str)]) -> ComponentGroup {
    ComponentGroup {
        section: section.to_owned(),
        items: items.iter().map(component).collect(),
    }
}

fn network(value: &str, label: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        selected: false,
    }
}

/// What can be touched, nothing chosen.
pub(super) fn chooser() -> Chooser {
    let mut chooser = Chooser {
        unknown: Some(component(&(
            "inconnu",
            "Je ne sais pas",
            "le RSSI regardera avec vous",
        ))),
        groups: vec![
            group(
                "Espace numérique de travail",
                &[
                    (
                        "toutatice-portail",
                        "Portail d’accès aux services Toutatice",
                        "toutatice, ent, portail",
                    ),
                    (
                        "federation-identites",
                        "Fédération d’identités",
                        "identifiant, mot de passe, compte, connexion",
                    ),
                    (
                        "outils-collaboratifs",
                        "Outils collaboratifs (messagerie, agenda, Triskell…)",
                        "messagerie, mail, courriel, e-mail",
                    ),
                    (
                        "gestion-scolarite",
                        "Gestion de la scolarité (STS, Siècle, vie scolaire)",
                        "pronote, siècle, sts, vie scolaire",
                    ),
                ],
            ),
            group(
                "Réseau de l’établissement",
                &[
                    (
                        "adduction-internet",
                        "Adduction internet",
                        "internet, connexion, plus d’internet, coupure",
                    ),
                    ("bornes-wifi", "Bornes Wi-Fi", "wifi, borne, sans fil"),
                    (
                        "elements-actifs",
                        "Éléments actifs (pare-feu, commutateurs)",
                        "pare-feu, firewall, switch",
                    ),
                ],
            ),
            group(
                "Administration du collège",
                &[
                    (
                        "serveur-horus",
                        "Serveur administratif (Horus)",
                        "serveur, horus, comptabilité",
                    ),
                    (
                        "poste-administratif",
                        "Station de travail d’un personnel administratif",
                        "ordinateur, pc, poste, secrétariat",
                    ),
                    (
                        "impression-administratif",
                        "Imprimante ou copieur du réseau administratif",
                        "imprimante, photocopieur, scanner",
                    ),
                ],
            ),
            group(
                "Classe et pédagogie",
                &[
                    (
                        "poste-pedagogique",
                        "Station de travail pédagogique (fixe ou mobile)",
                        "ordinateur, salle informatique, ordinateur élève",
                    ),
                    ("tablette", "Tablette", "tablette, ipad, classe mobile"),
                ],
            ),
            group(
                "Autres services en ligne",
                &[(
                    "service-hors-cadre",
                    "Autre service numérique (hors cadre de confiance)",
                    "whatsapp, discord, canva, réseau social",
                )],
            ),
        ],
    };
    with(&mut chooser, "poste-administratif", |item| {
        item.networks = networks()
    });
    with(&mut chooser, "poste-pedagogique", |item| {
        item.networks = networks()
    });
    chooser
}

fn networks() -> Vec<Choice> {
    vec![
        network("administratif", "Réseau administratif"),
        network("pedagogique", "Réseau pédagogique"),
    ]
}

/// What can be touched, with a workstation and the messaging chosen.
pub(super) fn chooser_with_choices() -> Chooser {
    let mut chooser = chooser();
    with(&mut chooser, "poste-administratif", |item| {
        item.chosen = true;
        item.main = true;
        item.unavailable = true;
    });
    with(&mut chooser, "outils-collaboratifs", |item| item.chosen = true);
    chooser
}

fn with(chooser: &mut Chooser, id: &str, change: impl FnOnce(&mut ComponentChoice)) {
    let mut items = chooser.groups.iter_mut().flat_map(|group| group.items.iter_mut());
    change(items.find(|item| item.id == id).unwrap());
}
