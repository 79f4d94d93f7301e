//! Report an incident: the page, and the form exactly as it was typed.
//!
//! Deliberately absent: reading what was typed, which is [`super::reading`]'s, and checking it, which is
//! [`crate::domain::incident::Report`]'s.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;
use chrono::{DateTime, Utc};

use super::components::{Chooser, Chosen};
use super::reading::{day, detected_twice, occurred_twice};
use super::schools::{Asked, Schools};
use crate::actions::new_id;
use crate::domain::incident::Problem;
use crate::domain::instants;
use crate::domain::people::{Account, Party};
use crate::web::allowed::{Allowed, Report};
use crate::web::answer::page_with;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::School;

/// Value of `establishment_uai` for an incident of no school.
pub const NO_SCHOOL: &str = "aucun";
/// Value of `action` when the person looks for a school instead of sending the report.
pub const SEARCH_SCHOOL: &str = "chercher";
/// Value of `detected_fold` and `occurred_fold` for the second of two equal local hours.
pub const LATER: &str = "later";

/// The page « Signaler un incident ».
#[derive(Debug, Template)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each tells one part of the page that an account sees or not"
)]
#[template(path = "pages/incidents/new.html")]
pub struct ReportPage {
    /// Frame.
    pub shell: Shell,
    /// What was typed, or the first proposal.
    pub form: ReportForm,
    /// Every fault.
    pub problems: Problems,
    /// Which school.
    pub school: SchoolPicker,
    /// What can be touched.
    pub chooser: Chooser,
    /// Whether the local hour of detection exists twice (last Sunday of October).
    pub detected_twice: bool,
    /// Whether the local hour of the beginning exists twice.
    pub occurred_twice: bool,
    /// Whether to ask if the département's equipment may be touched (accounts of the académie).
    pub asks_departement_impact: bool,
    /// Whether a drill may be declared (accounts of the académie and of the département).
    pub may_exercise: bool,
}

/// The empty form, with what we already know.
///
/// # Errors
/// The machine's.
pub async fn new(app: Data<App>, who: Allowed<Report>) -> Result<HttpResponse, Error> {
    let form = ReportForm::proposed(app.now());
    show(&app, &who, form, Vec::new(), StatusCode::OK).await
}

/// The form as it was typed, with every problem.
///
/// # Errors
/// The machine's.
pub(super) async fn show(
    app: &App,
    who: &Allowed<Report>,
    form: ReportForm,
    problems: Vec<Problem>,
    status: StatusCode,
) -> Result<HttpResponse, Error> {
    let (account, asked) = (who.account(), Asked::from(&form));
    let schools = app.read(move |db| Schools::load(db, &account, &asked)).await?;
    let chooser = Chooser::for_school(
        &app.instance.catalogue,
        schools.chosen.as_ref(),
        day(&form, app.now()),
        &form.chosen,
    );
    let page = ReportPage {
        shell: Shell::of(app, who, "Signaler un incident", paths::REPORT),
        detected_twice: detected_twice(&form),
        occurred_twice: occurred_twice(&form),
        asks_departement_impact: acts_for(who, &[Party::Academie]),
        may_exercise: acts_for(who, &[Party::Academie, Party::Departement]),
        form,
        problems: problems.into(),
        school: schools.picker,
        chooser,
    };
    page_with(status, &page)
}

/// Whether one of the account's roles acts for one of these parties.
fn acts_for(account: &Account, parties: &[Party]) -> bool {
    let mut acting = account.roles.iter().filter_map(|role| role.party());
    acting.any(|party| parties.contains(&party))
}

/// How the school of an incident is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchoolPicker {
    /// Schools of the account; a single one is not even asked for.
    pub own: Vec<School>,
    /// Whether any school, or none, can be chosen.
    pub may_search: bool,
    /// The school chosen at an earlier step, when it is not among `found`.
    pub chosen: Option<School>,
    /// Answer of the last search; `None` before any.
    pub found: Option<Vec<School>>,
}

impl SchoolPicker {
    /// The school of an account that has exactly one.
    #[must_use]
    pub fn only(&self) -> Option<&School> {
        match self.own.as_slice() {
            [school] if !self.may_search => Some(school),
            _ => None,
        }
    }
}

/// The form of the report, kept as typed so that nothing is lost when something must be corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportForm {
    /// Idempotency key: the same form sent twice makes one dossier.
    pub key: String,
    /// [`SEARCH_SCHOOL`] or empty.
    pub action: String,
    /// National code, [`NO_SCHOOL`], or empty while not chosen.
    pub establishment_uai: String,
    /// Words by which a school is looked for.
    pub school_query: String,
    /// One line.
    pub title: String,
    /// What happened.
    pub description: String,
    /// Components touched.
    pub chosen: Chosen,
    /// Local day of detection, `2026-11-22`.
    pub detected_date: String,
    /// Local hour of detection, `09:30`.
    pub detected_time: String,
    /// `later` for the second of two equal local hours; anything else is the first.
    pub detected_fold: String,
    /// Local day on which it began, or empty.
    pub occurred_date: String,
    /// Local hour at which it began, or empty.
    pub occurred_time: String,
    /// As `detected_fold`.
    pub occurred_fold: String,
    /// `yes`, `no`, `unknown`, or empty while not said.
    pub personal_data: String,
    /// Whether the département's equipment may be touched.
    pub departement_impact_possible: bool,
    /// What was already done.
    pub measures_taken: String,
    /// References elsewhere, separated by commas or lines.
    pub external_refs: String,
    /// Whether it is a drill.
    pub exercise: bool,
}

impl ReportForm {
    /// What is proposed at `now` (UTC): noticed at this moment, under a key of its own.
    #[must_use]
    pub fn proposed(now: DateTime<Utc>) -> Self {
        let (detected_date, detected_time) = instants::to_form(now);
        let fold = instants::fold(now).map(|fold| fold.as_str().to_owned());
        Self {
            key: new_id(now),
            detected_date,
            detected_time,
            detected_fold: fold.unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Reads the fields of the form; those it does not know are left aside.
    pub fn from_fields(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            if let Some((name, value)) = form.chosen.take(name, value) {
                form.set(&name, value);
            }
        }
        form
    }

    fn set(&mut self, name: &str, value: String) {
        match name {
            "departement_impact_possible" => self.departement_impact_possible = value == "true",
            "exercise" => self.exercise = value == "true",
            _ => {
                if let Some(field) = self.text(name) {
                    *field = value;
                }
            }
        }
    }

    fn text(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "key" => &mut self.key,
            "action" => &mut self.action,
            "establishment_uai" => &mut self.establishment_uai,
            "school_query" => &mut self.school_query,
            "title" => &mut self.title,
            "description" => &mut self.description,
            "detected_date" => &mut self.detected_date,
            "detected_time" => &mut self.detected_time,
            "detected_fold" => &mut self.detected_fold,
            "occurred_date" => &mut self.occurred_date,
            "occurred_time" => &mut self.occurred_time,
            "occurred_fold" => &mut self.occurred_fold,
            "personal_data" => &mut self.personal_data,
            "measures_taken" => &mut self.measures_taken,
            "external_refs" => &mut self.external_refs,
            _ => return None,
        })
    }

    /// Whether the person looks for a school: by the button, or by pressing Enter with words typed and none chosen.
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

    /// Whether the second of two equal local hours of detection is meant.
    #[must_use]
    pub fn detected_later(&self) -> bool {
        self.detected_fold == LATER
    }

    /// Whether the second of two equal local hours of the beginning is meant.
    #[must_use]
    pub fn occurred_later(&self) -> bool {
        self.occurred_fold == LATER
    }

    /// Each reference elsewhere.
    #[must_use]
    pub fn references(&self) -> Vec<String> {
        self.external_refs
            .split([',', ';', '\n'])
            .map(|reference| reference.trim().to_owned())
            .filter(|reference| !reference.is_empty())
            .collect()
    }

    /// Whether the beginning was said, so that its section is shown open.
    #[must_use]
    pub fn says_beginning(&self) -> bool {
        !self.occurred_date.is_empty() || !self.occurred_time.is_empty()
    }

    /// Whether one of the optional details was given.
    #[must_use]
    pub fn says_details(&self) -> bool {
        !self.external_refs.is_empty() || self.departement_impact_possible || self.exercise
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> ReportForm {
        let owned = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        ReportForm::from_fields(owned)
    }

    #[test]
    fn what_was_typed_is_kept_as_it_is() {
        let form = form(&[
            ("title", " Panne  "),
            ("component", "amigo"),
            ("exercise", "true"),
            ("autre", "x"),
        ]);
        assert_eq!(form.title, " Panne  ");
        assert_eq!(form.chosen.components, ["amigo"]);
        assert!(form.exercise);
    }

    #[test]
    fn pressing_enter_on_the_words_of_a_school_looks_for_it() {
        assert!(form(&[("school_query", "Redon")]).searches_school());
        assert!(form(&[("action", "chercher")]).searches_school());
        assert!(!form(&[("school_query", "Redon"), ("establishment_uai", "0350003N")]).searches_school());
    }

    #[test]
    fn references_are_separated_by_commas_or_lines() {
        let form = form(&[("external_refs", "AMIGO-1, AMIGO-2\n\n")]);
        assert_eq!(form.references(), ["AMIGO-1", "AMIGO-2"]);
    }
}
