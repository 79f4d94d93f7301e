//! One part of the record as a form: shown as stored, or as typed with everything that is wrong.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::conflict::{Change, since};
use super::meter::{Meter, after};
use super::questions::{Question, Sources};
use super::seen::Seen;
use super::typed::Typed;
use crate::domain::breach::record::{Field, Section};
use crate::domain::incident::Problem;
use crate::web::allowed::{Allowed, RecordBreach};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::pages::notifying::subject::Subject;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::wording::Words as _;

/// Element that problems of other pages lead to.
const ELSEWHERE: &str = "elsewhere";

/// The page of a section.
#[derive(Debug, Template)]
#[template(path = "pages/breaches/section.html")]
pub struct SectionPage {
    /// Frame.
    pub shell: Shell,
    /// Which breach.
    pub subject: Subject,
    /// Every section, in order.
    pub sections: Vec<Tab>,
    /// The questions.
    pub questions: Vec<Question>,
    /// Everything that is wrong.
    pub problems: Problems,
    /// What somebody else did since the form was opened, when that is why nothing was saved.
    pub conflict: Option<Vec<Change>>,
    /// Title of the section that follows, or empty.
    pub next: &'static str,
    /// How far from a complete notification.
    pub meter: Meter,
}

/// A section in the list of sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Title.
    pub title: &'static str,
    /// Address.
    pub path: String,
    /// Whether it is the page shown.
    pub here: bool,
    /// Required answers that it lacks.
    pub missing: usize,
}

/// Reference and section of an address.
pub(super) fn place(path: &(String, String)) -> Result<(String, Section), Error> {
    let section = Section::parse(&path.1).ok_or(Error::NotFound)?;
    Ok((reference(&path.0)?, section))
}

/// The section as stored. Reading it is journaled.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<RecordBreach>,
    path: Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let (reference, section) = place(&path)?;
    let flash = Flash::of(&mut Params::of(&request)).map(Flash::words);
    let seen = load(&app, &who, reference).await?;
    let page = SectionPage::of(&app, &who, &seen, section, None, Vec::new());
    let shell = page.shell.clone().saying(flash);
    page_with(StatusCode::OK, &SectionPage { shell, ..page })
}

/// The section as typed: to be corrected, or compared with what somebody else saved meanwhile.
///
/// # Errors
/// As [`show`].
pub(super) async fn again(
    app: &App,
    who: &Allowed<RecordBreach>,
    (reference, section): (String, Section),
    typed: &Typed,
    problems: Vec<Problem>,
    status: StatusCode,
) -> Result<HttpResponse, Error> {
    let seen = load(app, who, reference).await?;
    let page = SectionPage::of(app, who, &seen, section, Some(typed), problems);
    let conflict = if status == StatusCode::CONFLICT {
        Some(since(app, &seen.incident.reference, typed.shown).await?)
    } else {
        None
    };
    page_with(status, &SectionPage { conflict, ..page })
}

async fn load(app: &App, who: &Allowed<RecordBreach>, reference: String) -> Result<Seen, Error> {
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let seen = app.write(move |db| Seen::read(db, &instance, &by, &reference, now));
    Ok(seen.await?)
}

impl SectionPage {
    fn of(
        app: &App,
        who: &Allowed<RecordBreach>,
        seen: &Seen,
        section: Section,
        typed: Option<&Typed>,
        problems: Vec<Problem>,
    ) -> Self {
        let breach = &seen.breach;
        let problems = Problems::from(in_order(section, problems)).named(label);
        let sources = Sources {
            record: &breach.record,
            treatments: &seen.treatments,
            typed,
        };
        let subject = seen.subject(section.as_str());
        Self {
            shell: subject.shell(app, who, section.title()),
            subject,
            sections: tabs(seen, section),
            questions: Question::all(section.fields(), sources, &problems),
            problems,
            conflict: None,
            next: after(section).map(Section::title).unwrap_or_default(),
            meter: Meter::of(&seen.completeness, &breach.reference),
        }
    }

    /// Where the questions that somebody else answered meanwhile stand.
    #[must_use]
    pub fn changed_meanwhile(&self) -> Vec<&Question> {
        self.questions
            .iter()
            .filter(|question| !question.meanwhile.is_empty())
            .collect()
    }
}

fn tabs(seen: &Seen, here: Section) -> Vec<Tab> {
    let missing = |section: Section| {
        let fields = seen
            .completeness
            .missing
            .iter()
            .filter_map(|name| Field::named(name));
        fields.filter(|field| field.section == section).count()
    };
    let tab = |section: &Section| Tab {
        title: section.title(),
        path: paths::breach_page(&seen.breach.reference, section.as_str()),
        here: *section == here,
        missing: missing(*section),
    };
    Section::ALL.iter().map(tab).collect()
}

/// The question of a field, before what is wrong with its answer.
fn label(field: &str) -> Option<&'static str> {
    Field::named(field).map(|field| field.label)
}

/// The problems in the order of the form; what belongs to another page says so.
fn in_order(section: Section, problems: Vec<Problem>) -> Vec<Problem> {
    let fields: Vec<&str> = section.fields().map(|field| field.name).collect();
    let place = |problem: &Problem| fields.iter().position(|name| *name == problem.field);
    let mut ordered: Vec<Problem> = problems
        .into_iter()
        .map(|problem| {
            if place(&problem).is_some() {
                problem
            } else {
                elsewhere(problem)
            }
        })
        .collect();
    ordered.sort_by_key(|problem| place(problem).unwrap_or(usize::MAX));
    ordered
}

fn elsewhere(problem: Problem) -> Problem {
    let Some(field) = Field::named(&problem.field) else {
        return Problem::new(ELSEWHERE, problem.message);
    };
    let message = format!(
        "{} (partie «\u{a0}{}\u{a0}»)\u{a0}: {}",
        field.label,
        field.section.title(),
        problem.message
    );
    Problem::new(ELSEWHERE, message)
}
