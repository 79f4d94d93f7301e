//! Boards: what readers of dossiers are told, and what observers are.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::domain::figures::{FEW, Shown};
use crate::domain::obligations::Kind;
use crate::domain::people::Party;
use Shown::{Exact, Kept};

fn month(text: &str) -> Period {
    Period::holding(format!("{text}-01").parse().unwrap(), Span::Month)
}

fn year(text: &str) -> Period {
    Period::holding(format!("{text}-01-01").parse().unwrap(), Span::Year)
}

/// Dossiers of the académie and of the département.
fn handled(academie: usize, departement: usize) -> Counted {
    let mut counted = Counted::default();
    counted.add(Part::Retained, academie + departement);
    counted.add(Part::Handler(Party::Academie), academie);
    counted.add(Part::Handler(Party::Departement), departement);
    counted
}

/// A year whose months all have these counts.
fn full_year(text: &str, of: &Counted) -> BTreeMap<Period, Counted> {
    let months = year(text).months().into_iter();
    months.map(|month| (month, of.clone())).collect()
}

fn count(board: &Board, part: &Part) -> Option<Shown> {
    let lines = &board.table(part.group())?.lines;
    Some(lines.iter().find(|line| line.part == *part)?.now)
}

#[test]
fn an_empty_period_is_told_as_empty() {
    let board = board(month("2026-03"), &BTreeMap::new(), Schools::default());
    assert!(board.is_empty() && !board.keeps_small);
    assert_eq!(board.table(Group::Retained).unwrap().now, Exact(0));
    assert_eq!(board.tables.len(), 1);
    assert_eq!(board.months.len(), 2, "this month and the one before");
    let months = full_year("2026", &Counted::default());
    let observed = observed(month("2026-03"), &months, 0);
    assert!(observed.is_empty(), "that nothing happened is no secret");
}

#[test]
fn one_dossier_is_told_to_those_who_see_it_and_kept_from_observers() {
    let mut months = full_year("2026", &Counted::default());
    months.insert(month("2026-03"), handled(0, 1));
    let told = board(month("2026-03"), &months, Schools::default());
    assert_eq!(count(&told, &Part::Handler(Party::Departement)), Some(Exact(1)));
    let kept = observed(month("2026-03"), &months, 1);
    assert_eq!(kept.table(Group::Retained).unwrap().now, Kept);
    assert_eq!(
        kept.table(Group::Handlers).unwrap().lines,
        [],
        "not even who handles it"
    );
    assert!(kept.schools_touched.is_none() && kept.schools.is_none());
    let whole = observed(year("2026"), &months, 1);
    assert_eq!(whole.table(Group::Retained).unwrap().now, Kept);
    assert!(!kept.is_empty());
}

#[test]
fn each_period_stands_beside_the_one_before_and_the_longest_lines_come_first() {
    let months = BTreeMap::from([
        (month("2026-02"), handled(3, 1)),
        (month("2026-03"), handled(2, 9)),
    ]);
    let board = board(month("2026-03"), &months, Schools::default());
    let table = board.table(Group::Handlers).unwrap();
    assert_eq!((table.now, table.before), (Exact(11), Exact(4)));
    let lines: Vec<_> = table
        .lines
        .iter()
        .map(|it| (it.part.clone(), it.now, it.before))
        .collect();
    assert_eq!(
        lines,
        [
            (Part::Handler(Party::Departement), Exact(9), Exact(1)),
            (Part::Handler(Party::Academie), Exact(2), Exact(3)),
        ]
    );
    let retained: Vec<_> = board
        .months
        .iter()
        .map(|it| (it.is_before, it.retained))
        .collect();
    assert_eq!(retained, [(true, Exact(4)), (false, Exact(11))]);
}

#[test]
fn a_period_that_begins_in_the_middle_of_a_month_adds_up_the_parts_of_its_months() {
    let period = Period::new("2026-03-20".parse().unwrap(), "2026-04-10".parse().unwrap()).unwrap();
    let parts = [period.preceding().months(), period.months()].concat();
    let months = parts.into_iter().map(|days| (days, handled(1, 1))).collect();
    let board = board(period, &months, Schools::default());
    assert_eq!(board.table(Group::Retained).unwrap().now, Exact(4));
    assert_eq!(board.months.len(), 4);
}

#[test]
fn rejected_dossiers_are_counted_apart() {
    let mut counted = handled(6, 6);
    counted.add(Part::Rejected, 7);
    let board = board(
        month("2026-03"),
        &BTreeMap::from([(month("2026-03"), counted)]),
        Schools::default(),
    );
    assert_eq!(board.table(Group::Retained).unwrap().now, Exact(12));
    assert_eq!(board.table(Group::Rejected).unwrap().now, Exact(7));
    assert_eq!(board.table(Group::Handlers).unwrap().now, Exact(12));
}

#[test]
fn observers_are_told_what_is_large_in_every_month() {
    let months = full_year("2026", &handled(6, 8));
    for (period, expected) in [(month("2026-03"), 6), (year("2026"), 72)] {
        let board = observed(period, &months, 9);
        assert_eq!(
            count(&board, &Part::Handler(Party::Academie)),
            Some(Exact(expected))
        );
        assert_eq!(board.schools_touched, Some(9));
    }
}

#[test]
fn a_small_month_is_not_had_by_taking_the_others_from_their_quarter() {
    let mut months = full_year("2026", &handled(6, 8));
    months.insert(month("2026-02"), handled(2, 8));
    let academie = Part::Handler(Party::Academie);
    let told = |period| count(&observed(period, &months, 9), &academie);
    assert_eq!(told(month("2026-02")), Some(Kept));
    let quarter = Period::holding("2026-02-01".parse().unwrap(), Span::Quarter);
    let around = ["2026-01", "2026-03"].map(|text| told(month(text)));
    assert!(
        told(quarter) == Some(Kept) || around.contains(&Some(Kept)),
        "{around:?}"
    );
    let both = observed(month("2026-02"), &months, 9);
    assert_eq!(
        both.table(Group::Handlers).unwrap().now,
        Exact(10),
        "the whole is large"
    );
    assert_eq!(
        count(&both, &Part::Handler(Party::Departement)),
        Some(Kept),
        "nor from the whole"
    );
}

#[test]
fn observers_are_told_whole_periods_once_they_are_over() {
    let today = "2026-07-01".parse().unwrap();
    let half = Period::holding("2026-06-01".parse().unwrap(), Span::Half);
    assert_eq!(open_to_observers(half, today), Ok(()));
    assert_eq!(open_to_observers(month("2026-07"), today), Err(Closed::Running));
    let free = Period::new("2026-06-01".parse().unwrap(), "2026-06-29".parse().unwrap()).unwrap();
    assert_eq!(open_to_observers(free, today), Err(Closed::Free));
    let months = months_to_observe(half, today);
    assert_eq!(
        months.len(),
        18,
        "the year before, and the half-year that is over"
    );
    assert!(months.iter().all(|month| month.has_ended(today)));
}

#[test]
fn observers_are_told_delays_in_whole_hours_and_only_of_enough() {
    let with_delays = |known: i64| {
        let mut counted = handled(6, 8);
        (0..known).for_each(|rank| counted.add_delay(Delay::Report, rank * 3 + 4, 1));
        counted
    };
    let time = |known| {
        let mut months = full_year("2026", &handled(6, 8));
        months.insert(month("2026-03"), with_delays(known));
        observed(month("2026-03"), &months, 9).times[0].now
    };
    assert_eq!(time(4), Known::Kept);
    let Known::Told(spread) = time(5) else {
        panic!("five are enough for the middle");
    };
    assert_eq!((spread.median, spread.ninth), (Some(10), None));
    let Known::Told(spread) = time(10) else {
        panic!("ten are enough for nine in ten");
    };
    assert_eq!((spread.median, spread.ninth), (Some(20), Some(30)));
}

#[test]
fn duties_are_told_kind_by_kind() {
    let mut counted = handled(6, 8);
    for kind in [Kind::Breach48h, Kind::PersonsArt34] {
        counted.add(Part::Duty(kind, Outcome::InTime), 6);
        counted.add(Part::Duty(kind, Outcome::Late), 1);
    }
    let months = full_year("2026", &counted);
    let told = board(month("2026-03"), &months, Schools::default());
    let (kind, table) = told.duties().next().unwrap();
    assert_eq!((kind, table.now), (Kind::Breach48h, Exact(7)));
    let kept = observed(month("2026-03"), &months, 9);
    let late = Part::Duty(Kind::PersonsArt34, Outcome::Late);
    assert_eq!(count(&kept, &late), Some(Kept));
    let in_time = Part::Duty(Kind::PersonsArt34, Outcome::InTime);
    assert_eq!(count(&kept, &in_time), Some(Kept), "seven less six is one");
    assert!(
        kept.table(Group::Duty(Kind::Breach48h)).is_none(),
        "the register tells how much of it was in time"
    );
}

#[test]
fn dossiers_not_qualified_yet_are_kept_in_both_tables_or_in_none() {
    let mut counted = Counted::default();
    for (part, number) in [
        (Part::Retained, 28),
        (Part::Handler(Party::Academie), 28),
        (Part::Severity(None), 6),
        (Part::Severity(Some(2)), 20),
        (Part::Severity(Some(4)), 2),
        (Part::Category(None), 6),
        (Part::Category(Some("fraud".to_owned())), 12),
        (Part::Category(Some("malicious-code".to_owned())), 10),
    ] {
        counted.add(part, number);
    }
    let kept = observed(month("2026-03"), &full_year("2026", &counted), 9);
    assert_eq!(count(&kept, &Part::Severity(Some(4))), Some(Kept));
    assert_eq!(
        count(&kept, &Part::Severity(None)),
        count(&kept, &Part::Category(None)),
        "one tells the other"
    );
}

/// Twelve months of small and large counts of three handlers, and how punctual a duty was.
fn any_year() -> impl Strategy<Value = BTreeMap<Period, Counted>> {
    let month = (0_usize..12, 0_usize..12, 0_usize..4, 0_usize..9, 0_usize..4);
    proptest::collection::vec(month, 12).prop_map(|counts| {
        let months = year("2026").months().into_iter().zip(counts);
        let counted = |(academie, departement, other, in_time, late)| {
            let mut counted = handled(academie, departement);
            counted.add(Part::Retained, other);
            counted.add(Part::Handler(Party::Region), other);
            counted.add(Part::Duty(Kind::PersonsArt34, Outcome::InTime), in_time);
            counted.add(Part::Duty(Kind::PersonsArt34, Outcome::Late), late);
            counted
        };
        months.map(|(month, counts)| (month, counted(counts))).collect()
    })
}

/// Every period of the year.
fn every_period() -> BTreeSet<Period> {
    let spans = [Span::Month, Span::Quarter, Span::Half, Span::Year];
    let of_span = |span| {
        let months = year("2026").months().into_iter();
        months.map(move |month| Period::holding(month.first(), span))
    };
    spans.into_iter().flat_map(of_span).collect()
}

/// The parts of a period that are next smaller.
fn made_of(period: Period) -> Option<Vec<Period>> {
    let smaller = match period.span() {
        Span::Year => Span::Half,
        Span::Half => Span::Quarter,
        Span::Quarter => Span::Month,
        Span::Month | Span::Free => return None,
    };
    let months = period.months().into_iter();
    let parts: BTreeSet<_> = months.map(|it| Period::holding(it.first(), smaller)).collect();
    Some(parts.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_board_tells_a_small_number_nor_lets_one_be_had_from_its_neighbours(months in any_year()) {
        let boards: BTreeMap<Period, Board> =
            every_period().into_iter().map(|it| (it, observed(it, &months, 20))).collect();
        for (period, board) in &boards {
            for table in &board.tables {
                assert_not_small(table.now, *period)?;
                let parts: Vec<Shown> = table.lines.iter().map(|line| line.now).collect();
                for shown in &parts {
                    assert_not_small(*shown, *period)?;
                }
                let kept = parts.iter().filter(|shown| **shown == Kept).count();
                prop_assert!(table.now == Kept || kept != 1, "{:?}: {:?}", period, table);
            }
            let Some(parts) = made_of(*period) else { continue };
            for part in [Part::Retained, Part::Handler(Party::Academie), Part::Duty(Kind::PersonsArt34, Outcome::Late)] {
                let shown = |it: &Period| shown(&boards[it], &part);
                let kept = parts.iter().filter(|it| shown(it) == Kept).count();
                prop_assert!(shown(period) == Kept || kept != 1, "{:?} of {:?}", part, period);
                prop_assert!(shown(period) != Kept || kept > 0, "{:?} of {:?}", part, period);
            }
        }
    }

    #[test]
    fn what_was_told_when_a_period_was_over_is_told_ever_after(months in any_year()) {
        let of = |known: usize| -> BTreeMap<Period, Counted> {
            months.iter().take(known).map(|(month, counted)| (*month, counted.clone())).collect()
        };
        for known in [3, 6, 9] {
            let (then, later) = (of(known), of(known + 3));
            for period in every_period().into_iter().filter(|it| it.months().iter().all(|month| then.contains_key(month))) {
                let (before, after) = (observed(period, &then, 20), observed(period, &later, 20));
                // A line of nothing stands there only once some month has something to put in it.
                for line in before.tables.iter().flat_map(|table| &table.lines) {
                    if line.now != Exact(0) {
                        prop_assert_eq!(line.now, shown(&after, &line.part), "{:?} of {:?}", line.part, period);
                    }
                }
                for table in &before.tables {
                    prop_assert_eq!(Some(table.now), after.table(table.group).map(|table| table.now), "{:?}", period);
                }
            }
        }
    }

    #[test]
    fn what_readers_of_dossiers_are_told_adds_up(months in any_year()) {
        let board = board(year("2026"), &months, Schools::default());
        for table in board.tables.iter().filter(|table| !table.lines.is_empty()) {
            let parts: usize = table.lines.iter().map(|line| exact(line.now)).sum();
            prop_assert_eq!(parts, exact(table.now));
        }
        let by_month: usize = board.months.iter().map(|month| exact(month.retained)).sum();
        prop_assert_eq!(by_month, exact(board.table(Group::Retained).unwrap().now));
    }
}

fn assert_not_small(shown: Shown, period: Period) -> Result<(), TestCaseError> {
    let is_small = matches!(shown, Exact(count) if (1..FEW).contains(&count));
    prop_assert!(!is_small, "{:?}: {:?}", period, shown);
    Ok(())
}

/// A count as a board tells it; nothing where the table has no such line.
fn shown(board: &Board, part: &Part) -> Shown {
    let Some(table) = board.table(part.group()) else {
        return Exact(0);
    };
    let line = table.lines.iter().find(|line| line.part == *part);
    line.map_or(
        if table.lines.is_empty() {
            table.now
        } else {
            Exact(0)
        },
        |line| line.now,
    )
}

fn exact(shown: Shown) -> usize {
    match shown {
        Exact(count) => count,
        Kept => panic!("nothing is kept from readers of dossiers"),
    }
}
