//! What is sent about a breach: the few fields that are acts of their own, and the record field by field.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::super::values::{At, words_of};
use super::shape::RecordShape;
use crate::actions::breach::amend::{Amendment, Known};
use crate::domain::breach::record::Record;
use crate::domain::breach::{Awareness, Status};
use crate::domain::people::Party;
use crate::web::error::Error;
use crate::web::fields::{Fields, one_of};

/// What is given about a breach; what is left out stays as it is, and `null` empties a field of the record.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct BreachGiven {
    /// What it is taken to be.
    status: Option<Status>,
    /// On what that rests; asked for whenever the status changes.
    #[schema(max_length = 20_000)]
    status_reason: Option<String>,
    /// Who knew when; takes the place of what counted for each party named.
    awareness: Option<Vec<AwarenessGiven>>,
    /// The controllers of the processing touched.
    controllers: Option<Vec<Party>>,
    /// The version that was read; a breach changed since then is left as it is (409).
    version: Option<i64>,
    #[serde(flatten)]
    record: RecordShape,
}

/// That a party knows, as given.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct AwarenessGiven {
    /// Who.
    party: Party,
    /// Since when, with its offset.
    #[schema(value_type = At)]
    aware_at: At,
    /// How it came to know.
    how: Option<String>,
    /// Why it corrects what counted before.
    reason: Option<String>,
}

/// Reads what is given about a breach.
///
/// # Errors
/// [`Error::Problems`] with every problem of form at once; what the facts mean together, the act says.
pub(super) fn read(body: Value) -> Result<Amendment, Error> {
    let mut fields = Fields::of(body)?;
    let mut given = Amendment {
        status: status(&mut fields),
        awareness: awareness(&mut fields),
        controllers: controllers(&mut fields),
        version: fields.count_if_any("version"),
        record: Map::new(),
    };
    given.record = fields.rest();
    let mut problems = fields.finish();
    if !problems.is_empty() {
        problems.extend(Record::default().merge(&given.record).err().unwrap_or_default());
        return Err(Error::Problems(problems));
    }
    Ok(given)
}

fn status(fields: &mut Fields) -> Option<(Status, String)> {
    let words = words_of(Status::ALL, Status::as_str);
    let decided = fields.is_given("status");
    let status = fields.choice_if_any("status", &words, Status::parse);
    let asked = fields.is_given("status_reason");
    let reason = fields.text_if_any("status_reason").unwrap_or_default();
    if asked && !decided {
        fields.problem("status", "Indiquez le statut que ce motif fonde.");
    }
    status.map(|status| (status, reason))
}

fn awareness(fields: &mut Fields) -> Vec<Known> {
    let known = fields.objects_if_any("awareness", |fact| {
        let party = fact.choice("party", &words_of(Party::ALL, Party::as_str), Party::parse);
        let aware_at = fact.instant("aware_at");
        let how = fact.text_if_any("how").unwrap_or_default();
        let reason = fact.text_if_any("reason").unwrap_or_default();
        let awareness = Awareness {
            party: party?,
            aware_at: aware_at?,
            how: how.trim().to_owned(),
        };
        Some(Known { awareness, reason })
    });
    known.into_iter().flatten().collect()
}

fn controllers(fields: &mut Fields) -> Option<BTreeSet<Party>> {
    if !fields.is_given("controllers") {
        fields.texts("controllers");
        return None;
    }
    let words = fields.texts("controllers");
    let mut parties = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        if let Some(party) = Party::parse(word) {
            parties.insert(party);
        } else {
            let admitted = one_of(&words_of(Party::ALL, Party::as_str));
            fields.problem(&format!("controllers[{at}]"), admitted);
        }
    }
    Some(parties)
}
