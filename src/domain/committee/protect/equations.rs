//! Which unknowns a set of sums determines: Gaussian elimination, exact because it counts modulo a prime. Every
//! coefficient is 1 or -1 and the tables are small, so that no real relation hides behind the modulus.

use std::collections::{BTreeMap, BTreeSet};

use super::Sum;

/// 2³¹ − 1.
const PRIME: i64 = 2_147_483_647;

/// What stands before each unknown; nothing where it is zero.
type Row = BTreeMap<usize, i64>;

/// The kept counts that the sums and the told counts give away.
pub(super) fn told(sums: &[Sum], kept: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut solved: Vec<(usize, Row)> = Vec::new();
    for sum in sums {
        let mut row = equation(sum, kept);
        for (pivot, known) in &solved {
            subtract(&mut row, *pivot, known);
        }
        let Some((pivot, row)) = scaled(row) else {
            continue;
        };
        for (_, other) in &mut solved {
            subtract(other, pivot, &row);
        }
        solved.push((pivot, row));
    }
    let alone = solved.iter().filter(|(_, row)| row.len() == 1);
    alone.map(|(pivot, _)| *pivot).collect()
}

/// The kept members of a sum, what is told gone to the other side.
fn equation(sum: &Sum, kept: &BTreeSet<usize>) -> Row {
    let whole = sum.whole.into_iter().map(|at| (at, PRIME - 1));
    let parts = sum.parts.iter().map(|at| (*at, 1));
    whole.chain(parts).filter(|(at, _)| kept.contains(at)).collect()
}

/// Takes as much of `known`, whose pivot has 1 before it, from a row as its own pivot asks for.
fn subtract(row: &mut Row, pivot: usize, known: &Row) {
    let Some(times) = row.get(&pivot).copied() else {
        return;
    };
    for (at, coefficient) in known {
        let rest = row.get(at).copied().unwrap_or(0) - times * coefficient % PRIME;
        match rest.rem_euclid(PRIME) {
            0 => {
                row.remove(at);
            }
            rest => {
                row.insert(*at, rest);
            }
        }
    }
}

/// The row with 1 before its first unknown; `None` when there is none left.
fn scaled(row: Row) -> Option<(usize, Row)> {
    let (pivot, first) = row.iter().next().map(|(at, first)| (*at, *first))?;
    let inverse = power(first, PRIME - 2);
    let row = row
        .into_iter()
        .map(|(at, coefficient)| (at, coefficient * inverse % PRIME));
    Some((pivot, row.collect()))
}

fn power(mut base: i64, mut exponent: i64) -> i64 {
    let mut product = 1;
    while exponent > 0 {
        if exponent % 2 == 1 {
            product = product * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    product
}
