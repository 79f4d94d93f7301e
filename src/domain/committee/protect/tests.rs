//! What is kept cannot be had from what is told.

use proptest::prelude::*;

use super::*;

/// Rows and columns whose sums readers know.
fn table(rows: usize, columns: usize) -> Vec<Sum> {
    let row = |row: usize| (0..columns).map(|column| row * columns + column).collect();
    let column = |column: usize| (0..rows).map(|row| row * columns + column).collect();
    let across = (0..rows).map(row);
    let parts = across.chain((0..columns).map(column));
    parts.map(|parts| Sum { whole: None, parts }).collect()
}

fn kept(counts: &[usize], sums: &[Sum]) -> Vec<usize> {
    protect(counts, &BTreeSet::new(), sums, &Settled::default())
        .into_iter()
        .collect()
}

#[test]
fn a_small_part_takes_another_with_it() {
    let one = [Sum {
        whole: Some(3),
        parts: vec![0, 1, 2],
    }];
    assert_eq!(kept(&[6, 5, 1, 12], &one), [1, 2]);
    assert_eq!(kept(&[7, 0, 5, 12], &one), [0; 0], "nothing is no small number");
    assert_eq!(
        kept(&[9, 1, 1, 11], &one),
        [0, 1, 2],
        "two that their sum tells take a third"
    );
}

#[test]
fn a_small_whole_keeps_its_parts_and_a_kept_whole_does_not_stand_above_told_parts() {
    let one = [Sum {
        whole: Some(2),
        parts: vec![0, 1],
    }];
    assert_eq!(kept(&[3, 0, 3], &one), [0, 2]);
    let forced = BTreeSet::from([2]);
    assert_eq!(
        protect(&[8, 6, 14], &forced, &one, &Settled::default()),
        BTreeSet::from([1, 2])
    );
}

#[test]
fn a_month_is_not_had_from_its_quarter_nor_from_the_year() {
    // Three months, their quarter, the three other quarters, the year.
    let sums = [
        Sum {
            whole: Some(3),
            parts: vec![0, 1, 2],
        },
        Sum {
            whole: Some(7),
            parts: vec![3, 4, 5, 6],
        },
    ];
    let counts = [2, 9, 8, 19, 20, 30, 40, 109];
    assert_eq!(kept(&counts, &sums), [0, 2]);
}

#[test]
fn a_chain_of_sums_tells_nothing_either() {
    // Two rings of four kept cells and one that joins them: each line keeps two at least, and yet the joint is told.
    let (joint, hidden) = (8, [0, 1, 5, 6, 8, 13, 14, 18, 19]);
    let mut counts = vec![50; 25];
    for at in hidden {
        counts[at] = 4;
    }
    let sums = table(5, 5);
    let by_lines: BTreeSet<usize> = hidden.into_iter().collect();
    assert_eq!(equations::told(&sums, &by_lines), BTreeSet::from([joint]));
    let kept = protect(&counts, &BTreeSet::new(), &sums, &Settled::default());
    assert!(kept.len() > hidden.len());
    assert!(equations::told(&sums, &kept).is_disjoint(&by_lines));
}

#[test]
fn elimination_finds_what_several_sums_tell_together() {
    let pair = |one, other| Sum {
        whole: None,
        parts: vec![one, other],
    };
    let triangle = [pair(0, 1), pair(1, 2), pair(0, 2)];
    let all = BTreeSet::from([0, 1, 2]);
    assert_eq!(
        equations::told(&triangle, &all),
        all,
        "three sums of two tell all three"
    );
    let square = [pair(0, 1), pair(1, 2), pair(2, 3), pair(0, 3)];
    let all = BTreeSet::from([0, 1, 2, 3]);
    assert!(equations::told(&square, &all).is_empty(), "four of four do not");
}

/// Months, quarters, halves and a year of several parts each, the sum of the parts told.
fn a_year(parts: usize, months: &[usize]) -> (Vec<usize>, Vec<Sum>) {
    let leaf = |month: usize, part: usize| months[month * parts + part];
    let spans: [(usize, usize); 19] = std::array::from_fn(|at| match at {
        0..=11 => (at, at + 1),
        12..=15 => ((at - 12) * 3, (at - 12) * 3 + 3),
        16..=17 => ((at - 16) * 6, (at - 16) * 6 + 6),
        _ => (0, 12),
    });
    let cell = |(from, to): (usize, usize), part: usize| (from..to).map(|month| leaf(month, part)).sum();
    let cells = spans
        .iter()
        .flat_map(|span| (0..parts).map(move |part| cell(*span, part)));
    let counts: Vec<usize> = cells.collect();
    let at = |span: usize, part: usize| span * parts + part;
    let mut sums = Vec::new();
    for part in 0..parts {
        let mut above = |whole: usize, below: std::ops::Range<usize>| {
            sums.push(Sum {
                whole: Some(at(whole, part)),
                parts: below.map(|span| at(span, part)).collect(),
            });
        };
        (0..4).for_each(|quarter| above(12 + quarter, quarter * 3..quarter * 3 + 3));
        (0..2).for_each(|half| above(16 + half, 12 + half * 2..14 + half * 2));
        above(18, 16..18);
    }
    (counts, sums)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_small_number_is_told_nor_determined(months in proptest::collection::vec(0_usize..12, 36)) {
        let (counts, sums) = a_year(3, &months);
        let kept = protect(&counts, &BTreeSet::new(), &sums, &Settled::default());
        let told = equations::told(&sums, &kept);
        for (at, count) in counts.iter().enumerate() {
            if (1..FEW).contains(count) {
                prop_assert!(kept.contains(&at) && !told.contains(&at), "{} at {}", count, at);
            }
        }
    }

    #[test]
    fn another_table_with_the_same_told_counts_exists(counts in proptest::collection::vec(0_usize..15, 16)) {
        let sums = table(4, 4);
        let kept = protect(&counts, &BTreeSet::new(), &sums, &Settled::default());
        for at in kept.iter().filter(|at| (1..FEW).contains(&counts[**at])) {
            prop_assert!(can_change(*at, &kept), "{} of {:?} kept {:?}", at, counts, kept);
        }
    }

    #[test]
    fn what_is_large_everywhere_is_told(counts in proptest::collection::vec(FEW..99, 12)) {
        prop_assert!(protect(&counts, &BTreeSet::new(), &table(3, 4), &Settled::default()).is_empty());
    }
}

/// Whether a kept cell of the table of four rows lies on a ring of kept cells that goes along rows and columns in turn:
/// adding one and taking one along it changes no sum.
fn can_change(cell: usize, kept: &BTreeSet<usize>) -> bool {
    let (row, column) = (cell / 4, cell % 4);
    let mut reached = BTreeSet::from([row]);
    loop {
        let before = reached.len();
        for from in reached.clone() {
            for over in
                (0..4).filter(|over| (from, *over) != (row, column) && kept.contains(&(from * 4 + over)))
            {
                let down =
                    (0..4).filter(|to| (*to, over) != (row, column) && kept.contains(&(to * 4 + over)));
                reached.extend(down);
            }
        }
        let back = |from: &usize| *from != row && kept.contains(&(from * 4 + column));
        if reached.iter().any(back) {
            return true;
        }
        if reached.len() == before {
            return false;
        }
    }
}
