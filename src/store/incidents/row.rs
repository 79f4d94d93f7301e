//! A dossier as a row, and back.

use diesel::prelude::*;

use super::Incident;
use crate::domain::incident::TouchedComponent;
use crate::domain::life::Qualification;
use crate::domain::people::Party;
use crate::domain::routing::Touched;
use crate::domain::uai::Uai;
use crate::store::schema::{incident_components, incident_parties, incidents};
use crate::store::types::{CertaintyText, PartyText, PersonalDataText, StatusText, TlpText};
use crate::store::{Db, Instant, StoreError};

#[derive(Queryable, Insertable)]
#[diesel(table_name = incidents, treat_none_as_default_value = false)]
pub(super) struct Row {
    pub(super) id: String,
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
    category: Option<String>,
    kind: Option<String>,
    severity: Option<i64>,
    tlp: Option<TlpText>,
    changed_at: Instant,
}

impl Row {
    /// The row of a dossier.
    pub(super) fn new(incident: &Incident) -> Result<Self, StoreError> {
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
            category: i.qualification.as_ref().map(|it| it.category.clone()),
            kind: i.qualification.as_ref().and_then(|it| it.kind.clone()),
            severity: i.qualification.as_ref().map(|it| it.severity),
            tlp: i.qualification.map(|it| it.tlp.into()),
            changed_at: i.reported_at.into(),
        })
    }

    /// The dossier of this row, with its components and parties.
    pub(super) fn complete(self, db: &mut Db) -> Result<Incident, StoreError> {
        let row = self;
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
        let qualification = row.qualification();
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
            qualification,
        })
    }
}

impl Row {
    fn qualification(&self) -> Option<Qualification> {
        Some(Qualification {
            category: self.category.clone()?,
            kind: self.kind.clone(),
            severity: self.severity?,
            tlp: self.tlp?.into(),
        })
    }
}

type ComponentRow = (String, Option<String>, bool);
