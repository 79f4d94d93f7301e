//! `POST /api/v1/breaches/{ref}/notifications`: notifying, or recording what was filed elsewhere. The same key and
//! request again send nothing more.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::super::idempotency::{fingerprint, key};
use super::super::incidents::dossier::reference;
use super::super::values::{At, words_of};
use super::notifications::{NotificationShape, told};
use crate::actions::breach::notify::{Asked, notify};
use crate::actions::breach::{BreachRefused, Case};
use crate::actions::once;
use crate::actions::report::Key;
use crate::domain::breach::NoticeKind;
use crate::domain::obligations::Kind;
use crate::store::{Db, notifications};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// The duties that a notification serves.
const DUTIES: [Kind; 3] = [Kind::Breach48h, Kind::Cnil72h, Kind::PersonsArt34];

/// A notification, as it is asked for.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewNotification {
    /// The duty served: `breach_48h` is sent by letter, `cnil_72h` and `persons_art34` are recorded once made.
    obligation: Kind,
    /// Place in the chain.
    kind: NoticeKind,
    /// Why it is late; asked for before anything leaves after the due instant.
    late_reason: Option<String>,
    /// Number that the CNIL gave; asked for with `cnil_72h`.
    reference: Option<String>,
    /// When it was filed or communicated; now unless given.
    #[schema(value_type = Option<At>)]
    done_at: Option<At>,
    /// Why an earlier one is taken back; asked for with `withdrawal`.
    withdrawal_reasons: Option<String>,
    /// Identifier of the attachment of the dossier that proves a filing; with `cnil_72h` alone.
    proof: Option<String>,
}

/// Notifies the breach. The answer is the notification as frozen; where its letter stands, its deliveries tell.
///
/// # Errors
/// [`Error::Problems`] with every problem at once, [`Error::Stands`] naming each fact in the way,
/// [`Error::NotTheOfficer`], [`Error::KeyReused`], and those of a body.
#[utoipa::path(post, path = "/api/v1/breaches/{reference}/notifications", tag = "breaches",
    request_body = NewNotification,
    params(
        ("reference" = String, Path, description = "Reference of the breach"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Chosen by the caller: the same key and request again send nothing more"),
    ),
    responses((status = 202, description = "The notification, frozen and on its way", body = NotificationShape,
        headers(("Idempotency-Replayed" = Option<String>, description = "`true` when an earlier call had made it")))))]
pub async fn create(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let (reference, body) = (reference(&path)?, posted.json().await?);
    let asked_for = fingerprint(&json!({ "breach": reference, "body": body }));
    let (asked, key) = asked(&request, body, asked_for)?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let sent = app.write(move |db| {
        if let Some(made) = once::earlier(db, &by, key.as_ref())? {
            let case = Case::of(db, &instance, &by, &reference)?;
            return Ok((again(db, &case, &made)?, true));
        }
        let notification = notify(db, &instance, &by, &reference, &asked, now)?;
        once::remember(db, &by, key.as_ref(), &notification.number.to_string(), now)?;
        Ok::<_, Error>((told(db, notification)?, false))
    });
    let (notification, replayed) = sent.await?;
    let mut answer = HttpResponse::Accepted();
    if replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    Ok(answer.json(notification))
}

fn again(db: &mut Db, case: &Case<'_>, number: &str) -> Result<NotificationShape, BreachRefused> {
    let number = number.parse().map_err(|_| BreachRefused::NotFound)?;
    let made = notifications::find(db, &case.breach.id, number)?.ok_or(BreachRefused::NotFound)?;
    Ok(told(db, made)?)
}

fn asked(request: &HttpRequest, body: Value, asked_for: String) -> Result<(Asked, Option<Key>), Error> {
    let mut fields = Fields::of(body)?;
    let key = key(request, asked_for, &mut fields);
    let served = |text: &str| Kind::parse(text).filter(|kind| DUTIES.contains(kind));
    let duty = fields.choice("obligation", &DUTIES.map(Kind::as_str), served);
    let kind = fields.choice(
        "kind",
        &words_of(NoticeKind::ALL, NoticeKind::as_str),
        NoticeKind::parse,
    );
    let mut text = |name: &str| fields.text_if_any(name).unwrap_or_default();
    let (late_reason, reference) = (text("late_reason"), text("reference"));
    let withdrawal_reasons = text("withdrawal_reasons");
    let proof = Some(text("proof")).filter(|proof| !proof.is_empty());
    let done_at = fields.instant_if_any("done_at");
    if duty == Some(Kind::Breach48h) && done_at.is_some() {
        fields.problem(
            "done_at",
            "Cette notification part maintenant\u{a0}: n’indiquez pas de date.",
        );
    }
    fields.finished()?;
    let asked = Asked {
        duty: duty.unwrap_or(Kind::Breach48h),
        kind: kind.unwrap_or(NoticeKind::Initial),
        late_reason,
        reference,
        done_at,
        withdrawal_reasons,
        proof,
    };
    Ok((asked, key))
}
