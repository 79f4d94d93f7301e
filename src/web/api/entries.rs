//! `/api/v1/incidents/{ref}/entries`: what people write in a dossier, and the actions that they plan.

use std::sync::Arc;

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::actions::ActionShape;
use super::idempotency::{fingerprint, key};
use super::incidents::dossier::reference;
use super::values::{At, Listed, slice_of, words_of};
use crate::actions::entries::write::{WrittenOnce, write};
use crate::actions::follow::{FollowRefused, dossier};
use crate::actions::remediation::OwnerGiven;
use crate::actions::remediation::plan::{PlannedOnce, Planning, plan};
use crate::actions::report::Key;
use crate::domain::entries::{EntryKind, Writing};
use crate::domain::incident::Problem;
use crate::domain::instants::paris_day;
use crate::domain::people::named;
use crate::store::{Db, incidents};
use crate::web::allowed::{Allowed, Contribute, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::params::Params;
use crate::web::posted::Posted;
use crate::web::timeline::{EntryLine, entries_of};

named! {
    /// What is written: an entry, or an action of the plan.
    WrittenKind {
        /// Something said.
        Comment = "comment",
        /// Something that happened.
        Fact = "fact",
        /// Something decided.
        Decision = "decision",
        /// An action of the remediation plan.
        Action = "action",
    }
}

/// An entry, or an action of the remediation plan, as it is written.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewEntry {
    /// What it is.
    kind: WrittenKind,
    /// Its words; of an action what is to be done, at most 160 characters. `@` and a role or the address of an account
    /// mentions people who see the dossier.
    #[schema(max_length = 20_000)]
    text: String,
    /// When the fact happened; facts only.
    #[schema(value_type = Option<At>)]
    at: Option<At>,
    /// Number of the entry that it corrects; never of an action.
    corrects: Option<i64>,
    /// Of an action: `me`, a party of the dossier, or the address of an account that sees it.
    owner: Option<String>,
    /// Of an action: the last day (Paris) on which it is in time, `2026-03-29`.
    #[schema(format = Date)]
    due_on: Option<String>,
}

/// An entry of a dossier.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Entry)]
pub struct EntryShape {
    /// Its number in the dossier, from 1.
    number: i64,
    /// What it is.
    kind: EntryKind,
    /// Its words.
    text: String,
    /// When the fact happened; facts only.
    at: Option<At>,
    /// Who wrote it.
    written_by: String,
    /// When it was written.
    written_at: At,
    /// Number of the entry that it corrects.
    corrects: Option<i64>,
    /// Number of the entry that corrects it.
    corrected_by: Option<i64>,
    /// When that was written.
    corrected_at: Option<At>,
}

impl From<EntryLine> for EntryShape {
    fn from(entry: EntryLine) -> Self {
        Self {
            number: entry.number,
            kind: entry.kind,
            text: entry.text,
            at: entry.at.map(At),
            written_by: entry.by,
            written_at: At(entry.written_at),
            corrects: entry.corrects,
            corrected_by: entry.corrected.map(|(number, _)| number),
            corrected_at: entry.corrected.map(|(_, at)| At(at)),
        }
    }
}

/// What was written.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "one answer is made at a time")]
pub enum Written {
    /// An entry.
    Entry(EntryShape),
    /// An action.
    Action(ActionShape),
}

/// What is asked for.
enum Asked {
    Entry(Writing),
    Action(Planning),
}

/// Writes an entry, or plans an action. The same key and request again answer with the same one.
///
/// # Errors
/// [`Error::Problems`], [`Error::Stands`] when the entry to correct was corrected meanwhile, [`Error::NotTheOfficer`],
/// [`Error::NotFound`].
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/entries", tag = "incidents", request_body = NewEntry,
    params(
        ("reference" = String, Path, description = "Reference of the dossier"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Chosen by the caller: the same key and request again write nothing more"),
    ),
    responses((status = 201, description = "The entry or the action", body = Written, headers(
        ("Location" = String, description = "Where to read it"),
        ("Idempotency-Replayed" = Option<String>, description = "`true` when an earlier call had written it"),
    ))))]
pub async fn create(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<String>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let (reference, sight) = (reference(&path)?, who.sight());
    let wanted = reference.clone();
    let seen = app.read(move |db| incidents::find(db, &wanted, &sight)).await;
    seen.map_err(|error: crate::store::StoreError| Error::from(error))?
        .ok_or(Error::NotFound)?;
    let body = posted.json().await?;
    let asked_for = fingerprint(&json!({ "dossier": reference, "body": body }));
    let now = app.now();
    let (asked, key) = asked(&request, body, asked_for, paris_day(now))?;
    let (instance, by, of) = (Arc::clone(&app.instance), who.account(), reference.clone());
    let written = app
        .write(move |db| match asked {
            Asked::Entry(writing) => {
                let WrittenOnce { entry, already } =
                    write(db, &instance, &by, &of, writing, key.as_ref(), now)?;
                let entry = shown(db, &by, &of, entry.number)?;
                Ok::<_, FollowRefused>((Written::Entry(entry), None, already))
            }
            Asked::Action(planning) => {
                let PlannedOnce { kept, already } =
                    plan(db, &by, &of, &planning, key.as_ref(), now).map_err(under_text)?;
                let number = kept.number;
                let action = ActionShape::load(db, &of, kept, now)?;
                Ok((Written::Action(action), Some(number), already))
            }
        })
        .await?;
    Ok(created(&reference, &written))
}

fn created(reference: &str, (written, action, already): &(Written, Option<i64>, bool)) -> HttpResponse {
    let place = match action {
        Some(number) => format!("/api/v1/incidents/{reference}/actions/{number}"),
        None => format!("/api/v1/incidents/{reference}/entries"),
    };
    let mut answer = HttpResponse::Created();
    answer.insert_header((LOCATION, place));
    if *already {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    answer.json(written)
}

/// What is to be done is given under `text`.
fn under_text(refused: FollowRefused) -> FollowRefused {
    let renamed = |problem: Problem| match problem.field.as_str() {
        "title" => Problem::new("text", problem.message),
        _ => problem,
    };
    match refused {
        FollowRefused::Problems(problems) => {
            FollowRefused::Problems(problems.into_iter().map(renamed).collect())
        }
        other => other,
    }
}

fn shown(
    db: &mut Db,
    by: &crate::domain::people::Account,
    reference: &str,
    number: i64,
) -> Result<EntryShape, FollowRefused> {
    let incident = dossier(db, by, reference)?;
    let entries = entries_of(db, &incident)?;
    let entry = entries.into_iter().find(|entry| entry.number == number);
    entry.map(EntryShape::from).ok_or(FollowRefused::NotFound)
}

fn asked(
    request: &HttpRequest,
    body: Value,
    asked_for: String,
    today: chrono::NaiveDate,
) -> Result<(Asked, Option<Key>), Error> {
    let mut fields = Fields::of(body)?;
    let key = key(request, asked_for, &mut fields);
    let words = words_of(WrittenKind::ALL, WrittenKind::as_str);
    let kind = fields.choice("kind", &words, WrittenKind::parse);
    let text = fields.text("text");
    let asked = match kind {
        Some(WrittenKind::Action) => Asked::Action(Planning {
            title: text,
            owner: OwnerGiven::read(&fields.text("owner")),
            // A day that is missing or unreadable was complained of.
            due_on: fields.day("due_on").unwrap_or(today),
        }),
        kind => Asked::Entry(Writing {
            kind: kind.map_or(EntryKind::Comment, of_entry),
            text,
            at: fields.instant_if_any("at"),
            corrects: fields.count_if_any("corrects"),
        }),
    };
    fields.finished()?;
    Ok((asked, key))
}

fn of_entry(kind: WrittenKind) -> EntryKind {
    match kind {
        WrittenKind::Comment | WrittenKind::Action => EntryKind::Comment,
        WrittenKind::Fact => EntryKind::Fact,
        WrittenKind::Decision => EntryKind::Decision,
    }
}

/// The entries of a dossier, in the order written, those corrected included.
///
/// # Errors
/// [`Error::NotFound`] for a dossier that the account does not see; [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/incidents/{reference}/entries", tag = "incidents",
    params(
        ("reference" = String, Path, description = "Reference of the dossier"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Entries", body = Listed<EntryShape>)))]
pub async fn list(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<Json<Listed<EntryShape>>, Error> {
    let (reference, by) = (reference(&path)?, who.account());
    let mut params = Params::of(&request);
    let slice = params.slice(1);
    params.finish()?;
    let found = app.read(move |db| {
        let incident = dossier(db, &by, &reference)?;
        Ok::<_, FollowRefused>(entries_of(db, &incident)?)
    });
    let numbered: Vec<(String, EntryLine)> = found
        .await?
        .into_iter()
        .map(|entry| (entry.number.to_string(), entry))
        .collect();
    let (items, next_cursor) = slice_of(&numbered, &slice, |(number, _)| number);
    let items = items
        .into_iter()
        .map(|(_, entry)| EntryShape::from(entry.clone()))
        .collect();
    Ok(Json(Listed { items, next_cursor }))
}
