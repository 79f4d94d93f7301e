//! One line of time for everything that happened in a dossier, whatever table it stands in: a total order that no later
//! reading changes, walked in slices from either end.
//!
//! Deliberately absent: what happened, and who may see it.

use chrono::{DateTime, Utc};

use super::people::named;

named! {
    /// Where something that happened is recorded. At the same instant what people wrote comes first, and the acts of the
    /// journal last.
    Source {
        /// An entry: comment, fact or decision.
        Entry = "entry",
        /// A file.
        File = "file",
        /// A duty.
        Duty = "duty",
        /// A letter.
        Letter = "letter",
        /// An act of the journal.
        Act = "act",
    }
}

named! {
    /// From which end the line is walked.
    Direction {
        /// What happened last comes first.
        Newest = "newest",
        /// What happened first comes first.
        Oldest = "oldest",
    }
}

/// A place on the line. No two things that happened share one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Recorded where.
    pub source: Source,
    /// What it is called there.
    pub key: String,
}

impl Place {
    /// Whether one comes to this place after `last`, walking in this direction; everything comes after nothing.
    #[must_use]
    pub fn comes_after(&self, last: Option<&Self>, direction: Direction) -> bool {
        last.is_none_or(|last| match direction {
            Direction::Oldest => self > last,
            Direction::Newest => self < last,
        })
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening<T> {
    /// Where it stands.
    pub place: Place,
    /// What it was.
    pub what: T,
}

/// At most `limit` of these in the order of the line, after the place where the slice before ended.
#[must_use]
pub fn slice<T>(
    happenings: impl IntoIterator<Item = Happening<T>>,
    direction: Direction,
    last: Option<&Place>,
    limit: usize,
) -> Vec<Happening<T>> {
    let after = happenings
        .into_iter()
        .filter(|it| it.place.comes_after(last, direction));
    let mut line: Vec<Happening<T>> = after.collect();
    line.sort_by(|one, other| one.place.cmp(&other.place));
    if direction == Direction::Newest {
        line.reverse();
    }
    line.truncate(limit);
    line
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Few instants, so that many things happen at once.
    fn happenings() -> impl Strategy<Value = Vec<Happening<usize>>> {
        let one = (0_i64..4, proptest::sample::select(Source::ALL), 0_u8..40);
        proptest::collection::btree_set(one, 0..60).prop_map(|places| {
            let happening = |(what, (seconds, source, key))| Happening {
                place: Place {
                    at: DateTime::from_timestamp(seconds, 0).unwrap(),
                    source,
                    key: format!("{key:02}"),
                },
                what,
            };
            places.into_iter().enumerate().map(happening).collect()
        })
    }

    /// The whole line, walked in slices.
    fn walked(all: &[Happening<usize>], direction: Direction, limit: usize) -> Vec<Happening<usize>> {
        let mut walked: Vec<Happening<usize>> = Vec::new();
        loop {
            let last = walked.last().map(|it| it.place.clone());
            let more = slice(all.to_vec(), direction, last.as_ref(), limit);
            if more.is_empty() {
                return walked;
            }
            walked.extend(more);
        }
    }

    proptest! {
        #[test]
        fn the_line_is_the_same_whatever_the_order_of_reading(
            (read, shuffled) in happenings().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
        ) {
            for direction in Direction::ALL {
                let line = slice(read.clone(), *direction, None, usize::MAX);
                prop_assert_eq!(&line, &slice(shuffled.clone(), *direction, None, usize::MAX));
                prop_assert!(line.windows(2).all(|pair| pair[1].place.comes_after(Some(&pair[0].place), *direction)));
            }
        }

        #[test]
        fn slices_of_any_size_walk_the_whole_line_once(all in happenings(), limit in 1_usize..9) {
            let (newest, oldest) = (walked(&all, Direction::Newest, limit), walked(&all, Direction::Oldest, limit));
            prop_assert_eq!(newest.len(), all.len());
            prop_assert_eq!(newest.into_iter().rev().collect::<Vec<_>>(), oldest);
        }
    }
}
