//! What is reported in the benches.

use tocsin::actions::report::{ReportRefused, Reported, report as reporting};
use tocsin::domain::convention::Catalogue;
use tocsin::domain::incident::{PersonalData, Report, TouchedComponent};
use tocsin::domain::routing::Touched;

use crate::house::{House, noon, school};

/// The first components of the pack, without overriding their networks.
pub(crate) fn touched(catalogue: &Catalogue, number: usize) -> Vec<Touched> {
    let components = catalogue.home().into_iter().flat_map(|pack| &pack.components);
    components
        .take(number)
        .map(|component| Touched {
            component: component.id.clone(),
            network: None,
        })
        .collect()
}

/// An ordinary report of two components.
pub(crate) fn report(catalogue: &Catalogue) -> Report {
    let components = touched(catalogue, 2).into_iter();
    Report {
        establishment_uai: Some(school()),
        title: "Écrans noirs en salle 12".to_owned(),
        description: "Depuis ce matin, trois postes affichent un message de rançon. ".repeat(8),
        components: components
            .map(|touched| TouchedComponent {
                touched,
                unavailable: true,
            })
            .collect(),
        detected_at: noon(),
        occurred_from: None,
        personal_data: PersonalData::Unknown,
        departement_impact_possible: true,
        measures_taken: "Les postes ont été débranchés du réseau.".to_owned(),
        external_refs: Vec::new(),
        exercise: false,
    }
}

/// A report of a workstation that the département handles.
pub(crate) fn of_the_departement(catalogue: &Catalogue) -> Report {
    let touched = Touched {
        component: "poste-pedagogique".to_owned(),
        network: None,
    };
    Report {
        components: vec![TouchedComponent {
            touched,
            unavailable: false,
        }],
        ..report(catalogue)
    }
}

/// Records a report by the house's own account.
#[allow(clippy::expect_used, reason = "an act that fails measures nothing")]
pub(crate) fn report_it(house: &House, wanted: Report) {
    let done: Result<Reported, ReportRefused> = house
        .store
        .write(|db| reporting(db, &house.instance, &house.rsn, wanted, None, noon()));
    done.expect("the report is taken");
}
