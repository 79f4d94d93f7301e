//! From the form of a report, as typed, to a report: what cannot be read is told beside its field.
//!
//! Deliberately absent: whether the facts make sense together, which the act says.

use chrono::{DateTime, NaiveDate, Utc};

use super::new::{NO_SCHOOL, ReportForm};
use crate::domain::incident::{PersonalData, Problem, Report};
use crate::domain::instants::{Fold, FormInstant, InstantRefused, from_paris_form, paris_day};
use crate::domain::uai::Uai;

/// A form that was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What it says; where something cannot be read, a value that raises no further problem.
    pub report: Report,
    /// What cannot be read.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// Reads a form sent at `now` (UTC).
    #[must_use]
    pub fn of(form: &ReportForm, now: DateTime<Utc>) -> Self {
        let mut problems = Vec::new();
        let establishment_uai = school(form, &mut problems);
        let detected_at = instant("detected_at", detected(form), &form.detected_fold, &mut problems);
        let occurred_from = occurred(form)
            .and_then(|read| instant("occurred_from", read, &form.occurred_fold, &mut problems));
        let personal_data = personal_data(form, &mut problems);
        let report = Report {
            establishment_uai,
            title: form.title.clone(),
            description: unix_lines(&form.description),
            components: form.chosen.touched(),
            // A beginning is compared with the detection only when that one is known.
            occurred_from: occurred_from.filter(|_| detected_at.is_some()),
            detected_at: detected_at.unwrap_or(now),
            personal_data,
            departement_impact_possible: form.departement_impact_possible,
            measures_taken: unix_lines(&form.measures_taken),
            external_refs: form.references(),
            exercise: form.exercise,
        };
        Self { report, problems }
    }

    /// Everything that is wrong, in the order of the form: what cannot be read, and `further` problems of the other
    /// fields.
    #[must_use]
    pub fn with(self, further: Vec<Problem>) -> Vec<Problem> {
        let mut all = self.problems;
        for problem in further {
            if all.iter().all(|known| known.field != problem.field) {
                all.push(problem);
            }
        }
        all.sort_by_key(|problem| place(&problem.field));
        all
    }
}

/// The fields in the order in which the page shows them.
const ORDER: &[&str] = &[
    "establishment_uai",
    "title",
    "description",
    "components",
    "detected_at",
    "occurred_from",
    "personal_data",
    "measures_taken",
    "departement_impact_possible",
    "external_refs",
    "exercise",
];

fn place(field: &str) -> usize {
    let of_field = ORDER.iter().position(|known| field.starts_with(known));
    of_field.unwrap_or(ORDER.len())
}

fn school(form: &ReportForm, problems: &mut Vec<Problem>) -> Option<Uai> {
    let given = form.establishment_uai.trim();
    if given == NO_SCHOOL {
        return None;
    }
    let said = if given.is_empty() {
        Err("Choisissez l’établissement concerné.".to_owned())
    } else {
        Uai::parse(given).map_err(|refused| refused.to_string())
    };
    said.map_err(|message| problems.push(Problem::new("establishment_uai", message)))
        .ok()
}

type Read = Result<FormInstant, InstantRefused>;

fn detected(form: &ReportForm) -> Read {
    let fold = Fold::parse(&form.detected_fold);
    from_paris_form(&form.detected_date, &form.detected_time, fold)
}

/// The beginning; `None` while it is not said.
fn occurred(form: &ReportForm) -> Option<Read> {
    let fold = Fold::parse(&form.occurred_fold);
    form.says_beginning()
        .then(|| from_paris_form(&form.occurred_date, &form.occurred_time, fold))
}

fn instant(field: &str, read: Read, fold: &str, problems: &mut Vec<Problem>) -> Option<DateTime<Utc>> {
    match read {
        Err(refused) => problems.push(Problem::new(field, refused.to_string())),
        Ok(read) if read.twice.is_some() && Fold::parse(fold).is_none() => {
            problems.push(Problem::new(field, WHICH_ONE));
        }
        Ok(read) => return Some(read.at),
    }
    None
}

const WHICH_ONE: &str =
    "Cette heure a existé deux fois cette nuit-là\u{a0}: dites si c’était la première ou la seconde.";

fn personal_data(form: &ReportForm, problems: &mut Vec<Problem>) -> PersonalData {
    PersonalData::parse(&form.personal_data).unwrap_or_else(|| {
        let message = "Dites si des informations sur des personnes sont touchées. «\u{a0}Je ne sais pas\u{a0}» est une réponse.";
        problems.push(Problem::new("personal_data", message));
        PersonalData::Unknown
    })
}

/// Browsers end the lines of a text with a carriage return too.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Whether the hour of detection exists twice, so that the page asks which one is meant.
#[must_use]
pub fn detected_twice(form: &ReportForm) -> bool {
    detected(form).is_ok_and(|read| read.twice.is_some())
}

/// Whether the hour of the beginning exists twice.
#[must_use]
pub fn occurred_twice(form: &ReportForm) -> bool {
    occurred(form).is_some_and(|read| read.is_ok_and(|read| read.twice.is_some()))
}

/// The local day of detection, by which a convention is chosen; today's while it cannot be read.
#[must_use]
pub fn day(form: &ReportForm, now: DateTime<Utc>) -> NaiveDate {
    paris_day(detected(form).map_or(now, |read| read.at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-03-30T08:00:00Z".parse().unwrap()
    }

    fn legal() -> ReportForm {
        ReportForm {
            establishment_uai: "0350003N".to_owned(),
            detected_date: "2026-03-30".to_owned(),
            detected_time: "09:30".to_owned(),
            personal_data: "no".to_owned(),
            ..ReportForm::default()
        }
    }

    fn fields(form: &ReportForm) -> Vec<String> {
        let read = Reading::of(form, now());
        read.problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn an_hour_is_that_of_the_clocks_of_paris() {
        let read = Reading::of(&legal(), now());
        assert_eq!(read.problems, []);
        assert_eq!(read.report.detected_at.to_rfc3339(), "2026-03-30T07:30:00+00:00");
    }

    #[test]
    fn an_hour_that_exists_twice_is_asked_about_until_it_is_said_which() {
        let asked = ReportForm {
            detected_date: "2025-10-26".to_owned(),
            detected_time: "02:30".to_owned(),
            ..legal()
        };
        assert!(detected_twice(&asked));
        assert_eq!(fields(&asked), ["detected_at"]);
        let said = |fold: &str| ReportForm {
            detected_fold: fold.to_owned(),
            ..asked.clone()
        };
        let at = |fold: &str| Reading::of(&said(fold), now()).report.detected_at.to_rfc3339();
        assert_eq!(at("earlier"), "2025-10-26T00:30:00+00:00");
        assert_eq!(at("later"), "2025-10-26T01:30:00+00:00");
    }

    #[test]
    fn everything_that_cannot_be_read_is_told_at_once_and_once() {
        let form = ReportForm {
            establishment_uai: "0350003A".to_owned(),
            detected_date: "2026-03-29".to_owned(),
            detected_time: "02:30".to_owned(),
            occurred_time: "midi".to_owned(),
            personal_data: String::new(),
            ..legal()
        };
        let read = Reading::of(&form, now());
        let further = vec![
            Problem::new("establishment_uai", "autre"),
            Problem::new("title", "vide"),
        ];
        let told: Vec<_> = read
            .with(further)
            .into_iter()
            .map(|problem| problem.field)
            .collect();
        assert_eq!(
            told,
            [
                "establishment_uai",
                "title",
                "detected_at",
                "occurred_from",
                "personal_data"
            ]
        );
    }

    #[test]
    fn no_school_is_an_answer_and_silence_is_none() {
        let none = ReportForm {
            establishment_uai: NO_SCHOOL.to_owned(),
            ..legal()
        };
        assert_eq!(fields(&none), Vec::<String>::new());
        let silent = ReportForm {
            establishment_uai: String::new(),
            ..legal()
        };
        assert_eq!(fields(&silent), ["establishment_uai"]);
    }
}
