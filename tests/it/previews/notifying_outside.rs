//! Pages about what happens outside: the CNIL, the persons, the ministry.

use askama::Template;
use tocsin::domain::breach::record::Listed as _;
use tocsin::domain::breach::record::lists::{CommunicationMeans, InformedExtent};
use tocsin::domain::incident::Problem;
use tocsin::domain::obligations::State;
use tocsin::domain::people::Party;
use tocsin::web::deadline::Deadline;
use tocsin::web::pages::notifying::chain::Sent;
use tocsin::web::pages::notifying::cnil::{CnilForm, CnilPage, DutyView, RowView, SectionView};
use tocsin::web::pages::notifying::ministry::{MinistryForm, MinistryPage};
use tocsin::web::pages::notifying::persons::{Owed, PersonsForm, PersonsPage, grounds, listed};
use tocsin::web::pages::notifying::typed::TypedInstant;
use tocsin::web::problems::Problems;

use super::Preview;
use super::data::{at, moment};
use super::notifying::{NOW, changes, choice, dpo, fault, pending, sent, subject};

pub(super) fn previews() -> Vec<Preview> {
    vec![
        ("cnil", cnil().render().unwrap()),
        ("cnil-joint-late", cnil_joint().render().unwrap()),
        ("cnil-conflict", cnil_overtaken().render().unwrap()),
        ("cnil-stands", cnil_stands().render().unwrap()),
        ("persons", persons().render().unwrap()),
        ("persons-faults", persons_faults().render().unwrap()),
        ("ministry", ministry().render().unwrap()),
        ("ministry-decided", ministry_decided().render().unwrap()),
    ]
}

fn cnil_sections() -> Vec<SectionView> {
    let row = |label: &'static str, value: &str| RowView {
        label,
        value: value.to_owned(),
        known: !value.is_empty(),
    };
    vec![
        SectionView {
            number: 1,
            title: "Type de notification",
            rows: vec![
                row("Type de notification", "Notification initiale"),
                row("Numéro", ""),
            ],
        },
        SectionView {
            number: 7,
            title: "À propos de la violation",
            rows: vec![row(
                "Décrivez les circonstances",
                "Un ordinateur portable du secrétariat a été dérobé.\nIl contenait les fiches des élèves de sixième.",
            )],
        },
    ]
}

fn cnil_duty() -> DutyView {
    DutyView {
        id: "0193".to_owned(),
        debtor: Party::Departement,
        name: "Département d’Ille-et-Vilaine".to_owned(),
        deadline: pending("2026-11-26T08:40:00Z"),
        waived: String::new(),
        kinds: vec![choice("initial", "Notification initiale", true)],
        pending: true,
        late: false,
        risky: false,
        may: true,
    }
}

fn cnil() -> CnilPage {
    CnilPage {
        shell: dpo("CNIL – VIO-2026-0001", "/violations/VIO-2026-0001/cnil"),
        subject: subject("cnil"),
        form_url: "https://notifications.cnil.fr/notifications/violation",
        sections: cnil_sections(),
        controllers: vec![choice("departement", "Département d’Ille-et-Vilaine", true)],
        duty: Some(cnil_duty()),
        proofs: vec![choice("", "Aucune pour l’instant", true)],
        largest: "100\u{a0}Mo".to_owned(),
        form: CnilForm {
            done: TypedInstant::proposed(at(NOW)),
            ..CnilForm::default()
        },
        problems: Problems::none(),
        conflict: None,
        chain: Vec::new(),
        as_of: moment(NOW),
    }
}

fn cnil_joint() -> CnilPage {
    CnilPage {
        controllers: vec![
            choice("departement", "Département d’Ille-et-Vilaine", true),
            choice("etablissement", "Établissement", false),
        ],
        duty: Some(DutyView {
            deadline: pending("2026-11-24T08:40:00Z"),
            late: true,
            risky: true,
            ..cnil_duty()
        }),
        form: CnilForm {
            done: TypedInstant {
                date: "2026-10-25".to_owned(),
                time: "02:30".to_owned(),
                fold: "later".to_owned(),
            },
            ..CnilForm::default()
        },
        problems: Problems::from(vec![
            Problem::new("reference", "Indiquez le numéro que la CNIL a donné."),
            Problem::new("done_at", "Cette date est dans le futur."),
            Problem::new("file", "Ce fichier est vide."),
        ]),
        proofs: vec![
            choice("", "Aucune pour l’instant", false),
            choice("0193", "recepisse.pdf (48,2\u{a0}ko)", true),
        ],
        chain: vec![Sent {
            filing: "2026-11-123456".to_owned(),
            proof: "/pieces/0193".to_owned(),
            ..sent()
        }],
        ..cnil()
    }
}

fn cnil_overtaken() -> CnilPage {
    CnilPage {
        conflict: Some(changes()),
        ..cnil()
    }
}

/// Somebody else filed it meanwhile.
fn cnil_stands() -> CnilPage {
    CnilPage {
        conflict: Some(changes()),
        problems: fault("contenu", "La notification initiale est déjà faite."),
        ..cnil()
    }
}

fn persons() -> PersonsPage {
    PersonsPage {
        shell: dpo("Prévenir les personnes – VIO-2026-0001", "/violations/VIO-2026-0001/personnes"),
        subject: subject("personnes"),
        duty: Some(Owed {
            deadline: Deadline::of(State::Pending, None, None, at(NOW)),
            debtor: "Département d’Ille-et-Vilaine".to_owned(),
            waived: String::new(),
            pending: true,
            may: true,
        }),
        form: PersonsForm::default(),
        means: listed(CommunicationMeans::CHOICES, ""),
        extents: listed(InformedExtent::CHOICES, ""),
        grounds: grounds(""),
        letter: "MODÈLE\u{a0}: un passage reste à compléter avant l’envoi.\n\nMadame, Monsieur,\n\n[À compléter\u{a0}: gestes \
                 utiles, un par ligne]\n"
            .to_owned(),
        to_complete: vec!["[À compléter\u{a0}: gestes utiles, un par ligne]".to_owned()],
        problems: Problems::none(),
        conflict: None,
        chain: Vec::new(),
    }
}

fn persons_faults() -> PersonsPage {
    PersonsPage {
        problems: Problems::from(vec![
            Problem::new(
                "informed_on",
                "Complétez d’abord le registre\u{a0}: Jour de l’information des personnes",
            ),
            Problem::new(
                "communication_means",
                "Complétez d’abord le registre\u{a0}: Moyen utilisé",
            ),
            Problem::new(
                "ground",
                "Indiquez lequel des trois cas de l’article 34, § 3 du RGPD s’applique.",
            ),
            Problem::new("reason", "Motivez cette décision."),
        ]),
        ..persons()
    }
}

fn ministry() -> MinistryPage {
    MinistryPage {
        shell: dpo("Ministère – VIO-2026-0001", "/violations/VIO-2026-0001/ministere"),
        subject: subject("ministere"),
        decided: None,
        deadline: None,
        late: String::new(),
        pending: false,
        overdue: false,
        may: true,
        form: MinistryForm::default(),
        problems: Problems::none(),
        conflict: None,
        as_of: moment(NOW),
    }
}

fn ministry_decided() -> MinistryPage {
    MinistryPage {
        decided: Some(moment("2026-11-23T10:00:00Z")),
        deadline: Some(pending("2026-11-24T08:40:00Z")),
        pending: true,
        overdue: true,
        problems: fault("late_reason", "L’échéance est passée\u{a0}: dites pourquoi."),
        ..ministry()
    }
}
