//! A recipient says that a letter was read.

use chrono::{DateTime, Utc};
use serde_json::json;
use thiserror::Error;

use super::Instance;
use crate::domain::journal::Draft;
use crate::signing::{Purpose, SignatureRefused};
use crate::store::mails::{self, Mail};
use crate::store::{Db, StoreError, incidents, journal};

/// Why a letter was not acknowledged.
#[derive(Debug, Error)]
pub enum AcknowledgeRefused {
    /// The link is not ours or has expired.
    #[error("lien d’accusé de réception invalide")]
    Link(#[from] SignatureRefused),
    /// The letter is not known.
    #[error("message inconnu")]
    Unknown,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The letter that an acknowledgement link speaks of.
///
/// # Errors
/// [`AcknowledgeRefused`] without saying more to a stranger.
pub fn letter_of(
    db: &mut Db,
    instance: &Instance,
    link: &str,
    now: DateTime<Utc>,
) -> Result<(Mail, Option<String>), AcknowledgeRefused> {
    let signed = instance.signer.check(Purpose::Acknowledgement, link, now)?;
    let mail = mails::find(db, &signed.subject)?.ok_or(AcknowledgeRefused::Unknown)?;
    let incident = mail
        .incident_id
        .as_deref()
        .map(|id| incidents::by_id(db, id))
        .transpose()?
        .flatten();
    Ok((mail, incident.map(|i| i.reference)))
}

/// Records that the letter was read; saying it twice changes nothing. Answers with the dossier's reference.
///
/// # Errors
/// [`AcknowledgeRefused`]; nothing is recorded then.
pub fn acknowledge(
    db: &mut Db,
    instance: &Instance,
    link: &str,
    now: DateTime<Utc>,
) -> Result<Option<String>, AcknowledgeRefused> {
    let (mail, reference) = letter_of(db, instance, link, now)?;
    if mails::acknowledge(db, &mail.id, now)? {
        let body = json!({ "mail": mail.id, "kind": mail.kind.as_str(), "message_id": mail.message_id });
        let (actor, act) = ("recipient".to_owned(), "mail_acknowledged".to_owned());
        journal::append(
            db,
            Draft {
                at: now,
                actor,
                act,
                dossier: reference.clone(),
                body,
            },
        )?;
    }
    Ok(reference)
}
