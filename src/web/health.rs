//! `/healthz` and `/readyz`: for whoever keeps the program running. No sign-in, and nothing about anybody.
//!
//! Letters that wait are told but never make an instance unready: another instance would not deliver them sooner.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::app::App;
use crate::store::{Db, StoreError, mails, workers};

/// A worker that was silent for longer is taken for dead.
pub const WORKER_SILENCE: TimeDelta = TimeDelta::minutes(2);

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
    /// What is not: `database`, `worker`.
    not_ready: Vec<&'static str>,
    /// Whether the database answers.
    database: bool,
    /// Seconds since a worker last showed that it is alive; `null` when none ever did.
    worker_silent_for: Option<i64>,
    /// Seconds for which the oldest undelivered letter has been waiting; `null` when none waits.
    oldest_mail_waits_for: Option<i64>,
}

/// The process answers.
#[utoipa::path(get, path = "/healthz", tag = "operation",
    responses((status = 200, description = "The process answers", body = Health)))]
pub async fn alive() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// Whether the database answers and a worker is alive.
#[utoipa::path(get, path = "/readyz", tag = "operation",
    responses(
        (status = 200, description = "Ready", body = Readiness),
        (status = 503, description = "Not ready; says what is missing", body = Readiness),
    ))]
pub async fn ready(app: Data<App>) -> HttpResponse {
    let now = app.now();
    let readiness = match app.read(look).await {
        Ok(seen) => Readiness::of(seen, now),
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

type Seen = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

fn look(db: &mut Db) -> Result<Seen, StoreError> {
    Ok((workers::last_beat(db)?, mails::oldest_waiting(db)?))
}

impl Readiness {
    fn of((beat, waiting): Seen, now: DateTime<Utc>) -> Self {
        let alive = beat.is_some_and(|beat| now - beat < WORKER_SILENCE);
        let age = |at: DateTime<Utc>| (now - at).num_seconds().max(0);
        Self {
            ready: alive,
            not_ready: if alive { Vec::new() } else { vec!["worker"] },
            database: true,
            worker_silent_for: beat.map(age),
            oldest_mail_waits_for: waiting.map(age),
        }
    }

    fn without_database() -> Self {
        Self {
            ready: false,
            not_ready: vec!["database"],
            database: false,
            worker_silent_for: None,
            oldest_mail_waits_for: None,
        }
    }
}
