//! The list of dossiers, newest report first, page by page.

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::sight::seen_by;
use crate::domain::breach;
use crate::domain::convention::Certainty;
use crate::domain::incident::{PersonalData, Status};
use crate::domain::obligations::State;
use crate::domain::people::{Party, Sight};
use crate::domain::text::words;
use crate::domain::uai::Uai;
use crate::store::db::MultiBackend;
use crate::store::schema::{breaches, incidents, obligations};
use crate::store::types::{
    BreachStatusText, CertaintyText, PartyText, PersonalDataText, StateText, StatusText,
};
use crate::store::{Db, Instant, StoreError};

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = incidents)]
pub struct Listed {
    /// Identifier, which is also the cursor.
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
    /// Whether a breach is attached, and which.
    pub breach: Option<OfBreach>,
    /// With a duty that is pending and past due at this instant (UTC).
    pub overdue_at: Option<DateTime<Utc>>,
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
    let mut found = incidents::table
        .select(Listed::as_select())
        .filter(visible)
        .into_boxed::<MultiBackend>();
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
    let attached = || breaches::table.filter(breaches::incident_id.eq(incidents::id));
    match filter.breach {
        None => {}
        Some(OfBreach::Any) => found = found.filter(exists(attached())),
        Some(OfBreach::None) => found = found.filter(not(exists(attached()))),
        Some(OfBreach::Of(status)) => {
            let such = attached().filter(breaches::status.eq(BreachStatusText(status)));
            found = found.filter(exists(such));
        }
    }
    if let Some(now) = filter.overdue_at {
        let late = obligations::table
            .filter(obligations::incident_id.eq(incidents::id))
            .filter(obligations::state.eq(StateText(State::Pending)))
            .filter(obligations::due_at.lt(Instant::from(now)));
        found = found.filter(exists(late));
    }
    for word in words(&filter.q) {
        found = found.filter(incidents::search.like(format!("%{word}%")));
    }
    if let Some(cursor) = cursor {
        found = found.filter(incidents::id.lt(cursor));
    }
    Ok(found.order(incidents::id.desc()).limit(limit).load(db)?)
}
