//! Reading a breach, or the list of them, is journaled too (DOMAIN §11).

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::Instance;
use super::{BreachRefused, Case};
use crate::domain::journal::Draft;
use crate::domain::people::Account;
use crate::store::{Db, StoreError, journal};

/// Answers with the breach and journals that the account read it, and by what (`page`, `api`, `pdf`…).
///
/// # Errors
/// [`BreachRefused::NotFound`] when the account does not see the dossier.
pub fn read<'a>(
    db: &mut Db,
    instance: &'a Instance,
    by: &Account,
    reference: &str,
    means: &str,
    now: DateTime<Utc>,
) -> Result<Case<'a>, BreachRefused> {
    let case = Case::of(db, instance, by, reference)?;
    let body = json!({ "breach": case.breach.reference, "means": means });
    case.record(db, &by.id, "breach_read", body, now)?;
    Ok(case)
}

/// Journals that the account read the register, narrowed as `filter` says, and saw so many breaches of it.
///
/// # Errors
/// The store's own failures.
pub fn note_register(
    db: &mut Db,
    by: &Account,
    (means, filter): (&str, &str),
    seen: usize,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let draft = Draft {
        at: now,
        actor: by.id.clone(),
        act: "register_read".to_owned(),
        dossier: None,
        body: json!({ "means": means, "filter": filter, "lines": seen }),
    };
    journal::append(db, draft).map(|_| ())
}
