//! One team: its name and its members, to be changed by the administrator.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::domain::assignment::{Team, belongs};
use crate::domain::people::Account;
use crate::store::{Db, StoreError, accounts, teams};
use crate::web::allowed::{Administer, Allowed};
use crate::web::answer::page_with;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::wording::Words as _;

/// The page of a team.
#[derive(Debug, Template)]
#[template(path = "pages/teams/show.html")]
pub struct TeamPage {
    /// Frame.
    pub shell: Shell,
    /// Where it is changed.
    pub action: String,
    /// Party, in words.
    pub party: &'static str,
    /// Title of the convention.
    pub convention: String,
    /// The version shown: the form sends it back.
    pub version: i64,
    /// Name, as it is typed.
    pub typed_name: String,
    /// Everybody who can be a member.
    pub people: Vec<PersonLine>,
    /// What is wrong.
    pub problems: Problems,
}

/// Somebody who can be a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonLine {
    /// Address: what the form sends.
    pub email: String,
    /// Name.
    pub name: String,
    /// Whether they are chosen.
    pub chosen: bool,
}

/// What is typed, kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// The version that the form was filled in on.
    pub(super) version: i64,
    /// Name.
    pub(super) name: String,
    /// Addresses of the members.
    pub(super) members: Vec<String>,
}

/// `GET /equipes/{id}`.
///
/// # Errors
/// [`Error::NotFound`] for a team that ended, and the machine's failures.
pub async fn show(
    app: Data<App>,
    who: Allowed<Administer>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let flash = Flash::of(&mut Params::of(&request)).map(Flash::words);
    let page = of(&app, &who, &path, None, Problems::none()).await?;
    let shell = page.shell.clone().saying(flash);
    page_with(StatusCode::OK, &TeamPage { shell, ..page })
}

/// The page of a team, with what was typed if anything was.
pub(super) async fn of(
    app: &App,
    who: &Allowed<Administer>,
    id: &str,
    typed: Option<Typed>,
    problems: Problems,
) -> Result<TeamPage, Error> {
    let wanted = id.to_owned();
    let loaded = app.read(move |db| {
        let Some(team) = teams::find(db, &wanted)?.filter(|team| !team.closed) else {
            return Ok(None);
        };
        let people = able(db, &team)?;
        Ok::<_, StoreError>(Some((team, people)))
    });
    let (team, people) = loaded.await?.ok_or(Error::NotFound)?;
    let chosen = |person: &Account| match &typed {
        Some(typed) => typed.members.contains(&person.email),
        None => team.members.contains(&person.id),
    };
    let lines = people.iter().map(|person| PersonLine {
        email: person.email.clone(),
        name: person.name.clone(),
        chosen: chosen(person),
    });
    let pack = app.instance.catalogue.get(&team.convention);
    let title = format!("Équipe {}", team.name);
    Ok(TeamPage {
        shell: Shell::of(app, who, title, paths::team(&team.id)),
        action: paths::team(&team.id),
        party: team.party.words(),
        convention: pack.map_or_else(|| team.convention.clone(), |pack| pack.title.clone()),
        version: typed.as_ref().map_or(team.version, |typed| typed.version),
        people: lines.collect(),
        typed_name: typed.map_or(team.name, |typed| typed.name),
        problems,
    })
}

/// Everybody who can be a member, by name.
fn able(db: &mut Db, team: &Team) -> Result<Vec<Account>, StoreError> {
    let mut people: Vec<Account> = Vec::new();
    for role in Team::roles(team.party) {
        for account in accounts::of_role(db, role, None)? {
            let known = people.iter().any(|known| known.id == account.id);
            if !known && belongs(&account, team.party, &team.convention) {
                people.push(account);
            }
        }
    }
    people.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(people)
}
