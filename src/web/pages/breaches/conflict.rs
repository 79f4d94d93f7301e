//! What changed about a breach since a person opened a form: told when somebody else was faster, so that they can
//! understand why nothing was saved.

use std::collections::BTreeMap;

use serde_json::Value;

use super::knowledge::name;
use crate::domain::breach::record::Field;
use crate::domain::journal::Entry;
use crate::store::{Db, StoreError, accounts, journal};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::form::value;
use crate::web::posted::FormFields;
use crate::web::view::Moment;
use crate::web::wording;

/// Acts that change what a form of a breach shows; readings and letters do not.
const CHANGES: &[&str] = &[
    "breach_opened",
    "breach_amended",
    "breach_assessed",
    "breach_notified",
    "awareness_recorded",
    "automatic_sending_held",
    "automatic_sending_released",
    "ministry_escalation_decided",
    "ministry_told",
    "obligation_waived",
    "notification_bounced",
    "attachment_added",
    "attachment_marked",
];
/// Acts looked through: nobody leaves a form open for longer than these take.
const LOOKED_THROUGH: i64 = 200;

/// Something that somebody else did meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What, in words.
    pub what: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// What a form says of the state that it was filled from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The version of the breach.
    pub version: Option<i64>,
    /// The last entry of the journal of its dossier.
    pub journal: Option<i64>,
}

impl Shown {
    /// Takes `version` and `journal`.
    pub(in crate::web::pages) fn take(fields: &mut FormFields) -> Self {
        let mut number = |name: &str| value(fields, name).parse().ok();
        Self {
            version: number("version"),
            journal: number("journal"),
        }
    }
}

/// The last entry of the journal of a dossier.
///
/// # Errors
/// The store's own failures.
pub(in crate::web::pages) fn journal_of(db: &mut Db, dossier: &str) -> Result<i64, StoreError> {
    let latest = journal::latest_of_dossier(db, dossier, 1)?;
    Ok(latest.first().map_or(0, |entry| entry.seq))
}

/// What changed in the dossier since, in order.
///
/// # Errors
/// The machine's.
pub(in crate::web::pages) async fn since(
    app: &App,
    dossier: &str,
    shown: Shown,
) -> Result<Vec<Change>, Error> {
    let Some(seq) = shown.journal else {
        return Ok(Vec::new());
    };
    let dossier = dossier.to_owned();
    let read = app.read(move |db| -> Result<_, StoreError> {
        let mut entries = journal::of_dossier(db, &dossier, seq, LOOKED_THROUGH)?;
        entries.retain(|entry| CHANGES.contains(&entry.act.as_str()));
        let names = names(db, &entries)?;
        Ok(entries.iter().map(|entry| Change::of(entry, &names)).collect())
    });
    Ok(read.await?)
}

fn names(db: &mut Db, entries: &[Entry]) -> Result<BTreeMap<String, String>, StoreError> {
    let actors: Vec<&str> = entries.iter().map(|entry| entry.actor.as_str()).collect();
    accounts::names(db, &actors)
}

impl Change {
    fn of(entry: &Entry, names: &BTreeMap<String, String>) -> Self {
        Self {
            what: what(entry),
            by: name(&entry.actor, names),
            at: Moment::of(entry.at),
        }
    }
}

/// The act in words, with the questions whose answers it changed.
fn what(entry: &Entry) -> String {
    let told = |part: &str| {
        let listed = entry.body.get(part).and_then(Value::as_array);
        listed.is_some_and(|listed| !listed.is_empty())
    };
    let fields = entry.body.get("fields").and_then(Value::as_array);
    let names = fields.into_iter().flatten().filter_map(Value::as_str);
    let labels = names.filter_map(Field::named).map(|field| field.label.to_owned());
    let changed = entry.body.get("changed").and_then(Value::as_array);
    let changed = changed.into_iter().flatten().filter_map(Value::as_str);
    let changed = changed.filter_map(in_words).map(ToOwned::to_owned);
    let aware = told("awareness").then(|| "Prise de connaissance".to_owned());
    let details: Vec<String> = changed.chain(aware).chain(labels).collect();
    let act = wording::act(&entry.act);
    if details.is_empty() {
        act.to_owned()
    } else {
        format!("{act} ({})", details.join("\u{a0}; "))
    }
}

fn in_words(changed: &str) -> Option<&'static str> {
    match changed {
        "status" => Some("Statut"),
        "status_reason" => Some("Motif du statut"),
        "controllers" => Some("Responsables du traitement"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;

    use super::*;
    use crate::domain::journal::Draft;

    fn amended(body: Value) -> Entry {
        let draft = Draft {
            at: DateTime::UNIX_EPOCH,
            actor: "somebody".to_owned(),
            act: "breach_amended".to_owned(),
            dossier: None,
            body,
        };
        draft.chain(1, "")
    }

    #[test]
    fn a_change_names_the_questions_it_answered() {
        let entry = amended(json!({ "fields": ["nature"], "changed": ["status"], "awareness": [] }));
        assert_eq!(
            what(&entry),
            "Violation de données complétée (Statut\u{a0}; Nature de la violation)"
        );
    }

    #[test]
    fn what_has_no_detail_is_told_by_its_act() {
        assert_eq!(what(&amended(json!({}))), "Violation de données complétée");
    }
}
