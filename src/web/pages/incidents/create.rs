//! A report is sent: recorded and answered, or shown again with every problem and everything that was typed.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use chrono::{DateTime, Utc};
use serde_json::json;

use super::new::{ReportForm, show};
use super::reading::Reading;
use crate::actions::new_id;
use crate::actions::report::{self, Key, ReportRefused};
use crate::domain::incident::Problem;
use crate::signing::sha256_hex;
use crate::web::allowed::{Allowed, Report};
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::posted::{FormFields, Posted};

/// Longest key taken, in characters; ours are shorter.
const KEY_MAX: usize = 64;
/// Fields that do not belong to what is reported.
const ASIDE: &[&str] = &["key", "action", "school_query"];
const SENT_BEFORE: &str = "Ce formulaire a déjà été envoyé une fois avec un autre contenu, et ce premier envoi est enregistré. \
     S’il s’agit d’un autre incident, envoyez-le de nouveau\u{a0}; sinon, retrouvez-le dans la liste des dossiers.";

/// Records a report, or looks for a school when that is what the person asked.
///
/// # Errors
/// Those of a form, and the machine's. What must be corrected is shown beside its field.
pub async fn create(app: Data<App>, who: Allowed<Report>, posted: Posted) -> Result<HttpResponse, Error> {
    let fields = posted.form(&app, &who).await?;
    let asked = fingerprint(&fields);
    let form = ReportForm::from_fields(fields);
    if form.searches_school() {
        return show(&app, &who, form, Vec::new(), StatusCode::OK).await;
    }
    let key = key(&form, asked);
    match record(&app, &who, Reading::of(&form, app.now()), key).await {
        Ok(reference) => Ok(see_other(&paths::reported(&reference))),
        Err(ReportRefused::Problems(problems)) => again(&app, &who, form, problems).await,
        Err(ReportRefused::KeyReused) => once_more(&app, &who, form, app.now()).await,
        Err(ReportRefused::Store(error)) => Err(error.into()),
    }
}

/// Records what could be read, or tells everything that is wrong; answers with the reference.
async fn record(
    app: &App,
    who: &Allowed<Report>,
    reading: Reading,
    key: Option<Key>,
) -> Result<String, ReportRefused> {
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let given = reading.report.clone();
    if reading.problems.is_empty() {
        let taken = app.write(move |db| report::report(db, &instance, &by, given, key.as_ref(), now));
        return match taken.await {
            Ok(reported) => Ok(reported.reference),
            Err(ReportRefused::Problems(problems)) => Err(ReportRefused::Problems(reading.with(problems))),
            Err(other) => Err(other),
        };
    }
    let further = app.read(move |db| report::problems(db, &instance, &by, given, now));
    Err(ReportRefused::Problems(reading.with(further.await?)))
}

async fn again(
    app: &App,
    who: &Allowed<Report>,
    form: ReportForm,
    problems: Vec<Problem>,
) -> Result<HttpResponse, Error> {
    show(app, who, form, problems, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The form was sent before and changed since: it is offered again as a new one.
async fn once_more(
    app: &App,
    who: &Allowed<Report>,
    form: ReportForm,
    now: DateTime<Utc>,
) -> Result<HttpResponse, Error> {
    let form = ReportForm {
        key: new_id(now),
        ..form
    };
    again(app, who, form, vec![Problem::new("title", SENT_BEFORE)]).await
}

/// The form's key; none when it is not of our making, and then nothing protects from a second press.
fn key(form: &ReportForm, request_hash: String) -> Option<Key> {
    let usual = !form.key.is_empty() && form.key.len() <= KEY_MAX;
    usual.then(|| Key {
        key: form.key.clone(),
        request_hash,
    })
}

/// The same for the same report, in whatever order the fields come.
fn fingerprint(fields: &FormFields) -> String {
    let mut said: Vec<_> = fields
        .iter()
        .filter(|(name, _)| !ASIDE.contains(&name.as_str()))
        .collect();
    said.sort();
    sha256_hex(json!(said).to_string().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(fields: &[(&str, &str)]) -> String {
        let owned = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        fingerprint(&owned.collect())
    }

    #[test]
    fn the_same_report_has_the_same_fingerprint_whatever_the_order_and_the_search() {
        let one = of(&[
            ("title", "Panne"),
            ("exercise", "true"),
            ("school_query", "Redon"),
        ]);
        assert_eq!(one, of(&[("exercise", "true"), ("key", "k"), ("title", "Panne")]));
        assert_ne!(one, of(&[("exercise", "true"), ("title", "Panne 2")]));
    }
}
