//! `GET /api/v1/breaches/{ref}/notifications`: the chain, with the answer of each recipient's mail server.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::incidents::dossier::reference;
use super::super::values::{At, Listed};
use super::shape::name_of;
use crate::actions::breach::{BreachRefused, read};
use crate::domain::breach::NoticeKind;
use crate::domain::letter::MailState;
use crate::domain::obligations::Kind;
use crate::domain::people::{Party, Role};
use crate::store::mails::{self, Mail};
use crate::store::notifications::{self, Notification};
use crate::store::{Db, StoreError};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;

/// A notification, frozen as it was sent or recorded.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Notification)]
pub struct NotificationShape {
    /// Place in the chain of the breach, from 1.
    pub(super) number: i64,
    /// The kind of duty it serves.
    obligation: Kind,
    /// First, follow-up or withdrawal.
    kind: NoticeKind,
    /// Whether nothing was left to say.
    complete: bool,
    /// Whether the system sent it by itself.
    automatic: bool,
    /// Why it was late.
    late_reason: Option<String>,
    /// The number under which it was filed elsewhere, for example at the CNIL.
    reference: Option<String>,
    /// Identifier of the attachment that proves a filing; its content is at `/api/v1/attachments/{id}`.
    proof: Option<String>,
    /// When it was made: sent, filed or communicated.
    done_at: At,
    /// Who made it; `tocsin` for the system itself.
    created_by: String,
    /// When it was recorded.
    created_at: At,
    /// SHA-256 of what was frozen.
    sha256: String,
    /// One letter for each recipient; empty for what was filed elsewhere.
    deliveries: Vec<DeliveryShape>,
}

/// The letter that carried a notification to one recipient.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NotificationDelivery)]
pub struct DeliveryShape {
    /// Address written to.
    address: String,
    /// Party written to.
    party: Option<Party>,
    /// Role written to.
    role: Option<Role>,
    /// Where it stands.
    state: MailState,
    /// Attempts so far.
    attempts: i64,
    /// The mail server's last answer, word for word.
    answer: String,
    /// `Message-ID` of the letter.
    message_id: String,
    /// SHA-256 of the letter.
    sha256: String,
    /// When it was queued.
    queued_at: At,
    /// When it was accepted, refused or given up.
    settled_at: Option<At>,
    /// When the recipient said that they read it.
    acknowledged_at: Option<At>,
}

impl From<Mail> for DeliveryShape {
    fn from(mail: Mail) -> Self {
        Self {
            address: mail.address,
            party: mail.party,
            role: mail.role,
            state: mail.state,
            attempts: mail.attempts,
            answer: mail.last_answer,
            message_id: mail.message_id,
            sha256: mail.sha256,
            queued_at: At(mail.queued_at),
            settled_at: mail.settled_at.map(At),
            acknowledged_at: mail.acknowledged_at.map(At),
        }
    }
}

/// One notification with what became of its letters.
///
/// # Errors
/// The store's own failures.
pub(super) fn told(db: &mut Db, notification: Notification) -> Result<NotificationShape, StoreError> {
    let mut deliveries = Vec::new();
    for id in notifications::mails_of(db, &notification.id)? {
        deliveries.extend(mails::find(db, &id)?.map(DeliveryShape::from));
    }
    Ok(NotificationShape {
        created_by: name_of(db, &notification.created_by)?,
        number: notification.number,
        obligation: notification.duty,
        kind: notification.kind,
        complete: notification.complete,
        automatic: notification.automatic,
        late_reason: notification.late_reason,
        reference: notification.filing,
        proof: notification.proof,
        done_at: At(notification.done_at),
        created_at: At(notification.created_at),
        sha256: notification.sha256,
        deliveries,
    })
}

/// The chain of a breach, in order.
///
/// # Errors
/// The store's own failures.
pub(super) fn chain(db: &mut Db, breach_id: &str) -> Result<Vec<NotificationShape>, StoreError> {
    let chain = notifications::of_breach(db, breach_id)?;
    chain
        .into_iter()
        .map(|notification| told(db, notification))
        .collect()
}

/// The notifications of a breach, in order, each with its letters. The chain is short: it comes in one slice.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, path = "/api/v1/breaches/{reference}/notifications", tag = "breaches",
    params(("reference" = String, Path, description = "Reference of the breach")),
    responses((status = 200, description = "Notifications", body = Listed<NotificationShape>)))]
pub async fn list(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
) -> Result<Json<Listed<NotificationShape>>, Error> {
    let (reference, now) = (reference(&path)?, app.now());
    let (instance, by) = (Arc::clone(&app.instance), who.account());
    let found = app.write(move |db| {
        let case = read::read(db, &instance, &by, &reference, "api", now)?;
        Ok::<_, BreachRefused>(chain(db, &case.breach.id)?)
    });
    Ok(Json(Listed {
        items: found.await?,
        next_cursor: None,
    }))
}
