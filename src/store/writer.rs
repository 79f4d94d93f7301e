//! The writer's turn: one act at a time, and one durable commit for all the acts that were waiting for it.
//!
//! Whoever acts while others wait leaves the transaction open to the next of them, who works inside a savepoint;
//! whoever finds nobody waiting commits for all. A refusal or a failure undoes what its own act did and nothing else.
//! Nobody is answered before the commit is durable, not even with a refusal: it may rest on what another act of the
//! same commit did.
//!
//! Deliberately absent: waiting for more acts to come. An act that nobody waits behind commits at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use diesel::QueryResult;
use diesel::r2d2::{ConnectionManager, Pool, PooledConnection};

use super::db::{Db, begin, checkout, commit, rollback, savepoint};
use super::error::StoreError;

/// Acts that share one commit at most, so that the first of them is not kept waiting for ever.
const MOST: usize = 64;

type Connection = PooledConnection<ConnectionManager<Db>>;

/// The only way to write.
pub(super) struct Writer {
    connections: Pool<ConnectionManager<Db>>,
    waiting: AtomicUsize,
    /// Whoever holds the lock has the turn; inside is the transaction that the act before left open.
    turn: Mutex<Option<Shared>>,
}

/// A transaction and the acts that it will commit.
struct Shared {
    connection: Connection,
    acts: usize,
    outcome: Arc<Outcome>,
}

/// How a commit ended, for every act that it holds.
type Outcome = OnceLock<Result<(), String>>;

impl Writer {
    /// A writer over a pool of one connection.
    pub(super) fn new(connections: Pool<ConnectionManager<Db>>) -> Self {
        Self {
            connections,
            waiting: AtomicUsize::new(0),
            turn: Mutex::new(None),
        }
    }

    /// The connection itself, outside any transaction.
    pub(super) fn connection(&self) -> Result<Connection, StoreError> {
        checkout(&self.connections)
    }

    /// How many acts wait for their turn.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::SeqCst)
    }

    /// Runs `act` in its turn; comes back once what it did is durable, or undone.
    pub(super) fn write<T, E: From<StoreError>>(
        &self,
        act: impl FnOnce(&mut Db) -> Result<T, E>,
    ) -> Result<T, E> {
        let (answer, outcome) = self.in_turn(act)?;
        let outcome = outcome.wait().clone();
        outcome.map_err(StoreError::Commit)?;
        answer
    }

    /// The answer of `act`, and where the end of its commit will be told.
    #[allow(
        clippy::type_complexity,
        reason = "an answer and its outcome, read in one place"
    )]
    fn in_turn<T, E>(
        &self,
        act: impl FnOnce(&mut Db) -> Result<T, E>,
    ) -> Result<(Result<T, E>, Arc<Outcome>), StoreError> {
        let mut turn = self.take_turn();
        let mut shared = match turn.take() {
            Some(left_open) => left_open,
            None => Shared::begin(self.connection()?)?,
        };
        let answer = shared.run(act)?;
        let outcome = Arc::clone(&shared.outcome);
        if shared.acts < MOST && self.waiting() > 0 {
            *turn = Some(shared);
        } else {
            shared.commit();
        }
        Ok((answer, outcome))
    }

    /// Whoever is counted as waiting does come: it goes on with the transaction left open for it.
    fn take_turn(&self) -> MutexGuard<'_, Option<Shared>> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        turn
    }
}

impl Shared {
    fn begin(mut connection: Connection) -> Result<Self, StoreError> {
        begin(&mut connection)?;
        Ok(Self {
            connection,
            acts: 0,
            outcome: Arc::default(),
        })
    }

    /// Runs one more act. An error of the transaction itself gives up the acts before, too.
    fn run<T, E>(&mut self, act: impl FnOnce(&mut Db) -> Result<T, E>) -> QueryResult<Result<T, E>> {
        let db = &mut *self.connection;
        let alone = self.acts == 0;
        if !alone {
            savepoint(db)?;
        }
        let answer = act(db);
        match (&answer, alone) {
            (Ok(_), true) => {}
            (Ok(_), false) => commit(db)?,
            (Err(_), true) => rollback(db).and_then(|()| begin(db))?,
            (Err(_), false) => rollback(db)?,
        }
        self.acts += usize::from(answer.is_ok());
        Ok(answer)
    }

    fn commit(mut self) {
        let outcome = commit(&mut self.connection).map_err(|error| error.to_string());
        self.tell(outcome);
    }

    fn tell(&self, outcome: Result<(), String>) {
        self.outcome.get_or_init(|| outcome);
    }
}

/// Given up before its commit, by an error of the transaction or by an act that panicked: the pool closes a connection
/// that comes back within a transaction, and the engine then undoes it.
impl Drop for Shared {
    fn drop(&mut self) {
        self.tell(Err("given up before its end".to_owned()));
    }
}
