//! Every team with its members, and the form that adds one.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::actions::new_id;
use crate::domain::assignment::Team;
use crate::domain::people::{Account, Party, Right};
use crate::store::{Db, StoreError, teams};
use crate::web::allowed::{Allowed, ReadSettings};
use crate::web::answer::page_with;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::Choice;
use crate::web::wording::Words as _;

/// The page « Équipes ».
#[derive(Debug, Template)]
#[template(path = "pages/teams/index.html")]
pub struct TeamsPage {
    /// Frame.
    pub shell: Shell,
    /// Teams by convention, each with its title.
    pub conventions: Vec<(String, Vec<TeamLine>)>,
    /// The form that adds one, for those who may.
    pub form: Option<NewTeamForm>,
    /// What is wrong with it.
    pub problems: Problems,
}

/// A team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamLine {
    /// Name.
    pub name: String,
    /// Party, in words.
    pub party: &'static str,
    /// Names of the members.
    pub members: Vec<String>,
    /// Where it is changed; empty for those who may not.
    pub path: String,
}

/// What is typed, kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTeamForm {
    /// Key against a second press.
    pub key: String,
    /// Name.
    pub name: String,
    /// Party.
    pub party: String,
    /// Convention.
    pub convention: String,
    /// Conventions in use.
    pub conventions: Vec<Choice>,
}

impl NewTeamForm {
    /// The parties that have teams.
    #[must_use]
    pub fn parties(&self) -> Vec<Choice> {
        let choice = |party: &Party| Choice {
            value: party.as_str().to_owned(),
            label: party.words().to_owned(),
            selected: self.party == party.as_str(),
        };
        Team::PARTIES.iter().map(choice).collect()
    }
}

/// `GET /equipes`.
///
/// # Errors
/// The machine's failures.
pub async fn index(
    app: Data<App>,
    who: Allowed<ReadSettings>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let flash = Flash::of(&mut Params::of(&request)).map(Flash::words);
    let form = NewTeamForm {
        key: new_id(app.now()),
        ..NewTeamForm::default()
    };
    let page = of(&app, &who, form, Problems::none()).await?;
    let shell = page.shell.clone().saying(flash);
    page_with(StatusCode::OK, &TeamsPage { shell, ..page })
}

/// The page with what was typed.
pub(super) async fn of<R>(
    app: &App,
    who: &Allowed<R>,
    form: NewTeamForm,
    problems: Problems,
) -> Result<TeamsPage, Error> {
    let (reader, may_change) = (who.account(), who.may(Right::Administer));
    let lines = app.read(move |db| lines(db, &reader, may_change)).await?;
    let title = |id: &str| {
        let pack = app.instance.catalogue.get(id);
        pack.map_or_else(|| id.to_owned(), |pack| pack.title.clone())
    };
    let mut conventions: Vec<(String, Vec<TeamLine>)> = Vec::new();
    for (id, line) in lines {
        let title = title(&id);
        match conventions.iter_mut().find(|(known, _)| *known == title) {
            Some((_, members)) => members.push(line),
            None => conventions.push((title, vec![line])),
        }
    }
    let form = may_change.then(|| NewTeamForm {
        conventions: choices(app, &form.convention),
        ..form
    });
    Ok(TeamsPage {
        shell: Shell::of(app, who, "Équipes", paths::TEAMS),
        conventions,
        form,
        problems,
    })
}

/// The conventions in use, the installation's own chosen at first.
fn choices(app: &App, chosen: &str) -> Vec<Choice> {
    let home = app.instance.catalogue.home().map(|pack| pack.id.as_str());
    let chosen = if chosen.is_empty() {
        home.unwrap_or_default()
    } else {
        chosen
    };
    let packs = app.instance.catalogue.packs().iter();
    let choice = packs.map(|pack| Choice {
        value: pack.id.clone(),
        label: pack.title.clone(),
        selected: pack.id == chosen,
    });
    choice.collect()
}

fn lines(db: &mut Db, reader: &Account, may_change: bool) -> Result<Vec<(String, TeamLine)>, StoreError> {
    let mut lines = Vec::new();
    for team in crate::web::api::teams::readable(db, reader)? {
        let members = teams::members(db, &team)?;
        let line = TeamLine {
            name: team.name,
            party: team.party.words(),
            members: members.into_iter().map(|member| member.name).collect(),
            path: if may_change {
                paths::team(&team.id)
            } else {
                String::new()
            },
        };
        lines.push((team.convention, line));
    }
    Ok(lines)
}
