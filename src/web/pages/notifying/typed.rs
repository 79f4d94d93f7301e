//! A date and an hour of Paris as typed, and what they mean.

use chrono::{DateTime, Utc};

use crate::domain::incident::Problem;
use crate::domain::instants::{self, Fold, from_paris_form};
use crate::web::form::value;
use crate::web::pages::breaches::typed::WHICH_ONE;
use crate::web::posted::FormFields;

/// The three fields of an instant, kept as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedInstant {
    /// Local day.
    pub date: String,
    /// Local hour.
    pub time: String,
    /// `later` for the second of two equal local hours.
    pub fold: String,
}

impl TypedInstant {
    /// An instant (UTC) as a form shows it.
    #[must_use]
    pub fn proposed(at: DateTime<Utc>) -> Self {
        let (date, time) = instants::to_form(at);
        let fold = instants::fold(at).map(|fold| fold.as_str().to_owned());
        Self {
            date,
            time,
            fold: fold.unwrap_or_default(),
        }
    }

    /// Takes `<name>_date`, `<name>_time` and `<name>_fold`.
    pub(in crate::web) fn take(fields: &mut FormFields, name: &str) -> Self {
        let mut part = |part: &str| value(fields, &format!("{name}_{part}"));
        Self {
            date: part("date"),
            time: part("time"),
            fold: part("fold"),
        }
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.date.trim().is_empty() && self.time.trim().is_empty()
    }

    /// Whether the local hour exists twice.
    #[must_use]
    pub fn is_twice(&self) -> bool {
        from_paris_form(&self.date, &self.time, None).is_ok_and(|read| read.twice.is_some())
    }

    /// Whether the second of the two is meant.
    #[must_use]
    pub fn is_later(&self) -> bool {
        self.fold == Fold::Later.as_str()
    }

    /// The instant (UTC), if one was typed.
    ///
    /// # Errors
    /// The problem of the field `name`.
    pub(in crate::web) fn read(&self, name: &str) -> Result<Option<DateTime<Utc>>, Problem> {
        if self.is_empty() {
            return Ok(None);
        }
        let choice = Fold::parse(&self.fold);
        match from_paris_form(&self.date, &self.time, choice) {
            Err(refused) => Err(Problem::new(name, refused.to_string())),
            Ok(read) if read.twice.is_some() && choice.is_none() => Err(Problem::new(name, WHICH_ONE)),
            Ok(read) => Ok(Some(read.at)),
        }
    }
}
