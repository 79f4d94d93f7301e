//! Figures for the committees, once for every form in which they are read or taken out: whose they are, which period is
//! asked for, the words of each part.
//!
//! Deliberately absent: how a page draws them, and the shapes of the API.

mod asked;
mod sheet;
mod taking_out;
mod words;

pub use asked::{Asked, usual};
pub use sheet::sheet;
pub use taking_out::{Format, take_out};
pub use words::{Words, capitalised, delay, group, heading, hours, number, period};

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::committee::{Board, Period, TOP, board, months_to_observe, observed};
use crate::domain::convention::Catalogue;
use crate::domain::instants::paris_day;
use crate::domain::people::{Account, Role, Sight};
use crate::store::figures::{Scope, counted, schools, schools_touched};
use crate::store::{Db, StoreError};
use crate::web::app::App;
use crate::web::error::Error;

/// Whose figures somebody reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Those of the dossiers that they see.
    OfDossiers(Sight),
    /// Those of a whole convention, of which they see no dossier.
    Observer(Sight),
}

impl Reader {
    /// Whose figures an account reads. Schools have none of their own: a single school's are single dossiers.
    #[must_use]
    pub fn of(account: &Account, catalogue: &Catalogue) -> Self {
        let mut sight = account.sight();
        sight.schools.clear();
        if !sight.is_empty() || !account.roles.contains(&Role::Observer) {
            return Self::OfDossiers(sight);
        }
        let home = || catalogue.home().map(|pack| pack.id.clone());
        sight.all_of = account.convention.clone().or_else(home);
        Self::Observer(sight)
    }

    /// Whether small numbers are kept from them.
    #[must_use]
    pub fn is_observer(&self) -> bool {
        matches!(self, Self::Observer(_))
    }
}

/// The figures of a period, as it stands at `now` (UTC).
///
/// # Errors
/// The machine's.
pub async fn gather(app: &App, reader: Reader, period: Period, now: DateTime<Utc>) -> Result<Board, Error> {
    let read: Result<_, StoreError> = app.read(move |db| ask(db, &reader, period, now)).await;
    Ok(read?)
}

fn ask(db: &mut Db, reader: &Reader, period: Period, now: DateTime<Utc>) -> Result<Board, StoreError> {
    let of_months = |db: &mut Db, sight: &Sight, months: Vec<Period>| {
        let of_month = |period: Period| Ok((period, counted(db, Scope { sight, period }, now)?));
        months
            .into_iter()
            .map(of_month)
            .collect::<Result<BTreeMap<_, _>, StoreError>>()
    };
    match reader {
        Reader::OfDossiers(sight) => {
            let months = [period.preceding().months(), period.months()].concat();
            let months = of_months(db, sight, months)?;
            let most = i64::try_from(TOP).unwrap_or(i64::MAX);
            Ok(board(
                period,
                &months,
                schools(db, Scope { sight, period }, most)?,
            ))
        }
        Reader::Observer(sight) => {
            let months = of_months(db, sight, months_to_observe(period, paris_day(now)))?;
            Ok(observed(
                period,
                &months,
                schools_touched(db, Scope { sight, period })?,
            ))
        }
    }
}
