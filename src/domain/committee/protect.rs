//! Small numbers kept in tables that are told together: a month, its quarter, its half-year, its year, and the parts of
//! each. A count below [`FEW`] is not told, and others are kept with it until no sum of told ones gives it away.
//!
//! Two tests decide. Along each sum, those kept must be two at least and [`FEW`] together. Over all sums at once, no kept
//! small number may be the only solution of the equations: chains of sums can tell what no single one does.
//! Deliberately absent: what a reader knows from elsewhere.

mod equations;

use std::collections::BTreeSet;

use crate::domain::figures::FEW;

/// A whole and its parts, as places in the list of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The whole; `None` when readers know it in any case.
    pub whole: Option<usize>,
    /// What makes it up.
    pub parts: Vec<usize>,
}

/// What was settled when fewer counts were known: what was told then stays told, since readers remember.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// How many counts, the first ones.
    pub places: usize,
    /// Those of them that are kept.
    pub kept: BTreeSet<usize>,
}

/// The places of the counts that are kept: the small ones, those `forced`, those kept before, and those that would tell
/// them.
#[must_use]
pub fn protect(
    counts: &[usize],
    forced: &BTreeSet<usize>,
    sums: &[Sum],
    settled: &Settled,
) -> BTreeSet<usize> {
    let small = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| (1..FEW).contains(*count));
    let asked = forced.iter().chain(&settled.kept).copied();
    let secret: BTreeSet<usize> = small.map(|(at, _)| at).chain(asked).collect();
    let open = settled.places;
    let mut kept = secret.clone();
    loop {
        while sums.iter().any(|sum| keep_more(counts, sum, open, &mut kept)) {}
        let told = equations::told(sums, &kept);
        let leaks: Vec<usize> = told.intersection(&secret).copied().collect();
        let mut named = leaks.iter();
        let kept_more = named.any(|leak| keep_beside(counts, sums, (*leak, open), &mut kept))
            // What gives it away may stand far from it.
            || (!leaks.is_empty() && keep_smallest(counts, open..counts.len(), &mut kept));
        if !kept_more {
            return kept;
        }
    }
}

/// Keeps one more part of a sum when those kept can be worked out from it; tells whether it did.
fn keep_more(counts: &[usize], sum: &Sum, open: usize, kept: &mut BTreeSet<usize>) -> bool {
    let hidden: Vec<usize> = sum.parts.iter().copied().filter(|at| kept.contains(at)).collect();
    let together: usize = hidden.iter().map(|at| count(counts, *at)).sum();
    let leaks = match sum.whole {
        Some(whole) if kept.contains(&whole) => hidden.is_empty(),
        _ => !hidden.is_empty() && (hidden.len() < 2 || together < FEW),
    };
    let members = sum.parts.iter().copied().filter(|at| *at >= open);
    let whole = sum.whole.filter(|whole| *whole >= open);
    leaks && (keep_smallest(counts, members, kept) || whole.is_some_and(|whole| kept.insert(whole)))
}

/// Keeps one more member of a sum that this one is in, from the place `open` on.
fn keep_beside(
    counts: &[usize],
    sums: &[Sum],
    (leak, open): (usize, usize),
    kept: &mut BTreeSet<usize>,
) -> bool {
    let members = |sum: &Sum| sum.parts.iter().copied().chain(sum.whole).collect::<Vec<_>>();
    let beside = sums.iter().map(members).filter(|members| members.contains(&leak));
    keep_smallest(counts, beside.flatten().filter(|at| *at >= open), kept)
}

/// Keeps the smallest that is something and not kept yet; nothing only when there is no other.
fn keep_smallest(counts: &[usize], members: impl Iterator<Item = usize>, kept: &mut BTreeSet<usize>) -> bool {
    let open = members.filter(|at| !kept.contains(at));
    let next = open.min_by_key(|at| (count(counts, *at) == 0, count(counts, *at)));
    next.is_some_and(|at| kept.insert(at))
}

fn count(counts: &[usize], at: usize) -> usize {
    counts.get(at).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests;
