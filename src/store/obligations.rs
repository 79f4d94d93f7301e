//! Duties of dossiers.

mod queue;

pub use queue::{NextDue, OfBreach, Place, Waiting, next_of, next_owed_of, queue};

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::incidents::{Condition, visible};
use super::schema::{incident_parties, incidents, mail_obligations, obligations};
use super::types::{CreditorText, KindText, PartyText, StateText};
use super::{AT_A_TIME, Db, Instant, StoreError};
use crate::domain::obligations::{Arising, Creditor, Kind, State};
use crate::domain::people::{Party, Sight};

#[derive(Queryable, Insertable)]
#[diesel(table_name = obligations, treat_none_as_default_value = false)]
struct Row {
    id: String,
    incident_id: String,
    kind: KindText,
    debtor: PartyText,
    creditor: CreditorText,
    starts_at: Instant,
    due_at: Option<Instant>,
    state: StateText,
    met_at: Option<Instant>,
    late_reason: Option<String>,
    clause: String,
    convention_hash: Option<String>,
    reason: Option<String>,
    settled_by: Option<String>,
}

/// A duty as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// Identifier (UUID text).
    pub id: String,
    /// Dossier.
    pub incident_id: String,
    /// Kind.
    pub kind: Kind,
    /// Who owes it.
    pub debtor: Party,
    /// To whom.
    pub creditor: Creditor,
    /// Instant from which it runs (UTC).
    pub starts_at: DateTime<Utc>,
    /// Due instant (UTC); `None` means without delay.
    pub due_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: State,
    /// When it was met (UTC).
    pub met_at: Option<DateTime<Utc>>,
    /// Why it was late.
    pub late_reason: Option<String>,
    /// Where the clause stands, French.
    pub clause: String,
    /// Version of the pack that set its hours, for ever.
    pub convention_hash: Option<String>,
    /// Why it was waived or cancelled.
    pub reason: Option<String>,
    /// Account that met it by hand or waived it.
    pub settled_by: Option<String>,
}

impl From<Row> for Obligation {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            incident_id: row.incident_id,
            kind: row.kind.into(),
            debtor: row.debtor.into(),
            creditor: row.creditor.into(),
            starts_at: row.starts_at.0,
            due_at: row.due_at.map(|at| at.0),
            state: row.state.into(),
            met_at: row.met_at.map(|at| at.0),
            late_reason: row.late_reason,
            clause: row.clause,
            convention_hash: row.convention_hash,
            reason: row.reason,
            settled_by: row.settled_by,
        }
    }
}

impl Obligation {
    /// Pending and past due; acting at the last instant itself is on time.
    #[must_use]
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.state == State::Pending && self.due_at.is_some_and(|due| now > due)
    }
}

/// Records a duty that arises.
///
/// # Errors
/// The store's own failures.
pub fn insert(
    db: &mut Db,
    id: &str,
    incident_id: &str,
    arising: &Arising,
    convention_hash: Option<&str>,
) -> Result<(), StoreError> {
    let row = Row {
        id: id.to_owned(),
        incident_id: incident_id.to_owned(),
        kind: arising.kind.into(),
        debtor: arising.debtor.into(),
        creditor: arising.creditor.into(),
        starts_at: arising.starts_at.into(),
        due_at: arising.due_at.map(Instant::from),
        state: State::Pending.into(),
        met_at: None,
        late_reason: None,
        clause: arising.clause.clone(),
        convention_hash: convention_hash.map(ToOwned::to_owned),
        reason: None,
        settled_by: None,
    };
    diesel::insert_into(obligations::table).values(row).execute(db)?;
    Ok(())
}

/// The duties of a dossier, in the order they arose.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(db: &mut Db, incident_id: &str) -> Result<Vec<Obligation>, StoreError> {
    let rows: Vec<Row> = obligations::table
        .filter(obligations::incident_id.eq(incident_id))
        .order(obligations::id)
        .load(db)?;
    Ok(rows.into_iter().map(Obligation::from).collect())
}

/// The duties of each of these dossiers, in the order they arose.
///
/// # Errors
/// The store's own failures.
pub fn of_incidents(
    db: &mut Db,
    incident_ids: &[&str],
) -> Result<BTreeMap<String, Vec<Obligation>>, StoreError> {
    let mut found: BTreeMap<String, Vec<Obligation>> = BTreeMap::new();
    for some in incident_ids.chunks(AT_A_TIME) {
        let rows: Vec<Row> = obligations::table
            .filter(obligations::incident_id.eq_any(some))
            .order(obligations::id)
            .load(db)?;
        for row in rows {
            found.entry(row.incident_id.clone()).or_default().push(row.into());
        }
    }
    Ok(found)
}

/// What a list of duties is narrowed to by their standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In this state.
    In(State),
    /// Pending and past due at this instant (UTC).
    Overdue(DateTime<Utc>),
}

/// What a list of duties is narrowed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Where they stand.
    pub standing: Option<Standing>,
    /// Who owes them.
    pub debtor: Option<Party>,
}

/// Duties of the dossiers within a sight with the reference of each dossier, in the order they arose, after the duty
/// `cursor` of the page before (keyset).
///
/// # Errors
/// The store's own failures.
pub fn list(
    db: &mut Db,
    sight: &Sight,
    filter: &Filter,
    cursor: Option<&str>,
    limit: i64,
) -> Result<Vec<(Obligation, String)>, StoreError> {
    let visible: Option<Condition<OfDossiers>> = visible!(OfDossiers, sight);
    let Some(visible) = visible else {
        return Ok(Vec::new());
    };
    let mut found = obligations::table
        .inner_join(incidents::table)
        .filter(visible)
        .into_boxed();
    match filter.standing {
        None => {}
        Some(Standing::In(state)) => found = found.filter(obligations::state.eq(StateText(state))),
        Some(Standing::Overdue(now)) => {
            let pending = obligations::state.eq(StateText(State::Pending));
            found = found
                .filter(pending)
                .filter(obligations::due_at.lt(Instant::from(now)));
        }
    }
    if let Some(debtor) = filter.debtor {
        found = found.filter(obligations::debtor.eq(PartyText(debtor)));
    }
    if let Some(cursor) = cursor {
        found = found.filter(obligations::id.gt(cursor));
    }
    let rows: Vec<(Row, String)> = found
        .select((obligations::all_columns, incidents::reference))
        .order(obligations::id)
        .limit(limit)
        .load(db)?;
    Ok(rows
        .into_iter()
        .map(|(row, reference)| (row.into(), reference))
        .collect())
}

type OfDossiers = diesel::dsl::InnerJoinQuerySource<obligations::table, incidents::table>;

/// The duties that acceptance of a letter meets and that are still pending.
///
/// # Errors
/// The store's own failures.
pub fn pending_of_mail(db: &mut Db, mail_id: &str) -> Result<Vec<Obligation>, StoreError> {
    let rows: Vec<Row> = obligations::table
        .inner_join(mail_obligations::table.on(mail_obligations::obligation_id.eq(obligations::id)))
        .filter(mail_obligations::mail_id.eq(mail_id))
        .filter(obligations::state.eq(StateText(State::Pending)))
        .select(obligations::all_columns)
        .order(obligations::id)
        .load(db)?;
    Ok(rows.into_iter().map(Obligation::from).collect())
}

/// The duty of this identifier.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, id: &str) -> Result<Option<Obligation>, StoreError> {
    let row: Option<Row> = obligations::table.find(id).first(db).optional()?;
    Ok(row.map(Obligation::from))
}

/// The duty of this identifier with the identifier of its dossier, if a sight covers the dossier.
///
/// # Errors
/// The store's own failures.
pub fn find_seen(db: &mut Db, id: &str, sight: &Sight) -> Result<Option<Obligation>, StoreError> {
    let visible: Option<Condition<OfDossiers>> = visible!(OfDossiers, sight);
    let Some(visible) = visible else {
        return Ok(None);
    };
    let row: Option<Row> = obligations::table
        .inner_join(incidents::table)
        .filter(visible)
        .filter(obligations::id.eq(id))
        .select(obligations::all_columns)
        .first(db)
        .optional()?;
    Ok(row.map(Obligation::from))
}

/// How a duty that is no longer pending came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled<'a> {
    /// Done at this instant (UTC), which may lie before the act that records it; late when it is past due, with its
    /// reason.
    Met {
        /// When (UTC).
        at: DateTime<Utc>,
        /// Why it was late; kept only when it was.
        late_reason: Option<&'a str>,
    },
    /// Set aside with a reason.
    Waived(&'a str),
    /// Its cause vanished.
    Cancelled(&'a str),
}

/// Settles a pending duty, for ever; `by` is the account that did it by hand. Lateness is frozen here: acting at the due
/// instant itself is on time.
///
/// # Errors
/// The store's own failures.
pub fn settle(
    db: &mut Db,
    duty: &Obligation,
    settled: &Settled<'_>,
    by: Option<&str>,
) -> Result<State, StoreError> {
    let (state, met_at, late_reason, reason) = match settled {
        Settled::Met { at, late_reason } => match duty.due_at {
            Some(due) if *at > due => (State::MetLate, Some(*at), *late_reason, None),
            _ => (State::Met, Some(*at), None, None),
        },
        Settled::Waived(reason) => (State::Waived, None, None, Some(*reason)),
        Settled::Cancelled(reason) => (State::Cancelled, None, None, Some(*reason)),
    };
    let values = (
        obligations::state.eq(StateText(state)),
        obligations::met_at.eq(met_at.map(Instant::from)),
        obligations::late_reason.eq(late_reason),
        obligations::reason.eq(reason),
        obligations::settled_by.eq(by),
    );
    diesel::update(obligations::table.find(&duty.id))
        .set(values)
        .execute(db)?;
    Ok(state)
}

/// Makes a duty pending again: what met it turned out not to have arrived.
///
/// # Errors
/// The store's own failures.
pub fn reopen(db: &mut Db, id: &str) -> Result<(), StoreError> {
    let values = (
        obligations::state.eq(StateText(State::Pending)),
        obligations::met_at.eq(None::<Instant>),
        obligations::late_reason.eq(None::<String>),
        obligations::settled_by.eq(None::<String>),
    );
    diesel::update(obligations::table.find(id))
        .set(values)
        .execute(db)?;
    Ok(())
}

/// Moves a pending duty to other instants (UTC).
///
/// # Errors
/// The store's own failures.
pub fn shift(db: &mut Db, id: &str, arising: &Arising) -> Result<(), StoreError> {
    let values = (
        obligations::starts_at.eq(Instant::from(arising.starts_at)),
        obligations::due_at.eq(arising.due_at.map(Instant::from)),
    );
    diesel::update(obligations::table.find(id))
        .set(values)
        .execute(db)?;
    Ok(())
}

/// The duties that acceptance of a letter met.
///
/// # Errors
/// The store's own failures.
pub fn met_by_mail(db: &mut Db, mail_id: &str) -> Result<Vec<Obligation>, StoreError> {
    let rows: Vec<Row> = obligations::table
        .inner_join(mail_obligations::table.on(mail_obligations::obligation_id.eq(obligations::id)))
        .filter(mail_obligations::mail_id.eq(mail_id))
        .filter(obligations::met_at.is_not_null())
        .select(obligations::all_columns)
        .order(obligations::id)
        .load(db)?;
    Ok(rows.into_iter().map(Obligation::from).collect())
}
