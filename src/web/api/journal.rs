//! `/api/v1/journal`: the entries of one dossier, and whether the whole chain holds.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::incidents::dossier::reference;
use super::values::{At, Listed};
use crate::domain::incident::Problem;
use crate::domain::journal::{Broken, Entry, Whole};
use crate::store::{StoreError, incidents, journal};
use crate::web::allowed::{Allowed, ReadJournal};
use crate::web::app::{App, blocking};
use crate::web::error::Error;
use crate::web::params::{Params, Slice};

/// An entry of the journal.
#[derive(Serialize, ToSchema)]
pub struct JournalEntry {
    /// Place in the chain, from 1.
    seq: i64,
    /// Instant of the act.
    at: At,
    /// Who acted: an account identifier, or a part of the machine.
    actor: String,
    /// What was done.
    act: String,
    /// Reference of the dossier.
    dossier: Option<String>,
    /// Details.
    #[schema(value_type = Object)]
    body: Value,
    /// Hash of the entry before.
    prev: String,
    /// Hash of this entry.
    hash: String,
}

impl From<Entry> for JournalEntry {
    fn from(entry: Entry) -> Self {
        Self {
            seq: entry.seq,
            at: At(entry.at),
            actor: entry.actor,
            act: entry.act,
            dossier: entry.dossier,
            body: entry.body,
            prev: entry.prev,
            hash: entry.hash,
        }
    }
}

/// Whether the chain holds.
#[derive(Serialize, ToSchema)]
pub struct Verification {
    /// Whether every entry is the one that was sealed.
    whole: bool,
    /// Entries read without fault.
    entries: i64,
    /// Hash of the last one: to be compared with the daily seal. `null` when the chain is broken.
    head: Option<String>,
    /// The first fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    broken: Option<BrokenEntry>,
}

/// The first place where the chain breaks.
#[derive(Serialize, ToSchema)]
pub struct BrokenEntry {
    /// Number of the entry expected there.
    seq: i64,
    /// What is wrong with it, French.
    reason: String,
}

/// The entries of one dossier, oldest first.
///
/// # Errors
/// [`Error::NotFound`] for a dossier that the account does not see; [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/journal", tag = "journal",
    params(
        ("incident" = String, Query, description = "Reference of the dossier"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Entries", body = Listed<JournalEntry>)))]
pub async fn list(
    app: Data<App>,
    who: Allowed<ReadJournal>,
    request: HttpRequest,
) -> Result<Json<Listed<JournalEntry>>, Error> {
    let mut params = Params::of(&request);
    let (asked, slice) = (params.required("incident"), params.slice(1));
    params.finish()?;
    let (reference, after, sight) = (reference(&asked)?, seq(&slice)?, who.sight());
    let most = slice.one_more();
    let found = app.read(move |db| {
        let seen = incidents::find(db, &reference, &sight)?.ok_or(Error::NotFound)?;
        Ok::<_, Error>(journal::of_dossier(db, &seen.reference, after, most)?)
    });
    let mut entries: Vec<(String, Entry)> =
        found.await?.into_iter().map(|e| (e.seq.to_string(), e)).collect();
    let next_cursor = slice.cut(&mut entries, |(seq, _)| vec![seq]);
    let items = entries.into_iter().map(|(_, entry)| entry.into()).collect();
    Ok(Json(Listed { items, next_cursor }))
}

fn seq(slice: &Slice) -> Result<i64, Error> {
    let wrong = |_| Error::Problems(vec![Problem::new("cursor", crate::web::params::CURSOR_WORDS)]);
    slice
        .after_one()
        .map_or(Ok(0), |after| after.parse().map_err(wrong))
}

/// Reads the whole chain, from the first entry to the last.
///
/// # Errors
/// The machine's failures; a chain that does not hold is an answer.
#[utoipa::path(get, path = "/api/v1/journal/verification", tag = "journal",
    responses((status = 200, description = "Whether the chain holds", body = Verification)))]
pub async fn verify(app: Data<App>, _who: Allowed<ReadJournal>) -> Result<Json<Verification>, Error> {
    let store = app.store.clone();
    let checked: Result<_, StoreError> = blocking(move || journal::verify(&store)).await;
    Ok(Json(match checked? {
        Ok(whole) => held(whole),
        Err(broken) => broke(&broken),
    }))
}

fn held(whole: Whole) -> Verification {
    Verification {
        whole: true,
        entries: whole.entries,
        head: Some(whole.head),
        broken: None,
    }
}

fn broke(broken: &Broken) -> Verification {
    Verification {
        whole: false,
        entries: broken.seq - 1,
        head: None,
        broken: Some(BrokenEntry {
            seq: broken.seq,
            reason: broken.reason.to_string(),
        }),
    }
}
