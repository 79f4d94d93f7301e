//! Everything that happened in a dossier, read from where it is recorded and merged on one line of time.

use chrono::{DateTime, Utc};

use super::attachments::{self, Attachment};
use super::entries::{self, Entry};
use super::incidents::Incident;
use super::journal::{self, OnLine};
use super::mails::{self, Mail};
use super::obligations::{self, Obligation};
use super::{Db, StoreError};
use crate::domain::journal::Entry as Act;
use crate::domain::obligations::State;
use crate::domain::timeline::{Direction, Happening, Place, Source, slice};

/// Acts of the journal that tell what stands on the line already.
const TOLD_OTHERWISE: &[&str] = &[
    "entry_written",
    "attachment_added",
    "mail_accepted",
    "mail_acknowledged",
];

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Somebody wrote an entry; a fact stands at its own instant.
    Entry(Entry),
    /// A file was attached.
    File(Attachment),
    /// A duty arose, of which this is how it stands now.
    Arisen(Obligation),
    /// A duty was not met when it was due.
    Late(Obligation),
    /// A duty was met.
    Met(Obligation),
    /// A letter was queued, of which this is how it stands now.
    Letter(Mail),
    /// An act, as the journal has it.
    Act(Act),
}

/// Which part of the line is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// From which end.
    pub direction: Direction,
    /// Where the slice before ended.
    pub last: Option<&'a Place>,
    /// Most happenings.
    pub limit: usize,
    /// Whether the reader sees who read what.
    pub with_reads: bool,
    /// The present (UTC): what is overdue depends on it.
    pub now: DateTime<Utc>,
}

/// A slice of the line of time of a dossier.
///
/// # Errors
/// The store's own failures.
pub fn of_incident(
    db: &mut Db,
    incident: &Incident,
    asked: &Asked<'_>,
) -> Result<Vec<Happening<What>>, StoreError> {
    let mut all: Vec<Happening<What>> = Vec::new();
    all.extend(entries::of_incident(db, &incident.id)?.into_iter().map(of_entry));
    all.extend(
        attachments::of_incident(db, &incident.id)?
            .into_iter()
            .map(of_file),
    );
    for duty in obligations::of_incident(db, &incident.id)? {
        all.extend(of_duty(&duty, asked.now));
    }
    all.extend(mails::of_incident(db, &incident.id)?.into_iter().map(of_letter));
    all.extend(acts(db, incident, asked)?.into_iter().map(of_act));
    Ok(slice(all, asked.direction, asked.last, asked.limit))
}

/// The journal may be long: no more of it is read than the slice can show.
fn acts(db: &mut Db, incident: &Incident, asked: &Asked<'_>) -> Result<Vec<Act>, StoreError> {
    let last = asked
        .last
        .map(|place| (place.at, sequence_before(place, asked.direction)));
    let on_line = OnLine {
        direction: asked.direction,
        last,
        without: TOLD_OTHERWISE,
        with_reads: asked.with_reads,
        limit: i64::try_from(asked.limit).unwrap_or(i64::MAX),
    };
    journal::on_line(db, &incident.reference, &on_line)
}

/// Acts come last among what happened at one instant: where the slice ended before any of them, all of them follow
/// in one direction, and none in the other.
fn sequence_before(place: &Place, direction: Direction) -> i64 {
    match (place.source, direction) {
        (Source::Act, _) => place.key.parse().unwrap_or(0),
        _ => 0,
    }
}

fn happening(at: DateTime<Utc>, source: Source, key: String, what: What) -> Happening<What> {
    Happening {
        place: Place { at, source, key },
        what,
    }
}

fn of_entry(entry: Entry) -> Happening<What> {
    let at = entry.at.unwrap_or(entry.written_at);
    happening(at, Source::Entry, entry.id.clone(), What::Entry(entry))
}

fn of_file(file: Attachment) -> Happening<What> {
    happening(file.uploaded_at, Source::File, file.id.clone(), What::File(file))
}

fn of_letter(mail: Mail) -> Happening<What> {
    happening(
        mail.queued_at,
        Source::Letter,
        mail.id.clone(),
        What::Letter(mail),
    )
}

fn of_act(act: Act) -> Happening<What> {
    happening(act.at, Source::Act, format!("{:019}", act.seq), What::Act(act))
}

fn of_duty(duty: &Obligation, now: DateTime<Utc>) -> Vec<Happening<What>> {
    let on_line = |at, part: &str, what| happening(at, Source::Duty, format!("{}:{part}", duty.id), what);
    let arisen = on_line(duty.starts_at, "arisen", What::Arisen(duty.clone()));
    let late = duty
        .due_at
        .filter(|_| duty.state == State::MetLate || duty.is_overdue(now))
        .map(|at| on_line(at, "late", What::Late(duty.clone())));
    let met = duty.met_at.map(|at| on_line(at, "met", What::Met(duty.clone())));
    [Some(arisen), late, met].into_iter().flatten().collect()
}
