//! Pages about dossiers.

use askama::Template;
use tocsin::domain::breach;
use tocsin::domain::convention::Certainty;
use tocsin::domain::incident::{PersonalData, Problem, Status};
use tocsin::domain::letter::{LetterKind, MailState};
use tocsin::domain::obligations::State;
use tocsin::domain::people::Party;
use tocsin::web::deadline::Deadline;
use tocsin::web::pages::incidents::availability::Availability;
use tocsin::web::pages::incidents::breach::{Breach, Known, Question};
use tocsin::web::pages::incidents::new::{ReportForm, ReportPage, SchoolPicker};
use tocsin::web::pages::incidents::reported::{Recipient, ReportedPage, next_steps};
use tocsin::web::pages::incidents::show::{Act, IncidentPage, Letter};
use tocsin::web::problems::Problems;
use tocsin::web::shell::Shell;
use tocsin::web::view::Fact;

use super::Preview;
use super::breaches::line;
use super::data::{at, chooser, chooser_with_choices, duguesclin, moment, rsn, rssi, school};
use super::data_attachments::{attachments, without_file};
use super::data_availability::{availability, wrong_availability};
use super::data_decision::{contested, explicit};
use super::data_duties::{NOW, duties};
use super::following::follow;

pub(super) fn previews() -> Vec<Preview> {
    vec![
        ("report-empty", report().render().unwrap()),
        ("report-faults", report_with_faults().render().unwrap()),
        ("report-rssi", report_of_the_rssi().render().unwrap()),
        ("reported", reported().render().unwrap()),
        ("reported-untold", reported_without_addresses().render().unwrap()),
        ("incident", incident().render().unwrap()),
        ("incident-alarm", incident_with_alarm().render().unwrap()),
        (
            "incident-availability",
            incident_without_service().render().unwrap(),
        ),
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

fn recipient(role: &str, address: &str, state: Option<MailState>) -> Recipient {
    Recipient {
        role: role.to_owned(),
        address: address.to_owned(),
        state,
    }
}

fn reported() -> ReportedPage {
    ReportedPage {
        shell: rsn("Signalement enregistré", "/dossiers/SSI-2026-0042/signale"),
        reference: "SSI-2026-0042".to_owned(),
        title: "Serveur Horus chiffré ce matin".to_owned(),
        reported: moment("2026-11-22T09:44:00+01:00"),
        decision: contested(),
        told: vec![
            recipient("RSSI de l’académie", "rssi@ac-rennes.fr", Some(MailState::Sent)),
            recipient(
                "Chef d’établissement",
                "ce.0350003n@ac-rennes.fr",
                Some(MailState::Queued),
            ),
        ],
        line: Some(line()),
        next: next_steps(Party::Departement, Certainty::Contested, PersonalData::Yes),
        path: "/dossiers/SSI-2026-0042".to_owned(),
    }
}

fn reported_without_addresses() -> ReportedPage {
    ReportedPage {
        shell: Shell {
            exercise: true,
            mail_stays: true,
            ..rsn("Signalement enregistré", "/dossiers/SSI-2026-0043/signale")
        },
        decision: explicit(),
        told: vec![
            recipient(
                "RSSI de l’académie",
                "rssi@ac-rennes.fr",
                Some(MailState::Refused),
            ),
            recipient("Chef d’établissement", "", None),
        ],
        line: None,
        next: next_steps(Party::Academie, Certainty::Explicit, PersonalData::Unknown),
        ..reported()
    }
}

fn letter(to: &str, address: &str, state: MailState, answer: &str) -> Letter {
    Letter {
        kind: LetterKind::IncidentReported,
        to: to.to_owned(),
        address: address.to_owned(),
        state,
        since: moment("2026-11-22T09:45:00+01:00"),
        answer: answer.to_owned(),
    }
}

fn act(actor: &str, what: &str) -> Act {
    Act {
        at: moment("2026-11-22T09:44:00+01:00"),
        actor: actor.to_owned(),
        what: what.to_owned(),
    }
}

pub(super) fn incident() -> IncidentPage {
    IncidentPage {
        shell: rssi("Serveur Horus chiffré ce matin", "/dossiers/SSI-2026-0042"),
        reference: "SSI-2026-0042".to_owned(),
        status: Status::Qualified,
        title: "Serveur Horus chiffré ce matin".to_owned(),
        school: Some(duguesclin()),
        severity: Some(3),
        reported: moment("2026-11-22T09:44:00+01:00"),
        detected: moment("2026-11-22T08:30:00+01:00"),
        occurred: Some(moment("2026-11-21T23:10:00+01:00")),
        personal_data: PersonalData::Yes,
        description: "Au démarrage, la gestionnaire a vu tous les dossiers partagés renommés.\n\nUn fichier texte demande une rançon.".to_owned(),
        measures_taken: "Câble réseau débranché à 8 h 40.".to_owned(),
        facts: vec![Fact::new("Ticket", "AMIGO-118204")],
        decision: contested(),
        duties: duties(),
        letters: vec![
            letter("RSSI de l’académie", "rssi@ac-rennes.fr", MailState::Acknowledged, ""),
            letter("Chef d’établissement", "ce.0350003n@ac-rennes.fr", MailState::Queued, "451 4.7.1 Greylisted"),
        ],
        alarms: Vec::new(),
        attachments: attachments(),
        availability: availability(),
        breach: Breach {
            known: Some(Known {
                reference: "VIO-2026-0007".to_owned(),
                path: "/violations/VIO-2026-0007".to_owned(),
                status: breach::Status::Suspected,
                line: line(),
            }),
            ..Breach::default()
        },
        life: super::life::now(),
        holding: super::colleagues::holding(),
        journal: vec![
            act("Yann Kerbrat", "Dossier lu"),
            act("Tocsin", "Courriel accepté par le serveur du RSSI"),
            act("Maëlle Le Goff", "Incident signalé"),
        ],
        follow: follow(),
        as_of: moment(NOW),
    }
}

/// Nobody said whether personal data are touched, and « no » was answered without a reason.
fn unanswered() -> Breach {
    let due = at("2026-11-23T09:44:00+01:00");
    Breach {
        question: Some(Question {
            deadline: Deadline::of(State::Pending, Some(due), None, at(NOW)),
        }),
        action: "/dossiers/SSI-2026-0042/donnees-personnelles".to_owned(),
        problems: Problems::from(vec![Problem::new(
            "reason",
            "Dites pourquoi aucune donnée personnelle n’est touchée.",
        )]),
        ..Breach::default()
    }
}

fn incident_with_alarm() -> IncidentPage {
    IncidentPage {
        shell: Shell {
            exercise: true,
            flash: Some("Votre commentaire est ajouté.".to_owned()),
            ..incident().shell
        },
        status: Status::Reported,
        school: None,
        severity: None,
        occurred: None,
        measures_taken: String::new(),
        facts: Vec::new(),
        decision: explicit(),
        duties: Vec::new(),
        attachments: without_file(),
        availability: Availability::default(),
        breach: unanswered(),
        letters: vec![letter("", "vieux@ac-rennes.fr", MailState::Refused, "550 5.1.1 User unknown")],
        alarms: vec!["Le serveur refuse l’adresse du chef d’établissement\u{a0}: téléphonez-lui, puis corrigez l’adresse.".to_owned()],
        ..incident()
    }
}

fn incident_without_service() -> IncidentPage {
    IncidentPage {
        availability: wrong_availability(),
        breach: Breach::default(),
        ..incident()
    }
}
