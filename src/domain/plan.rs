//! What is done about a duty as its due instant nears and passes: reminders, the failsafe sending, escalations
//! (DOMAIN §5). Pure: told the steps, what was done, and the time.
//!
//! Each step is planned once for a duty and done when it is *due by now*, never when its minute has come: a program
//! that stood still catches up, and whatever it missed goes into one message. No step is lost, none is done twice,
//! none before its time.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};

use super::calendar::{after_half_days, halfway};
use super::convention::{Calendar, ObligationRule};

/// Hours between two escalations where the pack does not say.
const ESCALATE_EVERY: u32 = 12;
/// Working half days between two escalations of a service level.
const HALF_DAYS_BETWEEN: u32 = 2;

/// A step of the enforcement of one duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Reminds the accountable people, this many hours before the due instant.
    Reminder(u32),
    /// Reminds them when half of the working time of a service level has passed.
    Halfway,
    /// The system sends by itself what is known.
    Failsafe,
    /// Tells the officers of both sides that the duty is overdue, this many hours after the due instant.
    Escalation(u32),
}

impl Step {
    /// The step of this text form, if any.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('_') {
            None if text == "failsafe" => Some(Self::Failsafe),
            None if text == "halfway" => Some(Self::Halfway),
            Some(("reminder", hours)) => hours.parse().ok().map(Self::Reminder),
            Some(("escalation", hours)) => hours.parse().ok().map(Self::Escalation),
            _ => None,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reminder(hours) => write!(f, "reminder_{hours}"),
            Self::Failsafe => f.write_str("failsafe"),
            Self::Halfway => f.write_str("halfway"),
            Self::Escalation(hours) => write!(f, "escalation_{hours}"),
        }
    }
}

/// A step and the instant (UTC) from which it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planned {
    /// From when (UTC).
    pub at: DateTime<Utc>,
    /// What.
    pub step: Step,
}

impl Planned {
    /// A step of a duty due at `due_at`.
    #[must_use]
    pub fn of(step: Step, due_at: DateTime<Utc>, rule: &ObligationRule) -> Self {
        let hours = |hours: u32| TimeDelta::hours(i64::from(hours));
        let at = match step {
            Step::Reminder(before) => due_at - hours(before),
            Step::Failsafe => due_at - hours(rule.auto_send_before.unwrap_or(0)),
            Step::Halfway => due_at,
            Step::Escalation(after) => due_at + hours(after),
        };
        Self { at, step }
    }
}

/// The steps of a duty that just arose: those of the pack, in time order. Without a due instant there is none. A
/// reminder that lies before the start of the duty has no sense and is left out, the last one apart: a dossier that is
/// born late is told of at once.
#[must_use]
pub fn steps(rule: &ObligationRule, starts_at: DateTime<Utc>, due_at: Option<DateTime<Utc>>) -> Vec<Planned> {
    let Some(due_at) = due_at else {
        return Vec::new();
    };
    let reminders = rule.reminders.iter().map(|hours| Step::Reminder(*hours));
    let failsafe = rule.auto_send_before.map(|_| Step::Failsafe);
    let steps = reminders.chain(failsafe).chain([Step::Escalation(0)]);
    let mut planned: Vec<Planned> = steps
        .map(|step| Planned::of(step, due_at, rule))
        .filter(|planned| planned.at >= starts_at)
        .collect();
    planned.sort_unstable();
    planned
}

/// The steps of a service level that just arose: one reminder when half of its working time has passed, and the
/// escalation at the due instant.
#[must_use]
pub fn steps_of_level(calendar: &Calendar, starts_at: DateTime<Utc>, due_at: DateTime<Utc>) -> Vec<Planned> {
    let reminder = halfway(calendar, starts_at, due_at).map(|at| Planned {
        at,
        step: Step::Halfway,
    });
    let escalation = Planned {
        at: due_at,
        step: Step::Escalation(0),
    };
    reminder.into_iter().chain([escalation]).collect()
}

/// The next escalation of a service level that is not kept: a working day after `now`, since nobody answers before.
#[must_use]
pub fn next_of_level(calendar: &Calendar, due_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<Planned> {
    let at = after_half_days(calendar, now, HALF_DAYS_BETWEEN)?;
    let hours = u32::try_from((at - due_at).num_hours()).ok()?;
    Some(Planned {
        at,
        step: Step::Escalation(hours),
    })
}

/// Facts that decide what a failsafe does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Nothing was sent yet: the failsafe may send.
    Open,
    /// The officer holds the automatic sending, with a reason: its step waits for the end of the hold.
    Held,
    /// A notification is already on its way, or this duty is not met by one.
    Done,
}

/// What is to be done about one duty now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Todo {
    /// Steps that this settles: all that are due by now.
    pub steps: BTreeSet<Step>,
    /// The system sends the initial notification by itself.
    pub send: bool,
    /// The accountable people are reminded.
    pub remind: bool,
    /// The officers of both sides are told that the duty is overdue.
    pub escalate: bool,
    /// The step to plan next: while a duty is overdue there always is one.
    pub next: Option<Planned>,
}

/// What is to be done about a pending duty due at `due_at`, of whose planned steps these are not done yet. `None` when
/// nothing is due by `now`.
#[must_use]
pub fn todo(
    open: &[Planned],
    due_at: DateTime<Utc>,
    rule: &ObligationRule,
    sending: Sending,
    now: DateTime<Utc>,
) -> Option<Todo> {
    let held = |step: Step| step == Step::Failsafe && sending == Sending::Held;
    let due = open.iter().filter(|it| it.at <= now && !held(it.step));
    let steps: BTreeSet<Step> = due.map(|it| it.step).collect();
    if steps.is_empty() {
        return None;
    }
    let escalate = steps.iter().any(|step| matches!(step, Step::Escalation(_)));
    Some(Todo {
        send: steps.contains(&Step::Failsafe) && sending == Sending::Open,
        remind: !escalate,
        next: escalate.then(|| next_escalation(due_at, rule, now)),
        escalate,
        steps,
    })
}

/// The first escalation after `now`; those that an outage swallowed were told by the one just made.
fn next_escalation(due_at: DateTime<Utc>, rule: &ObligationRule, now: DateTime<Utc>) -> Planned {
    let every = rule.escalate_every.unwrap_or(ESCALATE_EVERY).max(1);
    let passed = u32::try_from((now - due_at).num_hours()).unwrap_or(0);
    let hours = (passed / every).saturating_add(1).saturating_mul(every);
    Planned::of(Step::Escalation(hours), due_at, rule)
}

#[cfg(test)]
mod tests;
