//! Pages about dossiers.

use askama::Template;
use tocsin::domain::incident::Problem;
use tocsin::web::pages::incidents::new::{ReportForm, ReportPage, SchoolPicker};
use tocsin::web::problems::Problems;

use super::Preview;
use super::data::{chooser, chooser_with_choices, duguesclin, rsn, rssi, school};

pub(super) fn previews() -> Vec<Preview> {
    vec![
        ("report-empty", report().render().unwrap()),
        ("report-faults", report_with_faults().render().unwrap()),
        ("report-rssi", report_of_the_rssi().render().unwrap()),
    ]
}

fn report() -> ReportPage {
    ReportPage {
        shell: rsn("Signaler un incident", "/dossiers/nouveau"),
        form: ReportForm {
            key: "0193".to_owned(),
            detected_date: "2026-11-22".to_owned(),
            detected_time: "09:42".to_owned(),
            ..ReportForm::default()
        },
        problems: Problems::none(),
        school: SchoolPicker {
            own: vec![duguesclin()],
            ..SchoolPicker::default()
        },
        chooser: chooser(),
        detected_twice: false,
        occurred_twice: false,
        asks_departement_impact: false,
        may_exercise: false,
    }
}

fn report_with_faults() -> ReportPage {
    let blank = report();
    ReportPage {
        form: ReportForm {
            title: "Courriel piégé ouvert au secrétariat".to_owned(),
            detected_date: "2026-10-25".to_owned(),
            detected_time: "02:30".to_owned(),
            occurred_date: "2026-10-26".to_owned(),
            measures_taken: "Poste débranché du réseau.".to_owned(),
            ..blank.form
        },
        problems: Problems::from(vec![
            Problem::new("description", "Décrivez ce qui s’est passé."),
            Problem::new("components", "Indiquez au moins un élément touché."),
            Problem::new("detected_at", "La date de détection est dans le futur."),
            Problem::new(
                "occurred_from",
                "Le début de l’incident ne peut pas suivre sa détection.",
            ),
            Problem::new(
                "personal_data",
                "Dites si des informations sur des personnes sont touchées.",
            ),
        ]),
        detected_twice: true,
        ..blank
    }
}

fn report_of_the_rssi() -> ReportPage {
    ReportPage {
        shell: rssi("Signaler un incident", "/dossiers/nouveau"),
        form: ReportForm {
            school_query: "bain".to_owned(),
            title: "Rançongiciel sur deux postes".to_owned(),
            description: "Des fichiers portent une extension inconnue depuis ce matin.".to_owned(),
            personal_data: "unknown".to_owned(),
            exercise: true,
            ..report().form
        },
        school: SchoolPicker {
            own: Vec::new(),
            may_search: true,
            chosen: None,
            found: Some(vec![
                duguesclin(),
                school("0351234X", "Collège Saint-Joseph", "Bain-de-Bretagne"),
            ]),
        },
        chooser: chooser_with_choices(),
        asks_departement_impact: true,
        may_exercise: true,
        ..report()
    }
}
