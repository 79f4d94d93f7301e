//! Which school: those of the account, the one chosen at an earlier step, those that a search finds.
//!
//! Shared by the report and by « Qui traite ? ». Deliberately absent: whether the account may report for the school
//! it chose, which the act says.

use super::new::{ReportForm, SchoolPicker};
use crate::domain::establishment::Establishment;
use crate::domain::people::Account;
use crate::domain::uai::Uai;
use crate::store::{Db, StoreError, establishments};
use crate::web::pages::decisions::new::WhatIfForm;
use crate::web::view::School;

/// Most schools shown for one search.
const FOUND_MAX: i64 = 20;
/// Characters of a search that count: what the field takes.
pub const QUERY_MAX: usize = 160;

/// What a form says of its school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    uai: String,
    query: Option<String>,
}

impl From<&ReportForm> for Asked {
    fn from(form: &ReportForm) -> Self {
        Self::new(
            &form.establishment_uai,
            &form.school_query,
            form.searches_school(),
        )
    }
}

impl From<&WhatIfForm> for Asked {
    fn from(form: &WhatIfForm) -> Self {
        Self::new(
            &form.establishment_uai,
            &form.school_query,
            form.searches_school(),
        )
    }
}

impl Asked {
    fn new(uai: &str, query: &str, searches: bool) -> Self {
        Self {
            uai: uai.to_owned(),
            query: searches.then(|| query.chars().take(QUERY_MAX).collect()),
        }
    }
}

/// The schools of a form, and the one that is chosen.
#[derive(Clone, Debug, Default)]
pub struct Schools {
    /// What the page shows.
    pub picker: SchoolPicker,
    /// The school chosen, or the only one there is.
    pub chosen: Option<Establishment>,
}

impl Schools {
    /// Reads what the directory knows of the schools that matter here.
    ///
    /// # Errors
    /// The store's own failures.
    pub fn load(db: &mut Db, account: &Account, asked: &Asked) -> Result<Self, StoreError> {
        let own = own(db, account)?;
        let may_search = !account.roles.iter().all(|role| role.belongs_to_schools());
        let chosen = match (own.as_slice(), may_search) {
            ([only], false) => Some(only.clone()),
            _ => find(db, &asked.uai)?,
        };
        let other = chosen.clone().filter(|school| !own.contains(school));
        let found = if may_search { found(db, asked)? } else { None };
        let found =
            found.map(|schools| views(schools.iter().filter(|school| Some(*school) != other.as_ref())));
        let picker = SchoolPicker {
            own: views(&own),
            may_search,
            chosen: other.as_ref().map(School::from),
            found,
        };
        Ok(Self { picker, chosen })
    }
}

fn own(db: &mut Db, account: &Account) -> Result<Vec<Establishment>, StoreError> {
    let known = account.schools.iter().map(|uai| establishments::find(db, uai));
    known.filter_map(Result::transpose).collect()
}

fn find(db: &mut Db, uai: &str) -> Result<Option<Establishment>, StoreError> {
    match Uai::parse(uai) {
        Ok(uai) => establishments::find(db, &uai),
        Err(_) => Ok(None),
    }
}

/// The schools that answer a search; none at all for an empty one.
fn found(db: &mut Db, asked: &Asked) -> Result<Option<Vec<Establishment>>, StoreError> {
    match asked.query.as_deref() {
        None => Ok(None),
        Some(query) if query.trim().is_empty() => Ok(Some(Vec::new())),
        Some(query) => establishments::search(db, query, None, FOUND_MAX).map(Some),
    }
}

fn views<'a>(schools: impl IntoIterator<Item = &'a Establishment>) -> Vec<School> {
    schools.into_iter().map(School::from).collect()
}
