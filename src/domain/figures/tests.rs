//! Figures at their limits: the due instant, the middle of an even number, nothing at all.

use chrono::TimeDelta;

use super::*;

fn start() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

fn clock(done_after_minutes: Option<i64>) -> Clock {
    Clock {
        starts_at: start(),
        due_at: start() + TimeDelta::hours(48),
        done_at: done_after_minutes.map(|minutes| start() + TimeDelta::minutes(minutes)),
    }
}

fn fact(dpd: Vec<Clock>) -> Fact {
    Fact {
        year: 2026,
        controllers: BTreeSet::from([Party::Etablissement]),
        handler: Party::Departement,
        status: Status::Confirmed,
        risk: None,
        kind: None,
        cause: None,
        exercise: false,
        dpd,
        cnil: Vec::new(),
        late_reasons: Vec::new(),
    }
}

fn of(clocks: &[Clock], now: DateTime<Utc>) -> Punctuality {
    let facts: Vec<Fact> = clocks.iter().map(|clock| fact(vec![*clock])).collect();
    figures(&facts, now).dpd
}

const DUE: i64 = 48 * 60;

#[test]
fn the_due_instant_itself_is_in_time_and_the_minute_after_is_late() {
    let later = start() + TimeDelta::days(30);
    assert_eq!(of(&[clock(Some(DUE))], later).in_time, 1);
    assert_eq!(of(&[clock(Some(DUE + 1))], later).in_time, 0);
    assert_eq!(of(&[clock(Some(DUE + 1))], later).ended, 1);
}

#[test]
fn what_runs_counts_for_neither_side_until_it_is_overdue() {
    let due = start() + TimeDelta::minutes(DUE);
    let running = of(&[clock(None)], due);
    assert_eq!((running.running, running.ended, running.percent()), (1, 0, None));
    let overdue = of(&[clock(None)], due + TimeDelta::seconds(1));
    assert_eq!(
        (overdue.running, overdue.ended, overdue.percent()),
        (0, 1, Some(0))
    );
}

#[test]
fn only_all_of_them_are_a_hundred_per_cent() {
    let mut clocks = vec![clock(Some(1)); 999];
    clocks.push(clock(Some(DUE + 1)));
    assert_eq!(of(&clocks, start()).percent(), Some(99));
    assert_eq!(of(&clocks[..999], start()).percent(), Some(100));
}

#[test]
fn the_median_is_the_middle_or_halfway_between_the_two_in_the_middle() {
    let median_of = |minutes: &[i64]| {
        let clocks: Vec<Clock> = minutes.iter().map(|it| clock(Some(*it))).collect();
        of(&clocks, start()).median_minutes
    };
    assert_eq!(median_of(&[]), None);
    assert_eq!(median_of(&[90]), Some(90));
    assert_eq!(median_of(&[300, 10, 20]), Some(20));
    assert_eq!(median_of(&[300, 10, 20, 40]), Some(30));
    assert_eq!(
        of(&[clock(None), clock(Some(7))], start()).median_minutes,
        Some(7)
    );
}

#[test]
fn drills_count_nowhere() {
    let drill = Fact {
        exercise: true,
        year: 2025,
        late_reasons: vec!["Exercice.".to_owned()],
        ..fact(vec![clock(Some(1))])
    };
    let facts = [drill, fact(vec![])];
    let all = figures(&facts, start());
    assert_eq!((all.opened, all.dpd.ended, all.late_reasons.len()), (1, 0, 0));
    assert_eq!(by_year(&facts, start()).into_keys().collect::<Vec<_>>(), [2026]);
}

#[test]
fn a_year_without_a_breach_has_no_figures_and_an_empty_set_has_empty_ones() {
    assert!(by_year(&[], start()).is_empty());
    assert_eq!(figures(&[], start()), Figures::default());
    assert!(by_party(&[fact(vec![])], 2025, Side::Handler, start()).is_empty());
}

#[test]
fn joint_controllers_each_count_and_one_party_handles() {
    let joint = Fact {
        controllers: BTreeSet::from([Party::Etablissement, Party::Departement]),
        ..fact(vec![])
    };
    let facts = [joint, fact(vec![])];
    let opened = |side| -> Vec<(Party, usize)> {
        let parties = by_party(&facts, 2026, side, start());
        parties
            .into_iter()
            .map(|(party, figures)| (party, figures.opened))
            .collect()
    };
    assert_eq!(
        opened(Side::Controller),
        [(Party::Departement, 1), (Party::Etablissement, 2)]
    );
    assert_eq!(opened(Side::Handler), [(Party::Departement, 2)]);
}

#[test]
fn each_state_and_each_verdict_is_counted_what_nobody_said_too() {
    let facts = [
        Fact {
            status: Status::NotABreach,
            ..fact(vec![])
        },
        Fact {
            status: Status::Suspected,
            ..fact(vec![])
        },
        Fact {
            risk: Some(Risk::High),
            ..fact(vec![])
        },
    ];
    let all = figures(&facts, start());
    assert_eq!((all.suspected, all.confirmed, all.not_a_breach), (1, 1, 1));
    assert_eq!(all.risks, BTreeMap::from([(None, 2), (Some(Risk::High), 1)]));
    assert_eq!(all.causes, BTreeMap::from([(None, 3)]));
}
