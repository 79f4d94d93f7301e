//! The references of a dossier, with their links, and a form for one more.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::actions::external_refs::may_change;
use crate::domain::external_ref::words_and_link;
use crate::store::incidents;
use crate::web::allowed::{Allowed, Contribute};
use crate::web::answer::page;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;

/// The page « Références ailleurs ».
#[derive(Debug, Template)]
#[template(path = "pages/references/show.html")]
pub struct ReferencesPage {
    /// Frame.
    pub shell: Shell,
    /// Reference of the dossier.
    pub reference: String,
    /// What it bears.
    pub borne: Vec<Borne>,
    /// Whether the person may change them.
    pub may_change: bool,
    /// What was typed.
    pub form: ReferenceForm,
    /// What is wrong with it.
    pub problems: Problems,
}

/// A reference that is borne.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Borne {
    /// As it is kept.
    pub text: String,
    /// Its words.
    pub words: String,
    /// Where to read it.
    pub link: Option<String>,
}

/// A reference as it is typed, kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferenceForm {
    /// Where.
    pub system: String,
    /// Its number there.
    pub number: String,
    /// Its link.
    pub link: String,
}

impl Borne {
    /// A reference as it is kept.
    #[must_use]
    pub fn of(text: String) -> Self {
        let (words, link) = words_and_link(&text);
        Self {
            words: words.to_owned(),
            link: link.map(ToOwned::to_owned),
            text,
        }
    }
}

/// `GET /dossiers/{reference}/references`.
///
/// # Errors
/// [`Error::NotFound`], and the machine's failures.
pub async fn show(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let flash = Flash::of(&mut Params::of(&request));
    let mut shown = of(&app, &who, &reference(&path)?).await?;
    shown.shell = shown.shell.saying(flash.map(Flash::words));
    page(&shown)
}

/// The page of a dossier.
pub(super) async fn of(
    app: &App,
    who: &Allowed<Contribute>,
    reference: &str,
) -> Result<ReferencesPage, Error> {
    let (wanted, by) = (reference.to_owned(), who.account());
    let found = app
        .read(move |db| incidents::find(db, &wanted, &by.sight()))
        .await;
    let incident = found
        .map_err(|error: crate::store::StoreError| Error::from(error))?
        .ok_or(Error::NotFound)?;
    let title = format!("Références ailleurs – {reference}");
    Ok(ReferencesPage {
        shell: Shell {
            exercise: incident.exercise,
            ..Shell::of(app, who, title, paths::references(reference))
        },
        reference: reference.to_owned(),
        may_change: may_change(who, &incident),
        borne: incident.external_refs.into_iter().map(Borne::of).collect(),
        form: ReferenceForm::default(),
        problems: Problems::none(),
    })
}
