//! What observers are told: calendar periods that are over, of the whole convention, small numbers kept so that no other
//! month, quarter, half-year or year of the same year gives them away.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use thiserror::Error;

use super::board::{Board, Known, Table, Teller, sum_of, told};
use super::counted::{Counted, Delay, Group, Part, Spread};
use super::period::{Period, Span};
use super::protect::{Sum, protect};
use crate::domain::figures::{FEW, Shown};

/// The smallest number of which nine in ten are told.
const ENOUGH_FOR_NINTHS: usize = 2 * FEW;
/// Tenths of an hour in an hour: observers are told whole hours.
const HOUR: i64 = 10;

/// Why a period is not told to observers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Closed {
    /// Two free periods that differ by a day would tell that day.
    #[error("Choisissez un mois, un trimestre, un semestre ou une année en entier.")]
    Free,
    /// Two readings of a period that runs would tell what came between.
    #[error(
        "Cette période n’est pas terminée\u{a0}: ses chiffres seront ouverts le lendemain de son dernier jour."
    )]
    Running,
}

/// Whether observers are told of a period on this day.
///
/// # Errors
/// Why not.
pub fn open_to_observers(period: Period, today: NaiveDate) -> Result<(), Closed> {
    if period.span() == Span::Free {
        Err(Closed::Free)
    } else if period.has_ended(today) {
        Ok(())
    } else {
        Err(Closed::Running)
    }
}

/// The months that have to be counted before a period can be told to observers: those of its year and of that of the
/// period before, as far as they are over.
#[must_use]
pub fn months_to_observe(period: Period, today: NaiveDate) -> Vec<Period> {
    let months = years(period).into_iter().flat_map(Period::months);
    months.filter(|month| month.has_ended(today)).collect()
}

fn years(period: Period) -> BTreeSet<Period> {
    let first_days = [period.first(), period.preceding().first()];
    first_days
        .map(|day| Period::holding(day, Span::Year))
        .into_iter()
        .collect()
}

/// The board of a period for observers: `months` are those of [`months_to_observe`]; `schools` is how many schools the
/// period touched.
#[must_use]
pub fn observed(period: Period, months: &BTreeMap<Period, Counted>, schools: usize) -> Board {
    let observed = Observed::of(period, months);
    let parts = observed.parts();
    let told = told(&observed, period, &parts);
    let tells = !observed.is_silent(period) && schools >= FEW;
    Board {
        schools_touched: tells.then_some(schools),
        tables: told
            .tables
            .into_iter()
            .map(|table| observed.silence(table, period))
            .collect(),
        ..told
    }
}

/// What observers are told of some years.
struct Observed {
    known: BTreeMap<Period, Counted>,
    kept: BTreeSet<(Period, Part)>,
    silent: BTreeSet<(Period, Group)>,
}

impl Observed {
    fn of(period: Period, months: &BTreeMap<Period, Counted>) -> Self {
        let mut observed = Self {
            known: BTreeMap::new(),
            kept: BTreeSet::new(),
            silent: BTreeSet::new(),
        };
        for year in years(period) {
            observed.add(&Year::of(year, months));
        }
        observed
    }

    fn add(&mut self, year: &Year) {
        let retained = year.silent(Group::Retained, &BTreeSet::new());
        for group in year.groups() {
            let own = if group.splits_the_dossiers() || group == Group::Retained {
                retained.clone()
            } else {
                year.silent(group, &retained)
            };
            self.kept.extend(year.kept(group, &own));
            self.silent.extend(own.into_iter().map(|period| (period, group)));
        }
        let few = retained.into_iter().map(|period| (period, Group::Retained));
        self.silent.extend(few);
        self.known.extend(year.known.clone());
    }

    fn parts(&self) -> BTreeSet<Part> {
        self.known.values().flat_map(Counted::parts).cloned().collect()
    }

    /// Whether too few dossiers were reported in a period for anything of it to be told.
    fn is_silent(&self, period: Period) -> bool {
        self.silent.contains(&(period, Group::Retained))
    }

    fn keeps_all_of(&self, period: Period, group: Group) -> bool {
        self.is_silent(period) || self.silent.contains(&(period, group))
    }

    /// A table without lines where its whole is kept: even which parts are nothing is not told.
    fn silence(&self, table: Table, period: Period) -> Table {
        if self.keeps_all_of(period, table.group) {
            return Table {
                lines: Vec::new(),
                ..table
            };
        }
        table
    }
}

impl Teller for Observed {
    fn part(&self, period: Period, part: &Part) -> Shown {
        let is_kept = self.keeps_all_of(period, part.group()) || self.kept.contains(&(period, part.clone()));
        match self.known.get(&period) {
            Some(counted) if !is_kept => Shown::Exact(counted.of(part)),
            _ => Shown::Kept,
        }
    }

    fn whole(&self, period: Period, group: Group) -> Shown {
        let of = if group.splits_the_dossiers() {
            Group::Retained
        } else {
            group
        };
        match self.known.get(&period) {
            Some(counted) if !self.keeps_all_of(period, of) => Shown::Exact(counted.whole(of)),
            _ => Shown::Kept,
        }
    }

    fn time(&self, period: Period, delay: Delay) -> Known {
        let counted = self.known.get(&period).filter(|_| !self.is_silent(period));
        let spread = counted.map(|counted| counted.spread(delay));
        match spread {
            Some(spread) if spread.known >= FEW => Known::Told(Spread {
                median: spread.median.map(in_hours),
                ninth: spread
                    .ninth
                    .filter(|_| spread.known >= ENOUGH_FOR_NINTHS)
                    .map(in_hours),
                ..spread
            }),
            _ => Known::Kept,
        }
    }
}

fn in_hours(tenths: i64) -> i64 {
    (tenths + HOUR / 2) / HOUR * HOUR
}

/// The periods of one year that are over, with their counts.
struct Year {
    known: BTreeMap<Period, Counted>,
}

impl Year {
    fn of(year: Period, months: &BTreeMap<Period, Counted>) -> Self {
        let spans = [Span::Month, Span::Quarter, Span::Half, Span::Year];
        let of_span = |span| {
            year.months()
                .into_iter()
                .map(move |month| Period::holding(month.first(), span))
        };
        let periods: BTreeSet<Period> = spans.into_iter().flat_map(of_span).collect();
        let whole = |period: &Period| period.months().iter().all(|month| months.contains_key(month));
        let known = periods.into_iter().filter(whole);
        Self {
            known: known.map(|period| (period, sum_of(months, period))).collect(),
        }
    }

    fn groups(&self) -> BTreeSet<Group> {
        let parts = self.known.values().flat_map(Counted::parts);
        parts.map(Part::group).collect()
    }

    /// The periods of which a group is not told at all, because its whole is small or would tell a small one.
    fn silent(&self, group: Group, forced: &BTreeSet<Period>) -> BTreeSet<Period> {
        let counts = |counted: &Counted| vec![counted.whole(group)];
        let kept = self.protected(counts, 1, forced, false);
        kept.into_iter().map(|(period, _)| period).collect()
    }

    /// The parts of a group that are kept, with their periods.
    fn kept(&self, group: Group, silent: &BTreeSet<Period>) -> Vec<(Period, Part)> {
        let every: BTreeSet<&Part> = self.known.values().flat_map(Counted::parts).collect();
        let parts: Vec<&Part> = every.into_iter().filter(|part| part.group() == group).collect();
        let counts = |counted: &Counted| parts.iter().map(|part| counted.of(part)).collect();
        let kept = self.protected(counts, parts.len(), silent, true);
        let named = kept
            .into_iter()
            .filter_map(|(period, at)| Some((period, (*parts.get(at)?).clone())));
        named.collect()
    }

    /// The places that are kept of a list of counts for each period; `adds_up` when readers are told the sum of each list.
    fn protected(
        &self,
        counts: impl Fn(&Counted) -> Vec<usize>,
        width: usize,
        forced: &BTreeSet<Period>,
        adds_up: bool,
    ) -> Vec<(Period, usize)> {
        let periods: Vec<Period> = self.known.keys().copied().collect();
        let all: Vec<usize> = self.known.values().flat_map(counts).collect();
        let places = |row: usize| (row * width)..(row * width + width);
        let silent = periods.iter().enumerate().filter(|(_, it)| forced.contains(it));
        let silent: BTreeSet<usize> = silent.flat_map(|(row, _)| places(row)).collect();
        let mut sums = Self::nested(&periods, width);
        if adds_up {
            let told = periods.iter().enumerate().filter(|(_, it)| !forced.contains(it));
            sums.extend(told.map(|(row, _)| Sum {
                whole: None,
                parts: places(row).collect(),
            }));
        }
        let kept = protect(&all, &silent, &sums);
        let named = kept.into_iter().filter_map(|at| {
            let row = at.checked_div(width)?;
            Some((*periods.get(row)?, at - row * width))
        });
        named.collect()
    }

    /// For each place, each period and the ones of the next smaller kind that make it up.
    fn nested(periods: &[Period], width: usize) -> Vec<Sum> {
        let row = |period: Period| periods.iter().position(|it| *it == period);
        let made_of = |period: &Period| {
            let smaller = match period.span() {
                Span::Year => Span::Half,
                Span::Half => Span::Quarter,
                Span::Quarter => Span::Month,
                Span::Month | Span::Free => return None,
            };
            let firsts = period.months().into_iter().map(Period::first);
            let parts: BTreeSet<Period> = firsts.map(|day| Period::holding(day, smaller)).collect();
            let rows: Vec<usize> = parts.into_iter().filter_map(row).collect();
            Some((row(*period)?, rows))
        };
        let nested = periods.iter().filter_map(made_of);
        let sums = nested.flat_map(|(whole, rows)| {
            (0..width).map(move |at| Sum {
                whole: Some(whole * width + at),
                parts: rows.iter().map(|row| row * width + at).collect(),
            })
        });
        sums.collect()
    }
}
