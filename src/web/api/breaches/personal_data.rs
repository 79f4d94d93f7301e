//! `POST /api/v1/incidents/{ref}/personal-data`: the answer to the question whether personal data are touched.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use serde_json::Value;
use utoipa::ToSchema;

use super::super::incidents::dossier::{Dossier, reference};
use crate::actions::breach::answer;
use crate::domain::incident::PersonalData;
use crate::store::incidents;
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// Whether personal data are touched.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct PersonalDataAnswer {
    /// `yes` opens a suspected breach; `no` settles the question.
    #[schema(value_type = String)]
    answer: PersonalData,
    /// Why the answer is `no`.
    reason: Option<String>,
}

/// Answers whether personal data are touched.
///
/// # Errors
/// [`Error::Problems`], [`Error::Stands`] for a « no » to a breach that is open, [`Error::NotFound`].
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/personal-data", tag = "breaches",
    request_body = PersonalDataAnswer,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The dossier as it stands now", body = Dossier)))]
pub async fn create(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<Dossier>, Error> {
    let (reference, (yes, reason)) = (reference(&path)?, read(posted.json().await?)?);
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let answered = app.write(move |db| {
        if yes {
            answer::yes(db, &instance, &by, &reference, now)?;
        } else {
            answer::no(db, &instance, &by, &reference, &reason, now)?;
        }
        let incident = incidents::find(db, &reference, &by.sight())?.ok_or(Error::NotFound)?;
        Ok::<_, Error>(Dossier::load(db, &instance, incident, now)?)
    });
    answered.await.map(Json)
}

fn read(body: Value) -> Result<(bool, String), Error> {
    let mut fields = Fields::of(body)?;
    let words = [PersonalData::Yes.as_str(), PersonalData::No.as_str()];
    let answer = fields.choice("answer", &words, |text| {
        PersonalData::parse(text).filter(|answer| *answer != PersonalData::Unknown)
    });
    let yes = answer == Some(PersonalData::Yes);
    let reason = fields.text_if_any("reason").unwrap_or_default();
    if yes && !reason.trim().is_empty() {
        fields.problem("reason", "Un motif n’est attendu que pour la réponse no.");
    }
    fields.finished()?;
    Ok((yes, reason))
}
