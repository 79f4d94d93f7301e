//! Keeping a filter of the list under a name, giving it another name, dropping it: each person for themselves.

use chrono::{DateTime, Utc};
use serde_json::json;
use thiserror::Error;

use super::new_id;
use super::once::{self, KeyRefused};
use super::report::Key;
use crate::domain::incident::Problem;
use crate::domain::journal::Draft;
use crate::domain::people::Account;
use crate::store::views::{self, View};
use crate::store::{Db, StoreError, journal};

/// Most views of one person.
pub const VIEWS_MAX: i64 = 20;
/// Most characters of a name.
pub const NAME_MAX: usize = 60;

/// Why a view was not kept, renamed or dropped.
#[derive(Debug, Error)]
pub enum ViewRefused {
    /// What was given is wrong; every problem at once.
    #[error("vue à corriger")]
    Problems(Vec<Problem>),
    /// The person has no such view.
    #[error("vue inconnue")]
    NotFound,
    /// The key was used before for something else.
    #[error("clé d’idempotence déjà utilisée pour une autre demande")]
    KeyReused,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<KeyRefused> for ViewRefused {
    fn from(refused: KeyRefused) -> Self {
        match refused {
            KeyRefused::Reused => Self::KeyReused,
            KeyRefused::Store(error) => Self::Store(error),
        }
    }
}

/// Keeps a filter under a name. The same key and request again answers with the view kept the first time.
///
/// # Errors
/// [`ViewRefused`]; nothing is recorded then.
pub fn keep(
    db: &mut Db,
    by: &Account,
    name: &str,
    query: &str,
    key: Option<&Key>,
    now: DateTime<Utc>,
) -> Result<View, ViewRefused> {
    if let Some(id) = once::earlier(db, by, key)? {
        let own = views::of_account(db, &by.id)?;
        return own
            .into_iter()
            .find(|view| view.id == id)
            .ok_or(ViewRefused::NotFound);
    }
    let name = name.trim();
    let mut problems = name_problems(db, by, name, None)?;
    if query.is_empty() {
        problems.push(Problem::new(
            "query",
            "Filtrez d’abord la liste\u{a0}: une vue garde un filtre.",
        ));
    }
    if views::count(db, &by.id)? >= VIEWS_MAX {
        let full = format!("Vous gardez déjà {VIEWS_MAX} vues\u{a0}: supprimez-en une d’abord.");
        problems.push(Problem::new("name", full));
    }
    if !problems.is_empty() {
        return Err(ViewRefused::Problems(problems));
    }
    let view = View {
        id: new_id(now),
        name: name.to_owned(),
        query: query.to_owned(),
        created_at: now,
    };
    views::insert(db, &by.id, &view)?;
    once::remember(db, by, key, &view.id, now)?;
    note(db, by, "view_kept", &view.id, now)?;
    Ok(view)
}

/// Gives a view another name.
///
/// # Errors
/// [`ViewRefused`]; nothing is recorded then.
pub fn rename(
    db: &mut Db,
    by: &Account,
    id: &str,
    name: &str,
    now: DateTime<Utc>,
) -> Result<View, ViewRefused> {
    let own = views::of_account(db, &by.id)?;
    let view = own.into_iter().find(|view| view.id == id);
    let view = view.ok_or(ViewRefused::NotFound)?;
    let name = name.trim();
    let problems = name_problems(db, by, name, Some(id))?;
    if !problems.is_empty() {
        return Err(ViewRefused::Problems(problems));
    }
    if view.name != name {
        views::rename(db, &by.id, id, name)?;
        note(db, by, "view_renamed", id, now)?;
    }
    Ok(View {
        name: name.to_owned(),
        ..view
    })
}

/// Drops a view.
///
/// # Errors
/// [`ViewRefused::NotFound`], and the store's own failures.
pub fn forget(db: &mut Db, by: &Account, id: &str, now: DateTime<Utc>) -> Result<(), ViewRefused> {
    if !views::delete(db, &by.id, id)? {
        return Err(ViewRefused::NotFound);
    }
    Ok(note(db, by, "view_dropped", id, now)?)
}

/// A name is short, printable, and its owner's only one.
fn name_problems(
    db: &mut Db,
    by: &Account,
    name: &str,
    own: Option<&str>,
) -> Result<Vec<Problem>, StoreError> {
    let said = if name.is_empty() {
        Some("Donnez un nom à cette vue.".to_owned())
    } else if name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
        Some(format!(
            "Choisissez un nom d’une ligne et de {NAME_MAX} caractères au plus."
        ))
    } else {
        let known = views::named(db, &by.id, name)?;
        let taken = known.is_some_and(|id| Some(id.as_str()) != own);
        taken.then(|| "Vous avez déjà une vue de ce nom.".to_owned())
    };
    Ok(said.map(|said| Problem::new("name", said)).into_iter().collect())
}

/// As for every text that somebody typed, the journal keeps no name: the view's identifier is enough.
fn note(db: &mut Db, by: &Account, act: &str, id: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let draft = Draft {
        at: now,
        actor: by.id.clone(),
        act: act.to_owned(),
        dossier: None,
        body: json!({ "view": id }),
    };
    journal::append(db, draft).map(|_| ())
}
