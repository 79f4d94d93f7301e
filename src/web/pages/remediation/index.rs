//! The actions of every plan that somebody follows, what is due first on top.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use url::form_urlencoded;

use super::line::ActionLine;
use crate::domain::instants::paris_day;
use crate::domain::people::{Account, Role, named};
use crate::domain::remediation::ActionState;
use crate::store::StoreError;
use crate::store::remediation::{self, Filter, Owned, Place};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::{Params, Slice, cursor};
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::view::{Choice, Slices};
use crate::web::wording::Words as _;

/// The page « Actions ».
#[derive(Debug, Template)]
#[template(path = "pages/remediation/index.html")]
pub struct ActionsPage {
    /// Frame.
    pub shell: Shell,
    /// What is asked for.
    pub asked: Asked,
    /// Actions.
    pub rows: Vec<Row>,
    /// Links to the other slices.
    pub slices: Slices,
}

/// An action and its dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The action.
    pub action: ActionLine,
    /// Reference of the dossier.
    pub incident: String,
    /// Title of the dossier.
    pub title: String,
    /// Name of the school, or empty.
    pub school: String,
    /// Whether this is a drill.
    pub exercise: bool,
}

named! {
    /// Whose actions.
    Whose {
        /// The reader's own, and those of their party.
        Mine = "mine",
        /// All that the reader sees.
        All = "all",
    }
}

named! {
    /// Where they stand.
    Standing {
        /// Still to be done.
        Open = "open",
        /// Still to be done, and their day is past.
        Overdue = "overdue",
        /// Done.
        Done = "done",
        /// Given up.
        Dropped = "dropped",
        /// Wherever.
        Any = "any",
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Whose.
    pub whose: Whose,
    /// Where they stand.
    pub standing: Standing,
}

impl Asked {
    /// Reads what is asked for: the RSSI, who follows every plan, is shown all of them, others what comes back to them.
    ///
    /// # Errors
    /// [`Error::Problems`] for a parameter that is not ours.
    pub fn of(account: &Account, mut params: Params) -> Result<(Self, Slice), Error> {
        let words: Vec<&str> = Whose::ALL.iter().map(|whose| whose.as_str()).collect();
        let whose = params.choice("owner", &words, Whose::parse);
        let words: Vec<&str> = Standing::ALL.iter().map(|standing| standing.as_str()).collect();
        let standing = params.choice("state", &words, Standing::parse);
        let slice = params.slice(2);
        params.finish()?;
        let usual = if account.roles.contains(&Role::Rssi) {
            Whose::All
        } else {
            Whose::Mine
        };
        let asked = Self {
            whose: whose.unwrap_or(usual),
            standing: standing.unwrap_or(Standing::Open),
        };
        Ok((asked, slice))
    }

    fn filter(self, account: &Account, today: chrono::NaiveDate) -> Filter {
        let mine = || Owned {
            account: Some(account.id.clone()),
            parties: account.roles.iter().filter_map(|role| role.party()).collect(),
        };
        Filter {
            owner: (self.whose == Whose::Mine).then(mine),
            states: match self.standing {
                Standing::Open => vec![ActionState::Planned, ActionState::InProgress],
                Standing::Done => vec![ActionState::Done],
                Standing::Dropped => vec![ActionState::Dropped],
                Standing::Overdue | Standing::Any => Vec::new(),
            },
            overdue_on: (self.standing == Standing::Overdue).then_some(today),
        }
    }

    fn address(self, cursor: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("owner", self.whose.as_str());
        query.append_pair("state", self.standing.as_str());
        if let Some(cursor) = cursor {
            query.append_pair("cursor", cursor);
        }
        format!("{}?{}", paths::ACTIONS, query.finish())
    }

    /// The choices of the field « De qui ».
    #[must_use]
    pub fn owners(self) -> Vec<Choice> {
        let choice = |whose: Whose, label: &str| Choice {
            value: whose.as_str().to_owned(),
            label: label.to_owned(),
            selected: self.whose == whose,
        };
        vec![
            choice(Whose::Mine, "Qui me reviennent"),
            choice(Whose::All, "Tout ce que je vois"),
        ]
    }

    /// The choices of the field « État ».
    #[must_use]
    pub fn states(self) -> Vec<Choice> {
        let choice = |standing: &Standing| Choice {
            value: standing.as_str().to_owned(),
            label: words(*standing).to_owned(),
            selected: self.standing == *standing,
        };
        Standing::ALL.iter().map(choice).collect()
    }
}

fn words(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "À faire",
        Standing::Overdue => "En retard",
        Standing::Done => "Terminées",
        Standing::Dropped => "Abandonnées",
        Standing::Any => "Toutes",
    }
}

/// `GET /actions`.
///
/// # Errors
/// [`Error::Problems`] for a parameter that is not ours, and the machine's.
pub async fn index(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let (asked, slice) = Asked::of(&who, Params::of(&request))?;
    let (by, now, wanted) = (who.account(), app.now(), slice.clone());
    let read = app.read(move |db| {
        let filter = asked.filter(&by, paris_day(now));
        let last = place(&wanted);
        let mut lines = remediation::list(db, &by.sight(), &filter, last.as_ref(), wanted.one_more())?;
        let limit = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
        let more = lines.len() > limit;
        lines.truncate(limit);
        let next = lines.last().filter(|_| more).map(remediation::Line::place);
        let rows = lines.into_iter().map(|line| {
            Ok(Row {
                action: ActionLine::load(db, &line.incident, line.kept, now)?,
                incident: line.incident,
                title: line.title,
                school: line.school,
                exercise: line.exercise,
            })
        });
        let rows: Vec<Row> = rows.collect::<Result<_, StoreError>>()?;
        Ok::<_, StoreError>((rows, next))
    });
    let (rows, next) = read.await?;
    page(&ActionsPage {
        shell: Shell::of(&app, &who, "Actions", paths::ACTIONS),
        asked,
        rows,
        slices: Slices {
            first: slice.after.is_some().then(|| asked.address(None)),
            next: next.map(|place| asked.address(Some(&cursor(&[&place.due_on, &place.id])))),
        },
    })
}

fn place(slice: &Slice) -> Option<Place> {
    let [due_on, id] = slice.after.as_deref()? else {
        return None;
    };
    Some(Place {
        due_on: due_on.clone(),
        id: id.clone(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::people::Party;

    fn account(role: Role) -> Account {
        Account {
            id: "a".to_owned(),
            email: String::new(),
            name: String::new(),
            roles: BTreeSet::from([role]),
            schools: BTreeSet::new(),
            convention: None,
            may_export: false,
        }
    }

    #[test]
    fn the_rssi_sees_every_plan_first_and_others_what_comes_back_to_them() {
        for (role, whose) in [
            (Role::Rssi, Whose::All),
            (Role::Dpo, Whose::Mine),
            (Role::Rsn, Whose::Mine),
        ] {
            let (asked, _) = Asked::of(&account(role), Params::read("")).unwrap();
            assert_eq!(
                asked,
                Asked {
                    whose,
                    standing: Standing::Open
                },
                "{role}"
            );
        }
        assert!(Asked::of(&account(Role::Rssi), Params::read("owner=x")).is_err());
    }

    #[test]
    fn what_comes_back_to_somebody_is_theirs_and_their_party_s() {
        let (asked, _) = Asked::of(&account(Role::Dpo), Params::read("state=overdue")).unwrap();
        let today = chrono::NaiveDate::MIN;
        let filter = asked.filter(&account(Role::Dpo), today);
        let owner = filter.owner.unwrap();
        assert_eq!(
            (owner.account.as_deref(), owner.parties.as_slice()),
            (Some("a"), &[Party::Departement][..])
        );
        assert_eq!((filter.overdue_on, filter.states), (Some(today), Vec::new()));
        let query = asked.address(Some("c"));
        let (again, slice) =
            Asked::of(&account(Role::Rssi), Params::read("owner=mine&state=overdue")).unwrap();
        assert_eq!((again, slice.after), (asked, None), "{query}");
    }
}
