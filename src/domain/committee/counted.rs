//! What is counted of dossiers: every count is a plain sum, so that those of several months add up to those of the
//! period they make.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::obligations::Kind;
use crate::domain::people::{Party, named};

named! {
    /// How punctual a duty was.
    Outcome {
        /// Made in time; the due instant itself is in time.
        InTime = "in_time",
        /// Made late, or overdue and not made.
        Late = "late",
        /// Not made, and not due yet.
        Running = "running",
    }
}

named! {
    /// What became of the personal data of a dossier.
    Breached {
        /// No breach.
        None = "none",
        /// A breach is suspected.
        Suspected = "suspected",
        /// It was found to be none.
        NotABreach = "not_a_breach",
        /// Confirmed, not assessed yet.
        Undecided = "undecided",
        /// Confirmed, unlikely to result in a risk.
        Unlikely = "unlikely",
        /// Confirmed, with a risk.
        Risk = "risk",
        /// Confirmed, with a high risk.
        High = "high",
    }
}

named! {
    /// A delay that is measured.
    Delay {
        /// From detection to report.
        Report = "report",
        /// From report to being taken in hand.
        TakeCharge = "take_charge",
        /// From report to resolution, for dossiers that were not taken up again.
        Resolution = "resolution",
        /// From report to closing, for dossiers that were not taken up again.
        Closing = "closing",
    }
}

/// How a contested decision ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// The RSSI let it stand: this party handles the dossier.
    Stands(Party),
    /// This other party took the dossier.
    Moved(Party),
    /// The dossier was rejected.
    Rejected,
    /// Nobody has decided yet, or another party has not answered yet.
    Waiting,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Dossiers, those that were rejected left out.
    Retained,
    /// Dossiers that were rejected.
    Rejected,
    /// Dossiers that this party handles.
    Handler(Party),
    /// Dossiers of this class of the taxonomy; `None` while not qualified.
    Category(Option<String>),
    /// Dossiers of this severity; `None` while not qualified.
    Severity(Option<i64>),
    /// Dossiers whose main component is this one; `None` when no component is known.
    Component(Option<String>),
    /// Dossiers by what became of their personal data.
    Breach(Breached),
    /// Contested decisions by their end.
    Contested(Ending),
    /// Duties with a due instant, by how punctual they were.
    Duty(Kind, Outcome),
}

/// Parts that make up a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// [`Part::Retained`].
    Retained,
    /// [`Part::Rejected`].
    Rejected,
    /// [`Part::Handler`].
    Handlers,
    /// [`Part::Category`].
    Categories,
    /// [`Part::Severity`].
    Severities,
    /// [`Part::Component`].
    Components,
    /// [`Part::Breach`].
    Breaches,
    /// [`Part::Contested`].
    Contested,
    /// [`Part::Duty`] of a kind.
    Duty(Kind),
}

impl Part {
    /// The group it belongs to.
    #[must_use]
    pub fn group(&self) -> Group {
        match self {
            Self::Retained => Group::Retained,
            Self::Rejected => Group::Rejected,
            Self::Handler(_) => Group::Handlers,
            Self::Category(_) => Group::Categories,
            Self::Severity(_) => Group::Severities,
            Self::Component(_) => Group::Components,
            Self::Breach(_) => Group::Breaches,
            Self::Contested(_) => Group::Contested,
            Self::Duty(kind, _) => Group::Duty(*kind),
        }
    }
}

impl Group {
    /// Whether its parts make up the retained dossiers; those of the others make up a whole of their own.
    #[must_use]
    pub fn splits_the_dossiers(self) -> bool {
        match self {
            Self::Handlers | Self::Categories | Self::Severities | Self::Components | Self::Breaches => true,
            Self::Retained | Self::Rejected | Self::Contested | Self::Duty(_) => false,
        }
    }
}

/// Counts of the dossiers reported in a period, drills left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    parts: BTreeMap<Part, usize>,
    delays: BTreeMap<Delay, BTreeMap<i64, usize>>,
}

/// The middle and the upper end of a delay, in tenths of an hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many are known.
    pub known: usize,
    /// Half of them took at most this; `None` when none is known.
    pub median: Option<i64>,
    /// Nine in ten took at most this.
    pub ninth: Option<i64>,
}

impl Counted {
    /// Counts more of a part.
    pub fn add(&mut self, part: Part, count: usize) {
        if count > 0 {
            *self.parts.entry(part).or_insert(0) += count;
        }
    }

    /// Counts so many of one part as another one instead.
    pub fn turn(&mut self, from: &Part, to: Part, count: usize) {
        if let Some(known) = self.parts.get_mut(from) {
            let turned = count.min(*known);
            *known -= turned;
            self.add(to, turned);
        }
        self.parts.retain(|_, count| *count > 0);
    }

    /// Counts more delays of so many tenths of an hour.
    pub fn add_delay(&mut self, delay: Delay, tenths: i64, count: usize) {
        if count > 0 {
            let lengths = self.delays.entry(delay).or_default();
            *lengths.entry(tenths.max(0)).or_insert(0) += count;
        }
    }

    /// Counts all that another one counted.
    pub fn merge(&mut self, other: &Self) {
        for (part, count) in &other.parts {
            self.add(part.clone(), *count);
        }
        for (delay, lengths) in &other.delays {
            for (tenths, count) in lengths {
                self.add_delay(*delay, *tenths, *count);
            }
        }
    }

    /// How many of a part.
    #[must_use]
    pub fn of(&self, part: &Part) -> usize {
        self.parts.get(part).copied().unwrap_or(0)
    }

    /// Every part that was counted.
    #[must_use]
    pub fn parts(&self) -> BTreeSet<&Part> {
        self.parts.keys().collect()
    }

    /// How many the parts of a group make up.
    #[must_use]
    pub fn whole(&self, group: Group) -> usize {
        let own = self.parts.iter().filter(|(part, _)| part.group() == group);
        own.map(|(_, count)| count).sum()
    }

    /// How long a delay was; the smallest length that so many of them did not exceed.
    #[must_use]
    pub fn spread(&self, delay: Delay) -> Spread {
        let Some(lengths) = self.delays.get(&delay) else {
            return Spread::default();
        };
        let known: usize = lengths.values().sum();
        Spread {
            known,
            median: reached(lengths, known.div_ceil(2)),
            ninth: reached(lengths, (known * 9).div_ceil(10)),
        }
    }
}

/// The length of the one of this rank, from 1.
fn reached(lengths: &BTreeMap<i64, usize>, rank: usize) -> Option<i64> {
    let mut before = 0;
    for (tenths, count) in lengths {
        before += count;
        if before >= rank {
            return Some(*tenths);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delays(tenths: &[i64]) -> Counted {
        let mut counted = Counted::default();
        for tenths in tenths {
            counted.add_delay(Delay::Report, *tenths, 1);
        }
        counted
    }

    #[test]
    fn half_of_them_and_nine_in_ten_took_at_most_so_long() {
        assert_eq!(delays(&[]).spread(Delay::Report), Spread::default());
        for (given, median, ninth) in [
            (vec![7], 7, 7),
            (vec![1, 3], 1, 3),
            (vec![5, 1, 9], 5, 9),
            ((1..=10).collect(), 5, 9),
            ((1..=11).collect(), 6, 10),
            (vec![2, 2, 2, 2, 40], 2, 40),
        ] {
            let spread = delays(&given).spread(Delay::Report);
            assert_eq!(
                (spread.median, spread.ninth),
                (Some(median), Some(ninth)),
                "{given:?}"
            );
            assert_eq!(spread.known, given.len());
        }
    }

    #[test]
    fn a_report_before_its_detection_took_no_time() {
        assert_eq!(delays(&[-1]).spread(Delay::Report).median, Some(0));
    }

    #[test]
    fn what_months_count_adds_up() {
        let mut whole = delays(&[1, 2]);
        whole.add(Part::Retained, 2);
        whole.add(Part::Severity(None), 0);
        let mut other = delays(&[9]);
        other.add(Part::Retained, 1);
        whole.merge(&other);
        assert_eq!(whole.of(&Part::Retained), 3);
        assert_eq!(whole.spread(Delay::Report).known, 3);
        assert_eq!(whole.parts().len(), 1, "nothing is no part");
    }
}
