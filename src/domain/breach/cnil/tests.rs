//! The sheet of the CNIL form, from nothing known to everything known.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;

use super::super::notice::{Notice, NoticeKind};
use super::super::record::tests::{any_record, record};
use super::super::record::{Listed, Record, lists::IncidentKind};
use super::super::risk::Risk;
use super::*;

/// What to type beside `label`, when the sheet asks.
fn typed(notice: &Notice<'_>, record: &Record, label: &str) -> Option<String> {
    let rows = sheet(notice, record).into_iter().flat_map(|section| section.rows);
    rows.into_iter()
        .find(|row| row.label.starts_with(label))
        .map(|row| row.value)
}

#[test]
fn nothing_known_is_to_be_completed_in_fourteen_sections() {
    let sheet = sheet(&Notice::initial(), &Record::default());
    let numbers: Vec<u8> = sheet.iter().map(|section| section.number).collect();
    assert_eq!(numbers, (1..=14).collect::<Vec<u8>>());
    let rows = sheet.iter().flat_map(|section| &section.rows);
    let known: Vec<&SheetRow> = rows.filter(|row| row.value != TO_COMPLETE).collect();
    assert_eq!(known.len(), 1, "{known:?}");
    assert_eq!(known[0].value, "Notification initiale");
}

#[test]
fn the_kind_of_notification_is_told_as_the_form_does() {
    let kind = |kind, complete| {
        typed(
            &Notice {
                kind,
                complete,
                ..Notice::initial()
            },
            &Record::default(),
            "Type de notification",
        )
        .unwrap()
    };
    assert_eq!(kind(NoticeKind::Initial, false), "Notification initiale");
    assert_eq!(kind(NoticeKind::Initial, true), "Notification complète");
    assert_eq!(kind(NoticeKind::FollowUp, false), "Notification complémentaire");
    assert_eq!(kind(NoticeKind::FollowUp, true), "Notification complémentaire");
    assert_eq!(kind(NoticeKind::Withdrawal, true), "Retrait d’une notification");
}

#[test]
fn a_breach_is_told_in_the_words_of_the_form() {
    let record = record(json!({
        "controller_identifier_kind": "company_id", "controller_identifier": "130025265",
        "reporter_function": "dpo", "reporter_name": "Déléguée d’exemple", "reporter_contact": "dpd@example.org",
        "other_parties_involved": "no",
        "occurrence": "period", "dates_estimated": true,
        "started_at": "2026-11-19T08:00:00+01:00", "ended_at": "2026-11-19T09:00:00+01:00",
        "nature": ["confidentiality"], "incident_kind": "data_destroyed", "cause": "to_be_determined",
        "data_categories": ["other", "health", "employment_health", "basic"], "data_description": "Notes.",
        "persons_categories": ["students", "minors"],
        "persons_count_kind": "approximate", "persons_count": 1200, "records_count_kind": "undeterminable",
        "confidentiality_consequences": ["misuse", "other"], "confidentiality_consequences_other": "Moqueries.",
        "impacts": ["identity_theft", "harm"], "severity": "severe",
        "communication": "no_high_risk",
        "criminal_complaint": "yes", "other_authorities_details": "Gendarmerie, dossier 12.",
        "cross_border": "no",
    }));
    let notice = Notice {
        risk: Some(Risk::Risk),
        risk_reasons: "Peu de données.",
        ..Notice::initial()
    };
    for (label, value) in [
        ("Numéro SIREN", "130025265"),
        ("Numéro de TVA", TO_COMPLETE),
        ("Délégué à la protection", "Déléguée d’exemple\ndpd@example.org"),
        ("Sous-traitants", "Aucun"),
        ("Période de la violation", "Oui (dates estimées)"),
        (
            "Date et heure de fin",
            "jeu.\u{a0}19\u{a0}novembre 2026 à\u{a0}09:00 (UTC+1)",
        ),
        ("Violation toujours en cours", "Non"),
        ("Origine", "Autre\u{a0}: Données supprimées ou détruites"),
        ("Cause", "Inconnu"),
        (
            "Nature des données",
            "État civil (nom, sexe, date de naissance, âge…)\u{a0}; La violation concerne d’autres données\nNotes.",
        ),
        ("Données sensibles", "Données de santé"),
        (
            "Nombre approximatif d’enregistrements",
            "Le nombre ne peut pas être déterminé",
        ),
        ("Nombre approximatif de personnes", "environ\u{a0}1\u{202f}200"),
        (
            "Préjudices",
            "Vol d’identité\u{a0}; Autre\u{a0}: Atteinte physique ou psychologique",
        ),
        ("Estimation", "Important ou Maximal, à choisir"),
        ("Information des personnes", "Non ils ne le seront pas"),
        (
            "Motifs de l’absence",
            "Risque pour les droits et libertés des personnes\nPeu de données.",
        ),
        ("La violation concerne-t-elle", "Non"),
        (
            "La violation a-t-elle été ou va-t-elle être notifiée à une autre autorité",
            "Non",
        ),
        (
            "La violation a-t-elle été ou va-t-elle être notifiée à un autre organisme",
            "Oui\u{a0}: Gendarmerie, dossier 12.",
        ),
    ] {
        assert_eq!(typed(&notice, &record, label).as_deref(), Some(value), "{label}");
    }
    let consequence = typed(
        &notice,
        &record,
        "Conséquences potentielles en cas de perte de confidentialité",
    )
    .unwrap();
    assert!(consequence.ends_with("; Autre\nMoqueries."), "{consequence}");
    assert_eq!(
        typed(
            &notice,
            &record,
            "Conséquences potentielles en cas de perte d’intégrité"
        ),
        None
    );
    assert_eq!(typed(&notice, &record, "Motifs du retard"), None);
}

#[test]
fn no_data_are_called_harmless_before_they_are_known() {
    let sensitive = |answers| typed(&Notice::initial(), &record(answers), "Données sensibles").unwrap();
    assert_eq!(sensitive(json!({})), TO_COMPLETE);
    assert_eq!(
        sensitive(json!({"data_categories": ["not_yet_known"]})),
        TO_COMPLETE
    );
    assert_eq!(sensitive(json!({"data_categories": ["basic"]})), "Aucune");
}

#[test]
fn a_high_risk_does_not_bear_out_that_nobody_is_told() {
    let record = record(json!({"communication": "no_high_risk"}));
    let notice = Notice {
        risk: Some(Risk::High),
        risk_reasons: "Santé.",
        ..Notice::initial()
    };
    assert_eq!(
        typed(&notice, &record, "Motifs de l’absence").as_deref(),
        Some(TO_COMPLETE)
    );
}

#[test]
fn every_origin_of_the_form_is_reached() {
    let origins: BTreeSet<&str> = IncidentKind::ALL
        .iter()
        .filter_map(|kind| vocabulary::origin(*kind))
        .collect();
    assert_eq!(origins.len(), 11);
    assert_eq!(IncidentKind::CHOICES.len(), 25);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_answer_is_blank_and_none_says_that_it_is_pending(record in any_record()) {
        for section in sheet(&Notice::initial(), &record) {
            for row in section.rows {
                prop_assert!(!row.value.trim().is_empty(), "{}", row.label);
                prop_assert!(!row.value.contains("En cours d’évaluation"), "{}", row.label);
            }
        }
    }
}
