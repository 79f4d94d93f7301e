//! Dossiers: recorded whole, listed and read through a [`Sight`].

mod change;
mod list;
mod row;
mod sight;

pub use change::{add_party, change, duplicates_of, set_external_refs, to_qualify};
pub use list::{Count, Filter, Found, Listed, OfBreach, Place, Sort, count, list};
pub(super) use sight::{Condition, of_convention, visible};

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use self::row::Row;
use self::sight::seen_by;
use super::schema::{incident_components, incident_parties, incidents, reference_counters};
use super::types::PartyText;
use super::{Db, Instant, StoreError};
use crate::domain::incident::{PersonalData, Status, TouchedComponent};
use crate::domain::life::Qualification;
use crate::domain::people::{Party, Sight};
use crate::domain::routing::Decision;
use crate::domain::uai::Uai;

/// A dossier as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Identifier (UUID text; sorts by instant of report).
    pub id: String,
    /// `SSI-2026-0001`, stable for ever.
    pub reference: String,
    /// Where it stands.
    pub status: Status,
    /// One line.
    pub title: String,
    /// What happened.
    pub description: String,
    /// School, if any.
    pub establishment_uai: Option<Uai>,
    /// Name of the school on the day of the report.
    pub establishment_name: String,
    /// The decision, as taken on the day.
    pub decision: Decision,
    /// Components touched, the main one first.
    pub components: Vec<TouchedComponent>,
    /// Parties that see it.
    pub parties: Vec<Party>,
    /// When it was noticed (UTC).
    pub detected_at: DateTime<Utc>,
    /// When it began, if known (UTC).
    pub occurred_from: Option<DateTime<Utc>>,
    /// Whether personal data are touched.
    pub personal_data: PersonalData,
    /// Whether the département's perimeter may be touched.
    pub departement_impact_possible: bool,
    /// What was already done.
    pub measures_taken: String,
    /// References elsewhere.
    pub external_refs: Vec<String>,
    /// Whether this is a drill.
    pub exercise: bool,
    /// Account that reported it.
    pub reported_by: String,
    /// When it was reported (UTC).
    pub reported_at: DateTime<Utc>,
    /// Grows with each change.
    pub version: i64,
    /// What it is, once the RSSI confirmed it.
    pub qualification: Option<Qualification>,
}

/// Gives the next reference of a series in a year, for example `SSI-2026-0001`. Only within a write.
///
/// # Errors
/// The store's own failures.
pub fn next_reference(db: &mut Db, series: &str, year: i64) -> Result<String, StoreError> {
    let first = (
        reference_counters::series.eq(series),
        reference_counters::year.eq(year),
        reference_counters::last.eq(1),
    );
    let counted = diesel::insert_into(reference_counters::table)
        .values(first)
        .on_conflict((reference_counters::series, reference_counters::year))
        .do_update()
        .set(reference_counters::last.eq(reference_counters::last + 1))
        .returning(reference_counters::last);
    let number: i64 = match db {
        Db::Sqlite(c) => counted.get_result(c),
        Db::Pg(c) => counted.get_result(c),
    }?;
    Ok(format!("{series}-{year}-{number:04}"))
}

/// Records a dossier with its components and the parties that see it.
///
/// # Errors
/// The store's own failures.
pub fn insert(db: &mut Db, incident: &Incident) -> Result<(), StoreError> {
    diesel::insert_into(incidents::table)
        .values(Row::new(incident)?)
        .execute(db)?;
    for (position, component) in (0_i64..).zip(&incident.components) {
        let values = (
            incident_components::incident_id.eq(&incident.id),
            incident_components::position.eq(position),
            incident_components::component.eq(&component.touched.component),
            incident_components::network.eq(component.touched.network.as_ref()),
            incident_components::unavailable.eq(component.unavailable),
        );
        diesel::insert_into(incident_components::table)
            .values(values)
            .execute(db)?;
    }
    for party in &incident.parties {
        let values = (
            incident_parties::incident_id.eq(&incident.id),
            incident_parties::party.eq(PartyText(*party)),
        );
        diesel::insert_into(incident_parties::table)
            .values(values)
            .execute(db)?;
    }
    Ok(())
}

/// Notes that a dossier changed at `at` (UTC). The journal calls it for every act that is no reading.
pub(super) fn note_change(db: &mut Db, reference: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(incidents::table.filter(incidents::reference.eq(reference)))
        .set(incidents::changed_at.eq(Instant::from(at)))
        .execute(db)?;
    Ok(())
}

/// The dossier of this reference, if this sight covers it: not allowed and not existing look the same.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, reference: &str, sight: &Sight) -> Result<Option<Incident>, StoreError> {
    let Some(visible) = seen_by(sight) else {
        return Ok(None);
    };
    let row: Option<Row> = incidents::table
        .filter(incidents::reference.eq(reference))
        .filter(visible)
        .get_result(db)
        .optional()?;
    row.map(|row| row.complete(db)).transpose()
}

/// The dossier of this identifier, if this sight covers it.
///
/// # Errors
/// The store's own failures.
pub fn seen_by_id(db: &mut Db, id: &str, sight: &Sight) -> Result<Option<Incident>, StoreError> {
    let Some(visible) = seen_by(sight) else {
        return Ok(None);
    };
    let row: Option<Row> = incidents::table.find(id).filter(visible).first(db).optional()?;
    row.map(|row| row.complete(db)).transpose()
}

/// The dossier of this identifier, for the program itself (deliveries, duties).
///
/// # Errors
/// The store's own failures.
pub fn by_id(db: &mut Db, id: &str) -> Result<Option<Incident>, StoreError> {
    let row: Option<Row> = incidents::table.find(id).get_result(db).optional()?;
    row.map(|row| row.complete(db)).transpose()
}

/// The dossier of this reference, for its own reporter at the moment of the report.
///
/// # Errors
/// The store's own failures.
pub fn by_reference(db: &mut Db, reference: &str) -> Result<Option<Incident>, StoreError> {
    let row: Option<Row> = incidents::table
        .filter(incidents::reference.eq(reference))
        .get_result(db)
        .optional()?;
    row.map(|row| row.complete(db)).transpose()
}
