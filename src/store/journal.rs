//! The journal's table: appended to in the transaction of each act, read in order, never changed.

use chrono::{DateTime, Utc};
use diesel::dsl::max;
use diesel::prelude::*;

use super::db::MultiBackend;
use super::incidents;
use super::schema::journal;
use super::{Db, Instant, Store, StoreError, webhooks};
use crate::domain::journal::{Broken, Draft, Entry, GENESIS, Verifier, Whole};
use crate::domain::timeline::Direction;

#[derive(Queryable, Insertable)]
#[diesel(table_name = journal, treat_none_as_default_value = false)]
struct Row {
    seq: i64,
    at: Instant,
    actor: String,
    act: String,
    dossier: Option<String>,
    body: String,
    prev: String,
    hash: String,
}

impl Row {
    fn entry(self) -> Result<Entry, StoreError> {
        let body = serde_json::from_str(&self.body)?;
        let Self {
            seq,
            at,
            actor,
            act,
            dossier,
            prev,
            hash,
            ..
        } = self;
        Ok(Entry {
            seq,
            at: at.0,
            actor,
            act,
            dossier,
            body,
            prev,
            hash,
        })
    }
}

/// Appends one entry to the chain, notes when the dossier of an act changed, and queues the event that it is. Call it
/// inside [`Store::write`](super::Store::write) only: it is the one writer at a time that keeps the chain single.
///
/// # Errors
/// The store's own failures.
pub fn append(db: &mut Db, draft: Draft) -> Result<Entry, StoreError> {
    let last: Option<i64> = journal::table.select(max(journal::seq)).get_result(db)?;
    let prev: String = match last {
        Some(seq) => journal::table.find(seq).select(journal::hash).get_result(db)?,
        None => GENESIS.to_owned(),
    };
    let entry = draft.chain(last.unwrap_or(0) + 1, &prev);
    let row = Row {
        seq: entry.seq,
        at: entry.at.into(),
        actor: entry.actor.clone(),
        act: entry.act.clone(),
        dossier: entry.dossier.clone(),
        body: crate::domain::journal::canonical(&entry.body),
        prev: entry.prev.clone(),
        hash: entry.hash.clone(),
    };
    diesel::insert_into(journal::table).values(row).execute(db)?;
    if let Some(dossier) = entry.dossier.as_deref().filter(|_| !entry.is_reading()) {
        incidents::note_change(db, dossier, entry.at)?;
    }
    webhooks::queue(db, &entry)?;
    Ok(entry)
}

/// Up to `limit` entries after `seq`, in order.
///
/// # Errors
/// The store's own failures.
pub fn after(db: &mut Db, seq: i64, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = journal::table
        .filter(journal::seq.gt(seq))
        .order(journal::seq)
        .limit(limit)
        .load(db)?;
    rows.into_iter().map(Row::entry).collect()
}

/// Up to `limit` entries of one dossier after `seq`, in order.
///
/// # Errors
/// The store's own failures.
pub fn of_dossier(db: &mut Db, reference: &str, seq: i64, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = journal::table
        .filter(journal::dossier.eq(reference))
        .filter(journal::seq.gt(seq))
        .order(journal::seq)
        .limit(limit)
        .load(db)?;
    rows.into_iter().map(Row::entry).collect()
}

/// The latest entries of one dossier, most recent first.
///
/// # Errors
/// The store's own failures.
pub fn latest_of_dossier(db: &mut Db, reference: &str, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = journal::table
        .filter(journal::dossier.eq(reference))
        .order(journal::seq.desc())
        .limit(limit)
        .load(db)?;
    rows.into_iter().map(Row::entry).collect()
}

/// Each act of reading is named so: `breach_read`, `attachment_read`.
const READING: &str = "%read";

/// When the latest act on a dossier happened (UTC): reading it does not make it young again.
///
/// # Errors
/// The store's own failures.
pub fn last_act_at(db: &mut Db, reference: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
    let at: Option<Instant> = journal::table
        .filter(journal::dossier.eq(reference))
        .filter(journal::act.not_like(READING))
        .order(journal::seq.desc())
        .select(journal::at)
        .first(db)
        .optional()?;
    Ok(at.map(|at| at.0))
}

/// Acts of one dossier on its line of time, in a direction, after the place of an entry (instant and sequence); acts named
/// in `without`, and acts of reading unless `with_reads`, are left out.
pub(super) struct OnLine<'a> {
    pub(super) direction: Direction,
    pub(super) last: Option<(DateTime<Utc>, i64)>,
    pub(super) without: &'a [&'a str],
    pub(super) with_reads: bool,
    pub(super) limit: i64,
}

pub(super) fn on_line(db: &mut Db, reference: &str, asked: &OnLine<'_>) -> Result<Vec<Entry>, StoreError> {
    let mut found = journal::table
        .filter(journal::dossier.eq(reference.to_owned()))
        .filter(journal::act.ne_all(asked.without.iter().map(|act| (*act).to_owned())))
        .into_boxed::<MultiBackend>();
    if !asked.with_reads {
        found = found.filter(journal::act.not_like(READING));
    }
    if let Some((at, seq)) = asked.last {
        let at = Instant::from(at);
        found = match asked.direction {
            Direction::Oldest => found.filter(
                journal::at
                    .gt(at)
                    .or(journal::at.eq(at).and(journal::seq.gt(seq))),
            ),
            Direction::Newest => found.filter(
                journal::at
                    .lt(at)
                    .or(journal::at.eq(at).and(journal::seq.lt(seq))),
            ),
        };
    }
    let found = match asked.direction {
        Direction::Oldest => found.order((journal::at.asc(), journal::seq.asc())),
        Direction::Newest => found.order((journal::at.desc(), journal::seq.desc())),
    };
    let rows: Vec<Row> = found.limit(asked.limit).load(db)?;
    rows.into_iter().map(Row::entry).collect()
}

/// Entries read at a time while verifying: a long chain never holds a reader for long, nor much memory.
const CHUNK: i64 = 1_000;

/// Reads the whole chain and names the first place where it breaks, an entry that cannot even be read included.
/// Blocks: call it from a blocking thread.
///
/// # Errors
/// The store's own failures.
pub fn verify(store: &Store) -> Result<Result<Whole, Broken>, StoreError> {
    let (mut verifier, mut last, mut most) = (Verifier::new(), 0, CHUNK);
    loop {
        let entries = match store.read(|db| after(db, last, most)) {
            Ok(entries) => entries,
            // One of them is unreadable: read one by one up to it.
            Err(StoreError::Corrupt(_)) if most > 1 => {
                most = 1;
                continue;
            }
            Err(StoreError::Corrupt(_)) => return Ok(verifier.feed_line("").map(|()| verifier.finish())),
            Err(other) => return Err(other),
        };
        let Some(end) = entries.last() else {
            return Ok(Ok(verifier.finish()));
        };
        last = end.seq;
        if let Err(broken) = entries.iter().try_for_each(|entry| verifier.feed(entry)) {
            return Ok(Err(broken));
        }
    }
}

/// The head of the chain: sequence, instant (UTC) and hash.
///
/// # Errors
/// The store's own failures.
pub fn head(db: &mut Db) -> Result<Option<(i64, DateTime<Utc>, String)>, StoreError> {
    let head: Option<(i64, Instant, String)> = journal::table
        .select((journal::seq, journal::at, journal::hash))
        .order(journal::seq.desc())
        .first(db)
        .optional()?;
    Ok(head.map(|(seq, at, hash)| (seq, at.0, hash)))
}
