//! Corrections: each entry is corrected once at most, by a later one; a correction may be corrected in its turn. So the
//! entries of a dossier fall into chains, and none of them turns in a circle.

use super::super::incident::Problem;

/// The place of an entry among those of its dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// Its number, from 1 in the order written.
    pub number: i64,
    /// Number of the entry that it corrects.
    pub corrects: Option<i64>,
}

/// The entry that corrects this one, if one does.
#[must_use]
pub fn corrected_by(known: &[Numbered], number: i64) -> Option<i64> {
    let correction = known.iter().find(|entry| entry.corrects == Some(number));
    correction.map(|entry| entry.number)
}

/// The chain of which this entry is a part, oldest first; empty when it does not exist.
#[must_use]
pub fn chain(known: &[Numbered], number: i64) -> Vec<i64> {
    let mut first = known.iter().find(|entry| entry.number == number);
    while let Some(before) = first.and_then(|entry| entry.corrects) {
        first = known.iter().find(|entry| entry.number == before);
    }
    let mut chain: Vec<i64> = first.map(|entry| entry.number).into_iter().collect();
    while let Some(next) = chain.last().and_then(|last| corrected_by(known, *last)) {
        chain.push(next);
    }
    chain
}

/// The entry that stands today in the place of this one.
#[must_use]
pub fn latest(known: &[Numbered], number: i64) -> i64 {
    chain(known, number).last().copied().unwrap_or(number)
}

/// Whether the entry `number` may be corrected by the next one.
pub(super) fn check(known: &[Numbered], number: i64) -> Result<(), Problem> {
    if !known.iter().any(|entry| entry.number == number) {
        let message = format!("Le dossier n’a pas d’écriture n°\u{a0}{number}.");
        return Err(Problem::new("corrects", message));
    }
    match corrected_by(known, number) {
        Some(by) => {
            let message = format!(
                "L’écriture n°\u{a0}{number} est déjà corrigée par la n°\u{a0}{by}\u{a0}: corrigez plutôt celle-ci."
            );
            Err(Problem::new("corrects", message))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The entries that stand after each of these was tried in turn, as the number of the entry it corrects.
    fn written(tried: &[Option<i64>]) -> Vec<Numbered> {
        let mut known: Vec<Numbered> = Vec::new();
        for (number, corrects) in (1..).zip(tried) {
            let accepted = corrects.is_none_or(|corrects| check(&known, corrects).is_ok());
            let corrects = corrects.filter(|_| accepted);
            known.push(Numbered { number, corrects });
        }
        known
    }

    #[test]
    fn a_correction_may_be_corrected_and_the_chain_is_shown_whole() {
        let known = written(&[None, Some(1), None, Some(2), Some(2), Some(9)]);
        for number in [1, 2, 4] {
            assert_eq!(chain(&known, number), [1, 2, 4]);
            assert_eq!(latest(&known, number), 4);
        }
        assert_eq!(
            chain(&known, 5),
            [5],
            "a second correction of the same entry is refused"
        );
        assert!(chain(&known, 9).is_empty());
        assert_eq!(check(&known, 1).unwrap_err().field, "corrects");
    }

    proptest! {
        #[test]
        fn no_chain_turns_in_a_circle(tried in proptest::collection::vec(proptest::option::of(-1_i64..25), 0..24)) {
            let known = written(&tried);
            let mut seen = 0;
            for entry in &known {
                let chain = chain(&known, entry.number);
                prop_assert!(chain.windows(2).all(|pair| pair[0] < pair[1]), "{chain:?}");
                prop_assert!(chain.contains(&entry.number));
                prop_assert!(corrected_by(&known, latest(&known, entry.number)).is_none());
                if chain.first() == Some(&entry.number) {
                    seen += chain.len();
                }
            }
            prop_assert_eq!(seen, known.len(), "every entry is in one chain");
        }
    }
}
