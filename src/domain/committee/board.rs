//! What a committee is shown: tables of a period beside the period before, delays, and the months of both.

use std::collections::{BTreeMap, BTreeSet};

use super::counted::{Counted, Delay, Group, Part, Spread};
use super::period::Period;
use crate::domain::figures::Shown;
use crate::domain::obligations::Kind;

/// Schools named at most.
pub const TOP: usize = 10;

/// A school and how many dossiers it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// National code.
    pub uai: String,
    /// Name, as the directory has it.
    pub name: String,
    /// Dossiers.
    pub count: usize,
}

/// The schools of a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schools {
    /// How many different ones.
    pub total: usize,
    /// Those with most dossiers.
    pub top: Vec<School>,
}

/// A part now and before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is counted.
    pub part: Part,
    /// In the period.
    pub now: Shown,
    /// In the period before.
    pub before: Shown,
}

/// The parts of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it tells.
    pub group: Group,
    /// The whole that they make up.
    pub now: Shown,
    /// The same in the period before.
    pub before: Shown,
    /// The parts; none when nothing of them may be told.
    pub lines: Vec<Line>,
}

/// How long a delay was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Which one.
    pub delay: Delay,
    /// In the period.
    pub now: Known,
    /// In the period before.
    pub before: Known,
}

/// A delay as far as it may be told, in tenths of an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It was.
    Told(Spread),
    /// Too few are known to be told.
    Kept,
}

/// A month of the period or of the one before, cut where they begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its days.
    pub days: Period,
    /// Whether it belongs to the period before.
    pub is_before: bool,
    /// Dossiers retained.
    pub retained: Shown,
    /// Dossiers rejected.
    pub rejected: Shown,
}

/// What a committee is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// The period.
    pub period: Period,
    /// The one before it.
    pub preceding: Period,
    /// Whether small numbers are kept.
    pub keeps_small: bool,
    /// Its tables, in the order of [`Group`]: each group that has anything to tell, and the retained dossiers always.
    pub tables: Vec<Table>,
    /// Its delays.
    pub times: Vec<Time>,
    /// Month by month, the period before first.
    pub months: Vec<Month>,
    /// Its schools, by name; `None` for readers who are not told them.
    pub schools: Option<Schools>,
    /// How many different schools; `None` when it is not told.
    pub schools_touched: Option<usize>,
}

impl Board {
    /// The table of a group, if it has anything to tell.
    #[must_use]
    pub fn table(&self, group: Group) -> Option<&Table> {
        self.tables.iter().find(|table| table.group == group)
    }

    /// The tables of duties.
    pub fn duties(&self) -> impl Iterator<Item = (Kind, &Table)> {
        self.tables.iter().filter_map(|table| match table.group {
            Group::Duty(kind) => Some((kind, table)),
            _ => None,
        })
    }

    /// Whether no dossier at all was reported in the period.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let nothing = |group| self.table(group).is_none_or(|table| table.now == Shown::Exact(0));
        nothing(Group::Retained) && nothing(Group::Rejected)
    }
}

/// Who tells the counts of a period: everything, or what may be told of it.
pub(super) trait Teller {
    /// A part of a period.
    fn part(&self, period: Period, part: &Part) -> Shown;
    /// The whole of a group.
    fn whole(&self, period: Period, group: Group) -> Shown;
    /// A delay.
    fn time(&self, period: Period, delay: Delay) -> Known;
}

/// Tells everything of the periods that it knows.
struct Everything(BTreeMap<Period, Counted>);

impl Everything {
    fn counted(&self, period: Period) -> Option<&Counted> {
        self.0.get(&period)
    }
}

impl Teller for Everything {
    fn part(&self, period: Period, part: &Part) -> Shown {
        Shown::Exact(self.counted(period).map_or(0, |counted| counted.of(part)))
    }

    fn whole(&self, period: Period, group: Group) -> Shown {
        Shown::Exact(self.counted(period).map_or(0, |counted| counted.whole(group)))
    }

    fn time(&self, period: Period, delay: Delay) -> Known {
        Known::Told(
            self.counted(period)
                .map(|counted| counted.spread(delay))
                .unwrap_or_default(),
        )
    }
}

/// The counts of every month within a period.
pub(super) fn sum_of(months: &BTreeMap<Period, Counted>, period: Period) -> Counted {
    let mut sum = Counted::default();
    let within = months.iter().filter(|(month, _)| period.holds(**month));
    within.for_each(|(_, counted)| sum.merge(counted));
    sum
}

/// The board for readers of dossiers: `months` are those of the period and of the one before, as [`Period::months`] cuts
/// them.
#[must_use]
pub fn board(period: Period, months: &BTreeMap<Period, Counted>, schools: Schools) -> Board {
    let preceding = period.preceding();
    let both = [period, preceding].map(|it| (it, sum_of(months, it)));
    let parts: BTreeSet<Part> = both
        .iter()
        .flat_map(|(_, counted)| counted.parts())
        .cloned()
        .collect();
    let known = months.clone().into_iter().chain(both).collect();
    Board {
        schools_touched: Some(schools.total),
        schools: Some(schools),
        keeps_small: false,
        ..told(&Everything(known), period, &parts)
    }
}

/// The board of a period as it is told, of these parts.
pub(super) fn told(teller: &impl Teller, period: Period, parts: &BTreeSet<Part>) -> Board {
    let preceding = period.preceding();
    let groups: BTreeSet<Group> = std::iter::once(Group::Retained)
        .chain(parts.iter().map(Part::group))
        .collect();
    let table = |group: &Group| {
        let own = parts.iter().filter(|part| part.group() == *group);
        Table {
            group: *group,
            now: teller.whole(period, *group),
            before: teller.whole(preceding, *group),
            lines: lines(teller, period, *group, own),
        }
    };
    let month = |days: Period, is_before| Month {
        days,
        is_before,
        retained: teller.part(days, &Part::Retained),
        rejected: teller.part(days, &Part::Rejected),
    };
    let before = preceding.months().into_iter().map(|days| month(days, true));
    let now = period.months().into_iter().map(|days| month(days, false));
    let time = |delay: &Delay| Time {
        delay: *delay,
        now: teller.time(period, *delay),
        before: teller.time(preceding, *delay),
    };
    Board {
        period,
        preceding,
        keeps_small: true,
        tables: groups.iter().map(table).collect(),
        times: Delay::ALL.iter().map(time).collect(),
        months: before.chain(now).collect(),
        schools: None,
        schools_touched: None,
    }
}

/// The lines that have anything to tell: the longest first where the parts have no order of their own. What is kept
/// stands last, in an order that tells nothing.
fn lines<'a>(
    teller: &impl Teller,
    period: Period,
    group: Group,
    parts: impl Iterator<Item = &'a Part>,
) -> Vec<Line> {
    let line = |part: &Part| Line {
        part: part.clone(),
        now: teller.part(period, part),
        before: teller.part(period.preceding(), part),
    };
    let nothing = |line: &Line| line.now == Shown::Exact(0) && line.before == Shown::Exact(0);
    let mut lines: Vec<Line> = parts.map(line).filter(|line| !nothing(line)).collect();
    match group {
        Group::Handlers | Group::Categories | Group::Components => lines.sort_by_key(|line| {
            let count = |shown| match shown {
                Shown::Exact(count) => std::cmp::Reverse(count),
                Shown::Kept => std::cmp::Reverse(0),
            };
            (count(line.now), count(line.before))
        }),
        Group::Retained
        | Group::Rejected
        | Group::Severities
        | Group::Breaches
        | Group::Contested
        | Group::Duty(_) => {}
    }
    lines
}
