//! What is due in dossiers: steps of duties, letters about actions of a plan, review days. Every dossier of which
//! something is due by now, one transaction each.
//!
//! The look costs one indexed question of each kind; nothing is locked while nothing is due. Whoever takes the writer's turn
//! first does a step, and the next one finds it done: several workers never double.

use chrono::{DateTime, Utc};

use super::Worker;
use crate::actions::{Instance, enforce, remediation, review};
use crate::store::{Db, StoreError, remediation as actions, reviews, steps};

/// Steps looked up at a time: more than a dossier that cannot be enforced could ever keep from the others.
const AT_A_TIME: i64 = 10_000;

/// The dossiers in which something is due by an instant.
type Question = fn(&mut Db, DateTime<Utc>, i64) -> Result<Vec<String>, StoreError>;
/// Does what is due in one of them; tells how much it was.
type Act = fn(&mut Db, &Instance, &str, DateTime<Utc>) -> Result<usize, StoreError>;

/// A kind of thing that falls due in dossiers: in which ones, and what is done then.
#[derive(Clone, Copy)]
struct Sweep {
    due: Question,
    act: Act,
    done: &'static str,
}

const SWEEPS: [Sweep; 3] = [
    Sweep {
        due: steps::due_dossiers,
        act: enforce::enforce,
        done: "deadlines_enforced",
    },
    Sweep {
        due: actions::due_dossiers,
        act: remediation::remind::remind,
        done: "actions_reminded",
    },
    Sweep {
        due: reviews::due_dossiers,
        act: review::remind,
        done: "reviews_told",
    },
];

/// Does everything that is due by now; tells how much.
pub(super) async fn all(worker: &Worker) -> Result<usize, StoreError> {
    let mut done = 0;
    for sweep in SWEEPS {
        done += swept(worker, sweep).await?;
    }
    Ok(done)
}

async fn swept(worker: &Worker, sweep: Sweep) -> Result<usize, StoreError> {
    let now = worker.clock.now();
    let mut done = 0;
    loop {
        let dossiers = worker.read(move |db| (sweep.due)(db, now, AT_A_TIME)).await?;
        let before = done;
        for dossier in dossiers {
            done += one(worker, sweep, dossier, now).await?;
        }
        if done == before {
            return Ok(done);
        }
    }
}

/// A dossier that cannot be served is told of and does not keep the others waiting.
async fn one(
    worker: &Worker,
    sweep: Sweep,
    dossier: String,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let instance = std::sync::Arc::clone(&worker.instance);
    let id = dossier.clone();
    let done = worker.write(move |db| (sweep.act)(db, &instance, &id, now)).await;
    match done {
        Ok(steps) => {
            tracing::info!(
                worker = worker.name,
                dossier,
                steps,
                what = sweep.done,
                "due_done"
            );
            Ok(steps)
        }
        Err(error @ StoreError::Corrupt(_)) => {
            tracing::error!(worker = worker.name, dossier, %error, what = sweep.done, "due_not_done");
            Ok(0)
        }
        Err(error) => Err(error),
    }
}
