//! The dossiers ticked in the list, what stands in the way of closing each, and what can be done to all of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;
use url::form_urlencoded;

use crate::actions::assignment::candidates;
use crate::actions::life::Dossier;
use crate::domain::incident::{Problem, Status};
use crate::domain::instants::day_of;
use crate::domain::life::{Act, may};
use crate::store::{Db, StoreError, assignments, incidents, reviews};
use crate::web::allowed::{Allowed, Contribute};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::pages::incidents::holding::choices;
use crate::web::pages::review::typed::ReviewForm;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::together::{MOST, Picked};
use crate::web::view::Choice;
use crate::web::wording::Words as _;
use crate::web::{life_words, paths};

/// Field of the dossiers that are ticked: a reference, with the version that was read where one was.
pub const PICKED: &str = "dossier";

/// The page « Agir sur plusieurs dossiers ».
#[derive(Debug, Template)]
#[template(path = "pages/together/show.html")]
pub struct TogetherPage {
    /// Frame.
    pub shell: Shell,
    /// The dossiers, in the order in which they were ticked.
    pub lines: Vec<Line>,
    /// How many of them were done; `None` before anything was.
    pub done: Option<usize>,
    /// The review day, as it was typed.
    pub review: ReviewForm,
    /// Whom they can be given to, each of them or some.
    pub holders: Vec<Choice>,
    /// Everything that is wrong.
    pub problems: Problems,
}

/// One dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `SSI-2026-0001`.
    pub reference: String,
    /// The version shown.
    pub version: i64,
    /// Its title.
    pub title: String,
    /// Its school, or empty.
    pub school: String,
    /// Where it stands.
    pub status: Status,
    /// Whether it is ticked.
    pub picked: bool,
    /// Who holds it, or empty.
    pub holder: String,
    /// The version of the assignment shown.
    pub assignment: i64,
    /// When the reader's party means to look at it again, or empty.
    pub review: String,
    /// Why it cannot be closed; empty when nothing stands in the way.
    pub in_the_way: Vec<String>,
    /// Why what was asked was not done.
    pub refused: Vec<String>,
    /// Whether the act was just done.
    pub done: bool,
}

impl Line {
    /// The value of its box.
    #[must_use]
    pub fn value(&self) -> String {
        format!("{}/{}/{}", self.reference, self.version, self.assignment)
    }

    /// Its page.
    #[must_use]
    pub fn path(&self) -> String {
        paths::incident(&self.reference)
    }
}

impl TogetherPage {
    /// The same page with what was typed and chosen.
    #[must_use]
    pub(super) fn with(mut self, review: ReviewForm, chosen: &str) -> Self {
        for choice in &mut self.holders {
            choice.selected = choice.value == chosen;
        }
        Self { review, ..self }
    }

    /// Whether one of them can be closed.
    #[must_use]
    pub fn may_close(&self) -> bool {
        self.lines
            .iter()
            .any(|line| line.in_the_way.is_empty() && !line.done)
    }

    /// Whether one of them waits for something.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.lines.iter().all(|line| line.done)
    }
}

/// `GET /dossiers/ensemble?dossier=…`: the list leads here.
///
/// # Errors
/// The machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<Contribute>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let pairs = form_urlencoded::parse(request.query_string().as_bytes());
    let values = pairs
        .filter(|(name, _)| name == PICKED)
        .map(|(_, value)| value.into_owned());
    let picked = picked(values);
    let problems = unpicked(&picked);
    let page = page_of(&app, &who, picked).await?;
    page_with(StatusCode::OK, &TogetherPage { problems, ..page })
}

/// The dossiers that these boxes name, each once; what names none is left out.
pub(super) fn picked(values: impl Iterator<Item = String>) -> Vec<Picked> {
    let mut known = BTreeSet::new();
    let read = values.filter_map(|value| {
        let mut said = value.split('/');
        let named = said.next()?;
        let mut version = || said.next()?.parse().ok();
        Some(Picked {
            reference: reference(named).ok().filter(|named| !named.is_empty())?,
            version: version(),
            assignment: version(),
        })
    });
    read.filter(|one| known.insert(one.reference.clone()))
        .take(MOST)
        .collect()
}

/// What is said when nothing is ticked.
pub(super) fn unpicked(picked: &[Picked]) -> Problems {
    let message = "Cochez d’abord les dossiers dans la liste.";
    let problem = picked.is_empty().then(|| Problem::new(PICKED, message));
    problem.into_iter().collect::<Vec<_>>().into()
}

/// The page for these dossiers, those that the account sees.
pub(super) async fn page_of(
    app: &App,
    who: &Allowed<Contribute>,
    picked: Vec<Picked>,
) -> Result<TogetherPage, Error> {
    let (instance, by) = (Arc::clone(&app.instance), who.account());
    let read = move |db: &mut Db| -> Result<(Vec<Line>, Vec<Choice>), StoreError> {
        let (mut lines, mut holders) = (Vec::new(), Vec::<Choice>::new());
        for one in picked {
            if let Some(incident) = incidents::find(db, &one.reference, &by.sight())? {
                let fitting = choices(&candidates(db, &by, &incident)?);
                let news = fitting.into_iter().filter(|choice| !holders.contains(choice));
                let news: Vec<Choice> = news.collect();
                holders.extend(news);
                let dossier = Dossier::of(db, &instance, incident)?;
                let allowed = may(&by.roles, dossier.incident.decision.handler, Act::Close);
                let known = assignments::of_incident(db, &dossier.incident.id)?;
                let holder = known.as_ref().and_then(|known| known.holder.as_ref());
                let holder = holder.map(|holder| assignments::name(db, holder)).transpose()?;
                let parties = by.roles.iter().filter_map(|role| role.party()).collect();
                let review = reviews::days_of(db, &[&dossier.incident.id], &parties)?;
                lines.push(Line {
                    holder: holder.unwrap_or_default(),
                    assignment: known.map_or(0, |known| known.version),
                    review: review.values().next().map(|day| day_of(*day)).unwrap_or_default(),
                    ..line(dossier, allowed)
                });
            }
        }
        Ok((lines, holders))
    };
    let (lines, holders) = app.read(read).await?;
    Ok(TogetherPage {
        shell: Shell::of(app, who, "Agir sur plusieurs dossiers", paths::TOGETHER),
        lines,
        holders,
        done: None,
        review: ReviewForm::default(),
        problems: Problems::none(),
    })
}

fn line(dossier: Dossier, allowed: bool) -> Line {
    let (incident, facts) = (dossier.incident, dossier.facts);
    let in_the_way = match incident.status {
        _ if !allowed => vec![life_words::not_yours(Act::Close, incident.decision.handler)],
        Status::Resolved => facts
            .in_the_way_of_closing()
            .iter()
            .map(life_words::obstacle)
            .collect(),
        Status::Reported | Status::Qualified | Status::InProgress | Status::Closed | Status::Rejected => {
            vec![life_words::out_of_place(Act::Close, incident.status)]
        }
    };
    Line {
        reference: incident.reference,
        version: incident.version,
        title: incident.title,
        school: incident.establishment_name,
        status: incident.status,
        picked: true,
        holder: String::new(),
        assignment: 0,
        review: String::new(),
        in_the_way,
        refused: Vec::new(),
        done: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_names_a_dossier_and_the_version_that_was_read() {
        let values = [
            "SSI-2026-0001/7/2",
            "SSI-2026-0002",
            "SSI-2026-0001",
            "../etc",
            "",
        ];
        let picked = picked(values.into_iter().map(str::to_owned));
        let read: Vec<_> = picked
            .iter()
            .map(|one| (one.reference.as_str(), one.version, one.assignment))
            .collect();
        assert_eq!(
            read,
            [("SSI-2026-0001", Some(7), Some(2)), ("SSI-2026-0002", None, None)]
        );
        assert!(unpicked(&picked).is_empty() && unpicked(&[]).has(PICKED));
    }
}
