//! Every page that is not about one dossier.

use askama::Template;
use tocsin::domain::incident::Problem;
use tocsin::domain::letter::{LetterKind, MailState};
use tocsin::domain::people::Role;
use tocsin::web::pages::accessibility::show::AccessibilityPage;
use tocsin::web::pages::account::{
    second_factor::SecondFactorState,
    show::{AccountPage, LetterChoice},
};
use tocsin::web::pages::acknowledgements::{done::AcknowledgedPage, new::AcknowledgePage};
use tocsin::web::pages::api_docs::show::{ApiDocsPage, RouteGroup, RouteLine};
use tocsin::web::pages::decisions::new::{WhatIfForm, WhatIfPage};
use tocsin::web::pages::deliveries::index::{DeliveriesPage, Row};
use tocsin::web::pages::errors::show::ErrorPage;
use tocsin::web::pages::establishments::suggestions::SchoolSuggestions;
use tocsin::web::pages::incidents::new::SchoolPicker;
use tocsin::web::pages::password::set::SetPasswordPage;
use tocsin::web::pages::session::new::{REFUSED, SignInPage};
use tocsin::web::problems::Problems;
use tocsin::web::shell::Shell;
use tocsin::web::view::Slices;

use super::Preview;
use super::data::{CSRF, account, chooser, chooser_with_choices, duguesclin, moment, rsn};
use super::data_decision::contested;

pub(super) fn previews() -> Vec<Preview> {
    let mut pages = vec![
        ("sign-in", sign_in("", "").render().unwrap()),
        (
            "sign-in-refused",
            sign_in("m.legoff@ac-rennes.fr", REFUSED).render().unwrap(),
        ),
        ("password", password(Vec::new()).render().unwrap()),
        ("password-faults", password(password_faults()).render().unwrap()),
        ("what-if-empty", what_if().render().unwrap()),
        ("what-if-answer", what_if_answered().render().unwrap()),
        ("what-if-faults", what_if_faults().render().unwrap()),
        ("deliveries-empty", deliveries(Vec::new()).render().unwrap()),
        ("deliveries", deliveries(letters()).render().unwrap()),
        ("account", own_account().render().unwrap()),
        ("account-key-fault", account_with_key().render().unwrap()),
        ("account-second-factor", protected_account().render().unwrap()),
        ("acknowledge", acknowledge().render().unwrap()),
        ("acknowledged", acknowledged().render().unwrap()),
        ("accessibility", accessibility().render().unwrap()),
        ("api-docs", api_docs().render().unwrap()),
    ];
    pages.extend(
        ERRORS
            .iter()
            .map(|(name, status)| (*name, error(*status).render().unwrap())),
    );
    pages
}

const ERRORS: &[(&str, u16)] = &[
    ("error-401", 401),
    ("error-403", 403),
    ("error-404", 404),
    ("error-405", 405),
    ("error-413", 413),
    ("error-422", 422),
    ("error-429", 429),
    ("error-500", 500),
    ("error-503", 503),
];

#[test]
fn suggestions_are_a_fragment_that_a_script_can_insert() {
    let none = SchoolSuggestions { schools: Vec::new() }.render().unwrap();
    assert!(none.contains("Aucun établissement ne correspond"));
    let one = SchoolSuggestions {
        schools: vec![duguesclin()],
    };
    let one = one.render().unwrap();
    assert!(one.contains("value=\"0350003N\"") && !one.contains("<html"));
}

fn stranger(title: &str, path: &str) -> Shell {
    Shell {
        csrf: CSRF.to_owned(),
        ..Shell::for_stranger(title, path)
    }
}

fn administrator(title: &str, path: &str) -> Shell {
    Shell {
        mail_stays: true,
        ..Shell::for_account(title, path, &account("Solenn Hamon", Role::Admin), CSRF)
    }
}

fn sign_in(email: &str, refusal: &'static str) -> SignInPage {
    SignInPage {
        shell: stranger("Se connecter", "/connexion"),
        email: email.to_owned(),
        refusal,
        next: "/dossiers".to_owned(),
    }
}

fn password(problems: Vec<Problem>) -> SetPasswordPage {
    SetPasswordPage {
        shell: stranger("Choisir votre mot de passe", "/mot-de-passe"),
        action: "/mot-de-passe/jeton".to_owned(),
        email: "m.legoff@ac-rennes.fr".to_owned(),
        problems: Problems::from(problems),
    }
}

fn password_faults() -> Vec<Problem> {
    vec![
        Problem::new(
            "password",
            "Choisissez au moins 12 caractères\u{a0}: une phrase convient très bien.",
        ),
        Problem::new("again", "Les deux saisies diffèrent\u{a0}: recommencez."),
    ]
}

fn what_if() -> WhatIfPage {
    WhatIfPage {
        shell: rsn("Qui traite\u{202f}?", "/qui-traite"),
        form: WhatIfForm::default(),
        problems: Problems::none(),
        school: SchoolPicker {
            own: vec![duguesclin()],
            ..SchoolPicker::default()
        },
        chooser: chooser(),
        answer: None,
    }
}

fn what_if_answered() -> WhatIfPage {
    WhatIfPage {
        chooser: chooser_with_choices(),
        answer: Some(contested()),
        ..what_if()
    }
}

fn what_if_faults() -> WhatIfPage {
    let blank = what_if();
    WhatIfPage {
        form: WhatIfForm {
            school_query: "zzz".to_owned(),
            ..WhatIfForm::default()
        },
        school: SchoolPicker {
            may_search: true,
            found: Some(Vec::new()),
            ..SchoolPicker::default()
        },
        problems: Problems::from(vec![
            Problem::new("establishment_uai", "Choisissez l’établissement."),
            Problem::new("components", "Indiquez au moins un élément touché."),
        ]),
        ..blank
    }
}

fn deliveries(rows: Vec<Row>) -> DeliveriesPage {
    let waits = !rows.is_empty();
    DeliveriesPage {
        shell: administrator("Acheminement", "/acheminement"),
        counts: MailState::ALL
            .iter()
            .map(|state| (*state, i64::from(waits)))
            .collect(),
        alarms: i64::from(waits),
        failed_events: i64::from(waits),
        oldest_waiting: waits.then(|| moment("2026-11-22T08:12:00+01:00")),
        transport: "dossier de la machine\u{a0}: aucun courriel ne part",
        rows,
        slices: Slices::default(),
    }
}

fn letters() -> Vec<Row> {
    let letter = |state: MailState, answer: &str| Row {
        kind: LetterKind::IncidentReported,
        to: "RSSI de l’académie".to_owned(),
        address: "rssi@ac-rennes.fr".to_owned(),
        state,
        attempts: 3,
        queued: moment("2026-11-22T08:12:00+01:00"),
        next: (state == MailState::Queued).then(|| moment("2026-11-22T08:40:00+01:00")),
        answer: answer.to_owned(),
    };
    vec![
        letter(MailState::Refused, "550 5.1.1 User unknown"),
        letter(MailState::Failed, "connexion impossible"),
        letter(MailState::Queued, "451 4.7.1 Greylisted, try again later"),
        letter(MailState::Sent, "250 2.0.0 Ok: queued as 4F2A91"),
        letter(MailState::Acknowledged, "250 2.0.0 Ok: queued as 4F2A92"),
    ]
}

fn own_account() -> AccountPage {
    AccountPage {
        shell: rsn("Mon compte", "/compte"),
        name: "Maëlle Le Goff".to_owned(),
        email: "m.legoff@ac-rennes.fr".to_owned(),
        roles: vec!["Référent sécurité numérique", "Observateur"],
        schools: vec![duguesclin()],
        convention: String::new(),
        may: vec!["signaler un incident", "lire les dossiers qui vous concernent"],
        calendar: Some(
            "https://tocsin.exemple.fr/api/v1/calendar/eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJ0b2NzaW4ifQ.5pWn.ics"
                .to_owned(),
        ),
        figures_only: false,
        second_factor: SecondFactorState::Absent,
        problems: Problems::none(),
        letters: vec![LetterChoice {
            name: "assigned",
            shown_as: "assigned-shown".to_owned(),
            label: "Dossier confié",
            hint: "Quand quelqu’un vous confie un dossier, à vous ou à votre équipe.",
            wanted: true,
        }],
        always: vec!["Signalement d’un incident", "Rappel d’échéance"],
    }
}

fn account_with_key() -> AccountPage {
    AccountPage {
        second_factor: SecondFactorState::Proposed {
            key: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ".to_owned(),
            link: "otpauth://totp/Tocsin:m?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tocsin".to_owned(),
        },
        problems: Problems::from(vec![Problem::new("code", "Ce code ne convient pas.")]),
        ..own_account()
    }
}

fn protected_account() -> AccountPage {
    AccountPage {
        second_factor: SecondFactorState::Active {
            since: moment("2026-11-22T10:02:00+01:00"),
        },
        ..own_account()
    }
}

fn acknowledge() -> AcknowledgePage {
    AcknowledgePage {
        shell: stranger("Accuser réception", "/accuse-de-reception"),
        action: "/accuse-de-reception/jeton".to_owned(),
        reference: "SSI-2026-0042".to_owned(),
        sent: moment("2026-11-22T09:44:00+01:00"),
    }
}

fn acknowledged() -> AcknowledgedPage {
    AcknowledgedPage {
        shell: stranger("Merci", "/accuse-de-reception"),
        reference: "SSI-2026-0042".to_owned(),
        at: moment("2026-11-22T10:02:00+01:00"),
        path: "/dossiers/SSI-2026-0042".to_owned(),
    }
}

fn accessibility() -> AccessibilityPage {
    AccessibilityPage {
        shell: stranger("Accessibilité", "/accessibilite"),
        contact: "accessibilite@exemple.fr".to_owned(),
    }
}

fn api_docs() -> ApiDocsPage {
    let route = |method: &'static str, path: &str, summary: &'static str| RouteLine {
        method,
        path: path.to_owned(),
        summary,
    };
    ApiDocsPage {
        shell: stranger("Interface de programmation", "/api/docs"),
        groups: vec![
            RouteGroup {
                subject: "Dossiers",
                routes: vec![
                    route("POST", "/api/v1/incidents", "Signaler un incident"),
                    route(
                        "GET",
                        "/api/v1/incidents",
                        "Lister les dossiers que l’on peut voir",
                    ),
                    route("GET", "/api/v1/incidents/{reference}", "Lire un dossier"),
                ],
            },
            RouteGroup {
                subject: "Décisions",
                routes: vec![route(
                    "POST",
                    "/api/v1/decisions",
                    "Demander qui traiterait, sans rien enregistrer",
                )],
            },
        ],
        public_url: "https://tocsin.exemple.fr".to_owned(),
    }
}

fn error(status: u16) -> ErrorPage {
    let shell = if status == 401 {
        stranger("", "/dossiers")
    } else {
        rsn("", "/dossiers/SSI-2026-9999")
    };
    ErrorPage::of(status, shell, "01936f1e-7c1a")
}
