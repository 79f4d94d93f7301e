//! The planner over random duties, outages and clocks.

use proptest::prelude::*;

use super::*;
use crate::domain::obligations::Kind;

fn rule() -> ObligationRule {
    ObligationRule {
        kind: Kind::Breach48h,
        hours: Some(48),
        reminders: vec![24, 12, 6, 2],
        auto_send_before: Some(2),
        escalate_every: Some(12),
        clause: String::new(),
    }
}

fn start() -> DateTime<Utc> {
    "2026-11-27T16:45:00Z".parse().unwrap()
}

fn due() -> DateTime<Utc> {
    start() + TimeDelta::hours(48)
}

fn hours(hours: i64) -> TimeDelta {
    TimeDelta::hours(hours)
}

fn at_now(now: DateTime<Utc>, sending: Sending) -> Option<Todo> {
    todo(
        &steps(&rule(), start(), Some(due())),
        due(),
        &rule(),
        sending,
        now,
    )
}

#[test]
fn every_step_reads_back_from_its_text() {
    for step in [
        Step::Reminder(24),
        Step::Failsafe,
        Step::Halfway,
        Step::Escalation(0),
        Step::Escalation(36),
    ] {
        assert_eq!(Step::parse(&step.to_string()), Some(step));
    }
    for text in ["", "reminder", "reminder_", "failsafe_2", "escalation_x"] {
        assert_eq!(Step::parse(text), None, "{text}");
    }
}

#[test]
fn the_steps_of_48_hours_are_those_of_the_convention() {
    let planned: Vec<(String, i64)> = steps(&rule(), start(), Some(due()))
        .into_iter()
        .map(|it| (it.step.to_string(), (it.at - start()).num_hours()))
        .collect();
    let expected = [
        ("reminder_24", 24),
        ("reminder_12", 36),
        ("reminder_6", 42),
        ("reminder_2", 46),
        ("failsafe", 46),
        ("escalation_0", 48),
    ];
    let expected: Vec<(String, i64)> = expected.map(|(step, at)| (step.to_owned(), at)).to_vec();
    assert_eq!(planned, expected);
}

#[test]
fn a_duty_without_delay_has_no_step() {
    assert!(steps(&rule(), start(), None).is_empty());
}

#[test]
fn nothing_is_done_before_its_time() {
    assert_eq!(
        at_now(start() + hours(24) - TimeDelta::microseconds(1), Sending::Open),
        None
    );
    let first = at_now(start() + hours(24), Sending::Open).unwrap();
    assert_eq!((first.remind, first.send, first.escalate), (true, false, false));
}

#[test]
fn the_failsafe_sends_at_the_46th_hour_unless_held_or_done() {
    for (sending, sends) in [
        (Sending::Open, true),
        (Sending::Held, false),
        (Sending::Done, false),
    ] {
        let todo = at_now(start() + hours(46), sending).unwrap();
        assert_eq!((todo.send, todo.remind), (sends, true), "{sending:?}");
        assert_eq!(
            todo.steps.contains(&Step::Failsafe),
            sending != Sending::Held,
            "{sending:?}"
        );
    }
}

#[test]
fn after_an_outage_all_that_was_missed_is_told_once() {
    let todo = at_now(due() + hours(30), Sending::Open).unwrap();
    assert_eq!(todo.steps.len(), 6);
    assert_eq!((todo.send, todo.remind, todo.escalate), (true, false, true));
    assert_eq!(
        todo.next,
        Some(Planned {
            at: due() + hours(36),
            step: Step::Escalation(36)
        })
    );
}

#[test]
fn an_escalation_is_planned_every_12_hours_while_the_duty_is_overdue() {
    let escalated = at_now(due(), Sending::Done).unwrap();
    assert_eq!(
        escalated.next,
        Some(Planned {
            at: due() + hours(12),
            step: Step::Escalation(12)
        })
    );
}

/// A worker that ticks at these minutes after the start, as the store would keep what it does.
fn run(
    rule: &ObligationRule,
    due: DateTime<Utc>,
    ticks: &[i64],
    held_until: i64,
) -> Vec<(DateTime<Utc>, Todo)> {
    let mut open = steps(rule, start(), Some(due));
    let (mut sent, mut done) = (false, Vec::new());
    for minutes in ticks {
        let now = start() + TimeDelta::minutes(*minutes);
        let sending = match (sent, *minutes < held_until) {
            (true, _) => Sending::Done,
            (false, true) => Sending::Held,
            (false, false) => Sending::Open,
        };
        let Some(todo) = todo(&open, due, rule, sending, now) else {
            continue;
        };
        open.retain(|it| !todo.steps.contains(&it.step));
        open.extend(todo.next);
        sent |= todo.send;
        done.push((now, todo));
    }
    done
}

fn a_rule() -> impl Strategy<Value = ObligationRule> {
    let reminders = prop::collection::btree_set(1_u32..48, 0..5);
    (reminders, prop::option::of(1_u32..48), 1_u32..48).prop_map(|(reminders, failsafe, every)| {
        ObligationRule {
            reminders: reminders.into_iter().rev().collect(),
            auto_send_before: failsafe,
            escalate_every: Some(every),
            ..rule()
        }
    })
}

/// Ticks in time order, with outages of any length between them.
fn ticks() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(0_i64..9_000, 1..60).prop_map(|mut ticks| {
        ticks.sort_unstable();
        ticks
    })
}

proptest! {
    #[test]
    fn no_step_is_lost_or_done_twice_and_none_before_its_time(rule in a_rule(), ticks in ticks()) {
        let done = run(&rule, due(), &ticks, 0);
        let mut seen = BTreeSet::new();
        for (now, todo) in &done {
            for step in &todo.steps {
                prop_assert!(seen.insert(*step), "{step} twice");
                prop_assert!(Planned::of(*step, due(), &rule).at <= *now, "{step} early");
            }
        }
        let last = start() + TimeDelta::minutes(*ticks.last().unwrap());
        for planned in steps(&rule, start(), Some(due())) {
            prop_assert_eq!(planned.at <= last, seen.contains(&planned.step), "{} lost", planned.step);
        }
    }

    #[test]
    fn the_notification_leaves_at_the_first_tick_after_its_instant_unless_held(
        rule in a_rule(), ticks in ticks(), held_until in 0_i64..6_000,
    ) {
        prop_assume!(rule.auto_send_before.is_some());
        let from = Planned::of(Step::Failsafe, due(), &rule).at;
        let free = |minutes: &&i64| **minutes >= held_until && start() + TimeDelta::minutes(**minutes) >= from;
        let first = ticks.iter().find(free).map(|minutes| start() + TimeDelta::minutes(*minutes));
        let done = run(&rule, due(), &ticks, held_until);
        let sent: Vec<DateTime<Utc>> = done.iter().filter(|(_, todo)| todo.send).map(|(now, _)| *now).collect();
        prop_assert_eq!(sent, first.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn while_overdue_the_next_escalation_always_lies_ahead(rule in a_rule(), ticks in ticks()) {
        for (now, todo) in run(&rule, due(), &ticks, 0) {
            prop_assert_eq!(todo.escalate, now >= due() && todo.next.is_some());
            prop_assert!(todo.next.is_none_or(|next| next.at > now));
        }
    }
}

/// Half days of four hours, on the clocks of Paris.
fn working_hours() -> Calendar {
    let hour = |hour| chrono::NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
    Calendar {
        half_days: vec![(hour(8), hour(12)), (hour(13), hour(17))],
        french_holidays: true,
    }
}

#[test]
fn a_service_level_is_recalled_when_half_of_its_working_time_has_passed() {
    // A Friday at 16:30 in Paris, half a working day: until Monday at 11:30.
    let (starts_at, due_at): (DateTime<Utc>, DateTime<Utc>) = (
        "2026-11-27T15:30:00Z".parse().unwrap(),
        "2026-11-30T10:30:00Z".parse().unwrap(),
    );
    let planned = steps_of_level(&working_hours(), starts_at, due_at);
    let expected = [
        ("halfway", "2026-11-30T08:30:00Z"),
        ("escalation_0", "2026-11-30T10:30:00Z"),
    ];
    let planned: Vec<(String, DateTime<Utc>)> =
        planned.iter().map(|it| (it.step.to_string(), it.at)).collect();
    let expected = expected.map(|(step, at)| (step.to_owned(), at.parse::<DateTime<Utc>>().unwrap()));
    assert_eq!(planned, expected);
}

#[test]
fn a_service_level_that_is_not_kept_is_told_again_after_a_working_day() {
    let due_at: DateTime<Utc> = "2026-11-27T10:30:00Z".parse().unwrap();
    let (mut now, mut told) = (due_at, Vec::new());
    for _ in 0..3 {
        let next = next_of_level(&working_hours(), due_at, now).unwrap();
        now = next.at;
        told.push((next.step, next.at.to_rfc3339()));
    }
    let expected = [
        (Step::Escalation(72), "2026-11-30T10:30:00+00:00".to_owned()),
        (Step::Escalation(96), "2026-12-01T10:30:00+00:00".to_owned()),
        (Step::Escalation(120), "2026-12-02T10:30:00+00:00".to_owned()),
    ];
    assert_eq!(told, expected);
}
