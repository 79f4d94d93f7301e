//! Review days: one for each party of a dossier; the letter on the day is told once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::incidents::{Condition, visible};
use super::schema::{incident_parties, incidents, reviews};
use super::types::{PartyText, StatusText, day_of, day_text};
use super::{AT_A_TIME, Db, Instant, StoreError};
use crate::domain::assignment::is_open;
use crate::domain::incident::Status;
use crate::domain::instants::start_of_day;
use crate::domain::people::{Account, Party, Sight};
use crate::domain::review::Review;

#[derive(Queryable, Insertable)]
#[diesel(table_name = reviews, treat_none_as_default_value = false)]
struct Row {
    incident_id: String,
    party: PartyText,
    due_on: String,
    at: Instant,
    reason: String,
    set_by: String,
    set_at: Instant,
    told_at: Option<Instant>,
}

/// The review day of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// Dossier.
    pub incident_id: String,
    /// Party.
    pub party: Party,
    /// Day and reason.
    pub review: Review,
    /// Account that set it.
    pub by: String,
    /// When it was set (UTC).
    pub at: DateTime<Utc>,
    /// When the letter of the day was written (UTC), if it was.
    pub told_at: Option<DateTime<Utc>>,
}

impl Row {
    fn set(self) -> Result<Set, StoreError> {
        Ok(Set {
            incident_id: self.incident_id,
            party: self.party.into(),
            review: Review {
                due_on: day_of(&self.due_on)?,
                reason: self.reason,
            },
            by: self.set_by,
            at: self.set_at.0,
            told_at: self.told_at.map(|at| at.0),
        })
    }
}

/// Sets the review day of a party, in the place of the one it had.
///
/// # Errors
/// The store's own failures.
pub fn set(db: &mut Db, set: &Set) -> Result<(), StoreError> {
    clear(db, &set.incident_id, set.party)?;
    let row = Row {
        incident_id: set.incident_id.clone(),
        party: set.party.into(),
        due_on: day_text(set.review.due_on),
        at: start_of_day(set.review.due_on).into(),
        reason: set.review.reason.clone(),
        set_by: set.by.clone(),
        set_at: set.at.into(),
        told_at: set.told_at.map(Instant::from),
    };
    diesel::insert_into(reviews::table).values(row).execute(db)?;
    Ok(())
}

/// Takes the review day of a party away; tells whether it had one.
///
/// # Errors
/// The store's own failures.
pub fn clear(db: &mut Db, incident_id: &str, party: Party) -> Result<bool, StoreError> {
    let one = reviews::table.find((incident_id, PartyText(party)));
    Ok(diesel::delete(one).execute(db)? > 0)
}

/// The review days of a dossier, soonest first.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Vec<Set>, StoreError> {
    let rows: Vec<Row> = reviews::table
        .filter(reviews::incident_id.eq(incident_id))
        .order((reviews::at, reviews::party))
        .load(db)?;
    rows.into_iter().map(Row::set).collect()
}

/// The soonest review day that one of these parties set on each of these dossiers.
///
/// # Errors
/// The store's own failures.
pub fn days_of(
    db: &mut Db,
    incident_ids: &[&str],
    parties: &BTreeSet<Party>,
) -> Result<BTreeMap<String, NaiveDate>, StoreError> {
    let mut found = BTreeMap::new();
    for some in incident_ids.chunks(AT_A_TIME) {
        let rows: Vec<(String, String)> = reviews::table
            .filter(reviews::incident_id.eq_any(some))
            .filter(reviews::party.eq_any(parties.iter().map(|party| PartyText(*party))))
            .order(reviews::at.desc())
            .select((reviews::incident_id, reviews::due_on))
            .load(db)?;
        for (id, day) in rows {
            found.insert(id, day_of(&day)?);
        }
    }
    Ok(found)
}

/// Review days with the dossiers they stand in.
type OfDossiers = diesel::dsl::InnerJoinQuerySource<reviews::table, incidents::table>;

/// The review days that an account set on open dossiers that it sees, soonest first.
///
/// # Errors
/// The store's own failures.
pub fn of_account(db: &mut Db, account: &Account, limit: i64) -> Result<Vec<Set>, StoreError> {
    let sight = account.sight();
    let visible: Option<Condition<OfDossiers>> = visible!(OfDossiers, &sight);
    let Some(visible) = visible else {
        return Ok(Vec::new());
    };
    let open = Status::ALL.iter().copied().filter(|status| is_open(*status));
    let rows: Vec<Row> = reviews::table
        .inner_join(incidents::table)
        .filter(visible)
        .filter(incidents::status.eq_any(open.map(StatusText).collect::<Vec<_>>()))
        .filter(reviews::set_by.eq(&account.id))
        .order((reviews::at, reviews::incident_id, reviews::party))
        .limit(limit)
        .select(reviews::all_columns)
        .load(db)?;
    rows.into_iter().map(Row::set).collect()
}

/// The dossiers of which one of the `limit` longest due review days has come by `now`, each once.
///
/// # Errors
/// The store's own failures.
pub fn due_dossiers(db: &mut Db, now: DateTime<Utc>, limit: i64) -> Result<Vec<String>, StoreError> {
    let due: Vec<String> = reviews::table
        .filter(reviews::told_at.is_null())
        .filter(reviews::at.le(Instant::from(now)))
        .order(reviews::at)
        .select(reviews::incident_id)
        .limit(limit)
        .load(db)?;
    let mut seen = BTreeSet::new();
    Ok(due.into_iter().filter(|id| seen.insert(id.clone())).collect())
}

/// Marks the letter of a party's review day as written.
///
/// # Errors
/// The store's own failures.
pub fn told(db: &mut Db, incident_id: &str, party: Party, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(reviews::table.find((incident_id, PartyText(party))))
        .set(reviews::told_at.eq(Instant::from(now)))
        .execute(db)?;
    Ok(())
}
