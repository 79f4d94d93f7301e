//! `POST /api/v1/incidents/{ref}/qualification`: the RSSI says what was reported is.

use actix_web::web::{Data, Json, Path};
use serde_json::Value;
use utoipa::ToSchema;

use super::super::incidents::dossier::{Dossier, reference};
use super::super::values::words_of;
use super::acted;
use crate::actions::life::qualify::{Verdict, qualify};
use crate::domain::life::{Ground, Tlp, Typed, TypedRejection};
use crate::domain::people::Party;
use crate::web::allowed::{Allowed, Qualify};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

const CONFIRMED: &str = "confirmed";
const REJECTED: &str = "rejected";

/// What an incident is.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewQualification {
    /// `confirmed` or `rejected`.
    verdict: String,
    /// Class of `GET /api/v1/taxonomy`, or a type alone, which names its class; asked for when confirmed.
    category: Option<String>,
    /// Type of that class.
    r#type: Option<String>,
    /// How grave, from 1 to 4; asked for when confirmed.
    #[schema(minimum = 1, maximum = 4)]
    severity: Option<i64>,
    /// How far what is written may travel; `amber` unless given.
    tlp: Option<Tlp>,
    /// The party that should handle it; another one than now is asked, and handles once it accepts.
    handler: Option<Party>,
    /// Why; asked for with another handler, and when rejected.
    #[schema(max_length = 20_000)]
    reason: Option<String>,
    /// Why it is rejected; unless given, a duplicate when another dossier is named and a false alarm otherwise.
    ground: Option<Ground>,
    /// Reference of the dossier that is about the same thing.
    duplicate_of: Option<String>,
    /// The version that was read: refused when it is another one by now.
    version: Option<i64>,
}

/// Says what was reported is: confirmed, or rejected with the reason.
///
/// # Errors
/// [`Error::Problems`], [`Error::NotFound`], [`Error::Stands`] at another stage or while a breach stands,
/// [`Error::Overtaken`].
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/qualification", tag = "life",
    request_body = NewQualification,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The dossier as it stands now", body = Dossier)))]
pub async fn create(
    app: Data<App>,
    who: Allowed<Qualify>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<Dossier>, Error> {
    let (reference, (verdict, version)) = (reference(&path)?, read(posted.json().await?)?);
    acted(&app, &who, version, move |db, acting| {
        qualify(db, acting, &reference, &verdict)
    })
    .await
}

fn read(body: Value) -> Result<(Verdict, Option<i64>), Error> {
    let mut fields = Fields::of(body)?;
    let words = [CONFIRMED, REJECTED];
    let confirmed = fields.choice("verdict", &words, |word| match word {
        CONFIRMED => Some(true),
        REJECTED => Some(false),
        _ => None,
    });
    let version = fields.count_if_any("version");
    let reason = fields.text_if_any("reason").unwrap_or_default();
    let verdict = match confirmed {
        Some(false) => Verdict::Rejected(rejection(&mut fields, reason)),
        Some(true) | None => Verdict::Confirmed(confirmation(&mut fields, reason)),
    };
    fields.finished()?;
    Ok((verdict, version))
}

fn confirmation(fields: &mut Fields, reason: String) -> Typed {
    Typed {
        category: fields.text_if_any("category").unwrap_or_default(),
        kind: fields.text_if_any("type").unwrap_or_default(),
        severity: fields.count_if_any("severity"),
        tlp: fields.choice_if_any("tlp", &words_of(Tlp::ALL, Tlp::as_str), Tlp::parse),
        handler: fields.choice_if_any("handler", &words_of(Party::ALL, Party::as_str), Party::parse),
        reason,
    }
}

fn rejection(fields: &mut Fields, reason: String) -> TypedRejection {
    TypedRejection {
        ground: fields.choice_if_any("ground", &words_of(Ground::ALL, Ground::as_str), Ground::parse),
        duplicate_of: fields.text_if_any("duplicate_of").unwrap_or_default(),
        reason,
    }
}
