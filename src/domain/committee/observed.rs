//! What observers are told: calendar periods that are over, of the whole convention, small numbers kept so that no other
//! month, quarter, half-year or year of the same year gives them away.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;
use thiserror::Error;

use super::board::{Board, Known, Table, Teller, sum_of, told};
use super::counted::{Counted, Delay, Group, Part, Spread};
use super::period::{Period, Span};
use super::protect::{Settled, Sum, protect};
use crate::domain::figures::{FEW, Shown};
use crate::domain::obligations::Kind;

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
            .filter(|table| !is_of_the_register(table.group))
            .map(|table| observed.silence(table, period))
            .collect(),
        ..told
    }
}

/// Whether observers are told of it by the figures of the register, which keep their own small numbers: two pages that
/// tell the same would tell what each of them keeps.
fn is_of_the_register(group: Group) -> bool {
    matches!(
        group,
        Group::Breaches | Group::Duty(Kind::Breach48h | Kind::Cnil72h)
    )
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
        let groups = year.groups();
        let alone = |group: &Group| *group != Group::Severities || !groups.contains(&Group::Categories);
        for group in groups.iter().copied().filter(alone) {
            let own = if group.splits_the_dossiers() || group == Group::Retained {
                retained.clone()
            } else {
                year.silent(group, &retained)
            };
            self.kept.extend(year.kept(together(group), &own));
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

/// The groups that are settled with this one: a dossier without a category has no severity either, so that the number of
/// those not qualified yet stands in two tables.
fn together(group: Group) -> Vec<Group> {
    match group {
        Group::Categories => vec![Group::Categories, Group::Severities],
        other => vec![other],
    }
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
        let kept = self.protected(counts, &Layout::of_width(1), forced);
        kept.into_iter().map(|(period, _)| period).collect()
    }

    /// The parts of these groups that are kept, with their periods.
    fn kept(&self, groups: Vec<Group>, silent: &BTreeSet<Period>) -> Vec<(Period, Part)> {
        let every: BTreeSet<&Part> = self.known.values().flat_map(Counted::parts).collect();
        let mut parts: Vec<&Part> = Vec::new();
        let mut layout = Layout::of_width(0);
        for group in groups {
            let first = parts.len();
            parts.extend(every.iter().filter(|part| part.group() == group));
            layout.blocks.push(first..parts.len());
        }
        layout.width = parts.len();
        let place = |wanted: Part| parts.iter().position(|part| **part == wanted);
        layout.same = place(Part::Category(None)).zip(place(Part::Severity(None)));
        let counts = |counted: &Counted| parts.iter().map(|part| counted.of(part)).collect();
        let kept = self.protected(counts, &layout, silent);
        let named = kept
            .into_iter()
            .filter_map(|(period, at)| Some((period, (*parts.get(at)?).clone())));
        named.collect()
    }

    /// The places that are kept of a list of counts for each period. They are settled in the order in which the periods
    /// end: what observers were told when a quarter was over, they still know when its half-year is.
    fn protected(
        &self,
        counts: impl Fn(&Counted) -> Vec<usize>,
        layout: &Layout,
        forced: &BTreeSet<Period>,
    ) -> Vec<(Period, usize)> {
        let mut known: Vec<(&Period, &Counted)> = self.known.iter().collect();
        known.sort_by_key(|(period, _)| (period.last(), Reverse(period.first())));
        let periods: Vec<Period> = known.iter().map(|(period, _)| **period).collect();
        let all: Vec<usize> = known
            .into_iter()
            .flat_map(|(_, counted)| counts(counted))
            .collect();
        let ends: BTreeSet<NaiveDate> = periods.iter().map(|period| period.last()).collect();
        let mut settled = Settled::default();
        for end in ends {
            let over: Vec<Period> = periods.iter().copied().filter(|it| it.last() <= end).collect();
            let places = over.len() * layout.width;
            let so_far = all.get(..places).unwrap_or_default();
            let (mut silent, sums) = layout.of_periods(&over, forced, &layout.occurring(so_far));
            silent.retain(|at| *at >= settled.places);
            let kept = protect(so_far, &silent, &sums, &settled);
            settled = Settled { places, kept };
        }
        let named = settled.kept.into_iter().filter_map(|at| {
            let row = at.checked_div(layout.width)?;
            Some((*periods.get(row)?, at - row * layout.width))
        });
        named.collect()
    }
}

/// How the counts of one period stand in a list.
struct Layout {
    width: usize,
    /// Places of which readers are told the sum.
    blocks: Vec<Range<usize>>,
    /// Two places that always hold the same number.
    same: Option<(usize, usize)>,
}

impl Layout {
    fn of_width(width: usize) -> Self {
        Self {
            width,
            blocks: Vec::new(),
            same: None,
        }
    }

    /// The parts that something was counted of so far: the others have no line yet, and can hide nothing.
    fn occurring(&self, counts: &[usize]) -> BTreeSet<usize> {
        let something = counts.iter().enumerate().filter(|(_, count)| **count > 0);
        something
            .filter_map(|(at, _)| at.checked_rem(self.width))
            .collect()
    }

    /// The places of the `forced` periods, and every sum that readers can make.
    fn of_periods(
        &self,
        periods: &[Period],
        forced: &BTreeSet<Period>,
        occurring: &BTreeSet<usize>,
    ) -> (BTreeSet<usize>, Vec<Sum>) {
        let (mut silent, mut sums) = (BTreeSet::new(), self.nested(periods));
        for (row, period) in periods.iter().enumerate() {
            let first = row * self.width;
            if forced.contains(period) {
                silent.extend(occurring.iter().map(|at| first + at));
            } else {
                sums.extend(self.blocks.iter().map(|block| {
                    Sum {
                        whole: None,
                        parts: block
                            .clone()
                            .filter(|at| occurring.contains(at))
                            .map(|at| first + at)
                            .collect(),
                    }
                }));
            }
            sums.extend(self.same.map(|(one, other)| Sum {
                whole: Some(first + one),
                parts: vec![first + other],
            }));
        }
        (silent, sums)
    }

    /// For each place, each period and the ones of the next smaller kind that make it up.
    fn nested(&self, periods: &[Period]) -> Vec<Sum> {
        let width = self.width;
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
