//! Figures as tables of words: what a reader may not be told is said to be kept, never shown as nothing.

use std::collections::BTreeMap;

use crate::domain::breach::Risk;
use crate::domain::breach::record::Listed;
use crate::domain::figures::{FEW, Figures, Punctuality, Shown, grid, line};
use crate::domain::people::Party;
use crate::web::wording;

/// A table of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it tells.
    pub title: String,
    /// Its columns, that of the lines first.
    pub headings: Vec<&'static str>,
    /// Its lines.
    pub rows: Vec<TableRow>,
}

/// A line of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// What it is about.
    pub label: String,
    /// Its figures.
    pub cells: Vec<String>,
    /// The length of its bar, in hundredths of the longest; `None` without a bar.
    pub bar: Option<usize>,
}

impl Table {
    /// Each line with its cells under their headings.
    #[must_use]
    pub fn cells<'a>(&'a self, row: &'a TableRow) -> Vec<(&'static str, &'a String)> {
        self.headings.iter().skip(1).copied().zip(&row.cells).collect()
    }
}

const COLUMNS: [&str; 8] = [
    "Ouvertes",
    "Suspectées",
    "Confirmées",
    "Pas une violation",
    "DPD, dans les 48\u{a0}h",
    "DPD, délai médian",
    "CNIL, dans les 72\u{a0}h",
    "CNIL, délai médian",
];
const KEPT: &str = "gardé";
const NONE: &str = "–";

/// Tells figures to a reader.
#[derive(Clone, Copy, Debug)]
pub(super) struct Teller {
    /// Whether small numbers are kept.
    pub(super) keeps_small: bool,
}

impl Teller {
    /// From year to year.
    pub(super) fn years(self, years: &BTreeMap<i32, Figures>) -> Table {
        let lines = years
            .iter()
            .rev()
            .map(|(year, figures)| (year.to_string(), figures));
        self.figures("D’année en année", "Année", lines.collect())
    }

    /// Party by party.
    pub(super) fn parties(self, title: &str, parties: &BTreeMap<Party, Figures>) -> Table {
        let lines = parties.iter();
        let lines = lines.map(|(party, figures)| (wording::party(*party).to_owned(), figures));
        self.figures(title, "Partie", lines.collect())
    }

    fn figures(self, title: &str, first: &'static str, lines: Vec<(String, &Figures)>) -> Table {
        let states: Vec<Vec<usize>> = lines
            .iter()
            .map(|(_, it)| vec![it.suspected, it.confirmed, it.not_a_breach])
            .collect();
        let opened: Vec<usize> = lines.iter().map(|(_, it)| it.opened).collect();
        let (states, opened) = (self.grid(&states), self.line(&opened));
        let row = |(((label, figures), states), opened): (((String, &Figures), Vec<Shown>), Shown)| {
            let whole = opened != Shown::Kept;
            let states = states
                .into_iter()
                .map(|it| words(if whole { it } else { Shown::Kept }));
            let late = [figures.dpd, figures.cnil];
            let late = late.into_iter().flat_map(|it| [self.share(it), self.median(it)]);
            TableRow {
                label,
                cells: std::iter::once(words(opened)).chain(states).chain(late).collect(),
                bar: None,
            }
        };
        Table {
            title: title.to_owned(),
            headings: std::iter::once(first).chain(COLUMNS).collect(),
            rows: lines.into_iter().zip(states).zip(opened).map(row).collect(),
        }
    }

    /// Verdict by verdict.
    pub(super) fn risks(self, figures: &Figures) -> Table {
        let label = |risk: &Option<Risk>| risk.map_or("Non apprécié", wording::risk).to_owned();
        self.parts("Par niveau de risque", "Risque", figures.risks.iter(), label)
    }

    /// Cause by cause.
    pub(super) fn causes(self, figures: &Figures) -> Table {
        self.parts("Par cause", "Cause", figures.causes.iter(), said)
    }

    /// Kind by kind.
    pub(super) fn kinds(self, figures: &Figures) -> Table {
        self.parts("Par nature d’incident", "Nature", figures.kinds.iter(), said)
    }

    fn parts<'a, T: 'a>(
        self,
        title: &str,
        first: &'static str,
        parts: impl Iterator<Item = (&'a T, &'a usize)>,
        label: impl Fn(&T) -> String,
    ) -> Table {
        let mut parts: Vec<(String, usize)> = parts.map(|(part, count)| (label(part), *count)).collect();
        parts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let counts: Vec<usize> = parts.iter().map(|(_, count)| *count).collect();
        let longest = counts.iter().copied().max().unwrap_or(0);
        let row = |((label, _), shown): ((String, usize), Shown)| TableRow {
            label,
            bar: bar(shown, longest),
            cells: vec![words(shown)],
        };
        Table {
            title: title.to_owned(),
            headings: vec![first, "Violations"],
            rows: parts.into_iter().zip(self.line(&counts)).map(row).collect(),
        }
    }

    fn line(self, counts: &[usize]) -> Vec<Shown> {
        if self.keeps_small {
            line(counts)
        } else {
            counts.iter().map(|count| Shown::Exact(*count)).collect()
        }
    }

    fn grid(self, rows: &[Vec<usize>]) -> Vec<Vec<Shown>> {
        if self.keeps_small {
            grid(rows)
        } else {
            rows.iter().map(|row| self.line(row)).collect()
        }
    }

    fn share(self, of: Punctuality) -> String {
        match of.percent() {
            None => NONE.to_owned(),
            Some(_) if self.keeps_small && of.ended < FEW => KEPT.to_owned(),
            Some(percent) if self.keeps_small => format!("{percent}\u{a0}%"),
            Some(percent) => format!("{percent}\u{a0}% ({} sur {})", of.in_time, of.ended),
        }
    }

    fn median(self, of: Punctuality) -> String {
        match of.median_minutes {
            None => NONE.to_owned(),
            Some(_) if self.keeps_small && of.ended < FEW => KEPT.to_owned(),
            Some(minutes) => duration(minutes),
        }
    }
}

fn words(shown: Shown) -> String {
    match shown {
        Shown::Exact(count) => count.to_string(),
        Shown::Kept => KEPT.to_owned(),
    }
}

#[allow(clippy::ref_option, reason = "it is the key of a map, as the map lends it")]
fn said<T: Listed>(answer: &Option<T>) -> String {
    answer
        .map_or("À préciser", |answer| answer.choice().label)
        .to_owned()
}

fn bar(shown: Shown, longest: usize) -> Option<usize> {
    match shown {
        Shown::Exact(count) => (count * 100).checked_div(longest),
        Shown::Kept => None,
    }
}

/// `31 h 05`.
fn duration(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn punctual(in_time: usize, ended: usize) -> Punctuality {
        Punctuality {
            ended,
            in_time,
            running: 0,
            median_minutes: Some(1_865),
        }
    }

    #[test]
    fn figures_of_few_are_kept_from_observers_and_told_to_others() {
        let (open, observer) = (Teller { keeps_small: false }, Teller { keeps_small: true });
        assert_eq!(open.share(punctual(3, 4)), "75\u{a0}% (3 sur 4)");
        assert_eq!(observer.share(punctual(3, 4)), "gardé");
        assert_eq!(observer.share(punctual(3, 5)), "60\u{a0}%");
        assert_eq!(observer.median(punctual(3, 5)), "31\u{a0}h\u{a0}05");
        assert_eq!(observer.share(Punctuality::default()), "–");
    }

    #[test]
    fn a_year_of_few_breaches_tells_an_observer_none_of_its_states() {
        let few = Figures {
            opened: 4,
            confirmed: 4,
            ..Figures::default()
        };
        let years = BTreeMap::from([(2026, few)]);
        let table = Teller { keeps_small: true }.years(&years);
        assert!(
            table.rows[0].cells[..4].iter().all(|cell| cell == "gardé"),
            "{table:?}"
        );
        let table = Teller { keeps_small: false }.years(&years);
        assert_eq!(table.rows[0].cells[..4], ["4", "0", "4", "0"]);
    }
}
