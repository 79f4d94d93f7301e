//! Who one is here, for which schools, and what one may do: what an administrator set, told in plain words.
//!
//! Deliberately absent: changing any of it but the second factor. An administrator does, and hands over a link for a
//! new password.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::second_factor::SecondFactorState;
use crate::actions::accounts::AccountRefused;
use crate::actions::calendar;
use crate::domain::people::{Account, Right, Role};
use crate::domain::uai::Uai;
use crate::links;
use crate::store::{Db, StoreError, establishments, second_factors};
use crate::web::allowed::{Allowed, UseService};
use crate::web::answer::page_with;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::params::Params;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::School;
use crate::web::{paths, wording};

/// The page « Mon compte ».
#[derive(Debug, Template)]
#[template(path = "pages/account/show.html")]
pub struct AccountPage {
    /// Frame.
    pub shell: Shell,
    /// Name as shown.
    pub name: String,
    /// Address to sign in with.
    pub email: String,
    /// Roles in words.
    pub roles: Vec<&'static str>,
    /// Schools of school roles.
    pub schools: Vec<School>,
    /// Title of the convention worked on, or empty.
    pub convention: String,
    /// What the account may do, in words.
    pub may: Vec<&'static str>,
    /// Address of the calendar of deadlines, for accounts that read dossiers.
    pub calendar: Option<String>,
    /// Whether the account sees figures only.
    pub figures_only: bool,
    /// Second factor of the account.
    pub second_factor: SecondFactorState,
    /// Every fault of the code that should have confirmed it.
    pub problems: Problems,
    /// Optional letters, for accounts that are written to.
    pub letters: Vec<LetterChoice>,
    /// Letters that always leave, in words.
    pub always: Vec<&'static str>,
}

/// An optional letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterChoice {
    /// Name of its field.
    pub name: &'static str,
    /// Name of the field that says that it was shown ticked.
    pub shown_as: String,
    /// What people read.
    pub label: &'static str,
    /// When it is written.
    pub hint: &'static str,
    /// Whether the account gets it.
    pub wanted: bool,
}

/// `GET /compte`.
///
/// # Errors
/// The machine's failures.
pub async fn show(
    app: Data<App>,
    who: Allowed<UseService>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let flash = Flash::of(&mut Params::of(&request));
    page_with(StatusCode::OK, &of(&app, &who, flash, Problems::none()).await?)
}

/// The page for whoever is signed in.
pub(super) async fn of(
    app: &App,
    who: &Allowed<UseService>,
    flash: Option<Flash>,
    problems: Problems,
) -> Result<AccountPage, Error> {
    let account = who.account();
    let (instance, now) = (std::sync::Arc::clone(&app.instance), app.now());
    let known = move |db: &mut Db| -> Result<_, AccountRefused> {
        let token = account
            .may(Right::ReadDossiers)
            .then(|| calendar::token(db, &instance, &account.id, now));
        let factor = second_factors::find(db, &account.id)?;
        let letters = super::letters::choices(db, &account)?;
        Ok((schools(db, &account)?, factor, token.transpose()?, letters))
    };
    let (schools, factor, token, letters) = app.read(known).await?;
    let pack = who
        .convention
        .as_deref()
        .and_then(|id| app.instance.catalogue.get(id));
    Ok(AccountPage {
        shell: Shell::of(app, who, "Mon compte", paths::ACCOUNT).saying(flash.map(Flash::words)),
        name: who.name.clone(),
        email: who.email.clone(),
        roles: who.roles.iter().map(|role| wording::role(*role)).collect(),
        schools,
        convention: pack.map(|pack| pack.title.clone()).unwrap_or_default(),
        may: may(who),
        calendar: token.map(|token| format!("{}{}", app.instance.public_url, links::calendar(&token))),
        figures_only: who.roles.iter().all(|role| *role == Role::Observer),
        second_factor: SecondFactorState::of(factor, &who.email),
        problems,
        always: if letters.is_empty() {
            Vec::new()
        } else {
            super::letters::always()
        },
        letters,
    })
}

fn schools(db: &mut Db, account: &Account) -> Result<Vec<School>, StoreError> {
    let named = |uai: &Uai| -> Result<School, StoreError> {
        let known = establishments::find(db, uai)?;
        Ok(known.as_ref().map_or_else(|| unnamed(uai), School::from))
    };
    account.schools.iter().map(named).collect()
}

/// A school that the directory no longer holds.
fn unnamed(uai: &Uai) -> School {
    School {
        uai: uai.to_string(),
        name: "Établissement absent de l’annuaire".to_owned(),
        town: String::new(),
    }
}

fn may(account: &Account) -> Vec<&'static str> {
    RIGHTS
        .iter()
        .filter(|(right, _)| account.may(*right))
        .map(|(_, words)| *words)
        .collect()
}

const RIGHTS: &[(Right, &str)] = &[
    (Right::Report, "signaler un incident"),
    (Right::ReadDossiers, "lire les dossiers qui vous concernent"),
    (
        Right::Qualify,
        "qualifier les incidents signalés, et proposer qui les traite",
    ),
    (Right::Handle, "faire avancer les dossiers que vous traitez"),
    (Right::Attach, "joindre des fichiers à ces dossiers"),
    (
        Right::UseService,
        "demander qui traiterait un incident, sans rien enregistrer",
    ),
    (
        Right::ReadJournal,
        "lire le journal des dossiers et vérifier qu’il est intact",
    ),
    (Right::ReadRegister, "lire le registre des violations de données"),
    (Right::ReadFigures, "lire les chiffres des violations"),
    (
        Right::ReadCommitteeFigures,
        "lire les chiffres présentés aux comités",
    ),
    (
        Right::Export,
        "emporter ce que vous lisez du registre et des chiffres",
    ),
    (Right::ReadDelivery, "suivre l’acheminement des courriels"),
    (
        Right::Administer,
        "donner aux logiciels des jetons d’accès, et les révoquer",
    ),
    (
        Right::Administer,
        "composer les équipes, et dire qui reçoit quels courriels",
    ),
];
