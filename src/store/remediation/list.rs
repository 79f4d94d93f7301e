//! Actions across the dossiers that somebody sees, what is due first on top.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{Kept, Row};
use crate::domain::people::{Party, Sight};
use crate::domain::remediation::ActionState;
use crate::store::incidents::{Condition, visible};
use crate::store::schema::{incident_parties, incidents, remediation_actions};
use crate::store::types::{ActionStateText, PartyText, day_text};
use crate::store::{Db, StoreError};

/// Whose actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// Those of this account.
    pub account: Option<String>,
    /// And those of these parties.
    pub parties: Vec<Party>,
}

/// What a list of actions is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whose.
    pub owner: Option<Owned>,
    /// Where they stand; any when empty.
    pub states: Vec<ActionState>,
    /// Still to be done, and due before this day (Paris).
    pub overdue_on: Option<NaiveDate>,
}

/// Where a slice ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Day of its last action, as stored.
    pub due_on: String,
    /// Identifier of that action.
    pub id: String,
}

/// An action with what a list shows of its dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The action.
    pub kept: Kept,
    /// Reference of the dossier.
    pub incident: String,
    /// Title of the dossier.
    pub title: String,
    /// Name of the school, or empty.
    pub school: String,
    /// Whether this is a drill.
    pub exercise: bool,
}

impl Line {
    /// Its place in the list.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            due_on: day_text(self.kept.action.due_on),
            id: self.kept.id.clone(),
        }
    }
}

type OfDossiers = diesel::dsl::InnerJoinQuerySource<remediation_actions::table, incidents::table>;
type Columns = (String, String, String, bool);

/// Actions of the dossiers within a sight, by the day they are due, after the place where the slice before ended.
///
/// # Errors
/// The store's own failures.
pub fn list(
    db: &mut Db,
    sight: &Sight,
    filter: &Filter,
    last: Option<&Place>,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    let visible: Option<Condition<OfDossiers>> = visible!(OfDossiers, sight);
    let Some(visible) = visible else {
        return Ok(Vec::new());
    };
    let mut found = remediation_actions::table
        .inner_join(incidents::table)
        .filter(visible)
        .into_boxed();
    if let Some(owned) = &filter.owner {
        let parties = owned.parties.iter().map(|party| PartyText(*party));
        let theirs = remediation_actions::owner_party.eq_any(parties);
        let account = owned.account.clone().unwrap_or_default();
        found = found.filter(remediation_actions::owner_account.eq(account).or(theirs));
    }
    if !filter.states.is_empty() {
        let states = filter.states.iter().map(|state| ActionStateText(*state));
        found = found.filter(remediation_actions::state.eq_any(states));
    }
    if let Some(today) = filter.overdue_on {
        let open = [ActionState::Planned, ActionState::InProgress].map(ActionStateText);
        found = found
            .filter(remediation_actions::state.eq_any(open))
            .filter(remediation_actions::due_on.lt(day_text(today)));
    }
    if let Some(Place { due_on, id }) = last.cloned() {
        let same_day = remediation_actions::due_on
            .eq(due_on.clone())
            .and(remediation_actions::id.gt(id));
        found = found.filter(remediation_actions::due_on.gt(due_on).or(same_day));
    }
    let of_dossier = (
        incidents::reference,
        incidents::title,
        incidents::establishment_name,
        incidents::exercise,
    );
    let rows: Vec<(Row, Columns)> = found
        .select((remediation_actions::all_columns, of_dossier))
        .order((remediation_actions::due_on, remediation_actions::id))
        .limit(limit)
        .load(db)?;
    rows.into_iter().map(line).collect()
}

fn line((row, (incident, title, school, exercise)): (Row, Columns)) -> Result<Line, StoreError> {
    Ok(Line {
        kept: row.kept()?,
        incident,
        title,
        school,
        exercise,
    })
}
