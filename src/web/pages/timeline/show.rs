//! The whole line of time of a dossier, in slices, from either end.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::line::Happened;
use crate::actions::follow::{FollowRefused, dossier};
use crate::domain::people::Right;
use crate::domain::timeline::Direction;
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::page;
use crate::web::api::incidents::dossier::reference;
use crate::web::api::timeline::{place_cursor, wanted};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::timeline::load;
use crate::web::view::Slices;

/// The page « Chronologie ».
#[derive(Debug, Template)]
#[template(path = "pages/timeline/show.html")]
pub struct TimelinePage {
    /// Frame.
    pub shell: Shell,
    /// `SSI-2026-0001`.
    pub reference: String,
    /// Title of the dossier.
    pub title: String,
    /// From which end.
    pub direction: Direction,
    /// What happened.
    pub lines: Vec<Happened>,
    /// Links to the other slices.
    pub slices: Slices,
}

/// `GET /dossiers/{reference}/chronologie`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Problems`] for a parameter that is not ours, and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let (reference, by, now) = (reference(&path)?, who.account(), app.now());
    let wanted = wanted(Params::of(&request))?;
    let (asked, of) = (wanted.clone(), reference.clone());
    let loaded = app.read(move |db| {
        let incident = dossier(db, &by, &of)?;
        let slice = load(db, &incident, &by, &asked, now)?;
        Ok::<_, FollowRefused>((incident, slice))
    });
    let (incident, slice) = loaded.await?;
    let may_write = who.may(Right::Contribute);
    let lines = slice.lines.into_iter();
    let next = slice.next.as_ref().map(place_cursor);
    let beginning = address(&reference, wanted.direction);
    let shell = Shell::of(
        &app,
        &who,
        format!("Chronologie – {reference}"),
        paths::timeline(&reference),
    );
    page(&TimelinePage {
        shell: Shell {
            exercise: incident.exercise,
            ..shell
        },
        title: incident.title,
        direction: wanted.direction,
        lines: lines
            .map(|line| Happened::of(&reference, line, may_write))
            .collect(),
        slices: Slices {
            first: wanted.last.is_some().then(|| beginning.clone()),
            next: next.map(|cursor| format!("{beginning}&cursor={cursor}")),
        },
        reference,
    })
}

fn address(reference: &str, direction: Direction) -> String {
    format!("{}?order={direction}", paths::timeline(reference))
}

impl TimelinePage {
    /// Both directions, as the links that lead from one to the other.
    #[must_use]
    pub fn choices(&self) -> [(String, &'static str, bool); 2] {
        let choice = |direction, words| {
            (
                address(&self.reference, direction),
                words,
                self.direction == direction,
            )
        };
        [
            choice(Direction::Newest, "Le plus récent d’abord"),
            choice(Direction::Oldest, "Depuis le début"),
        ]
    }
}
