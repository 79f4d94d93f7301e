//! The parameters of an address, taken one by one: every problem is told at once, beside its name.

use actix_web::HttpRequest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use url::form_urlencoded;

use super::error::Error;
use super::fields::{one_of, shown};
use crate::domain::incident::Problem;
use crate::domain::instants::parse_rfc3339;
use crate::domain::uai::Uai;

/// Items of a list unless asked otherwise.
pub const LIMIT: i64 = 50;
/// Most items of a list.
pub const LIMIT_MAX: i64 = 200;
/// What is said of a cursor that we did not make.
pub const CURSOR_WORDS: &str = "Reprenez la valeur next_cursor de la réponse précédente, sans la changer.";

/// The parameters that were not taken yet, and the problems met so far.
#[derive(Debug)]
pub struct Params {
    left: Vec<(String, String)>,
    problems: Vec<Problem>,
}

impl Params {
    /// The parameters of a request.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        Self::read(request.query_string())
    }

    /// The parameters of a query.
    #[must_use]
    pub fn read(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes());
        Self {
            left: pairs.into_owned().collect(),
            problems: Vec::new(),
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// [`Error::Problems`] with every problem, unknown names and repetitions included.
    pub fn finish(self) -> Result<(), Error> {
        let problems = self.problems();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Error::Problems(problems))
        }
    }

    /// Every problem, unknown names and repetitions included.
    #[must_use]
    pub fn problems(mut self) -> Vec<Problem> {
        for (name, _) in std::mem::take(&mut self.left) {
            self.problem(&name, "Ce paramètre n’existe pas, ou il est indiqué deux fois.");
        }
        self.problems
    }

    /// Adds a problem of a parameter.
    pub(super) fn problem(&mut self, name: &str, message: impl Into<String>) {
        self.problems.push(Problem::new(shown(name), message));
    }

    /// The text that the next reading of this parameter takes.
    pub(super) fn peek(&self, name: &str) -> Option<&str> {
        let found = self.left.iter().find(|(given, _)| given == name);
        found.map(|(_, text)| text.as_str())
    }

    /// A text; an empty one is as if left out. No store could look for U+0000.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let at = self.left.iter().position(|(given, _)| given == name)?;
        let text = self.left.remove(at).1;
        if text.contains('\0') {
            self.problem(name, "Ce texte contient un caractère nul (U+0000).");
            return None;
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// A text that must be there; empty when it is not.
    pub fn required(&mut self, name: &str) -> String {
        self.text(name).unwrap_or_else(|| {
            self.problem(name, "Ce paramètre est obligatoire.");
            String::new()
        })
    }

    /// One of several fixed words.
    pub fn choice<T>(&mut self, name: &str, words: &[&str], parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name)?;
        let chosen = parse(&text);
        if chosen.is_none() {
            self.problem(name, one_of(words));
        }
        chosen
    }

    /// A yes or no; no when it is left out.
    pub fn flag(&mut self, name: &str) -> bool {
        let words = ["true", "false"];
        let read = |text: &str| text.parse::<bool>().ok();
        self.choice(name, &words, read).unwrap_or(false)
    }

    /// An instant with its offset. A plus sign that arrives as a space is understood.
    pub fn instant(&mut self, name: &str) -> Option<DateTime<Utc>> {
        let text = self.text(name)?;
        let read = parse_rfc3339(&text)
            .or_else(|refused| parse_rfc3339(&text.replace(' ', "+")).map_err(|_| refused));
        read.map_err(|refused| self.problem(name, refused.to_string()))
            .ok()
    }

    /// The code of a school.
    pub fn school(&mut self, name: &str) -> Option<Uai> {
        let text = self.text(name)?;
        Uai::parse(&text)
            .map_err(|refused| self.problem(name, refused.to_string()))
            .ok()
    }

    /// `limit` and `cursor`; the cursor holds `parts` texts.
    pub fn slice(&mut self, parts: usize) -> Slice {
        let limit = self.text("limit").map_or(Some(LIMIT), |text| text.parse().ok());
        let limit = limit
            .filter(|limit| (1..=LIMIT_MAX).contains(limit))
            .unwrap_or_else(|| {
                self.problem("limit", format!("Indiquez un nombre de 1 à {LIMIT_MAX}."));
                LIMIT
            });
        let after = self.text("cursor").map(|text| opened(&text, parts));
        if after == Some(None) {
            self.problem("cursor", CURSOR_WORDS);
        }
        Slice {
            limit,
            after: after.flatten(),
        }
    }
}

/// Which part of a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Most items.
    pub limit: i64,
    /// Where the slice before ended.
    pub after: Option<Vec<String>>,
}

impl Slice {
    /// One more than asked for: whether there is a next slice then shows.
    #[must_use]
    pub fn one_more(&self) -> i64 {
        self.limit + 1
    }

    /// The only part of the cursor.
    #[must_use]
    pub fn after_one(&self) -> Option<&str> {
        self.after.as_ref()?.first().map(String::as_str)
    }

    /// Keeps what was asked for, and makes the next cursor of the last item when there was more.
    pub fn cut<T>(&self, items: &mut Vec<T>, parts: impl Fn(&T) -> Vec<&str>) -> Option<String> {
        self.cut_at(items, |last| cursor(&parts(last)))
    }

    /// As [`cut`](Self::cut), for a list that makes its cursors itself.
    pub fn cut_at<T>(&self, items: &mut Vec<T>, cursor: impl Fn(&T) -> String) -> Option<String> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        if items.len() <= limit {
            return None;
        }
        items.truncate(limit);
        items.last().map(cursor)
    }
}

/// Names the place after an item; opaque to callers.
#[must_use]
pub fn cursor(parts: &[&str]) -> String {
    URL_SAFE_NO_PAD.encode(parts.join("\u{1f}"))
}

fn opened(text: &str, parts: usize) -> Option<Vec<String>> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let inside = String::from_utf8(bytes)
        .ok()
        .filter(|inside| !inside.contains('\0'))?;
    let found: Vec<String> = inside.split('\u{1f}').map(ToOwned::to_owned).collect();
    (found.len() == parts).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_and_repeated_parameters_are_named() {
        let mut params = Params::read("q=vol&q=perte&sevrity=1&limit=0");
        assert_eq!(params.text("q").as_deref(), Some("vol"));
        params.slice(1);
        let Err(Error::Problems(told)) = params.finish() else {
            panic!("problems were expected");
        };
        let names: Vec<_> = told.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(names, ["limit", "q", "sevrity"]);
    }

    #[test]
    fn a_cursor_leads_to_the_place_after_the_last_item() {
        let first = Params::read("limit=2").slice(2);
        let mut items = vec![("a", "1"), ("b", "2"), ("c", "3")];
        let next = first.cut(&mut items, |item| vec![item.0, item.1]).unwrap();
        assert_eq!(items.len(), 2);
        let second = Params::read(&format!("cursor={next}")).slice(2);
        assert_eq!(second.after.unwrap(), ["b", "2"]);
        assert_eq!(first.cut(&mut vec![("a", "1")], |_| Vec::new()), None);
    }

    #[test]
    fn a_cursor_that_was_changed_is_refused() {
        for odd in ["%01", "a", "YQ==", "YQ", "YQBiH2M"] {
            let mut params = Params::read(&format!("cursor={odd}"));
            params.slice(2);
            assert!(params.finish().is_err(), "{odd}");
        }
    }

    #[test]
    fn a_plus_sign_that_became_a_space_is_understood() {
        let mut params = Params::read("from=2026-03-01T10:00:00+02:00");
        assert_eq!(
            params.instant("from").unwrap().to_rfc3339(),
            "2026-03-01T08:00:00+00:00"
        );
        params.finish().unwrap();
    }
}
