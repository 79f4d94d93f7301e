//! People choose which optional letters they want; the administrator says which ones each role is given. What the law, a
//! convention or the life of a dossier calls for is no choice of anybody.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::accounts::record;
use super::follow::FollowRefused;
use crate::domain::incident::Problem;
use crate::domain::letter::LetterKind;
use crate::domain::mailing::{given, is_optional, roles, wants};
use crate::domain::people::{Account, Role};
use crate::store::{Db, mailing};

const NO_CHOICE: &str = "Ce courriel est toujours envoyé\u{a0}: il n’est pas au choix.";

/// Records what an account wants, where it is not so already.
///
/// # Errors
/// A problem for each letter that is no choice; nothing is recorded then.
pub fn prefer(
    db: &mut Db,
    by: &Account,
    choices: &[(LetterKind, bool)],
    now: DateTime<Utc>,
) -> Result<(), FollowRefused> {
    let locked = choices.iter().filter(|(kind, _)| !is_optional(*kind));
    let problems: Vec<Problem> = locked
        .map(|(kind, _)| Problem::new(kind.as_str(), NO_CHOICE))
        .collect();
    if !problems.is_empty() {
        return Err(FollowRefused::Problems(problems));
    }
    let mut changed = serde_json::Map::new();
    for (kind, wanted) in choices {
        let choice = mailing::choice(db, &by.id, *kind)?;
        if wants(by, *kind, &choice) != *wanted {
            mailing::prefer(db, &by.id, *kind, *wanted)?;
            changed.insert(kind.to_string(), json!(wanted));
        }
    }
    if !changed.is_empty() {
        let body = json!({ "account": by.id, "wanted": changed });
        record(db, &by.id, "mail_preferences_changed", body, now)?;
    }
    Ok(())
}

/// What the administrator decides about one kind of letter and one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Letter.
    pub kind: LetterKind,
    /// Role.
    pub role: Role,
    /// Whether people of this role are given it, as long as they choose nothing else.
    pub wanted: bool,
}

/// Records what the administrator decides, where it is not so already.
///
/// # Errors
/// A problem for each letter that is no choice and each role that no such letter is written to; nothing is recorded then.
pub fn decide(db: &mut Db, by: &Account, cells: &[Cell], now: DateTime<Utc>) -> Result<(), FollowRefused> {
    let (known, mut problems) = (roles(), Vec::new());
    for (at, cell) in cells.iter().enumerate() {
        if !is_optional(cell.kind) {
            problems.push(Problem::new(format!("given[{at}].kind"), NO_CHOICE));
        }
        if !known.contains(&cell.role) {
            let message = "Ce rôle ne traite aucun dossier\u{a0}: rien ne lui est écrit.";
            problems.push(Problem::new(format!("given[{at}].role"), message));
        }
    }
    if !problems.is_empty() {
        return Err(FollowRefused::Problems(problems));
    }
    let mut changed: Vec<Value> = Vec::new();
    for cell in cells {
        let decided = mailing::decided(db)?.remove(&cell.kind).unwrap_or_default();
        if given(cell.kind, cell.role, &decided) != cell.wanted {
            mailing::decide(db, (cell.kind, cell.role), cell.wanted, &by.id, now)?;
            changed.push(json!({ "kind": cell.kind, "role": cell.role, "wanted": cell.wanted }));
        }
    }
    if !changed.is_empty() {
        record(
            db,
            &by.id,
            "mail_matrix_changed",
            json!({ "given": changed }),
            now,
        )?;
    }
    Ok(())
}
