//! What the breach is taken to be, and who is controller: the page, as recorded or as typed.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use super::conflict::{Change, Shown, since};
use super::seen::Seen;
use crate::domain::breach::Status;
use crate::domain::incident::Problem;
use crate::domain::people::Party;
use crate::web::allowed::{Allowed, RecordBreach};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::pages::notifying::subject::Subject;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::Choice;
use crate::web::wording::Words as _;

/// The page « Statut et responsables ».
#[derive(Debug, Template)]
#[template(path = "pages/breaches/status.html")]
pub struct StatusPage {
    /// Frame.
    pub shell: Shell,
    /// Which breach.
    pub subject: Subject,
    /// Why it is taken to be what it is, as recorded; or empty.
    pub recorded: String,
    /// The conclusions that may be chosen, with what follows from each.
    pub choices: Vec<(Choice, &'static str)>,
    /// Why, as typed.
    pub reason: String,
    /// Who may be controller.
    pub controllers: Vec<Choice>,
    /// Whether the reader may conclude.
    pub may_settle: bool,
    /// Everything that is wrong.
    pub problems: Problems,
    /// What somebody else did since the form was opened, when that is why nothing was saved.
    pub conflict: Option<Vec<Change>>,
}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct TypedStatus {
    pub(super) shown: Shown,
    pub(super) status: Option<Status>,
    pub(super) reason: String,
    pub(super) controllers: BTreeSet<Party>,
}

impl TypedStatus {
    pub(super) fn of(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "version" => typed.shown.version = value.parse().ok(),
                "journal" => typed.shown.journal = value.parse().ok(),
                "status" => typed.status = Status::parse(&value),
                "status_reason" => typed.reason = value,
                "controllers" => typed.controllers.extend(Party::parse(&value)),
                _ => {}
            }
        }
        typed
    }

    fn recorded(seen: &Seen) -> Self {
        Self {
            shown: Shown::default(),
            status: Some(seen.breach.status),
            reason: String::new(),
            controllers: seen.breach.controllers.clone(),
        }
    }
}

/// The page as recorded. Reading it is journaled.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<RecordBreach>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    render(&app, &who, reference(&path)?, None, Vec::new(), StatusCode::OK).await
}

/// The page, as recorded or as typed with everything that is wrong.
///
/// # Errors
/// As [`show`].
pub(super) async fn render(
    app: &App,
    who: &Allowed<RecordBreach>,
    reference: String,
    typed: Option<TypedStatus>,
    problems: Vec<Problem>,
    status: StatusCode,
) -> Result<HttpResponse, Error> {
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let seen = app
        .write(move |db| Seen::read(db, &instance, &by, &reference, now))
        .await?;
    let typed = typed.unwrap_or_else(|| TypedStatus::recorded(&seen));
    let conflict = if status == StatusCode::CONFLICT {
        Some(since(app, &seen.incident.reference, typed.shown).await?)
    } else {
        None
    };
    let subject = seen.subject("statut");
    let page = StatusPage {
        shell: subject.shell(app, who, "Statut et responsables du traitement"),
        subject,
        recorded: seen.breach.status_reason.clone(),
        choices: Status::ALL
            .iter()
            .map(|status| choice(*status, typed.status))
            .collect(),
        controllers: controllers(&seen, &typed.controllers),
        reason: typed.reason,
        may_settle: seen.may_settle(),
        problems: in_order(problems).into(),
        conflict,
    };
    page_with(status, &page)
}

/// The problems in the order of the form.
fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.field == "controllers");
    problems
}

/// A conclusion and what follows from it.
#[must_use]
pub fn choice(status: Status, chosen: Option<Status>) -> (Choice, &'static str) {
    let (label, follows) = match status {
        Status::Suspected => (
            "Suspectée",
            "Des données personnelles sont peut-être touchées\u{a0}: tous les délais courent, à titre de précaution.",
        ),
        Status::Confirmed => (
            "Confirmée",
            "Des données personnelles sont touchées\u{a0}: les délais courent depuis la prise de connaissance, sans changer.",
        ),
        Status::NotABreach => (
            "Pas une violation",
            "Les échéances deviennent sans objet. La fiche et vos motifs restent au registre (RGPD, article 33, paragraphe 5).",
        ),
    };
    let choice = Choice {
        value: status.as_str().to_owned(),
        label: label.to_owned(),
        selected: chosen == Some(status),
    };
    (choice, follows)
}

fn controllers(seen: &Seen, chosen: &BTreeSet<Party>) -> Vec<Choice> {
    let parties = seen.possible_parties().into_iter();
    parties
        .map(|(party, name)| Choice {
            value: party.as_str().to_owned(),
            label: name,
            selected: chosen.contains(&party),
        })
        .collect()
}
