//! A reference that a dossier bears elsewhere: a ticket of Amigo, the number of a complaint. It is kept as one text, which
//! people read and search finds: the system, the number and, where there is one, the link.

use std::fmt;

use super::incident::{Problem, REFS_MAX, TITLE_MAX};

/// Longest name of a system and longest number, in characters.
pub const PART_MAX: usize = 60;
const HTTPS: &str = "https://";

/// A reference elsewhere, in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExternalRef {
    /// Where: « Amigo ».
    pub system: String,
    /// Its number there.
    pub number: String,
    /// Where to read it (https), if it can be.
    pub link: Option<String>,
}

impl fmt::Display for ExternalRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.system, self.number)?;
        match &self.link {
            Some(link) => write!(f, " {link}"),
            None => Ok(()),
        }
    }
}

impl ExternalRef {
    /// Checks one that is to be added to those that a dossier bears.
    ///
    /// # Errors
    /// Every problem at once.
    pub fn check(self, borne: &[String]) -> Result<Self, Vec<Problem>> {
        let link = self.link.map(|link| link.trim().to_owned());
        let given = Self {
            system: self.system.split_whitespace().collect::<Vec<_>>().join(" "),
            number: self.number.split_whitespace().collect::<Vec<_>>().join(" "),
            link: link.filter(|link| !link.is_empty()),
        };
        let mut problems = Vec::new();
        part(
            "system",
            &given.system,
            "Indiquez l’outil, par exemple Amigo.",
            &mut problems,
        );
        part(
            "number",
            &given.number,
            "Indiquez le numéro que porte l’outil.",
            &mut problems,
        );
        if let Some(link) = &given.link {
            let plain = link.strip_prefix(HTTPS).is_some_and(|rest| !rest.is_empty());
            if !plain || link.contains(char::is_whitespace) || link.chars().any(char::is_control) {
                problems.push(Problem::new(
                    "link",
                    "Le lien doit commencer par https:// et ne contenir aucune espace.",
                ));
            }
        }
        if problems.is_empty() && given.to_string().chars().count() > TITLE_MAX {
            let message =
                format!("L’ensemble dépasse {TITLE_MAX} caractères\u{a0}: donnez un lien plus court.");
            problems.push(Problem::new("link", message));
        }
        let known = borne.iter().any(|text| *text == given.to_string());
        if borne.len() >= REFS_MAX && !known {
            let message = format!("Ce dossier porte déjà {REFS_MAX} références.");
            problems.push(Problem::new("number", message));
        }
        if problems.is_empty() {
            Ok(given)
        } else {
            Err(problems)
        }
    }
}

fn part(field: &str, text: &str, missing: &str, problems: &mut Vec<Problem>) {
    if text.is_empty() {
        problems.push(Problem::new(field, missing));
    } else if text.chars().count() > PART_MAX || text.contains(HTTPS) {
        let message = format!("Écrivez {PART_MAX} caractères au plus, sans lien.");
        problems.push(Problem::new(field, message));
    }
}

/// The words of a reference and its link, if it ends with one.
#[must_use]
pub fn words_and_link(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(' ') {
        Some((words, link)) if link.starts_with(HTTPS) => (words, Some(link)),
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(system: &str, number: &str, link: &str) -> ExternalRef {
        ExternalRef {
            system: system.to_owned(),
            number: number.to_owned(),
            link: Some(link.to_owned()),
        }
    }

    fn wrong(given: ExternalRef, borne: &[String]) -> Vec<String> {
        let problems = given.check(borne).err().unwrap_or_default();
        problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_reference_is_one_text_with_its_link_at_the_end() {
        let checked = given(" Amigo ", "I2611  0042", "").check(&[]).unwrap();
        assert_eq!(checked.to_string(), "Amigo I2611 0042");
        let text = given("Amigo", "42", "https://amigo.example/42")
            .check(&[])
            .unwrap()
            .to_string();
        assert_eq!(
            words_and_link(&text),
            ("Amigo 42", Some("https://amigo.example/42"))
        );
        assert_eq!(words_and_link("AMIGO-1"), ("AMIGO-1", None));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        assert_eq!(
            wrong(given("", " ", "http://amigo"), &[]),
            ["system", "number", "link"]
        );
        assert_eq!(wrong(given("Amigo", "1", "https://"), &[]), ["link"]);
        assert_eq!(wrong(given("Amigo", "1", "https://a b"), &[]), ["link"]);
        assert_eq!(wrong(given(&"é".repeat(61), "1", ""), &[]), ["system"]);
        let long = format!("https://{}", "a".repeat(160));
        assert_eq!(wrong(given("Amigo", "1", &long), &[]), ["link"]);
        let full: Vec<String> = (0..REFS_MAX).map(|n| format!("Amigo {n}")).collect();
        assert_eq!(wrong(given("Amigo", "99", ""), &full), ["number"]);
        assert!(
            wrong(given("Amigo", "3", ""), &full).is_empty(),
            "it is borne already"
        );
    }
}
