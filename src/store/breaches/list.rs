//! The list of breaches, the latest first, page by page: the register and its filters.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;

use super::{Breach, Row};
use crate::domain::breach::{Risk, Status};
use crate::domain::people::{Party, Sight};
use crate::domain::text::beginnings;
use crate::domain::uai::Uai;
use crate::store::incidents::{Condition, visible};
use crate::store::schema::{breaches, incident_parties, incident_search, incidents};
use crate::store::types::{BreachStatusText, PartyText, RiskText};
use crate::store::{Db, Instant, StoreError, search};

/// A breach with what its list shows of its dossier.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The breach.
    pub breach: Breach,
    /// Reference of the dossier.
    pub incident: String,
    /// Title of the dossier.
    pub title: String,
    /// School of the dossier, if any.
    pub establishment_uai: Option<String>,
    /// Name of the school.
    pub establishment_name: String,
    /// Who handles the incident.
    pub handler: Party,
    /// When the incident was noticed (UTC).
    pub detected_at: DateTime<Utc>,
    /// Whether this is a drill: never in the register's figures.
    pub exercise: bool,
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Status.
    pub status: Option<Status>,
    /// Verdict.
    pub risk: Option<Risk>,
    /// Whether only those without a verdict are listed, that await one.
    pub undecided: bool,
    /// Controller.
    pub controller: Option<Party>,
    /// Party that handles the incident.
    pub handler: Option<Party>,
    /// School.
    pub establishment: Option<Uai>,
    /// Words of the reference, title, description or school of the dossier.
    pub q: String,
    /// Opened at or after (UTC).
    pub from: Option<DateTime<Utc>>,
    /// Opened before (UTC).
    pub to: Option<DateTime<Utc>>,
    /// Whether drills are listed too.
    pub with_exercises: bool,
}

type OfDossiers = diesel::dsl::InnerJoinQuerySource<breaches::table, incidents::table>;
type Columns = (String, String, Option<String>, String, PartyText, Instant, bool);

/// A page of the list, the latest opened first, after the breach `cursor` of the page before (keyset).
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
    let visible: Option<Condition<OfDossiers>> = visible!(OfDossiers, sight);
    let Some(visible) = visible else {
        return Ok(Vec::new());
    };
    let mut found = breaches::table
        .inner_join(incidents::table)
        .filter(visible)
        .into_boxed();
    if let Some(status) = filter.status {
        found = found.filter(breaches::status.eq(BreachStatusText(status)));
    }
    if let Some(risk) = filter.risk {
        found = found.filter(breaches::risk.eq(RiskText(risk)));
    }
    if filter.undecided {
        found = found
            .filter(breaches::risk.is_null())
            .filter(breaches::status.ne(BreachStatusText(Status::NotABreach)));
    }
    for word in beginnings(&filter.q) {
        let document = incident_search::table.filter(incident_search::incident_id.eq(incidents::id));
        found = found.filter(exists(document.filter(search::holds(&word))));
    }
    if let Some(controller) = filter.controller {
        // A JSON array of words without quotes in them: the word between quotes is in it or not.
        found = found.filter(breaches::controllers.like(format!("%\"{controller}\"%")));
    }
    if let Some(handler) = filter.handler {
        found = found.filter(incidents::handler.eq(PartyText(handler)));
    }
    if let Some(uai) = &filter.establishment {
        found = found.filter(incidents::establishment_uai.eq(uai.as_str().to_owned()));
    }
    if let Some(from) = filter.from {
        found = found.filter(breaches::opened_at.ge(Instant::from(from)));
    }
    if let Some(to) = filter.to {
        found = found.filter(breaches::opened_at.lt(Instant::from(to)));
    }
    if !filter.with_exercises {
        found = found.filter(incidents::exercise.eq(false));
    }
    if let Some(cursor) = cursor {
        found = found.filter(breaches::id.lt(cursor.to_owned()));
    }
    let of_dossier = (
        incidents::reference,
        incidents::title,
        incidents::establishment_uai,
        incidents::establishment_name,
        incidents::handler,
        incidents::detected_at,
        incidents::exercise,
    );
    let rows: Vec<(Row, Columns)> = found
        .select((breaches::all_columns, of_dossier))
        .order(breaches::id.desc())
        .limit(limit)
        .load(db)?;
    rows.into_iter().map(listed).collect()
}

fn listed((row, columns): (Row, Columns)) -> Result<Listed, StoreError> {
    let (incident, title, establishment_uai, establishment_name, handler, detected_at, exercise) = columns;
    Ok(Listed {
        breach: row.complete()?,
        incident,
        title,
        establishment_uai,
        establishment_name,
        handler: handler.into(),
        detected_at: detected_at.0,
        exercise,
    })
}
