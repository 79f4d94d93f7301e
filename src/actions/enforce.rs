//! Enforcing the duties of a dossier whose steps are due: reminders, the failsafe sending, escalations (DOMAIN §5).
//! Everything that is due at once goes into one transaction, and into one letter for each person.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::Instance;
use super::breach::{Case, notify, pack_as_decided};
use super::deadlines::{About, Line, owes, write};
use crate::domain::convention::Pack;
use crate::domain::instants::in_full;
use crate::domain::journal::Draft;
use crate::domain::obligations::{Kind, State, answerable, officers};
use crate::domain::people::{Party, Role};
use crate::domain::plan::{self, Sending, Step, Todo};
use crate::mail::letters::Occasion;
use crate::store::incidents;
use crate::store::obligations::{self, Obligation};
use crate::store::{Db, StoreError, journal, notifications, steps};

/// What is to be done about one duty.
#[derive(Clone, Debug)]
pub struct Due {
    /// The duty.
    pub duty: Obligation,
    /// What its steps call for.
    pub todo: Todo,
}

/// What is to be done by `now` about the duties of a dossier. Nothing is done.
///
/// # Errors
/// The store's own failures.
pub fn due(
    db: &mut Db,
    instance: &Instance,
    incident_id: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Due>, StoreError> {
    let Some(incident) = incidents::by_id(db, incident_id)? else {
        return Ok(Vec::new());
    };
    let pack = pack_as_decided(db, instance, &incident.decision)?;
    let case = Case::of_incident(db, instance, incident_id)?;
    let mut found = Vec::new();
    for duty in obligations::of_incident(db, incident_id)? {
        let rule = pack.as_deref().and_then(|pack| pack.obligation(duty.kind));
        let (Some(rule), Some(due_at), State::Pending) = (rule, duty.due_at, duty.state) else {
            continue;
        };
        let open = steps::open(db, &duty.id)?;
        let sending = sending(db, case.as_ref(), &duty)?;
        if let Some(todo) = plan::todo(&open, due_at, rule, sending, now) {
            let todo = todo_of(pack.as_deref(), duty.kind, due_at, todo, now);
            found.push(Due { duty, todo });
        }
    }
    Ok(found)
}

/// A service level that is not kept is told again in working time, when somebody is there to read it.
fn todo_of(pack: Option<&Pack>, kind: Kind, due_at: DateTime<Utc>, todo: Todo, now: DateTime<Utc>) -> Todo {
    let hours = pack.and_then(|pack| pack.calendar.as_ref());
    match hours {
        Some(hours) if kind.is_service_level() && todo.escalate => Todo {
            next: plan::next_of_level(hours, due_at, now),
            ..todo
        },
        _ => todo,
    }
}

/// Whether the failsafe of a duty may send.
fn sending(db: &mut Db, case: Option<&Case<'_>>, duty: &Obligation) -> Result<Sending, StoreError> {
    let Some(case) = case.filter(|_| duty.kind == Kind::Breach48h) else {
        return Ok(Sending::Done);
    };
    if case.breach.hold.is_some() {
        return Ok(Sending::Held);
    }
    let sent = notifications::of_breach(db, &case.breach.id)?;
    let served = notify::is_served(db, duty, &sent)?;
    Ok(if served { Sending::Done } else { Sending::Open })
}

/// Does what is due by `now` about the duties of a dossier; answers with the number of steps done.
///
/// # Errors
/// The store's own failures; nothing is recorded then, and the next tick does it.
pub fn enforce(
    db: &mut Db,
    instance: &Instance,
    incident_id: &str,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    if !steps::take(db, incident_id, now)? {
        return Ok(0);
    }
    let due = due(db, instance, incident_id, now)?;
    let Some(incident) = incidents::by_id(db, incident_id)?.filter(|_| !due.is_empty()) else {
        return Ok(0);
    };
    let pack = pack_as_decided(db, instance, &incident.decision)?;
    let case = Case::of_incident(db, instance, incident_id)?;
    let about = About {
        instance,
        incident: &incident,
        case: case.as_ref(),
        pack: pack.as_deref(),
    };
    let mut letters = Letters::default();
    for Due { duty, todo } in &due {
        let sent = match &case {
            Some(case) if todo.send => notify::send_by_itself(db, instance, case, duty, now)?,
            _ => None,
        };
        letters.add(about, duty, todo, sent.is_some(), now);
        steps::done(db, &duty.id, &todo.steps, now)?;
        steps::plan(db, incident_id, &duty.id, todo.next)?;
    }
    letters.write(db, about, now)?;
    record(db, &incident.reference, &due, now)?;
    Ok(due.iter().map(|it| it.todo.steps.len()).sum())
}

fn record(db: &mut Db, dossier: &str, due: &[Due], now: DateTime<Utc>) -> Result<(), StoreError> {
    let done = |it: &Due| {
        let steps: Vec<String> = it.todo.steps.iter().map(ToString::to_string).collect();
        json!({ "obligation": it.duty.id, "kind": it.duty.kind, "steps": steps, "sent": it.todo.send })
    };
    let draft = Draft {
        at: now,
        actor: "tocsin".to_owned(),
        act: "deadlines_enforced".to_owned(),
        dossier: Some(dossier.to_owned()),
        body: json!({ "duties": due.iter().map(done).collect::<Vec<_>>() }),
    };
    journal::append(db, draft).map(|_| ())
}

/// The people to whom doing it writes: those reminded or told that it is overdue, and the DPD of what is sent.
#[must_use]
pub fn written_to(due: &Due) -> Vec<(Party, Role)> {
    let sent_to = (Party::Academie, Role::Dpd);
    let mut people = told_of(&due.duty, &due.todo);
    if due.todo.send && !people.contains(&sent_to) {
        people.push(sent_to);
    }
    people
}

fn told_of(duty: &Obligation, todo: &Todo) -> Vec<(Party, Role)> {
    if todo.escalate {
        officers(duty.kind, duty.debtor, duty.creditor)
    } else {
        answerable(duty.kind, duty.debtor).to_vec()
    }
}

/// One letter for each person and occasion; service levels have letters of their own.
#[derive(Default)]
struct Letters<'a> {
    lines: BTreeMap<(Occasion, Party, Role), Vec<Line<'a>>>,
    notes: BTreeMap<bool, Vec<String>>,
}

fn occasion(duty: &Obligation, todo: &Todo) -> Occasion {
    match (duty.kind.is_service_level(), todo.escalate) {
        (false, false) => Occasion::Reminder,
        (false, true) => Occasion::Overdue,
        (true, false) => Occasion::LevelReminder,
        (true, true) => Occasion::LevelOverdue,
    }
}

impl<'a> Letters<'a> {
    fn add(&mut self, about: About<'_>, duty: &'a Obligation, todo: &Todo, sent: bool, now: DateTime<Utc>) {
        let standing = standing(about, duty, sent);
        for (party, role) in told_of(duty, todo) {
            let line = Line {
                duty,
                standing: standing.clone(),
            };
            self.lines
                .entry((occasion(duty, todo), party, role))
                .or_default()
                .push(line);
        }
        let noted = self.notes.entry(duty.kind.is_service_level()).or_default();
        noted.extend(notes(about, duty, todo, sent, now));
    }

    fn write(&self, db: &mut Db, about: About<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
        for ((occasion, party, role), lines) in &self.lines {
            let level = occasion.is_of_level();
            let about = About {
                // A service level is the dossier's, whatever breach there may be.
                case: about.case.filter(|_| !level),
                ..about
            };
            let notes = self.notes.get(&level).map(Vec::as_slice).unwrap_or_default();
            write(db, about, *occasion, (*party, *role), lines, notes, now)?;
        }
        Ok(())
    }
}

fn standing(about: About<'_>, duty: &Obligation, sent: bool) -> String {
    if sent {
        return "envoyé automatiquement par Tocsin à l’instant, avec ce qui est connu\u{a0}; en attente du serveur de \
                courriel du destinataire"
            .to_owned();
    }
    owes(about, duty.debtor)
}

fn notes(about: About<'_>, duty: &Obligation, todo: &Todo, sent: bool, now: DateTime<Utc>) -> Vec<String> {
    let officers = about.case.and_then(|case| case.breach.hold.as_ref());
    let held = officers.filter(|_| duty.kind == Kind::Breach48h).map(|hold| {
        format!(
            "L’envoi automatique est retenu depuis le {}. Motif\u{a0}: {}",
            in_full(hold.at),
            hold.reason
        )
    });
    let automatic = (!sent && held.is_none() && todo.next.is_none() && duty.kind == Kind::Breach48h).then(|| {
        "Sans action de votre part, Tocsin enverra lui-même une notification initiale, avec ce qui est connu, avant \
         l’échéance."
            .to_owned()
    });
    let missed = todo
        .steps
        .iter()
        .filter(|step| !matches!(step, Step::Failsafe))
        .count();
    let merged = (missed > 1 && duty.due_at.is_some_and(|due| now > due)).then(|| {
        format!("Ce message en remplace {missed}\u{a0}: le service avait été interrompu, ou le dossier ouvert tardivement.")
    });
    [held, automatic, merged].into_iter().flatten().collect()
}
