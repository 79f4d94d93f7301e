//! One of each letter, and every variant that changes its words.

use std::collections::BTreeMap;

use tocsin::domain::convention::Certainty;
use tocsin::domain::incident::PersonalData;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::Party;
use tocsin::mail::letters::{
    Component, DeliveryFailed, DepartementInformed, Dossier, Duty, HeadOfSchoolAlert, IncidentReported,
    Letter, Links, School, SetPassword, Trouble,
};

pub(super) fn dossier() -> Dossier {
    Dossier {
        reference: "SSI-2026-0001".to_owned(),
        school: Some(School {
            name: "Collège Les Fontaines".to_owned(),
            uai: "0350003N".to_owned(),
            town: "Bain-de-Bretagne".to_owned(),
        }),
        components: vec![
            component("Poste administratif", true),
            component("Pronote <hébergé>", false),
        ],
        handler: "Académie de Rennes".to_owned(),
        alternative: None,
        associates: vec!["Département d’Ille-et-Vilaine".to_owned()],
        certainty: Certainty::Explicit,
        detected: "samedi 21 novembre 2026 à 14:05 (UTC+1)".to_owned(),
        began: Some("vendredi 20 novembre 2026 à 18:00 (UTC+1)".to_owned()),
        reported: "samedi 21 novembre 2026 à 14:20 (UTC+1)".to_owned(),
        personal_data: PersonalData::Unknown,
        warnings: vec!["La convention n’était plus en vigueur ce jour-là.".to_owned()],
        exercise: false,
    }
}

pub(super) fn component(label: &str, unavailable: bool) -> Component {
    Component {
        label: label.to_owned(),
        network: unavailable.then(|| "réseau administratif".to_owned()),
        unavailable,
        handler: "Académie de Rennes".to_owned(),
        reason: "Les postes du réseau administratif relèvent de l’académie.".to_owned(),
        clause: "annexe opérationnelle, partie 5".to_owned(),
    }
}

pub(super) fn duty(kind: Kind, due: Option<&str>) -> Duty {
    Duty {
        kind,
        clause: "annexe opérationnelle, partie 5".to_owned(),
        due: due.map(ToOwned::to_owned),
    }
}

pub(super) fn links() -> Links {
    Links {
        dossier: "https://tocsin.example/dossiers/SSI-2026-0001".to_owned(),
        acknowledgement: "https://tocsin.example/accuse?jeton=a.b&c=d".to_owned(),
    }
}

pub(super) fn incident_reported(dossier: Dossier) -> IncidentReported {
    IncidentReported {
        dossier,
        duties: vec![
            duty(Kind::ReportToRssi, None),
            duty(Kind::InformRssi, Some("lundi 23 novembre 2026 à 14:20 (UTC+1)")),
        ],
        links: links(),
    }
}

pub(super) fn head_of_school(handler: Party) -> HeadOfSchoolAlert {
    HeadOfSchoolAlert {
        dossier: dossier(),
        handler,
        duties: vec![duty(Kind::AlertHeadOfSchool, None)],
        links: links(),
    }
}

pub(super) fn departement_informed() -> DepartementInformed {
    DepartementInformed {
        dossier: dossier(),
        duties: vec![duty(Kind::InformDepartement, None)],
        links: links(),
    }
}

pub(super) fn delivery_failed(trouble: Trouble) -> DeliveryFailed {
    let answer = match trouble {
        Trouble::NoAddress => "",
        Trouble::Refused => "550 5.1.1 <anne.martin@academie.example>: unknown user",
        Trouble::Delayed | Trouble::GivenUp => "451 4.3.0 try later",
    };
    DeliveryFailed {
        reference: "SSI-2026-0001".to_owned(),
        school: "Collège Les Fontaines, Bain-de-Bretagne (0350003N)".to_owned(),
        kind: LetterKind::IncidentReported,
        recipient: "RSSI de l’académie".to_owned(),
        trouble,
        answer: answer.to_owned(),
        queued: "samedi 21 novembre 2026 à 14:20 (UTC+1)".to_owned(),
        dossier_link: links().dossier,
        exercise: false,
    }
}

pub(super) fn set_password() -> SetPassword {
    SetPassword {
        link: "https://tocsin.example/mot-de-passe?jeton=a&b=c".to_owned(),
        valid_until: "dimanche 22 novembre 2026 à 14:20 (UTC+1)".to_owned(),
    }
}

/// Every letter in every variant that changes its words.
pub(super) fn all() -> BTreeMap<String, Letter> {
    let mut letters = BTreeMap::new();
    for &certainty in Certainty::ALL {
        let alternative =
            (certainty == Certainty::Contested).then(|| "Département d’Ille-et-Vilaine".to_owned());
        let letter = incident_reported(Dossier {
            certainty,
            alternative,
            ..dossier()
        })
        .letter()
        .unwrap();
        letters.insert(format!("incident_reported-{certainty}"), letter);
    }
    let bare = Dossier {
        school: None,
        components: vec![component("Messagerie académique", false)],
        associates: Vec::new(),
        began: None,
        warnings: Vec::new(),
        exercise: true,
        ..dossier()
    };
    letters.insert(
        "incident_reported-bare".to_owned(),
        incident_reported(bare).letter().unwrap(),
    );
    for &party in Party::ALL {
        letters.insert(
            format!("head_of_school_alert-{party}"),
            head_of_school(party).letter().unwrap(),
        );
    }
    letters.insert(
        "departement_informed".to_owned(),
        departement_informed().letter().unwrap(),
    );
    for trouble in [
        Trouble::NoAddress,
        Trouble::Refused,
        Trouble::Delayed,
        Trouble::GivenUp,
    ] {
        letters.insert(
            format!("delivery_failed-{trouble:?}"),
            delivery_failed(trouble).letter().unwrap(),
        );
    }
    letters.insert("set_password".to_owned(), set_password().letter().unwrap());
    letters.extend(super::breaches::all());
    letters.extend(super::following::all());
    letters.extend(super::life::all());
    letters
}
