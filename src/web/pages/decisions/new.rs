//! « Qui traite ? »: who would handle an incident, and why. Nothing is recorded and nobody is told, so the form
//! is sent with GET and its address can be shared.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};
use url::form_urlencoded;

use crate::actions::Instance;
use crate::actions::report::component_problem;
use crate::actions::tell::pack;
use crate::domain::establishment::Establishment;
use crate::domain::incident::Problem;
use crate::domain::instants::paris_day;
use crate::domain::routing::{self, Touched};
use crate::web::allowed::{Allowed, UseService};
use crate::web::answer::page_with;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::explanation::Explanation;
use crate::web::pages::incidents::components::{Chooser, Chosen};
use crate::web::pages::incidents::new::{NO_SCHOOL, SEARCH_SCHOOL, SchoolPicker};
use crate::web::pages::incidents::schools::{Asked, Schools};
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::wording::Words as _;

/// The page « Qui traite ? ».
#[derive(Debug, Template)]
#[template(path = "pages/decisions/new.html")]
pub struct WhatIfPage {
    /// Frame.
    pub shell: Shell,
    /// What was asked.
    pub form: WhatIfForm,
    /// Every fault.
    pub problems: Problems,
    /// Which school.
    pub school: SchoolPicker,
    /// What can be touched.
    pub chooser: Chooser,
    /// The answer; `None` before the question.
    pub answer: Option<Explanation>,
}

/// Answers who would handle it; records nothing.
///
/// # Errors
/// The machine's. What must be corrected is shown beside its field.
pub async fn new(
    app: Data<App>,
    who: Allowed<UseService>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let form = WhatIfForm::of(request.query_string());
    let (account, asked) = (who.account(), Asked::from(&form));
    let schools = app.read(move |db| Schools::load(db, &account, &asked)).await?;
    let (school, now) = (schools.chosen.as_ref(), app.now());
    let answered = form
        .is_asking()
        .then(|| answer(&app.instance, &form, school, now))
        .transpose();
    let (answer, problems) = answered.map_or_else(|problems| (None, problems), |answer| (answer, Vec::new()));
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let chooser = Chooser::for_school(&app.instance.catalogue, school, paris_day(now), &form.chosen);
    let page = WhatIfPage {
        shell: Shell::of(&app, &who, "Qui traite\u{202f}?", paths::WHAT_IF),
        form,
        problems: problems.into(),
        school: schools.picker,
        chooser,
        answer,
    };
    page_with(status, &page)
}

/// The decision at `now` (UTC), or everything that is wrong with the question.
fn answer(
    instance: &Instance,
    form: &WhatIfForm,
    school: Option<&Establishment>,
    now: DateTime<Utc>,
) -> Result<Explanation, Vec<Problem>> {
    let components = form.chosen.touched();
    let touched: Vec<Touched> = components
        .iter()
        .map(|component| component.touched.clone())
        .collect();
    let decided = routing::decide(&instance.catalogue, school, &touched, false, now);
    let unknown = school.is_none() && !form.is_of_no_school();
    match decided {
        Ok(decision) if !unknown => Ok(Explanation::of(&decision, &components, pack(instance, &decision))),
        refused => {
            let which = unknown.then(|| Problem::new("establishment_uai", WHICH_SCHOOL));
            let of_components = refused.err().unwrap_or_default();
            Err(which
                .into_iter()
                .chain(of_components.iter().map(component_problem))
                .collect())
        }
    }
}

const WHICH_SCHOOL: &str =
    "Choisissez un établissement, ou «\u{a0}Aucun établissement en particulier\u{a0}».";

/// What is asked, kept as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIfForm {
    /// [`SEARCH_SCHOOL`] or empty.
    pub action: String,
    /// National code, [`NO_SCHOOL`], or empty while not chosen.
    pub establishment_uai: String,
    /// Words by which a school is looked for.
    pub school_query: String,
    /// Components touched.
    pub chosen: Chosen,
}

impl WhatIfForm {
    fn of(query: &str) -> Self {
        let fields = form_urlencoded::parse(query.as_bytes());
        Self::from_fields(fields.map(|(name, value)| (name.into_owned(), value.replace('\0', ""))))
    }

    /// Whether an answer is wanted: something is asked, and it is not a school that is looked for.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        !self.is_empty() && !self.searches_school()
    }

    /// Reads the fields of the query; those it does not know are left aside.
    pub fn from_fields(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            match form.chosen.take(name, value) {
                Some((name, value)) if name == "action" => form.action = value,
                Some((name, value)) if name == "establishment_uai" => form.establishment_uai = value,
                Some((name, value)) if name == "school_query" => form.school_query = value,
                Some(_) | None => {}
            }
        }
        form
    }

    /// Whether anything was asked yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the person looks for a school.
    #[must_use]
    pub fn searches_school(&self) -> bool {
        self.action == SEARCH_SCHOOL
            || (self.establishment_uai.is_empty() && !self.school_query.trim().is_empty())
    }

    /// Whether this school is the one chosen.
    #[must_use]
    pub fn is_of(&self, uai: &str) -> bool {
        self.establishment_uai == uai
    }

    /// Whether the person said that no school is concerned.
    #[must_use]
    pub fn is_of_no_school(&self) -> bool {
        self.is_of(NO_SCHOOL)
    }
}
