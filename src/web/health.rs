//! `/healthz` and `/readyz`: for whoever keeps the program running. No sign-in, and nothing about anybody.
//!
//! Letters that wait are told but never make an instance unready: another instance would not deliver them sooner.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::api::values::At;
use super::app::App;
use crate::store::{Db, StoreError, mails, steps, workers};

/// A worker that was silent for longer is taken for dead.
pub const WORKER_SILENCE: TimeDelta = TimeDelta::minutes(2);
/// A step of the enforcement of duties that waits for longer after its instant says that nobody enforces them.
pub const STEP_PATIENCE: TimeDelta = TimeDelta::minutes(2);

/// The process answers.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`.
    status: &'static str,
}

/// Whether the instance can do its work.
#[derive(Serialize, ToSchema)]
pub struct Readiness {
    /// Whether all of it is.
    ready: bool,
    /// What is not: `database`, `worker`, `enforcement`.
    not_ready: Vec<&'static str>,
    /// Whether the database answers.
    database: bool,
    /// Seconds since a worker last showed that it is alive; `null` when none ever did.
    worker_silent_for: Option<i64>,
    /// Seconds for which the oldest undelivered letter has been waiting; `null` when none waits.
    oldest_mail_waits_for: Option<i64>,
    /// When the next reminder, automatic sending or escalation is due; `null` when none is planned.
    next_step_at: Option<At>,
    /// How many of them are overdue by more than two minutes; any makes the instance unready.
    steps_overdue: i64,
}

/// The process answers.
#[utoipa::path(get, path = "/healthz", tag = "operation",
    responses((status = 200, description = "The process answers", body = Health)))]
pub async fn alive() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// Whether the database answers, a worker is alive and the enforcement of duties keeps up.
#[utoipa::path(get, path = "/readyz", tag = "operation",
    responses(
        (status = 200, description = "Ready", body = Readiness),
        (status = 503, description = "Not ready; says what is missing", body = Readiness),
    ))]
pub async fn ready(app: Data<App>) -> HttpResponse {
    let now = app.now();
    let readiness = match app.read(move |db| look(db, now)).await {
        Ok(seen) => Readiness::of(&seen, now),
        Err(error) => {
            tracing::error!(%error, "database_unreachable");
            Readiness::without_database()
        }
    };
    let mut answer = if readiness.ready {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    answer.json(readiness)
}

/// What the database tells.
struct Seen {
    beat: Option<DateTime<Utc>>,
    waiting: Option<DateTime<Utc>>,
    next_step: Option<DateTime<Utc>>,
    steps_overdue: i64,
}

fn look(db: &mut Db, now: DateTime<Utc>) -> Result<Seen, StoreError> {
    Ok(Seen {
        beat: workers::last_beat(db)?,
        waiting: mails::oldest_waiting(db)?,
        next_step: steps::next_due(db)?,
        steps_overdue: steps::due_before(db, now - STEP_PATIENCE)?,
    })
}

impl Readiness {
    fn of(seen: &Seen, now: DateTime<Utc>) -> Self {
        let alive = seen.beat.is_some_and(|beat| now - beat < WORKER_SILENCE);
        let enforced = seen.steps_overdue == 0;
        let age = |at: DateTime<Utc>| (now - at).num_seconds().max(0);
        let faults = [(alive, "worker"), (enforced, "enforcement")].into_iter();
        let not_ready: Vec<_> = faults.filter(|(well, _)| !well).map(|(_, name)| name).collect();
        Self {
            ready: not_ready.is_empty(),
            not_ready,
            database: true,
            worker_silent_for: seen.beat.map(age),
            oldest_mail_waits_for: seen.waiting.map(age),
            next_step_at: seen.next_step.map(At),
            steps_overdue: seen.steps_overdue,
        }
    }

    fn without_database() -> Self {
        Self {
            ready: false,
            not_ready: vec!["database"],
            database: false,
            worker_silent_for: None,
            oldest_mail_waits_for: None,
            next_step_at: None,
            steps_overdue: 0,
        }
    }
}
