//! Small numbers kept from readers who may not know of single breaches: a count below [`FEW`] is not told, nor what
//! would let it be worked out from the others.

/// The smallest count that is told.
pub const FEW: usize = 5;

/// A count as it may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// This many.
    Exact(usize),
    /// Not told.
    Kept,
}

/// The counts of the parts of a whole whose sum is told. Beside the small ones, others are kept until those kept cannot
/// be worked out from the sum: at least two, and [`FEW`] together.
#[must_use]
pub fn line(counts: &[usize]) -> Vec<Shown> {
    let mut kept: Vec<bool> = counts.iter().map(|count| is_small(*count)).collect();
    hide(counts, &mut kept);
    counts.iter().zip(kept).map(shown).collect()
}

/// The counts of a table whose rows and whose columns are each parts of a whole, all as wide as the first: what is kept
/// along a row is kept along its column too, until neither tells it.
#[must_use]
pub fn grid(rows: &[Vec<usize>]) -> Vec<Vec<Shown>> {
    let mut kept: Vec<Vec<bool>> = rows
        .iter()
        .map(|row| row.iter().map(|count| is_small(*count)).collect())
        .collect();
    while spread(rows, &mut kept) {}
    let told = |(row, kept): (&Vec<usize>, Vec<bool>)| row.iter().zip(kept).map(shown).collect();
    rows.iter().zip(kept).map(told).collect()
}

fn is_small(count: usize) -> bool {
    (1..FEW).contains(&count)
}

fn shown((count, kept): (&usize, bool)) -> Shown {
    if kept { Shown::Kept } else { Shown::Exact(*count) }
}

/// One pass over the rows and the columns; tells whether anything more was kept.
fn spread(rows: &[Vec<usize>], kept: &mut [Vec<bool>]) -> bool {
    let before = kept.to_vec();
    for (row, kept) in rows.iter().zip(kept.iter_mut()) {
        hide(row, kept);
    }
    for at in 0..rows.first().map_or(0, Vec::len) {
        let counts: Vec<usize> = rows.iter().filter_map(|row| row.get(at).copied()).collect();
        let mut column: Vec<bool> = kept.iter().filter_map(|row| row.get(at).copied()).collect();
        hide(&counts, &mut column);
        for (row, now) in kept.iter_mut().zip(column) {
            if let Some(cell) = row.get_mut(at) {
                *cell = now;
            }
        }
    }
    before != kept
}

/// Keeps more until those kept cannot be worked out.
fn hide(counts: &[usize], kept: &mut [bool]) {
    while is_told_by_the_others(counts, kept) {
        let open = counts
            .iter()
            .zip(kept.iter())
            .enumerate()
            .filter(|(_, (_, kept))| !**kept);
        // The smallest that is something; nothing only when there is no other.
        let next = open.min_by_key(|(_, (count, _))| (**count == 0, **count));
        let Some(place) = next.map(|(at, _)| at).and_then(|at| kept.get_mut(at)) else {
            return;
        };
        *place = true;
    }
}

fn is_told_by_the_others(counts: &[usize], kept: &[bool]) -> bool {
    let hidden = counts.iter().zip(kept).filter(|(_, kept)| **kept);
    let hidden: Vec<usize> = hidden.map(|(count, _)| *count).collect();
    !hidden.is_empty() && (hidden.len() < 2 || hidden.iter().sum::<usize>() < FEW)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Shown::{Exact, Kept};

    #[test]
    fn a_small_number_is_kept_with_another_that_hides_it() {
        assert_eq!(line(&[6, 5, 1]), [Exact(6), Kept, Kept]);
        assert_eq!(line(&[9, 4, 3]), [Exact(9), Kept, Kept]);
        assert_eq!(line(&[7, 0, 5]), [Exact(7), Exact(0), Exact(5)]);
    }

    #[test]
    fn two_kept_ones_that_their_sum_tells_take_a_third_with_them() {
        assert_eq!(line(&[8, 1, 1]), [Kept, Kept, Kept]);
        assert_eq!(line(&[8, 6, 1, 1]), [Exact(8), Kept, Kept, Kept]);
    }

    #[test]
    fn a_small_number_beside_nothing_keeps_the_nothing_too() {
        assert_eq!(line(&[3, 0, 0]), [Kept, Kept, Kept]);
        assert_eq!(line(&[3]), [Kept]);
        assert_eq!(line(&[0, 0]), [Exact(0), Exact(0)]);
        assert_eq!(line(&[]), []);
    }

    #[test]
    fn what_a_row_keeps_its_column_does_not_tell_nor_the_other_way_round() {
        let table = grid(&[vec![20, 10, 30], vec![9, 2, 40], vec![8, 7, 50]]);
        let kept: Vec<usize> = table
            .iter()
            .map(|row| row.iter().filter(|it| **it == Kept).count())
            .collect();
        assert!(kept.iter().all(|kept| *kept != 1), "{table:?}");
        let down = (0..3).map(|at| table.iter().filter(|row| row[at] == Kept).count());
        assert!(down.into_iter().all(|kept| kept != 1), "{table:?}");
        assert_eq!(table[0][0], Exact(20));
        assert_eq!(table[1][1], Kept);
    }
}
