//! From letters to bytes, read back by another library than the one that wrote them.

use chrono::{DateTime, Utc};
use mail_parser::{Address, Header, Message, MessageParser, MimeHeaders};
use tocsin::mail::letters::Letter;
use tocsin::mail::message::{NotComposed, compose, is_address, is_sender, message_id};
use tocsin::mail::transport::{Mailer, Patience, SmtpSettings, SmtpTransport, StoredMessage};

use super::samples::{all, set_password};
use crate::support::smtp::{Behaviour, SmtpServer};

const FROM: &str = "Tocsin – académie de Rennes <tocsin@tocsin.example>";
const TO: &str = "rssi@academie.example";
const ID: &str = "<01930000-0000-7000-8000-000000000001@tocsin.example>";

fn bytes(letter: &Letter) -> Vec<u8> {
    compose(letter, FROM, TO, ID, date()).unwrap()
}

fn date() -> DateTime<Utc> {
    "2026-11-21T13:20:00Z".parse().unwrap()
}

fn header<'a>(message: &'a Message<'_>, name: &str) -> Option<&'a str> {
    message
        .headers()
        .iter()
        .find(|header: &&Header<'_>| header.name().eq_ignore_ascii_case(name))
        .and_then(|header| header.value().as_text())
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
        assert_eq!(message.message_id(), Some(ID.trim_matches(['<', '>'])));
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
