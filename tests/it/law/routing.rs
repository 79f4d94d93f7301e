//! `routing.csv`: who handles an incident, how surely, and who is told, case by case.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use tocsin::domain::establishment::Establishment;
use tocsin::domain::routing::{Inform, RoutingRefused, decide, warning_sentence};

use super::examples::{all_touched, catalogue, college, in_force, listed, rows, school};

#[derive(Deserialize)]
struct Row {
    case: String,
    uai: String,
    kind: String,
    detected_at: DateTime<Utc>,
    components: String,
    departement_impact: String,
    convention: String,
    handler: String,
    certainty: String,
    alternative: String,
    associates: String,
    warnings: String,
    informed: String,
    clause: String,
}

impl Row {
    fn school(&self) -> Option<Establishment> {
        let (kind, status) = self.kind.rsplit_once(' ').unwrap_or_default();
        (!self.uai.is_empty()).then(|| school(&self.uai, kind, status == "public"))
    }
}

#[test]
fn every_case_is_decided_as_the_table_says() {
    let cases: Vec<Row> = rows("routing.csv");
    assert!(cases.len() >= 40, "{} cases", cases.len());
    for case in cases {
        let touched = all_touched(&case.components);
        let impact = case.departement_impact == "yes";
        let school = case.school();
        let decision = decide(catalogue(), school.as_ref(), &touched, impact, case.detected_at).unwrap();
        let alternative = decision.alternative.map_or("", |party| party.as_str());
        let found = [
            decision.convention.clone().unwrap_or_default(),
            decision.handler.to_string(),
            decision.certainty.to_string(),
            alternative.to_owned(),
            listed(&decision.associates),
            listed(&decision.warnings),
            decision.inform.iter().map(role).collect::<Vec<_>>().join(" "),
            decision.components[0].clause.clone(),
        ];
        let expected = [
            case.convention,
            case.handler,
            case.certainty,
            case.alternative,
            case.associates,
            case.warnings,
            case.informed,
            case.clause,
        ];
        assert_eq!(found, expected, "{}", case.case);
    }
}

fn role(inform: &Inform) -> String {
    format!("{}/{}", inform.party, inform.role)
}

#[test]
fn the_addresses_are_those_of_the_convention_and_of_the_school() {
    let touched = all_touched("toutatice-portail tablette");
    let decision = decide(catalogue(), Some(&college()), &touched, false, in_force()).unwrap();
    let addresses: Vec<&str> = decision
        .inform
        .iter()
        .map(|inform| inform.address.as_str())
        .collect();
    assert_eq!(
        addresses,
        [
            "rssi@ac-rennes.fr",
            "ce.0350003n@example.org",
            "dpo@ille-et-vilaine.fr"
        ]
    );
}

#[test]
fn every_fault_of_the_question_is_told_at_once_with_its_position() {
    let touched = all_touched("imprimante@bureau tablette serveur-horus tablette@pedagogique fax");
    let refused = decide(catalogue(), Some(&college()), &touched, false, in_force()).unwrap_err();
    assert_eq!(
        refused,
        [
            RoutingRefused::UnknownNetwork(0, "bureau".to_owned()),
            RoutingRefused::UnknownComponent(0, "imprimante".to_owned()),
            RoutingRefused::Twice(3, "tablette".to_owned()),
            RoutingRefused::UnknownComponent(4, "fax".to_owned()),
        ]
    );
}

#[test]
fn a_question_about_no_component_is_refused() {
    let refused = decide(catalogue(), Some(&college()), &[], false, in_force());
    assert_eq!(refused, Err(vec![RoutingRefused::NoComponent]));
}

#[test]
fn a_school_without_convention_is_asked_the_same_questions() {
    let lycee = school("0350710G", "Lycée", true);
    let refused = decide(catalogue(), Some(&lycee), &all_touched("fax"), false, in_force());
    assert_eq!(
        refused,
        Err(vec![RoutingRefused::UnknownComponent(0, "fax".to_owned())])
    );
}

#[test]
fn every_warning_has_its_own_sentence() {
    let codes = [
        "no_convention",
        "convention_not_in_force",
        "cite_scolaire",
        "autre",
    ];
    let mut sentences: Vec<&str> = codes.into_iter().map(warning_sentence).collect();
    sentences.sort_unstable();
    sentences.dedup();
    assert_eq!(sentences.len(), codes.len());
}
