//! Dossiers: recorded whole, listed and read through a [`Sight`].

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable};

use super::db::MultiBackend;
use super::schema::{incident_components, incident_parties, incidents, reference_counters};
use super::types::{CertaintyText, PartyText, PersonalDataText, StatusText};
use super::{Db, Instant, StoreError};
use crate::domain::incident::{PersonalData, Status, TouchedComponent};
use crate::domain::people::{Party, Sight};
use crate::domain::routing::{Decision, Touched};
use crate::domain::text::words;
use crate::domain::uai::Uai;

#[derive(Queryable, Insertable)]
#[diesel(table_name = incidents)]
struct Row {
    id: String,
    reference: String,
    status: StatusText,
    title: String,
    description: String,
    establishment_uai: Option<String>,
    establishment_name: String,
    convention: Option<String>,
    convention_hash: Option<String>,
    handler: PartyText,
    certainty: CertaintyText,
    decision: String,
    detected_at: Instant,
    occurred_from: Option<Instant>,
    personal_data: PersonalDataText,
    departement_impact_possible: bool,
    measures_taken: String,
    external_refs: String,
    exercise: bool,
    reported_by: String,
    reported_at: Instant,
    version: i64,
    search: String,
}

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
    /// Text searched in.
    pub search: String,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Identifier, which is also the cursor.
    pub id: String,
    /// Reference.
    pub reference: String,
    /// Where it stands.
    pub status: Status,
    /// One line.
    pub title: String,
    /// School, if any.
    pub establishment_uai: Option<String>,
    /// Name of the school.
    pub establishment_name: String,
    /// Who handles it.
    pub handler: Party,
    /// How sure.
    pub certainty: crate::domain::convention::Certainty,
    /// Whether personal data are touched.
    pub personal_data: PersonalData,
    /// Whether this is a drill.
    pub exercise: bool,
    /// When it was noticed (UTC).
    pub detected_at: DateTime<Utc>,
    /// When it was reported (UTC).
    pub reported_at: DateTime<Utc>,
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Status.
    pub status: Option<Status>,
    /// Handler.
    pub handler: Option<Party>,
    /// School.
    pub establishment: Option<Uai>,
    /// Words of the reference, title, description or school.
    pub q: String,
    /// Reported at or after (UTC).
    pub from: Option<DateTime<Utc>>,
    /// Reported before (UTC).
    pub to: Option<DateTime<Utc>>,
}

/// A condition on the rows of a query over `Source`, which reads the table of dossiers.
pub(super) type Condition<Source> =
    Box<dyn BoxableExpression<Source, MultiBackend, SqlType = Nullable<Bool>>>;

/// The row filter that a sight stands for; `None` when nothing can be seen. It is the only one: written once for
/// every query that reads dossiers, alone or joined.
macro_rules! visible {
    ($source:ty, $sight:expr) => {{
        let sight: &Sight = $sight;
        let mut conditions: Vec<Condition<$source>> = Vec::new();
        if let Some(convention) = &sight.all_of {
            let of_all = incidents::convention
                .eq(convention.clone())
                .or(incidents::convention.is_null().nullable());
            conditions.push(Box::new(of_all));
        }
        if let Some((convention, parties)) = &sight.shared_with {
            for party in parties {
                let shared = incident_parties::table
                    .filter(incident_parties::incident_id.eq(incidents::id))
                    .filter(incident_parties::party.eq(PartyText(*party)));
                let shared = diesel::dsl::exists(shared).nullable();
                conditions.push(Box::new(incidents::convention.eq(convention.clone()).and(shared)));
            }
        }
        for uai in &sight.schools {
            conditions.push(Box::new(incidents::establishment_uai.eq(uai.as_str().to_owned())));
        }
        conditions
            .into_iter()
            .reduce(|one, other| -> Condition<$source> { Box::new(one.or(other)) })
    }};
}
pub(super) use visible;

fn seen_by(sight: &Sight) -> Option<Condition<incidents::table>> {
    visible!(incidents::table, sight)
}

/// Gives the next reference of a series in a year, for example `SSI-2026-0001`. Only within a write.
///
/// # Errors
/// The store's own failures.
pub fn next_reference(db: &mut Db, series: &str, year: i64) -> Result<String, StoreError> {
    let counter = reference_counters::table.find((series, year));
    let last: Option<i64> = counter.select(reference_counters::last).first(db).optional()?;
    let next = last.unwrap_or(0) + 1;
    if last.is_some() {
        diesel::update(counter)
            .set(reference_counters::last.eq(next))
            .execute(db)?;
    } else {
        let first = (
            reference_counters::series.eq(series),
            reference_counters::year.eq(year),
            reference_counters::last.eq(next),
        );
        diesel::insert_into(reference_counters::table)
            .values(first)
            .execute(db)?;
    }
    Ok(format!("{series}-{year}-{next:04}"))
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
        .first(db)
        .optional()?;
    row.map(|row| complete(db, row)).transpose()
}

/// The dossier of this identifier, for the program itself (deliveries, duties).
///
/// # Errors
/// The store's own failures.
pub fn by_id(db: &mut Db, id: &str) -> Result<Option<Incident>, StoreError> {
    let row: Option<Row> = incidents::table.find(id).first(db).optional()?;
    row.map(|row| complete(db, row)).transpose()
}

/// The dossier of this reference, for its own reporter at the moment of the report.
///
/// # Errors
/// The store's own failures.
pub fn by_reference(db: &mut Db, reference: &str) -> Result<Option<Incident>, StoreError> {
    let row: Option<Row> = incidents::table
        .filter(incidents::reference.eq(reference))
        .first(db)
        .optional()?;
    row.map(|row| complete(db, row)).transpose()
}

/// A page of the list, newest report first, after the dossier `cursor` of the page before (keyset).
///
/// # Errors
/// The store's own failures.
pub fn list(
    db: &mut Db,
    sight: &Sight,
    filter: &Filter,
    cursor: Option<&str>,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    let Some(visible) = seen_by(sight) else {
        return Ok(Vec::new());
    };
    let mut found = incidents::table.filter(visible).into_boxed();
    if let Some(status) = filter.status {
        found = found.filter(incidents::status.eq(StatusText(status)));
    }
    if let Some(handler) = filter.handler {
        found = found.filter(incidents::handler.eq(PartyText(handler)));
    }
    if let Some(uai) = &filter.establishment {
        found = found.filter(incidents::establishment_uai.eq(uai.as_str()));
    }
    if let Some(from) = filter.from {
        found = found.filter(incidents::reported_at.ge(Instant::from(from)));
    }
    if let Some(to) = filter.to {
        found = found.filter(incidents::reported_at.lt(Instant::from(to)));
    }
    for word in words(&filter.q) {
        found = found.filter(incidents::search.like(format!("%{word}%")));
    }
    if let Some(cursor) = cursor {
        found = found.filter(incidents::id.lt(cursor));
    }
    let rows: Vec<ListedRow> = found
        .select(LISTED)
        .order(incidents::id.desc())
        .limit(limit)
        .load(db)?;
    Ok(rows.into_iter().map(listed).collect())
}

const LISTED: (
    incidents::id,
    incidents::reference,
    incidents::status,
    incidents::title,
    incidents::establishment_uai,
    incidents::establishment_name,
    incidents::handler,
    incidents::certainty,
    incidents::personal_data,
    incidents::exercise,
    incidents::detected_at,
    incidents::reported_at,
) = (
    incidents::id,
    incidents::reference,
    incidents::status,
    incidents::title,
    incidents::establishment_uai,
    incidents::establishment_name,
    incidents::handler,
    incidents::certainty,
    incidents::personal_data,
    incidents::exercise,
    incidents::detected_at,
    incidents::reported_at,
);

type ListedRow = (
    String,
    String,
    StatusText,
    String,
    Option<String>,
    String,
    PartyText,
    CertaintyText,
    PersonalDataText,
    bool,
    Instant,
    Instant,
);

fn listed(row: ListedRow) -> Listed {
    let (
        id,
        reference,
        status,
        title,
        establishment_uai,
        establishment_name,
        handler,
        certainty,
        personal_data,
        exercise,
        detected_at,
        reported_at,
    ) = row;
    Listed {
        id,
        reference,
        status: status.into(),
        title,
        establishment_uai,
        establishment_name,
        handler: handler.into(),
        certainty: certainty.into(),
        personal_data: personal_data.into(),
        exercise,
        detected_at: detected_at.0,
        reported_at: reported_at.0,
    }
}

impl Row {
    fn new(incident: &Incident) -> Result<Self, StoreError> {
        let i = incident.clone();
        Ok(Self {
            decision: serde_json::to_string(&i.decision)?,
            external_refs: serde_json::to_string(&i.external_refs)?,
            id: i.id,
            reference: i.reference,
            status: i.status.into(),
            title: i.title,
            description: i.description,
            establishment_uai: i.establishment_uai.map(String::from),
            establishment_name: i.establishment_name,
            convention: i.decision.convention,
            convention_hash: i.decision.convention_hash,
            handler: i.decision.handler.into(),
            certainty: i.decision.certainty.into(),
            detected_at: i.detected_at.into(),
            occurred_from: i.occurred_from.map(Instant::from),
            personal_data: i.personal_data.into(),
            departement_impact_possible: i.departement_impact_possible,
            measures_taken: i.measures_taken,
            exercise: i.exercise,
            reported_by: i.reported_by,
            reported_at: i.reported_at.into(),
            version: i.version,
            search: i.search,
        })
    }
}

type ComponentRow = (String, Option<String>, bool);

fn complete(db: &mut Db, row: Row) -> Result<Incident, StoreError> {
    let components: Vec<ComponentRow> = incident_components::table
        .filter(incident_components::incident_id.eq(&row.id))
        .select((
            incident_components::component,
            incident_components::network,
            incident_components::unavailable,
        ))
        .order(incident_components::position)
        .load(db)?;
    let parties: Vec<PartyText> = incident_parties::table
        .filter(incident_parties::incident_id.eq(&row.id))
        .select(incident_parties::party)
        .load(db)?;
    let uai = row.establishment_uai.as_deref().map(Uai::parse).transpose();
    let touched = |(component, network, unavailable)| TouchedComponent {
        touched: Touched { component, network },
        unavailable,
    };
    Ok(Incident {
        id: row.id,
        reference: row.reference,
        status: row.status.into(),
        title: row.title,
        description: row.description,
        establishment_uai: uai.map_err(|e| StoreError::Corrupt(e.to_string()))?,
        establishment_name: row.establishment_name,
        decision: serde_json::from_str(&row.decision)?,
        components: components.into_iter().map(touched).collect(),
        parties: parties.into_iter().map(Party::from).collect(),
        detected_at: row.detected_at.0,
        occurred_from: row.occurred_from.map(|at| at.0),
        personal_data: row.personal_data.into(),
        departement_impact_possible: row.departement_impact_possible,
        measures_taken: row.measures_taken,
        external_refs: serde_json::from_str(&row.external_refs)?,
        exercise: row.exercise,
        reported_by: row.reported_by,
        reported_at: row.reported_at.0,
        version: row.version,
        search: row.search,
    })
}
