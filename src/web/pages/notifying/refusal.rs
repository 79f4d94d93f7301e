//! A refused act, as the page shows it again: with its status and every problem, what was typed kept.

use actix_web::http::StatusCode;

use super::subject::Subject;
use crate::actions::breach::BreachRefused;
use crate::domain::incident::Problem;
use crate::store::Db;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::pages::breaches::conflict::{Change, Shown, since};

/// What a page of a breach shows, read in one go.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub(super) async fn gathered<T: Send + 'static>(
    app: &App,
    load: impl FnOnce(&mut Db) -> Result<T, BreachRefused> + Send + 'static,
) -> Result<T, Error> {
    let read = app.read(load).await;
    read.or_else(|refused| Refusal::of(refused).and(Err(Error::NotFound)))
}

/// Why an act was refused, to be shown on its page.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Status of the answer.
    pub(super) status: StatusCode,
    /// Every problem.
    pub(super) problems: Vec<Problem>,
}

impl Refusal {
    /// What is wrong with what was typed.
    pub(super) fn typed(problems: Vec<Problem>) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            problems,
        }
    }

    /// Nothing is wrong: the page is shown for the first time.
    pub(super) fn none() -> Self {
        Self {
            status: StatusCode::OK,
            problems: Vec::new(),
        }
    }

    /// A refusal to be told on the page.
    ///
    /// # Errors
    /// [`Error::NotFound`] and the machine's, for which there is no page to show.
    pub(super) fn of(refused: BreachRefused) -> Result<Self, Error> {
        let about_page = |status, message: String| Self {
            status,
            problems: vec![Problem::new("contenu", message)],
        };
        match refused {
            BreachRefused::NotFound => Err(Error::NotFound),
            BreachRefused::Store(error) => Err(error.into()),
            BreachRefused::Problems(problems) => Ok(Self::typed(problems)),
            BreachRefused::Stands(mut problems) => {
                for problem in &mut problems {
                    "contenu".clone_into(&mut problem.field);
                }
                Ok(Self {
                    status: StatusCode::CONFLICT,
                    problems,
                })
            }
            BreachRefused::NotTheOfficer(message) => Ok(about_page(StatusCode::FORBIDDEN, message)),
            BreachRefused::Changed => Ok(Self {
                status: StatusCode::CONFLICT,
                problems: Vec::new(),
            }),
        }
    }

    /// What changed since the form was opened, when somebody else was faster.
    ///
    /// # Errors
    /// The machine's.
    pub(super) async fn conflict(
        &self,
        app: &App,
        subject: &Subject,
        shown: Shown,
    ) -> Result<Option<Vec<Change>>, Error> {
        if self.status != StatusCode::CONFLICT {
            return Ok(None);
        }
        since(app, &subject.dossier, shown).await.map(Some)
    }
}
