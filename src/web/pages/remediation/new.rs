//! The page to add an action to the plan of a dossier.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use super::owner::OwnerForm;
use crate::actions::follow::{FollowRefused, dossier};
use crate::actions::new_id;
use crate::actions::remediation::plans;
use crate::domain::incident::Problem;
use crate::domain::people::Party;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::Choice;

/// Said to those who may not.
const WHOSE: &str =
    "Établir le plan d’actions revient au RSSI de l’académie et à ceux qui traitent l’incident.";

/// The page « Ajouter une action ».
#[derive(Debug, Template)]
#[template(path = "pages/remediation/new.html")]
pub struct NewActionPage {
    /// Frame.
    pub shell: Shell,
    /// `SSI-2026-0001`.
    pub reference: String,
    /// Who may own it, besides a person by their address.
    pub owners: Vec<Choice>,
    /// What is typed.
    pub form: ActionForm,
    /// Everything that is wrong.
    pub problems: Problems,
}

/// What is typed, kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionForm {
    /// The form's own key.
    pub key: String,
    /// What is to be done.
    pub title: String,
    /// By whom.
    pub owner: OwnerForm,
    /// By when.
    pub due_on: String,
}

/// `GET /dossiers/{reference}/actions`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotTheOfficer`] for those who do not plan, and the machine's.
pub async fn new(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let form = ActionForm {
        key: new_id(app.now()),
        ..ActionForm::default()
    };
    render(&app, &who, reference(&path)?, form, (Vec::new(), StatusCode::OK)).await
}

/// The page with what was typed and everything that is wrong.
pub(super) async fn render(
    app: &App,
    who: &Allowed<Contribute>,
    reference: String,
    form: ActionForm,
    (problems, status): (Vec<Problem>, StatusCode),
) -> Result<HttpResponse, Error> {
    let (by, of) = (who.account(), reference.clone());
    let loaded = app.read(move |db| {
        let incident = dossier(db, &by, &of)?;
        if plans(&by, &incident) {
            Ok((incident.parties, incident.exercise))
        } else {
            Err(FollowRefused::NotYours(WHOSE.to_owned()))
        }
    });
    let (parties, exercise): (Vec<Party>, bool) = loaded.await?;
    let page = NewActionPage {
        shell: Shell {
            exercise,
            ..Shell::of(app, who, "Ajouter une action", paths::plan_action(&reference))
        },
        owners: form.owner.choices(&parties, None),
        form,
        problems: problems.into(),
        reference,
    };
    page_with(status, &page)
}
