//! What the pages of the life of a dossier share: which dossier, and a refused act shown again with what was typed.

use std::sync::Arc;

use actix_web::http::StatusCode;

use crate::actions::life::{Acting, Dossier, LifeRefused, News};
use crate::domain::incident::{Problem, Status};
use crate::domain::people::Account;
use crate::store::incidents::{self, Incident};
use crate::store::{Db, StoreError};
use crate::web::allowed::Allowed;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::form::value;
use crate::web::posted::FormFields;
use crate::web::{life_words, paths};

/// Anchor of what is about the page and no field of it.
const PAGE: &str = "contenu";

/// A dossier as the head of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// `SSI-2026-0001`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// School with its code; empty for none.
    pub school: String,
    /// Whether it is a drill.
    pub exercise: bool,
    /// The version shown: forms send it back.
    pub version: i64,
}

impl Head {
    /// The head for a dossier.
    #[must_use]
    pub fn of(incident: &Incident) -> Self {
        let uai = incident.establishment_uai.as_ref();
        Self {
            reference: incident.reference.clone(),
            title: incident.title.clone(),
            status: incident.status,
            school: uai.map_or_else(String::new, |uai| {
                format!("{} ({uai})", incident.establishment_name)
            }),
            exercise: incident.exercise,
            version: incident.version,
        }
    }

    /// The page of the dossier.
    #[must_use]
    pub fn path(&self) -> String {
        paths::incident(&self.reference)
    }
}

/// Why an act was refused, to be shown on its page.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Status of the answer.
    pub(super) status: StatusCode,
    /// Every problem.
    pub(super) problems: Vec<Problem>,
    /// What somebody else did meanwhile.
    pub(super) meanwhile: Option<Vec<String>>,
}

impl Refusal {
    /// Nothing is wrong: the page is shown for the first time.
    pub(super) fn none() -> Self {
        Self::with(StatusCode::OK, Vec::new())
    }

    fn with(status: StatusCode, problems: Vec<Problem>) -> Self {
        Self {
            status,
            problems,
            meanwhile: None,
        }
    }

    /// A refusal to be told on the page.
    ///
    /// # Errors
    /// [`Error::NotFound`] and the machine's, for which there is no page to show.
    pub(super) fn of(refused: LifeRefused) -> Result<Self, Error> {
        let about_page = |status, message: String| Self::with(status, vec![Problem::new(PAGE, message)]);
        match refused {
            LifeRefused::NotFound => Err(Error::NotFound),
            LifeRefused::Store(error) => Err(error.into()),
            LifeRefused::Problems(problems) => Ok(Self::with(StatusCode::UNPROCESSABLE_ENTITY, problems)),
            LifeRefused::NotYours(act, party) => Ok(about_page(
                StatusCode::FORBIDDEN,
                life_words::not_yours(act, party),
            )),
            LifeRefused::OutOfPlace(act, status) => Ok(about_page(
                StatusCode::CONFLICT,
                life_words::out_of_place(act, status),
            )),
            LifeRefused::Obstacles(obstacles) => {
                let mut problems = life_words::in_the_way(&obstacles);
                for problem in &mut problems {
                    PAGE.clone_into(&mut problem.field);
                }
                Ok(Self::with(StatusCode::CONFLICT, problems))
            }
            LifeRefused::Changed(news) => Ok(Self {
                meanwhile: Some(told(&news)),
                ..Self::with(StatusCode::CONFLICT, Vec::new())
            }),
        }
    }
}

fn told(news: &[News]) -> Vec<String> {
    news.iter().map(life_words::news).collect()
}

/// The version that a form was filled in on. One that cannot be read is an old one.
pub(super) fn version(fields: &mut FormFields) -> i64 {
    value(fields, "version").parse().unwrap_or(0)
}

/// Acts in one transaction, on the version that the form was filled in on.
///
/// # Errors
/// What the act refuses.
pub(super) async fn act<R>(
    app: &App,
    who: &Allowed<R>,
    version: i64,
    act: impl FnOnce(&mut Db, &Acting<'_>) -> Result<Incident, LifeRefused> + Send + 'static,
) -> Result<Incident, LifeRefused> {
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    app.write(move |db| {
        let acting = Acting {
            instance: &instance,
            by: &by,
            version: Some(version),
            now,
        };
        act(db, &acting)
    })
    .await
}

/// The dossier of a page, if the account sees it, with what `more` reads of it.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub(super) async fn read<R, T: Send + 'static>(
    app: &App,
    who: &Allowed<R>,
    reference: String,
    more: impl FnOnce(&mut Db, &Dossier, &Account) -> Result<T, StoreError> + Send + 'static,
) -> Result<(Dossier, T), Error> {
    let (instance, by) = (Arc::clone(&app.instance), who.account());
    let found = app.read(move |db| {
        let incident = incidents::find(db, &reference, &by.sight())?;
        let Some(incident) = incident else {
            return Ok(None);
        };
        let dossier = Dossier::of(db, &instance, incident)?;
        let read = more(db, &dossier, &by)?;
        Ok::<_, StoreError>(Some((dossier, read)))
    });
    found.await?.ok_or(Error::NotFound)
}
