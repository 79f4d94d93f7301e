//! Every letter, as its reader receives it: complete, correctly typed, and silent about persons.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mail_parser::{Address, Header, Message, MessageParser, MimeHeaders};
use tocsin::domain::convention::Certainty;
use tocsin::domain::incident::PersonalData;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::Party;
use tocsin::mail::letters::{
    Component, DeliveryFailed, DepartementInformed, Dossier, Duty, HeadOfSchoolAlert, IncidentReported,
    Letter, Links, School, SetPassword, Trouble,
};
use tocsin::mail::message::{NotComposed, compose, is_address, is_sender, message_id};
use tocsin::mail::transport::{Mailer, Patience, SmtpSettings, SmtpTransport, StoredMessage};

use crate::support::smtp::{Behaviour, SmtpServer};

const FROM: &str = "Tocsin – académie de Rennes <tocsin@tocsin.example>";
const TO: &str = "rssi@academie.example";
const ID: &str = "<01930000-0000-7000-8000-000000000001@tocsin.example>";

fn dossier() -> Dossier {
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

fn component(label: &str, unavailable: bool) -> Component {
    Component {
        label: label.to_owned(),
        network: unavailable.then(|| "réseau administratif".to_owned()),
        unavailable,
        handler: "Académie de Rennes".to_owned(),
        reason: "Les postes du réseau administratif relèvent de l’académie.".to_owned(),
        clause: "annexe opérationnelle, partie 5".to_owned(),
    }
}

fn duty(kind: Kind, due: Option<&str>) -> Duty {
    Duty {
        kind,
        clause: "annexe opérationnelle, partie 5".to_owned(),
        due: due.map(ToOwned::to_owned),
    }
}

fn links() -> Links {
    Links {
        dossier: "https://tocsin.example/dossiers/SSI-2026-0001".to_owned(),
        acknowledgement: "https://tocsin.example/accuse?jeton=a.b&c=d".to_owned(),
    }
}

fn incident_reported(dossier: Dossier) -> IncidentReported {
    IncidentReported {
        dossier,
        duties: vec![
            duty(Kind::ReportToRssi, None),
            duty(Kind::InformRssi, Some("lundi 23 novembre 2026 à 14:20 (UTC+1)")),
        ],
        links: links(),
    }
}

fn head_of_school(handler: Party) -> HeadOfSchoolAlert {
    HeadOfSchoolAlert {
        dossier: dossier(),
        handler,
        duties: vec![duty(Kind::AlertHeadOfSchool, None)],
        links: links(),
    }
}

fn departement_informed() -> DepartementInformed {
    DepartementInformed {
        dossier: dossier(),
        duties: vec![duty(Kind::InformDepartement, None)],
        links: links(),
    }
}

fn delivery_failed(trouble: Trouble) -> DeliveryFailed {
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

fn set_password() -> SetPassword {
    SetPassword {
        link: "https://tocsin.example/mot-de-passe?jeton=a&b=c".to_owned(),
        valid_until: "dimanche 22 novembre 2026 à 14:20 (UTC+1)".to_owned(),
    }
}

/// Every letter in every variant that changes its words.
fn all() -> BTreeMap<String, Letter> {
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
    letters
}

fn bytes(letter: &Letter) -> Vec<u8> {
    compose(letter, FROM, TO, ID, date()).unwrap()
}

fn date() -> DateTime<Utc> {
    "2026-11-21T13:20:00Z".parse().unwrap()
}

/// The words of a page: tags taken away, entities read.
fn words(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => out.push(character),
            _ => {}
        }
    }
    out.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
        .replace("&#39;", "'")
}

fn header<'a>(message: &'a Message<'_>, name: &str) -> Option<&'a str> {
    message
        .headers()
        .iter()
        .find(|header: &&Header<'_>| header.name().eq_ignore_ascii_case(name))
        .and_then(|header| header.value().as_text())
}

#[test]
fn every_letter_follows_french_typography() {
    for (name, letter) in all() {
        for text in [letter.subject.clone(), letter.text.clone(), words(&letter.html)] {
            for line in text.lines().filter(|line| !line.contains("https://")) {
                for wrong in [
                    " :", " ;", " !", " ?", "« ", " »", "'", "\"", "  ", "..", " ,", " .",
                ] {
                    assert!(!line.trim().contains(wrong), "{name}: {wrong:?} in {line:?}");
                }
            }
            assert!(!text.contains("{{") && !text.contains("{%"), "{name}");
        }
    }
}

#[test]
fn every_letter_says_the_same_in_text_and_in_html() {
    for (name, letter) in all() {
        let html = words(&letter.html);
        for line in letter
            .text
            .lines()
            .filter(|line| line.contains("\u{a0}: ") && !line.starts_with('–'))
        {
            let value = line.split_once("\u{a0}: ").unwrap().1;
            assert!(html.contains(value), "{name}: {value:?}");
        }
        for link in letter.text.lines().filter(|line| line.starts_with("https://")) {
            assert!(
                letter.html.contains(&link.replace('&', "&#38;")),
                "{name}: {link}"
            );
        }
        for remote in ["src=", "url(", "<link", "<script", "<img"] {
            assert!(!letter.html.contains(remote), "{name}: {remote}");
        }
    }
}

#[test]
fn a_letter_to_the_rssi_carries_what_decides() {
    let letter = incident_reported(dossier()).letter().unwrap();
    assert_eq!(
        letter.subject,
        "[Tocsin] SSI-2026-0001 – Collège Les Fontaines (0350003N)\u{a0}: incident à qualifier"
    );
    for fact in [
        "Collège Les Fontaines, Bain-de-Bretagne (0350003N)",
        "samedi 21 novembre 2026 à 14:05 (UTC+1)",
        "Poste administratif (réseau administratif)",
        "Académie de Rennes",
        "la personne qui signale ne sait pas",
        "annexe opérationnelle, partie 5",
        "Échéance\u{a0}: sans délai. Clause\u{a0}: annexe opérationnelle, partie 5.",
        "Échéance\u{a0}: lundi 23 novembre 2026 à 14:20 (UTC+1)",
        "https://tocsin.example/accuse?jeton=a.b&c=d",
        "https://tocsin.example/dossiers/SSI-2026-0001",
        "La convention n’était plus en vigueur ce jour-là.",
    ] {
        assert!(letter.text.contains(fact), "{fact}\n{}", letter.text);
    }
    assert!(
        letter.html.contains("Pronote &#60;hébergé&#62;"),
        "what people typed is escaped"
    );
}

#[test]
fn a_drill_says_so_before_anything_else() {
    let dossier = Dossier {
        exercise: true,
        ..dossier()
    };
    for letter in [
        incident_reported(dossier.clone()).letter().unwrap(),
        HeadOfSchoolAlert {
            dossier: dossier.clone(),
            ..head_of_school(Party::Academie)
        }
        .letter()
        .unwrap(),
        DepartementInformed {
            dossier,
            ..departement_informed()
        }
        .letter()
        .unwrap(),
        DeliveryFailed {
            exercise: true,
            ..delivery_failed(Trouble::Refused)
        }
        .letter()
        .unwrap(),
    ] {
        assert!(
            letter.subject.starts_with("[EXERCICE] [Tocsin] SSI-2026-0001"),
            "{}",
            letter.subject
        );
        assert!(letter.text.starts_with("EXERCICE."), "{}", letter.text);
        assert!(letter.html.contains("<strong>EXERCICE.</strong>"));
    }
    assert!(
        all()
            .iter()
            .filter(|(name, _)| *name != "incident_reported-bare")
            .all(|(_, letter)| { !letter.text.contains("EXERCICE") && !letter.html.contains("EXERCICE") })
    );
}

#[test]
fn the_fallback_contact_is_not_told_the_addresses_a_server_quotes() {
    let letter = delivery_failed(Trouble::Refused).letter().unwrap();
    assert!(
        letter.text.contains("550 5.1.1 [adresse] unknown user"),
        "{}",
        letter.text
    );
    assert!(!letter.text.contains('@') && !words(&letter.html).contains('@'));
}

#[test]
fn a_message_reads_back_as_it_was_written() {
    for (name, letter) in all() {
        let bytes = bytes(&letter);
        assert!(bytes.is_ascii(), "{name}");
        assert!(
            bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 998),
            "{name}"
        );
        let message = MessageParser::new().parse(&bytes).unwrap();
        assert_eq!(message.subject(), Some(letter.subject.as_str()), "{name}");
        assert_eq!(
            message.body_text(0).unwrap().replace("\r\n", "\n"),
            letter.text,
            "{name}"
        );
        assert_eq!(
            message.body_html(0).unwrap().replace("\r\n", "\n"),
            letter.html,
            "{name}"
        );
        assert_eq!(message.message_id(), Some(&ID[1..ID.len() - 1]));
        assert_eq!(message.date().unwrap().to_timestamp(), date().timestamp());
        assert_eq!(header(&message, "Auto-Submitted"), Some("auto-generated"));
        assert_eq!(
            header(&message, "X-Tocsin-Reference"),
            letter.reference.as_deref()
        );
        assert_eq!(message.content_type().unwrap().subtype(), Some("alternative"));
        let Some(Address::List(from)) = message.from() else {
            panic!("{name}: no sender")
        };
        assert_eq!(from[0].name(), Some("Tocsin – académie de Rennes"));
        assert_eq!(from[0].address(), Some("tocsin@tocsin.example"));
    }
}

#[test]
fn the_same_letter_always_gives_the_same_bytes() {
    for (name, letter) in all() {
        assert!(bytes(&letter) == bytes(&letter), "{name}");
    }
}

#[test]
fn malformed_addresses_and_identifiers_make_no_message() {
    let letter = set_password().letter().unwrap();
    let refused = |from, to, id| compose(&letter, from, to, id, date()).unwrap_err();
    assert!(matches!(refused("Tocsin", TO, ID), NotComposed::Sender));
    assert!(matches!(
        refused(FROM, "a@b\r\nBcc: c@d.example", ID),
        NotComposed::Recipient
    ));
    assert!(matches!(
        refused(FROM, TO, "<a@b>\r\nBcc: c@d.example"),
        NotComposed::MessageId
    ));
    assert_eq!(message_id("u", FROM), "<u@tocsin.example>");
    for (text, address, sender) in [
        ("ce.0350003N@ac-rennes.fr", true, true),
        ("Tocsin <tocsin@tocsin.example>", false, true),
        ("élève@ac-rennes.fr", false, false),
        ("a@b@c", false, false),
        ("a b@c.fr", false, false),
        ("", false, false),
        ("a@b.fr\r\nBcc: c@d.fr", false, false),
    ] {
        assert_eq!((is_address(text), is_sender(text)), (address, sender), "{text:?}");
    }
}

#[tokio::test]
async fn letters_arrive_through_a_real_server_byte_for_byte() {
    let server = SmtpServer::start(Behaviour::default()).await;
    let settings = SmtpSettings::parse(&server.url("smtp", "", "?tls=none")).unwrap();
    let smtp = SmtpTransport::new(settings, Patience::default(), None).unwrap();
    let mailer = Mailer::Smtp(Box::new(smtp));
    for (name, letter) in all() {
        let bytes = bytes(&letter);
        let message = StoredMessage {
            from: FROM.to_owned(),
            to: TO.to_owned(),
            message_id: ID.to_owned(),
            bytes: bytes.clone(),
        };
        assert_eq!(mailer.deliver(&message).await.as_str(), "accepted", "{name}");
        assert!(server.accepted().pop().unwrap().bytes == bytes, "{name}");
    }
}
