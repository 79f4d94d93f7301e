//! One act on several dossiers: each is judged and done by itself, in a transaction of its own, and what is refused
//! says why while the rest is done.

use std::sync::Arc;

use chrono::NaiveDate;

use super::allowed::{Allowed, Contribute};
use super::app::App;
use super::error::Error;
use crate::actions::assignment::{Given, assign};
use crate::actions::follow::FollowRefused;
use crate::actions::life::move_to::{Moving, move_to};
use crate::actions::life::{Acting, LifeRefused};
use crate::actions::review;
use crate::domain::life::Step;

/// Most dossiers of one request.
pub const MOST: usize = 200;

/// What is done to each dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Together {
    /// A review day is set, with what is awaited.
    Review(NaiveDate, String),
    /// It is given to a person or a team, or given back.
    Assign(Given),
    /// It is closed, if nothing stands in the way.
    Close,
}

/// A dossier to act on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// Its reference.
    pub reference: String,
    /// The version that was read, where one was.
    pub version: Option<i64>,
    /// The version of its assignment that was read, where one was.
    pub assignment: Option<i64>,
}

/// What became of one dossier.
#[derive(Debug)]
pub struct Outcome {
    /// Its reference.
    pub reference: String,
    /// Why nothing was done, if so.
    pub refused: Option<Error>,
}

/// Acts on each dossier in turn.
///
/// # Errors
/// The machine's: what was done before stays done, and doing it again changes nothing more.
pub async fn act(
    app: &App,
    who: &Allowed<Contribute>,
    picked: Vec<Picked>,
    what: &Together,
) -> Result<Vec<Outcome>, Error> {
    let mut outcomes = Vec::with_capacity(picked.len());
    for one in picked {
        let reference = one.reference.clone();
        let refused = match done(app, who, one, what.clone()).await {
            Ok(()) => None,
            Err(Error::Failure(source)) => return Err(Error::Failure(source)),
            Err(Error::Unavailable(source)) => return Err(Error::Unavailable(source)),
            Err(refused) => Some(refused),
        };
        outcomes.push(Outcome { reference, refused });
    }
    Ok(outcomes)
}

async fn done(app: &App, who: &Allowed<Contribute>, one: Picked, what: Together) -> Result<(), Error> {
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    match what {
        Together::Review(day, reason) => {
            let set = app.write(move |db| review::set(db, &by, &one.reference, (day, &reason), now));
            set.await
                .map(drop)
                .map_err(|refused: FollowRefused| refused.into())
        }
        Together::Assign(given) => {
            let given = app
                .write(move |db| assign(db, &instance, &by, &one.reference, (&given, one.assignment), now));
            given
                .await
                .map(drop)
                .map_err(|refused: FollowRefused| refused.into())
        }
        Together::Close => {
            let moved = app.write(move |db| {
                let acting = Acting {
                    instance: &instance,
                    by: &by,
                    version: one.version,
                    now,
                };
                move_to(db, &acting, &one.reference, &closing())
            });
            moved
                .await
                .map(drop)
                .map_err(|refused: LifeRefused| refused.into())
        }
    }
}

fn closing() -> Moving {
    Moving {
        to: Step::Closed,
        follow_up: String::new(),
        reason: String::new(),
    }
}
