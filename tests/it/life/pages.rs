//! The pages of the life of a dossier, as people use them.

use tocsin::domain::incident::PersonalData;
use tocsin::domain::people::Role;

use super::{contested, of_the_departement};
use crate::support::site::{Answer, Form, Site};
use crate::support::world::World;

const DOSSIER: &str = "/dossiers/SSI-2026-0001";

pub(super) fn form(fields: &[(&str, &str)]) -> Form {
    let owned = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

pub(super) fn says(answer: &Answer, words: &[&str]) {
    let body = plain(&answer.body);
    for word in words {
        assert!(body.contains(&plain(word)), "{word:?} is missing in:\n{body}");
    }
}

fn confirmed(version: &str) -> Form {
    form(&[
        ("version", version),
        ("category", "fraud/phishing"),
        ("severity", "2"),
        ("tlp", "amber"),
        ("handler", "academie"),
    ])
}

fn at(page: &str) -> String {
    format!("{DOSSIER}/{page}")
}

#[test]
fn contested_reports_wait_apart_and_first_for_the_rssi() {
    for world in World::on_each_engine() {
        contested(&world, PersonalData::No);
        world.reported(Role::Rsn, world.a_report());
        let site = Site::of(world);
        let page = site.visitor(Role::Rssi).get("/a-qualifier");
        let apart = page.body.find("À trancher").unwrap();
        let first = page.body.find("SSI-2026-0001").unwrap();
        let others = page.body.find("Les autres signalements").unwrap();
        let second = page.body.find("SSI-2026-0002").unwrap();
        assert!(
            apart < first && first < others && others < second,
            "{}",
            page.body
        );
        assert_eq!(site.visitor(Role::Dpd).get("/a-qualifier").status, 403);
    }
}

#[test]
fn the_dossier_tells_each_person_what_they_can_do_now() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        let site = Site::of(world);
        says(
            &site.visitor(Role::Rssi).get(DOSSIER),
            &["Qualifier cet incident"],
        );
        says(
            &site.visitor(Role::Rsn).get(DOSSIER),
            &["va qualifier ce signalement", "Rien n’est attendu de vous"],
        );
        let done = site
            .visitor(Role::Rssi)
            .post(&at("qualification"), &confirmed("1"));
        assert_eq!(
            (done.status, done.location.as_str()),
            (303, "/dossiers/SSI-2026-0001?fait=qualifie")
        );
        says(
            &site.visitor(Role::AgentAcademie).get(DOSSIER),
            &["Commencer le traitement", "Hameçonnage", "Gravité modérée"],
        );
    }
}

#[test]
fn a_form_in_error_keeps_what_was_typed_and_says_all() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        let site = Site::of(world);
        let rssi = site.visitor(Role::Rssi);
        let page = rssi.post(
            &at("qualification"),
            &form(&[("version", "1"), ("handler", "departement")]),
        );
        assert_eq!(page.status, 422);
        says(
            &page,
            &[
                "3 points sont à corriger",
                "Choisissez ce qui s’est passé.",
                "Choisissez la gravité",
            ],
        );
        let rejection = form(&[
            ("version", "1"),
            ("verdict", "ecarter"),
            ("rejection_reason", "Je ne sais plus."),
        ]);
        let page = rssi.post(&at("qualification"), &rejection);
        assert_eq!(page.status, 422);
        says(
            &page,
            &[
                "Choisissez pourquoi ce signalement est écarté.",
                "Je ne sais plus.",
            ],
        );
    }
}

#[test]
fn two_people_on_the_same_version_lose_nothing() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        let site = Site::of(world);
        let rssi = site.visitor(Role::Rssi);
        assert_eq!(rssi.post(&at("qualification"), &confirmed("1")).status, 303);
        let mut second = confirmed("1");
        second.push(("reason".to_owned(), "Je l’avais écrit.".to_owned()));
        let page = rssi.post(&at("qualification"), &second);
        assert_eq!(page.status, 409);
        says(
            &page,
            &[
                "Quelqu’un a modifié le dossier",
                "Incident qualifié, par Personne rssi",
                "Je l’avais écrit.",
            ],
        );
        says(&page, &["name=\"version\" value=\"2\""]);
    }
}

#[test]
fn a_refused_closing_lists_what_stands_in_the_way_and_where_to_go() {
    for world in World::on_each_engine() {
        of_the_departement(&world);
        let site = Site::of(world);
        let mut verdict = confirmed("1");
        verdict.retain(|(name, _)| name != "handler");
        assert_eq!(
            site.visitor(Role::Rssi)
                .post(&at("qualification"), &verdict)
                .status,
            303
        );
        let dpo = site.visitor(Role::Dpo);
        says(&dpo.get(&at("avancement")), &["Commencer le traitement"]);
        for (version, to) in [("2", "in_progress"), ("3", "resolved")] {
            let moved = dpo.post(&at("avancement"), &form(&[("version", version), ("to", to)]));
            assert_eq!(moved.status, 303, "{}", moved.body);
        }
        let page = dpo.post(&at("avancement"), &form(&[("version", "4"), ("to", "closed")]));
        assert_eq!(page.status, 409);
        says(
            &page,
            &[
                "Rendre compte au RSSI des suites données",
                "n’y nommez personne",
                "Rouvrir le dossier",
            ],
        );
        says(
            &site.visitor(Role::Rsn).get(&at("avancement")),
            &["revient aux services du département, qui le traitent"],
        );
    }
}

#[test]
fn the_other_authority_answers_on_its_page() {
    for world in World::on_each_engine() {
        contested(&world, PersonalData::No);
        let site = Site::of(world);
        let mut verdict = confirmed("1");
        verdict.retain(|(name, _)| name != "handler");
        verdict.push(("handler".to_owned(), "departement".to_owned()));
        verdict.push(("reason".to_owned(), "Son matériel.".to_owned()));
        assert_eq!(
            site.visitor(Role::Rssi)
                .post(&at("qualification"), &verdict)
                .status,
            303
        );
        let dpo = site.visitor(Role::Dpo);
        says(&dpo.get(DOSSIER), &["Répondre à la proposition de reprise"]);
        says(
            &dpo.get(&at("attribution")),
            &["Reprendre ce dossier", "Son matériel."],
        );
        let silent = form(&[("version", "2"), ("number", "1"), ("deed", "refuser")]);
        let page = dpo.post(&at("attribution"), &silent);
        assert_eq!(page.status, 422);
        says(&page, &["Dites pourquoi."]);
        let taken = dpo.post(
            &at("attribution"),
            &form(&[("version", "2"), ("number", "1"), ("deed", "accepter")]),
        );
        assert_eq!(taken.status, 303, "{}", taken.body);
        let page = site.visitor(Role::Rssi).get(&at("attribution"));
        says(
            &page,
            &[
                "Département d’Ille-et-Vilaine",
                "Au signalement, selon la convention",
                "Acceptée",
            ],
        );
    }
}
