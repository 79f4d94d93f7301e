//! An action is changed: by those who plan, by its owner, by the people of the owning party. What it was stays readable.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value, json};

use super::super::follow::{FollowRefused, dossier};
use super::super::note::note;
use super::{OwnerGiven, handlers};
use crate::domain::incident::Problem;
use crate::domain::instants::{in_full, paris_day};
use crate::domain::people::Account;
use crate::domain::remediation::{Action, ActionState, Change, Owner, may_change};
use crate::store::incidents::Incident;
use crate::store::remediation::{self, Changed, Kept};
use crate::store::{Db, accounts, attachments, search};

/// What is to change, as somebody gives it; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changing {
    /// The version that was seen; what changed since is told instead of being overwritten.
    pub version: Option<i64>,
    /// What is to be done.
    pub title: Option<String>,
    /// By whom.
    pub owner: Option<OwnerGiven>,
    /// By when (Paris).
    pub due_on: Option<NaiveDate>,
    /// Where it stands.
    pub state: Option<ActionState>,
    /// Why it is given up or taken up again.
    pub reason: Option<String>,
    /// What shows that it was done.
    pub evidence: Option<String>,
    /// Identifier of the attachment that shows it; `Some(None)` for none any more.
    pub attachment: Option<Option<String>>,
}

/// Changes an action; saying what is already so changes nothing.
///
/// # Errors
/// Every problem at once; [`FollowRefused::NotYours`]; [`FollowRefused::Stands`] with what changed since the version that
/// was seen.
pub fn change(
    db: &mut Db,
    by: &Account,
    (reference, number): (&str, i64),
    given: Changing,
    now: DateTime<Utc>,
) -> Result<Kept, FollowRefused> {
    let incident = dossier(db, by, reference)?;
    let mut kept = remediation::find(db, &incident.id, number)?.ok_or(FollowRefused::NotFound)?;
    if !may_change(by, &kept.action.owner, &handlers(&incident)) {
        let message = "Modifier cette action revient à son porteur, au RSSI de l’académie et à ceux qui traitent l’incident.";
        return Err(FollowRefused::NotYours(message.to_owned()));
    }
    if let Some(seen) = given.version.filter(|seen| *seen != kept.version) {
        return Err(FollowRefused::Stands(since(db, &kept, seen)?));
    }
    let next = legal(db, by, &incident, &kept.action, given, now)?;
    let differences = kept.action.differences(&next);
    if differences.is_empty() {
        return Ok(kept);
    }
    let fields = before_and_after(&kept.action, &next, &differences);
    kept.version += 1;
    kept.action = next;
    remediation::update(db, &kept)?;
    search::reindex(db, &incident.id)?;
    remediation::schedule(db, &kept)?;
    let changed = Changed {
        version: kept.version,
        by: by.id.clone(),
        at: now,
        fields,
    };
    remediation::insert_change(db, &kept.id, &changed)?;
    let body = json!({ "number": kept.number, "fields": differences, "state": kept.action.state });
    note(db, &by.id, &incident, ("action_changed", body), now)?;
    Ok(kept)
}

fn legal(
    db: &mut Db,
    by: &Account,
    incident: &Incident,
    action: &Action,
    given: Changing,
    now: DateTime<Utc>,
) -> Result<Action, FollowRefused> {
    let mut problems = Vec::new();
    let owner = match given.owner {
        Some(owner) => owner
            .resolved(db, incident, by)?
            .map_err(|problem| problems.push(problem))
            .ok(),
        None => None,
    };
    if let Some(Some(id)) = &given.attachment {
        let files = attachments::of_incident(db, &incident.id)?;
        if files.iter().all(|file| file.id != *id) {
            problems.push(Problem::new(
                "attachment",
                "Cette pièce n’est pas jointe à ce dossier.",
            ));
        }
    }
    let change = Change {
        title: given.title,
        owner,
        due_on: given.due_on,
        state: given.state,
        reason: given.reason,
        evidence: given.evidence,
        attachment: given.attachment,
    };
    match action.changed(change, paris_day(now)) {
        Ok(next) if problems.is_empty() => Ok(next),
        changed => {
            let mut all = changed.err().unwrap_or_default();
            all.append(&mut problems);
            Err(FollowRefused::Problems(all))
        }
    }
}

/// What changed since a version, one sentence for each change.
fn since(db: &mut Db, kept: &Kept, seen: i64) -> Result<Vec<Problem>, FollowRefused> {
    let mut told = Vec::new();
    for changed in remediation::changes_after(db, &kept.id, seen)? {
        let who = accounts::name(db, &changed.by)?.unwrap_or_default();
        let fields: Vec<&str> = changed
            .fields
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .map(|name| field_words(name))
            .collect();
        let message = format!(
            "{who} a modifié l’action le {}\u{a0}: {}.",
            in_full(changed.at),
            fields.join(", ")
        );
        told.push(Problem::new("version", message));
    }
    if told.is_empty() {
        told.push(Problem::new("version", "Cette version de l’action n’existe pas."));
    }
    Ok(told)
}

/// A field of an action, in words.
#[must_use]
pub fn field_words(name: &str) -> &str {
    match name {
        "title" => "ce qui est à faire",
        "owner" => "le porteur",
        "due_on" => "l’échéance",
        "state" => "l’état",
        "reason" => "le motif",
        "evidence" => "ce qui montre que c’est fait",
        "attachment" => "la pièce jointe",
        other => other,
    }
}

fn before_and_after(before: &Action, after: &Action, names: &[&'static str]) -> Value {
    let pair = |name: &&'static str| {
        let both = json!([value(before, name), value(after, name)]);
        ((*name).to_owned(), both)
    };
    Value::Object(names.iter().map(pair).collect())
}

fn value(action: &Action, name: &str) -> Value {
    match name {
        "title" => json!(action.title),
        "owner" => match &action.owner {
            Owner::Account(id) => json!({ "account": id }),
            Owner::Party(party) => json!({ "party": party }),
        },
        "due_on" => json!(action.due_on),
        "state" => json!(action.state),
        "reason" => json!(action.reason),
        "evidence" => json!(action.evidence),
        _ => json!(action.attachment),
    }
}
