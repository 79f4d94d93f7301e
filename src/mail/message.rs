//! From a letter to the exact bytes that are frozen, hashed and sent.
//!
//! The same letter, recipient, identifier and date always give the same bytes. The text comes first, the HTML
//! is an alternative without any remote content. `Auto-Submitted` asks automatic responders to stay quiet
//! (RFC 3834).
//!
//! Deliberately absent: attachments, signatures (the relay signs with DKIM), delivery receipts.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use thiserror::Error;

use super::letters::Letter;
use super::quoted_printable::quoted_printable;

/// Why a letter could not become a message.
#[derive(Debug, Error)]
pub enum NotComposed {
    /// The sender's address is malformed.
    #[error("L’adresse de l’expéditeur est mal formée.")]
    Sender,
    /// The recipient's address is malformed.
    #[error("L’adresse du destinataire est mal formée.")]
    Recipient,
    /// The identifier does not have the form `<uuid@domain>`.
    #[error("L’identifiant du message est mal formé.")]
    MessageId,
    /// The library refuses to build the message.
    #[error("Le message n’a pas pu être construit.")]
    Build(#[from] lettre::error::Error),
}

/// Builds the exact message. `from` may bear a display name; `to` is one address; `message_id` comes from
/// [`message_id`]; `date` is the instant of the act that causes the letter.
///
/// # Errors
/// A malformed address or identifier.
pub fn compose(
    letter: &Letter,
    from: &str,
    to: &str,
    message_id: &str,
    date: DateTime<Utc>,
) -> Result<Vec<u8>, NotComposed> {
    let from: Mailbox = from.parse().map_err(|_| NotComposed::Sender)?;
    let to: Address = to.parse().map_err(|_| NotComposed::Recipient)?;
    let boundary = boundary(message_id)?;
    let mut builder = Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(letter.subject.as_str())
        .date(SystemTime::from(date))
        .message_id(Some(message_id.to_owned()))
        .raw_header(ascii_header(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated",
        ));
    if let Some(reference) = &letter.reference {
        builder = builder.raw_header(ascii_header(
            HeaderName::new_from_ascii_str("X-Tocsin-Reference"),
            reference,
        ));
    }
    let body = MultiPart::alternative()
        .boundary(boundary)
        .singlepart(part(ContentType::TEXT_PLAIN, &letter.text))
        .singlepart(part(ContentType::TEXT_HTML, &letter.html));
    Ok(builder.multipart(body)?.formatted())
}

fn part(kind: ContentType, text: &str) -> SinglePart {
    let encoding = ContentTransferEncoding::QuotedPrintable;
    let body = Body::dangerous_pre_encoded(quoted_printable(text), encoding);
    SinglePart::builder().header(kind).body(body)
}

/// The `Message-ID` of a letter: `<uuid@domain of the sender>`.
#[must_use]
pub fn message_id(uuid: &str, from: &str) -> String {
    let domain = from.parse::<Mailbox>().map_or_else(
        |_| "tocsin.invalid".to_owned(),
        |mailbox| mailbox.email.domain().to_owned(),
    );
    format!("<{uuid}@{domain}>")
}

/// Whether this is one plain mail address, in ASCII, without a display name.
#[must_use]
pub fn is_address(text: &str) -> bool {
    text.is_ascii() && text.parse::<Address>().is_ok()
}

/// Whether this can stand as a sender: an ASCII address, with or without a display name.
#[must_use]
pub fn is_sender(text: &str) -> bool {
    text.parse::<Mailbox>()
        .is_ok_and(|mailbox| is_address(mailbox.email.as_ref()))
}

/// A MIME boundary drawn from the identifier, which no part contains: the parts never quote it.
fn boundary(message_id: &str) -> Result<String, NotComposed> {
    let inner = message_id
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .filter(|inner| inner.contains('@') && inner.chars().all(|c| c.is_ascii_graphic()))
        .ok_or(NotComposed::MessageId)?;
    let letters: String = inner
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(48)
        .collect();
    Ok(format!("tocsin-{letters}"))
}

fn ascii_header(name: HeaderName, value: &str) -> HeaderValue {
    HeaderValue::new(name, value.to_owned())
}
