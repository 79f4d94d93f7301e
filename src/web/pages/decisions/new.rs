//! « Qui traite ? »: who would handle an incident, and why. Nothing is recorded and nobody is told, so the form
//! is sent with GET and its address can be shared.

use askama::Template;

use crate::web::explanation::Explanation;
use crate::web::pages::incidents::components::{Chooser, Chosen};
use crate::web::pages::incidents::new::{NO_SCHOOL, SEARCH_SCHOOL, SchoolPicker};
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
