//! The list of dossiers: narrowed, in one of three orders, page by page, and counted up to a bound.
//!
//! A page costs the same whoever reads, however many dossiers there are. What few dossiers have (words, a breach, an
//! overdue duty, a school) is read first and put in order; where it is many, the list is read in its order, from an
//! index, until the page is full. Which of the two, the number of rows at hand decides, up to a bound.

mod branches;
mod conditions;
mod counted;
mod driver;
mod ordered;
mod small;
mod sql;

pub use counted::{Count, count};

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};

use crate::domain::breach;
use crate::domain::convention::Certainty;
use crate::domain::incident::{PersonalData, Status};
use crate::domain::people::{Party, Sight, named};
use crate::domain::uai::Uai;
use crate::store::schema::incidents;
use crate::store::types::{CertaintyText, PartyText, PersonalDataText, StatusText, UtcInstant};
use crate::store::{Db, Instant, StoreError};

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = incidents)]
pub struct Listed {
    /// Identifier.
    pub id: String,
    /// Reference.
    pub reference: String,
    /// Where it stands.
    #[diesel(deserialize_as = StatusText)]
    pub status: Status,
    /// One line.
    pub title: String,
    /// School, if any.
    pub establishment_uai: Option<String>,
    /// Name of the school.
    pub establishment_name: String,
    /// Who handles it.
    #[diesel(deserialize_as = PartyText)]
    pub handler: Party,
    /// How sure.
    #[diesel(deserialize_as = CertaintyText)]
    pub certainty: Certainty,
    /// Its severity, 1 to 4, once it is qualified.
    pub severity: Option<i64>,
    /// Whether personal data are touched.
    #[diesel(deserialize_as = PersonalDataText)]
    pub personal_data: PersonalData,
    /// Whether this is a drill.
    pub exercise: bool,
    /// When it was noticed (UTC).
    #[diesel(deserialize_as = Instant)]
    pub detected_at: DateTime<Utc>,
    /// When it was reported (UTC).
    #[diesel(deserialize_as = Instant)]
    pub reported_at: DateTime<Utc>,
    /// When it last changed (UTC).
    #[diesel(deserialize_as = Instant)]
    pub changed_at: DateTime<Utc>,
}

named! {
    /// The order of a list.
    #[derive(Default)]
    Sort {
        /// The newest report first.
        #[default]
        Reported = "reported",
        /// The latest change first.
        Changed = "changed",
        /// What is due first, first; then, as [`Sort::Reported`], the dossiers in which nothing is due. What is owed
        /// without delay is due as soon as it arises.
        Due = "due",
    }
}

/// What a list is narrowed to, and its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Status.
    pub status: Option<Status>,
    /// Handler.
    pub handler: Option<Party>,
    /// Severity, 1 to 4.
    pub severity: Option<i64>,
    /// School.
    pub establishment: Option<Uai>,
    /// Beginnings of words, all to be found in what is searched of a dossier.
    pub q: String,
    /// Reported at or after (UTC).
    pub from: Option<DateTime<Utc>>,
    /// Reported before (UTC).
    pub to: Option<DateTime<Utc>>,
    /// Whether a breach is attached, and which.
    pub breach: Option<OfBreach>,
    /// With a duty that is pending and past due at this instant (UTC).
    pub overdue_at: Option<DateTime<Utc>>,
    /// The order.
    pub sort: Sort,
}

/// What a list is narrowed to by the breach of each dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfBreach {
    /// One of this status.
    Of(breach::Status),
    /// Any.
    Any,
    /// None at all.
    None,
}

/// A dossier's place in a list: the next page goes on after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// When something falls due in it (UTC), in a list by due instant.
    pub due: Option<DateTime<Utc>>,
    /// When it changed in a list by change, when it was reported in the others (UTC).
    pub at: DateTime<Utc>,
    /// Its identifier.
    pub id: String,
}

/// A dossier found, and its place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The line.
    pub listed: Listed,
    /// The place.
    pub place: Place,
}

/// A place as the engines give it.
#[derive(Debug, QueryableByName)]
struct Key {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = UtcInstant)]
    at: Instant,
    #[diesel(sql_type = Nullable<UtcInstant>)]
    due: Option<Instant>,
}

/// A page of the list, after the `place` where the page before ended (keyset).
///
/// # Errors
/// The store's own failures.
pub fn list(
    db: &mut Db,
    sight: &Sight,
    filter: &Filter,
    place: Option<&Place>,
    limit: i64,
) -> Result<Vec<Found>, StoreError> {
    if sight.is_empty() {
        return Ok(Vec::new());
    }
    let keys = match driver::small(db, sight, filter)? {
        Some(driver) => small::page(db, &driver, sight, filter, place, limit)?,
        None => ordered::page(db, sight, filter, place, limit)?,
    };
    lines(db, keys)
}

/// The lines of these places, in their order.
fn lines(db: &mut Db, keys: Vec<Key>) -> Result<Vec<Found>, StoreError> {
    let ids: Vec<&str> = keys.iter().map(|key| key.id.as_str()).collect();
    let mut listed: BTreeMap<String, Listed> = BTreeMap::new();
    for some in ids.chunks(crate::store::AT_A_TIME) {
        let rows: Vec<Listed> = incidents::table
            .filter(incidents::id.eq_any(some))
            .select(Listed::as_select())
            .load(db)?;
        listed.extend(rows.into_iter().map(|row| (row.id.clone(), row)));
    }
    let found = keys.into_iter().filter_map(|key| {
        let place = Place {
            due: key.due.map(|due| due.0),
            at: key.at.0,
            id: key.id,
        };
        listed.remove(&place.id).map(|listed| Found { listed, place })
    });
    Ok(found.collect())
}
