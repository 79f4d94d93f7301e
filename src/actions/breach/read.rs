//! Reading a breach is journaled too (DOMAIN §11).

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::Instance;
use super::{BreachRefused, Case};
use crate::domain::people::Account;
use crate::store::Db;

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
