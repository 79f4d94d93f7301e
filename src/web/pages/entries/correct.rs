//! The page to correct an entry: what it says, what was corrected before, and the form.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use super::typed::EntryForm;
use crate::actions::follow::{FollowRefused, dossier};
use crate::actions::new_id;
use crate::domain::entries::{Numbered, chain};
use crate::domain::incident::Problem;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::answer::page_with;
use crate::web::api::actions::place;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::pages::notifying::typed::TypedInstant;
use crate::web::pages::timeline::line::EntryView;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::timeline::{EntryLine, entries_of};

/// The page « Corriger une écriture ».
#[derive(Debug, Template)]
#[template(path = "pages/entries/correct.html")]
pub struct CorrectPage {
    /// Frame.
    pub shell: Shell,
    /// `SSI-2026-0001`.
    pub reference: String,
    /// The entry and what it corrected, oldest first.
    pub chain: Vec<EntryView>,
    /// Number of the one that is corrected: the latest.
    pub number: i64,
    /// What is typed.
    pub form: EntryForm,
    /// Everything that is wrong.
    pub problems: Problems,
    /// Whether somebody corrected the entry since the form was shown.
    pub conflict: bool,
}

impl CorrectPage {
    /// Where the correction is sent.
    #[must_use]
    pub fn action(&self) -> String {
        paths::correct(&self.reference, self.number)
    }
}

/// `GET /dossiers/{reference}/suivi/{number}/corriger`.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    render(&app, &who, place(&path)?, None, (Vec::new(), StatusCode::OK)).await
}

/// The page with what was typed, or with the words that stand.
pub(super) async fn render(
    app: &App,
    who: &Allowed<Contribute>,
    (reference, number): (String, i64),
    typed: Option<EntryForm>,
    (problems, status): (Vec<Problem>, StatusCode),
) -> Result<HttpResponse, Error> {
    let (by, now, of) = (who.account(), app.now(), reference.clone());
    let loaded = app.read(move |db| {
        let incident = dossier(db, &by, &of)?;
        let entries = entries_of(db, &incident)?;
        Ok::<_, FollowRefused>((incident, entries))
    });
    let (incident, entries) = loaded.await?;
    let chain = chain_of(&entries, number);
    let latest = chain.last().ok_or(Error::NotFound)?.clone();
    let view = |entry: &EntryLine| EntryView::of(&reference, entry.clone(), false);
    let page = CorrectPage {
        shell: Shell {
            exercise: incident.exercise,
            ..Shell::of(
                app,
                who,
                "Corriger une écriture",
                paths::correct(&reference, number),
            )
        },
        chain: chain.iter().map(view).collect(),
        number: latest.number,
        form: typed.unwrap_or_else(|| standing(&latest, new_id(now))),
        problems: problems.into(),
        conflict: status == StatusCode::CONFLICT,
        reference,
    };
    page_with(status, &page)
}

fn chain_of(entries: &[EntryLine], number: i64) -> Vec<EntryLine> {
    let numbered: Vec<Numbered> = entries
        .iter()
        .map(|entry| Numbered {
            number: entry.number,
            corrects: entry.corrects,
        })
        .collect();
    let numbers = chain(&numbered, number);
    let found = numbers
        .iter()
        .filter_map(|number| entries.iter().find(|entry| entry.number == *number));
    found.cloned().collect()
}

/// The words that stand, to be changed.
fn standing(entry: &EntryLine, key: String) -> EntryForm {
    EntryForm {
        key,
        kind: entry.kind.as_str().to_owned(),
        text: entry.text.clone(),
        at: entry.at.map(TypedInstant::proposed).unwrap_or_default(),
    }
}
