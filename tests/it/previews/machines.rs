//! The administrator's pages of machines.

use askama::Template;
use tocsin::domain::incident::Problem;
use tocsin::domain::people::Role;
use tocsin::web::pages::machines::index::{Row, TokenForm, TokensPage, Told};
use tocsin::web::pages::references::show::{Borne, ReferenceForm, ReferencesPage};
use tocsin::web::pages::webhooks::index::{Line, Row as SubscriberRow, WebhookForm, WebhooksPage};
use tocsin::web::problems::Problems;
use tocsin::web::shell::Shell;
use tocsin::web::view::Choice;

use super::Preview;
use super::data::{CSRF, account, moment, rssi};

pub(super) fn previews() -> Vec<Preview> {
    vec![
        ("tokens", tokens().render().unwrap()),
        ("tokens-empty", tokens_empty().render().unwrap()),
        ("tokens-given", tokens_given().render().unwrap()),
        ("tokens-faults", tokens_faults().render().unwrap()),
        ("references", references().render().unwrap()),
        ("references-empty", references_empty().render().unwrap()),
        ("references-faults", references_faults().render().unwrap()),
        ("webhooks", webhooks().render().unwrap()),
        ("webhooks-empty", webhooks_empty().render().unwrap()),
        ("webhooks-registered", webhooks_registered().render().unwrap()),
        ("webhooks-faults", webhooks_faults().render().unwrap()),
    ]
}

/// The frame as the administrator sees it.
fn admin(title: &str, path: &str) -> Shell {
    Shell::for_account(title, path, &account("Soizic Morvan", Role::Admin), CSRF)
}

fn choice(value: &str, label: &str, selected: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        selected,
    }
}

fn tokens_empty() -> TokensPage {
    TokensPage {
        shell: admin("Jetons d’accès", "/jetons"),
        given: None,
        rows: Vec::new(),
        form: TokenForm::default(),
        scopes: vec![
            choice("report", "Signaler des incidents", false),
            choice(
                "read:obligations",
                "Lire les obligations et leurs échéances",
                false,
            ),
        ],
        conventions: vec![
            choice(
                "ille-et-vilaine-2025",
                "Convention d’Ille-et-Vilaine 2025-2026",
                true,
            ),
            choice("modele-national-2025", "Convention modèle nationale", false),
        ],
        problems: Problems::none(),
    }
}

fn tokens() -> TokensPage {
    let row = |name: &str, begins: &str, standing, is_open: bool| Row {
        id: format!("0197a7c0-{begins}"),
        name: name.to_owned(),
        begins: format!("tocsin_{begins}…"),
        scopes: vec!["Signaler des incidents"],
        reach: "convention ille-et-vilaine-2025".to_owned(),
        expires: moment("2027-07-01T00:00:00+02:00"),
        last_used: is_open.then(|| moment("2026-11-22T09:41:00+01:00")),
        standing,
        is_open,
    };
    let mut narrow = row("Sonde du collège Duguesclin", "9f01ab33", "En cours", true);
    "0350003N".clone_into(&mut narrow.reach);
    TokensPage {
        rows: vec![
            row("Zabbix du Département", "3fa9c1d2", "En cours", true),
            narrow,
            row("Ancien Nagios", "00b7e2c4", "Révoqué", false),
        ],
        ..tokens_empty()
    }
}

fn tokens_given() -> TokensPage {
    TokensPage {
        given: Some(Told {
            name: "Zabbix du Département".to_owned(),
            secret: format!("tocsin_3fa9c1d2_{}", "0a1b2c3d".repeat(8)),
        }),
        ..tokens()
    }
}

fn tokens_faults() -> TokensPage {
    let faults = [
        (
            "name",
            "Un jeton en cours porte déjà ce nom\u{a0}: révoquez-le, ou choisissez un autre nom.",
        ),
        ("scopes", "Indiquez au moins un usage."),
        (
            "schools",
            "L’établissement 0359999Z n’est pas dans l’annuaire importé.",
        ),
        (
            "last_day",
            "Choisissez un dernier jour entre aujourd’hui et dans 730 jours.",
        ),
    ];
    let faults = faults.map(|(field, message)| Problem::new(field, message));
    TokensPage {
        form: TokenForm {
            name: "Zabbix du Département".to_owned(),
            schools: "0359999Z".to_owned(),
            last_day: "2031-01-01".to_owned(),
            ..TokenForm::default()
        },
        problems: Problems::from(faults.to_vec()),
        ..tokens()
    }
}

fn webhooks_empty() -> WebhooksPage {
    WebhooksPage {
        shell: admin("Événements sortants", "/evenements"),
        registered: None,
        failed: 0,
        rows: Vec::new(),
        deliveries: Vec::new(),
        form: WebhookForm::default(),
        parties: vec![
            choice("academie", "Académie", false),
            choice("departement", "Département", false),
        ],
        events: vec![
            choice("incident.reported", "Incident signalé", false),
            choice("incident.closed", "Dossier clos", false),
        ],
        problems: Problems::none(),
    }
}

fn webhooks() -> WebhooksPage {
    let line = |event: &str, state, attempts, answer: &str| Line {
        event: event.to_owned(),
        subscriber: "Tableau de bord du Département".to_owned(),
        state,
        attempts,
        queued: moment("2026-11-22T09:41:00+01:00"),
        next: (state == "En attente").then(|| moment("2026-11-22T09:45:00+01:00")),
        answer: answer.to_owned(),
    };
    WebhooksPage {
        failed: 2,
        rows: vec![SubscriberRow {
            id: "0197a7c0-0000-7000-8000-000000000000".to_owned(),
            name: "Tableau de bord du Département".to_owned(),
            url: "https://supervision.ille-et-vilaine.example/entrees/tocsin/evenements?source=production"
                .to_owned(),
            party: "Département",
            events: vec!["Incident signalé", "Incident qualifié", "Dossier clos"],
        }],
        deliveries: vec![
            line("Incident signalé", "En attente", 3, "HTTP 503"),
            line("Dossier clos", "Remis", 1, "HTTP 204"),
            line("Incident qualifié", "Abandonné", 79, "La machine ne répond pas."),
        ],
        ..webhooks_empty()
    }
}

fn webhooks_registered() -> WebhooksPage {
    let secret = format!("tocsin_hook_{}", "0a1b2c3d".repeat(8));
    WebhooksPage {
        registered: Some(("Tableau de bord du Département".to_owned(), secret)),
        failed: 0,
        ..webhooks()
    }
}

fn webhooks_faults() -> WebhooksPage {
    let faults = [
        ("name", "Un abonné porte déjà ce nom."),
        (
            "url",
            "Seul https est admis. Une machine interne en http doit d’abord être nommée dans TOCSIN_WEBHOOK_HOSTS.",
        ),
        ("events", "Indiquez au moins un événement."),
    ];
    let faults = faults.map(|(field, message)| Problem::new(field, message));
    WebhooksPage {
        form: WebhookForm {
            name: "Tableau de bord".to_owned(),
            url: "http://10.0.0.12:8080/".to_owned(),
            party: "departement".to_owned(),
            events: Vec::new(),
        },
        problems: Problems::from(faults.to_vec()),
        ..webhooks_empty()
    }
}

fn references_empty() -> ReferencesPage {
    ReferencesPage {
        shell: rssi(
            "Références ailleurs – SSI-2026-0042",
            "/dossiers/SSI-2026-0042/references",
        ),
        reference: "SSI-2026-0042".to_owned(),
        borne: Vec::new(),
        may_change: false,
        form: ReferenceForm::default(),
        problems: Problems::none(),
    }
}

fn references() -> ReferencesPage {
    let borne = [
        "Amigo I2611_0042 https://amigo.ac-rennes.example/ticket/I2611_0042",
        "Plainte 2026/001234",
    ];
    ReferencesPage {
        borne: borne.map(|text| Borne::of(text.to_owned())).to_vec(),
        may_change: true,
        ..references_empty()
    }
}

fn references_faults() -> ReferencesPage {
    let faults = [
        ("system", "Indiquez l’outil, par exemple Amigo."),
        (
            "link",
            "Le lien doit commencer par https:// et ne contenir aucune espace.",
        ),
    ];
    let faults = faults.map(|(field, message)| Problem::new(field, message));
    ReferencesPage {
        form: ReferenceForm {
            number: "I2611_0042".to_owned(),
            link: "http://amigo.example".to_owned(),
            ..ReferenceForm::default()
        },
        problems: Problems::from(faults.to_vec()),
        ..references()
    }
}
