//! Enforcing duties: every dossier of which a step is due by now, one transaction each.
//!
//! The look costs one indexed question; nothing is locked while nothing is due. Whoever takes the writer's turn first
//! does a step, and the next one finds it done: several workers never double.

use super::Worker;
use crate::actions::enforce::enforce;
use crate::store::{StoreError, steps};

/// Steps looked up at a time: more than a dossier that cannot be enforced could ever keep from the others.
const AT_A_TIME: i64 = 10_000;

/// Does every step that is due by now; tells how many.
pub(super) async fn all(worker: &Worker) -> Result<usize, StoreError> {
    let now = worker.clock.now();
    let mut done = 0;
    loop {
        let dossiers = worker
            .read(move |db| steps::due_dossiers(db, now, AT_A_TIME))
            .await?;
        let before = done;
        for dossier in dossiers {
            done += one(worker, dossier, now).await?;
        }
        if done == before {
            return Ok(done);
        }
    }
}

/// A dossier that cannot be enforced is told of and does not keep the others waiting.
async fn one(
    worker: &Worker,
    dossier: String,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<usize, StoreError> {
    let instance = std::sync::Arc::clone(&worker.instance);
    let id = dossier.clone();
    let done = worker.write(move |db| enforce(db, &instance, &id, now)).await;
    match done {
        Ok(steps) => {
            tracing::info!(worker = worker.name, dossier, steps, "deadlines_enforced");
            Ok(steps)
        }
        Err(error @ StoreError::Corrupt(_)) => {
            tracing::error!(worker = worker.name, dossier, %error, "deadlines_not_enforced");
            Ok(0)
        }
        Err(error) => Err(error),
    }
}
