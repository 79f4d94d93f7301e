//! Decisions, duties and letters as the convention of Ille-et-Vilaine gives them.

use tocsin::domain::convention::Certainty;
use tocsin::domain::people::Party;
use tocsin::web::explanation::{Explanation, Line, Told};

fn line(label: &str, network: &str, handler: Party, certainty: Certainty, reason: &str) -> Line {
    Line {
        label: label.to_owned(),
        network: network.to_owned(),
        unavailable: false,
        handler,
        certainty,
        alternative: None,
        clause: "Annexe opérationnelle, partie 5".to_owned(),
        reason: reason.to_owned(),
    }
}

fn told(role: &'static str, address: &str, reason: &str) -> Told {
    Told {
        role,
        address: address.to_owned(),
        clause: "Annexe opérationnelle, partie 5".to_owned(),
        reason: reason.to_owned(),
    }
}

/// A server that two readings of the convention dispute, and the messaging.
pub(super) fn contested() -> Explanation {
    let server = Line {
        unavailable: true,
        alternative: Some(Party::Academie),
        ..line(
            "Serveur administratif (Horus)",
            "Réseau administratif",
            Party::Departement,
            Certainty::Contested,
            "Un serveur n’est pas un poste de travail\u{a0}: il relève donc de ce que le Département prend en charge, bien que l’Académie l’administre.",
        )
    };
    let mail = line(
        "Outils collaboratifs (messagerie, agenda, Triskell…)",
        "",
        Party::Academie,
        Certainty::Explicit,
        "Ce service en ligne est opéré par l’Académie.",
    );
    Explanation {
        handler: Party::Departement,
        handler_name: "Département d’Ille-et-Vilaine".to_owned(),
        certainty: Certainty::Contested,
        alternative: Some(Party::Academie),
        associates: vec![Party::Academie],
        components: vec![server, mail],
        told: vec![
            told(
                "RSSI de l’académie",
                "rssi@ac-rennes.fr",
                "Tout incident lui est signalé.",
            ),
            told(
                "Chef d’établissement",
                "ce.0350003n@ac-rennes.fr",
                "Il répond de la sécurité de l’établissement.",
            ),
        ],
        warnings: Vec::new(),
        convention: "Convention de service numérique des collèges publics d’Ille-et-Vilaine (2025-2026)"
            .to_owned(),
    }
}

/// A workstation of the office: the letter names the académie.
pub(super) fn explicit() -> Explanation {
    Explanation {
        handler: Party::Academie,
        handler_name: "Académie de Rennes".to_owned(),
        certainty: Certainty::Explicit,
        alternative: None,
        associates: Vec::new(),
        components: vec![line(
            "Station de travail d’un personnel administratif",
            "Réseau administratif",
            Party::Academie,
            Certainty::Explicit,
            "Ce poste est sur le réseau administratif, dont les postes relèvent de l’Académie.",
        )],
        warnings: vec![
            "La convention n’était pas en vigueur au moment des faits. La décision la suit malgré tout."
                .to_owned(),
        ],
        ..contested()
    }
}
