//! Weighing a breach: answers are kept, the verdict is a person's, the EDPB's examples stand beside.

use std::collections::BTreeMap;

use tocsin::domain::breach::Risk;
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::Role;
use tocsin::domain::severity::questionnaire;

use super::{breach, duty, form, officer, path, says, site, site_with_breach};
use crate::support::site::{Form, with};
use crate::support::world::World;

/// Every question answered by its first choice.
fn answers() -> Form {
    use tocsin::domain::severity::Answer as Expected;
    let mut fields = BTreeMap::new();
    for question in questionnaire() {
        match question.answer {
            Expected::Contexts(categories) => {
                fields.insert(format!("contexts-{}", categories[0].category), "0".to_owned());
            }
            Expected::OneOf(choices) | Expected::YesOrNo(choices) => {
                fields.insert(question.field.to_owned(), choices[0].value.clone());
            }
            Expected::Count => {
                fields.insert(question.field.to_owned(), "120".to_owned());
            }
        }
    }
    fields.into_iter().collect()
}

#[test]
fn answers_are_kept_and_the_verdict_is_a_persons() {
    for world in World::on_each_engine() {
        let site = site_with_breach(world);
        let dpd = officer(&site);
        let blank = dpd.get(&path("gravite"));
        says(&blank, &["La méthode éclaire, elle ne décide pas."]);
        assert!(!blank.body.contains("name=\"risk\" value=\"unlikely\" checked"));
        let kept = dpd.post(&path("gravite"), &with(&answers(), "action", &["reponses"]));
        assert_eq!(
            (kept.status, kept.location.as_str()),
            (303, "/violations/VIO-2026-0001/gravite?fait=appreciation")
        );
        let page = dpd.get(&kept.location);
        says(
            &page,
            &[
                "DPC × EI + CB",
                "Plus de 100 personnes concernées",
                "Votre appréciation est enregistrée.",
            ],
        );
        for verdict in ["unlikely", "risk", "high"] {
            let ticked = format!("name=\"risk\" value=\"{verdict}\" checked");
            assert!(!page.body.contains(&ticked), "no verdict is proposed by a tick");
        }
        assert_eq!(breach(&site).verdict, None);
        let verdict = with(
            &with(&answers(), "risk", &["high"]),
            "reasons",
            &["Données de mineurs."],
        );
        let given = dpd.post(&path("gravite"), &with(&verdict, "action", &["appreciation"]));
        assert_eq!(given.location, "/violations/VIO-2026-0001?fait=appreciation");
        assert_eq!(breach(&site).verdict.unwrap().risk, Risk::High);
        says(
            &dpd.get(&path("gravite")),
            &["Réponses et appréciations successives", "Données de mineurs."],
        );
        assert!(
            duty(&site, Kind::PersonsArt34).is_some(),
            "a high risk calls for telling the persons"
        );
    }
}

#[test]
fn every_fault_of_an_assessment_is_told_at_once_and_nothing_typed_is_lost() {
    let site = site();
    let typed = form(&[
        ("identification", "maximum"),
        ("persons", "beaucoup"),
        ("risk", "high"),
        ("reasons", ""),
    ]);
    let refused = officer(&site).post(&path("gravite"), &typed);
    assert_eq!(refused.status, 422);
    says(
        &refused,
        &[
            "Motivez votre appréciation du risque.",
            "value=\"beaucoup\"",
            "name=\"risk\" value=\"high\" checked",
        ],
    );
    says(
        &refused,
        &["Répondez à la question : Quelles données sont touchées ?"],
    );
    says(
        &refused,
        &[
            "name=\"identification\" value=\"maximum\" checked",
            "href=\"#contexts\"",
        ],
    );
    assert_eq!(breach(&site).verdict, None);
}

#[test]
fn no_difference_with_the_edpb_is_hidden() {
    let site = site();
    let page = site.visitor(Role::Dpo).get("/exercices/edpb");
    assert_eq!(page.body.matches("role=\"rowheader\"").count(), 18);
    for case in tocsin::domain::severity::cases() {
        if let Some(explanation) = case.explanation {
            says(&page, &[&explanation]);
        }
    }
}
