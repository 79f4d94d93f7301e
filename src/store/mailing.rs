//! Which optional letters each account wants, and which ones each role is given where the administrator decided.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::{mail_defaults, mail_preferences};
use super::types::{LetterKindText, RoleText};
use super::{Db, Instant, StoreError};
use crate::domain::letter::LetterKind;
use crate::domain::mailing::{Choice, wants};
use crate::domain::people::{Account, Role};

/// What an account chose, by kind; a kind that is not there was left to its roles.
///
/// # Errors
/// The store's own failures.
pub fn preferences(db: &mut Db, account_id: &str) -> Result<BTreeMap<LetterKind, bool>, StoreError> {
    let rows: Vec<(LetterKindText, bool)> = mail_preferences::table
        .filter(mail_preferences::account_id.eq(account_id))
        .select((mail_preferences::kind, mail_preferences::wanted))
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(kind, wanted)| (kind.into(), wanted))
        .collect())
}

/// Records what an account chooses for a kind, in the place of what it chose before.
///
/// # Errors
/// The store's own failures.
pub fn prefer(db: &mut Db, account_id: &str, kind: LetterKind, wanted: bool) -> Result<(), StoreError> {
    diesel::delete(mail_preferences::table.find((account_id, LetterKindText(kind)))).execute(db)?;
    let values = (
        mail_preferences::account_id.eq(account_id),
        mail_preferences::kind.eq(LetterKindText(kind)),
        mail_preferences::wanted.eq(wanted),
    );
    diesel::insert_into(mail_preferences::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// What the administrator decided, by kind and role.
///
/// # Errors
/// The store's own failures.
pub fn decided(db: &mut Db) -> Result<BTreeMap<LetterKind, Vec<(Role, bool)>>, StoreError> {
    let rows: Vec<(LetterKindText, RoleText, bool)> = mail_defaults::table
        .select((mail_defaults::kind, mail_defaults::role, mail_defaults::wanted))
        .order((mail_defaults::kind, mail_defaults::role))
        .load(db)?;
    let mut decided: BTreeMap<LetterKind, Vec<(Role, bool)>> = BTreeMap::new();
    for (kind, role, wanted) in rows {
        decided
            .entry(kind.into())
            .or_default()
            .push((role.into(), wanted));
    }
    Ok(decided)
}

/// Records what the administrator decides for a kind and a role, in the place of what stood before.
///
/// # Errors
/// The store's own failures.
pub fn decide(
    db: &mut Db,
    (kind, role): (LetterKind, Role),
    wanted: bool,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::delete(mail_defaults::table.find((LetterKindText(kind), RoleText(role)))).execute(db)?;
    let values = (
        mail_defaults::kind.eq(LetterKindText(kind)),
        mail_defaults::role.eq(RoleText(role)),
        mail_defaults::wanted.eq(wanted),
        mail_defaults::set_by.eq(by),
        mail_defaults::set_at.eq(Instant::from(now)),
    );
    diesel::insert_into(mail_defaults::table)
        .values(values)
        .execute(db)?;
    Ok(())
}

/// What was decided about one kind of letter for one person.
///
/// # Errors
/// The store's own failures.
pub fn choice(db: &mut Db, account_id: &str, kind: LetterKind) -> Result<Choice, StoreError> {
    Ok(Choice {
        own: preferences(db, account_id)?.remove(&kind),
        of_roles: decided(db)?.remove(&kind).unwrap_or_default(),
    })
}

/// Whether a letter of this kind is written to this person.
///
/// # Errors
/// The store's own failures.
pub fn is_wanted(db: &mut Db, account: &Account, kind: LetterKind) -> Result<bool, StoreError> {
    Ok(wants(account, kind, &choice(db, &account.id, kind)?))
}
