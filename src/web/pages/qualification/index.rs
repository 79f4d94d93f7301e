//! What waits for the RSSI: contested decisions apart and first, then every other report, the oldest first.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::domain::convention::Certainty;
use crate::domain::people::Party;
use crate::store::incidents::{self, Listed};
use crate::store::{Db, StoreError};
use crate::web::allowed::{Allowed, Qualify};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::view::{Moment, Slices};
use crate::web::wording::Words as _;

/// Dossiers shown of each list.
const SHOWN: i64 = 25;
/// Parameter that names the last dossier of the slice before.
const AFTER: &str = "after";

/// The page « À qualifier ».
#[derive(Debug, Template)]
#[template(path = "pages/qualification/index.html")]
pub struct ToQualifyPage {
    /// Frame.
    pub shell: Shell,
    /// Those whose decision is contested; shown with the first slice only.
    pub contested: Vec<Line>,
    /// Whether there are more of them than shown.
    pub more_contested: bool,
    /// The others.
    pub others: Vec<Line>,
    /// Links to the other slices of the others.
    pub slices: Slices,
}

/// A dossier that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `SSI-2026-0001`.
    pub reference: String,
    /// Title.
    pub title: String,
    /// School, or empty.
    pub school: String,
    /// Who handles it meanwhile.
    pub handler: Party,
    /// How sure that is.
    pub certainty: Certainty,
    /// When it was reported.
    pub reported: Moment,
    /// Whether it is a drill.
    pub exercise: bool,
}

impl From<Listed> for Line {
    fn from(listed: Listed) -> Self {
        Self {
            reference: listed.reference,
            title: listed.title,
            school: listed.establishment_name,
            handler: listed.handler,
            certainty: listed.certainty,
            reported: Moment::of(listed.reported_at),
            exercise: listed.exercise,
        }
    }
}

/// `GET /a-qualifier`.
///
/// # Errors
/// [`Error::Problems`] for a parameter that is not ours, and the machine's.
pub async fn index(
    app: Data<App>,
    who: Allowed<Qualify>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let mut params = Params::of(&request);
    let after = params.text(AFTER);
    params.finish()?;
    let (sight, cursor) = (who.sight(), after.clone());
    let read = move |db: &mut Db| -> Result<_, StoreError> {
        let of = |db: &mut Db, contested, after: Option<&str>| {
            incidents::to_qualify(db, &sight, contested, after, SHOWN + 1)
        };
        let contested = if cursor.is_none() {
            of(db, true, None)?
        } else {
            Vec::new()
        };
        Ok((contested, of(db, false, cursor.as_deref())?))
    };
    let (contested, others) = app.read(read).await?;
    let ((contested, more), (others, next)) = (cut(contested), cut(others));
    page(&ToQualifyPage {
        shell: Shell::of(&app, &who, "À qualifier", paths::TO_QUALIFY),
        contested,
        more_contested: more.is_some(),
        others,
        slices: Slices {
            first: after.map(|_| paths::TO_QUALIFY.to_owned()),
            next: next.map(|last| format!("{}?{AFTER}={last}", paths::TO_QUALIFY)),
        },
    })
}

/// As many as are shown, and the last of them when there are more.
fn cut(mut listed: Vec<Listed>) -> (Vec<Line>, Option<String>) {
    let most = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    let more = listed.len() > most;
    listed.truncate(most);
    let last = listed.last().filter(|_| more).map(|it| it.id.clone());
    (listed.into_iter().map(Line::from).collect(), last)
}
