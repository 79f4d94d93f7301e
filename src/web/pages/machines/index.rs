//! The tokens of machines: who holds one, what for, until when, and a form for one more.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};

use crate::domain::machines::{Reach, Scope, Standing, Token};
use crate::store::{StoreError, api_tokens};
use crate::web::allowed::{Administer, Allowed};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::{Choice, Moment};
use crate::web::wording::Words;

/// The page « Jetons ».
#[derive(Debug, Template)]
#[template(path = "pages/machines/index.html")]
pub struct TokensPage {
    /// Frame.
    pub shell: Shell,
    /// The token just given, told this once.
    pub given: Option<Told>,
    /// Every token, the newest first.
    pub rows: Vec<Row>,
    /// What was typed.
    pub form: TokenForm,
    /// Scopes to choose from.
    pub scopes: Vec<Choice>,
    /// Conventions to choose from.
    pub conventions: Vec<Choice>,
    /// What is wrong with it.
    pub problems: Problems,
}

/// A token just given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Name of the machine.
    pub name: String,
    /// The token itself.
    pub secret: String,
}

/// A token as a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Identifier.
    pub id: String,
    /// Name of the machine.
    pub name: String,
    /// How it begins.
    pub begins: String,
    /// What it is for, in words.
    pub scopes: Vec<&'static str>,
    /// For which schools, in words.
    pub reach: String,
    /// Its last instant.
    pub expires: Moment,
    /// Its latest call.
    pub last_used: Option<Moment>,
    /// How it stands, in words.
    pub standing: &'static str,
    /// Whether it can be taken back.
    pub is_open: bool,
}

/// A token as it is asked for, kept as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenForm {
    /// Name of the machine.
    pub name: String,
    /// Scopes ticked.
    pub scopes: Vec<String>,
    /// UAI codes, separated by spaces or commas.
    pub schools: String,
    /// Convention chosen.
    pub convention: String,
    /// Last day.
    pub last_day: String,
}

/// `GET /jetons`.
///
/// # Errors
/// The machine's failures.
pub async fn show(
    app: Data<App>,
    who: Allowed<Administer>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let flash = Flash::of(&mut Params::of(&request));
    let mut shown = of(&app, &who, TokenForm::default()).await?;
    shown.shell = shown.shell.saying(flash.map(Flash::words));
    page(&shown)
}

/// The page with this form.
pub(super) async fn of(app: &App, who: &Allowed<Administer>, form: TokenForm) -> Result<TokensPage, Error> {
    let (tokens, now) = (app.read(api_tokens::all).await, app.now());
    let tokens: Vec<Token> = tokens.map_err(|error: StoreError| Error::from(error))?;
    let home = app.instance.catalogue.home().map(|pack| pack.id.clone());
    let chosen = if form.convention.is_empty() {
        home.unwrap_or_default()
    } else {
        form.convention.clone()
    };
    let conventions = app.instance.catalogue.packs().iter().map(|pack| Choice {
        value: pack.id.clone(),
        label: pack.title.clone(),
        selected: pack.id == chosen,
    });
    Ok(TokensPage {
        shell: Shell::of(app, who, "Jetons d’accès", paths::TOKENS),
        given: None,
        rows: tokens.into_iter().map(|token| Row::of(token, now)).collect(),
        scopes: scopes(&form),
        conventions: conventions.collect(),
        form,
        problems: Problems::none(),
    })
}

fn scopes(form: &TokenForm) -> Vec<Choice> {
    let choice = |scope: &Scope| Choice {
        value: scope.as_str().to_owned(),
        label: scope.words().to_owned(),
        selected: form.scopes.iter().any(|ticked| ticked == scope.as_str()),
    };
    Scope::ALL.iter().map(choice).collect()
}

impl Row {
    /// A token as it stands at `now` (UTC).
    #[must_use]
    pub fn of(token: Token, now: DateTime<Utc>) -> Self {
        let standing = token.standing(now);
        let reach = match &token.reach {
            Reach::Convention(id) => format!("convention {id}"),
            Reach::Schools(schools) => {
                let codes: Vec<&str> = schools.iter().map(crate::domain::uai::Uai::as_str).collect();
                codes.join(", ")
            }
        };
        Self {
            begins: format!("tocsin_{}…", token.prefix),
            id: token.id,
            name: token.name,
            scopes: token.scopes.iter().map(Words::words).collect(),
            reach,
            expires: Moment::of(token.expires_at),
            last_used: token.last_used_at.map(Moment::of),
            standing: match standing {
                Standing::Open => "En cours",
                Standing::Expired => "Expiré",
                Standing::Revoked => "Révoqué",
            },
            is_open: standing == Standing::Open,
        }
    }
}
