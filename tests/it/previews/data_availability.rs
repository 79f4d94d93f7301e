//! Outages with service levels in each of their shapes, and the forms as they are sent with faults.

use tocsin::domain::incident::Problem;
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::Party;
use tocsin::web::commitment::{Commitment, Standing};
use tocsin::web::pages::incidents::availability::{Availability, FirstForm, MarkingForm};
use tocsin::web::pages::incidents::outages::{DeedLine, OutageLine, Promise};
use tocsin::web::pages::notifying::typed::TypedInstant;
use tocsin::web::problems::Problems;

use super::data::moment;

fn promise(kind: Kind, standing: Standing) -> Promise {
    let runs = matches!(standing, Standing::Running | Standing::Over);
    let kept = matches!(standing, Standing::Kept | Standing::KeptLate);
    Promise {
        kind,
        debtor: Party::Academie,
        commitment: Commitment {
            standing,
            by: Some(moment("2026-11-24T15:00:00+01:00")),
            left: if runs {
                "reste 2\u{a0}h\u{a0}30 de temps ouvré".to_owned()
            } else {
                String::new()
            },
            kept: kept.then(|| moment("2026-11-24T14:10:00+01:00")),
        },
        clause: "Annexe opérationnelle, partie 4".to_owned(),
        reason: match standing {
            Standing::KeptLate => "La pièce est arrivée mercredi.".to_owned(),
            Standing::Fallen => "Aucun matériel de secours n’est disponible.".to_owned(),
            _ => String::new(),
        },
    }
}

fn deed(text: &str) -> DeedLine {
    DeedLine {
        text: text.to_owned(),
        at: moment("2026-11-24T10:40:00+01:00"),
        by: "Maëlle Le Goff".to_owned(),
    }
}

fn outage(component: &str, promises: Vec<Promise>) -> OutageLine {
    OutageLine {
        component: component.to_owned(),
        began: moment("2026-11-24T10:00:00+01:00"),
        ended: None,
        is_mistaken: false,
        facts: vec![
            "Aucun matériel de secours disponible",
            "Données d’espaces partagés à restaurer",
        ],
        mitigations: vec![deed("Un poste de remplacement est prêté au secrétariat.")],
        promises,
    }
}

fn marking() -> MarkingForm {
    MarkingForm {
        action: "/dossiers/SSI-2026-0042/disponibilite#niveaux".to_owned(),
        components: vec![
            (
                "serveur-horus".to_owned(),
                "Serveur administratif (Horus)".to_owned(),
            ),
            (
                "toutatice-portail".to_owned(),
                "Portail d’accès aux services Toutatice".to_owned(),
            ),
        ],
        at: TypedInstant {
            date: "2026-11-24".to_owned(),
            time: "10:15".to_owned(),
            fold: String::new(),
        },
        ..MarkingForm::default()
    }
}

fn first() -> FirstForm {
    FirstForm {
        action: "/dossiers/SSI-2026-0042/premiere-action#niveaux".to_owned(),
        at: marking().at,
        ..FirstForm::default()
    }
}

/// Outages that last, that are over, that never were.
pub(super) fn availability() -> Availability {
    let over = OutageLine {
        ended: Some(moment("2026-11-24T14:10:00+01:00")),
        facts: Vec::new(),
        mitigations: Vec::new(),
        ..outage(
            "Portail d’accès aux services Toutatice",
            vec![
                promise(Kind::TakeCharge, Standing::Kept),
                promise(Kind::RestoreService, Standing::KeptLate),
            ],
        )
    };
    let mistaken = OutageLine {
        ended: Some(moment("2026-11-24T10:00:00+01:00")),
        is_mistaken: true,
        ..outage(
            "Téléphonie (fixe sur IP)",
            vec![promise(Kind::TakeCharge, Standing::Waived)],
        )
    };
    Availability {
        outages: vec![
            outage(
                "Serveur administratif (Horus)",
                vec![
                    promise(Kind::TakeCharge, Standing::Running),
                    promise(Kind::RestoreService, Standing::Fallen),
                ],
            ),
            over,
            mistaken,
        ],
        first_actions: vec![deed("Appel à l’hébergeur.")],
        marking: Some(marking()),
        first: Some(first()),
        problems: Problems::none(),
    }
}

/// Nothing is kept, and the forms were sent with faults.
pub(super) fn wrong_availability() -> Availability {
    let marking = MarkingForm {
        at: TypedInstant {
            date: "2026-10-25".to_owned(),
            time: "02:30".to_owned(),
            fold: "later".to_owned(),
        },
        mitigation: "Un poste est prêté.".to_owned(),
        ..marking()
    };
    Availability {
        outages: vec![outage(
            "Serveur administratif (Horus)",
            vec![promise(Kind::TakeCharge, Standing::Over)],
        )],
        first_actions: Vec::new(),
        marking: Some(marking),
        problems: Problems::from(vec![
            Problem::new("availability_at", "Cet instant est dans le futur."),
            Problem::new(
                "availability_state",
                "Dites si l’élément est indisponible ou de nouveau disponible.",
            ),
            Problem::new(
                "late_reason",
                "Le temps convenu est dépassé\u{a0}: dites pourquoi.",
            ),
            Problem::new("first_at", "Indiquez quand, date et heure."),
        ]),
        ..availability()
    }
}
