//! The views of a person: open one, give it another name, drop it.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::domain::incident::Problem;
use crate::store::StoreError;
use crate::store::views::{self, View};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::page_with;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;

/// The page « Mes vues ».
#[derive(Debug, Template)]
#[template(path = "pages/views/index.html")]
pub struct ViewsPage {
    /// Frame.
    pub shell: Shell,
    /// The views, by name.
    pub views: Vec<ViewForm>,
    /// A filter that waits for a name, when it could not be kept under the one given.
    pub waiting: Option<Waiting>,
    /// Everything that is wrong.
    pub problems: Problems,
}

/// A view and its form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewForm {
    /// Identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name as it was typed.
    pub typed: String,
    /// The list as the view narrows and orders it.
    pub address: String,
}

/// What could not be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// The name as it was typed.
    pub name: String,
    /// The filter.
    pub query: String,
}

impl ViewForm {
    /// The field of its name; another one than those of the other views.
    #[must_use]
    pub fn field(&self) -> String {
        format!("name-{}", self.id)
    }
}

impl From<View> for ViewForm {
    fn from(view: View) -> Self {
        Self {
            address: paths::incidents(&view.query),
            typed: view.name.clone(),
            id: view.id,
            name: view.name,
        }
    }
}

/// `GET /dossiers/vues`.
///
/// # Errors
/// The machine's.
pub async fn index(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let flash = Flash::of(&mut Params::of(&request));
    let mut page = load(&app, &who).await?;
    page.shell.flash = flash.map(|flash| flash.words().to_owned());
    page_with(StatusCode::OK, &page)
}

/// The page as it stands.
pub(super) async fn load(app: &App, who: &Allowed<ReadDossiers>) -> Result<ViewsPage, Error> {
    let account = who.account();
    let own: Result<_, StoreError> = app.read(move |db| views::of_account(db, &account.id)).await;
    Ok(ViewsPage {
        shell: Shell::of(app, who, "Mes vues", paths::VIEWS),
        views: own?.into_iter().map(ViewForm::from).collect(),
        waiting: None,
        problems: Problems::none(),
    })
}

/// The page again, with what is wrong and what was typed.
pub(super) fn corrected(page: ViewsPage, problems: Vec<Problem>) -> Result<HttpResponse, Error> {
    let page = ViewsPage {
        problems: Problems::from(problems),
        ..page
    };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
