//! What follows a dossier: entries and their corrections, mentions, the plan, review days, the line of time.

mod api;
mod entries;
mod mentions;
mod pages;
mod plan;
mod reminders;
mod timeline;

use chrono::{NaiveDate, TimeDelta};
use tocsin::actions::entries::write::{WrittenOnce, write};
use tocsin::actions::follow::FollowRefused;
use tocsin::actions::remediation::OwnerGiven;
use tocsin::actions::remediation::plan::{PlannedOnce, Planning, plan};
use tocsin::domain::entries::{EntryKind, Writing};
use tocsin::domain::instants::parse_day;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::people::Role;
use tocsin::store::mails::{self, Mail};
use tocsin::store::remediation::Kept;
use tocsin::store::{incidents, journal};

use crate::support::world::World;

/// The dossier of every test of this folder: of the school of the `rsn`, which the académie handles alone.
const DOSSIER: &str = "SSI-2026-0001";

fn with_dossier() -> [World; 2] {
    World::on_each_engine().map(|world| {
        world.reported(Role::Rsn, world.a_report());
        world
    })
}

fn dossier_id(world: &World) -> String {
    world.read(|db| incidents::by_reference(db, DOSSIER)).unwrap().id
}

/// The letters of a kind about the dossier, in the order queued.
fn letters(world: &World, kind: LetterKind) -> Vec<Mail> {
    let id = dossier_id(world);
    let mut letters = world.read(|db| mails::of_incident(db, &id));
    letters.retain(|mail| mail.kind == kind);
    letters.sort_by(|one, other| one.id.cmp(&other.id));
    letters
}

fn addresses(world: &World, kind: LetterKind) -> Vec<String> {
    letters(world, kind)
        .into_iter()
        .map(|mail| mail.address)
        .collect()
}

/// The words of a letter.
fn text_of(world: &World, mail: &Mail) -> String {
    let bytes = world.read(|db| mails::message(db, &mail.id)).unwrap();
    let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
    message.body_text(0).unwrap().into_owned()
}

fn acts(world: &World) -> Vec<String> {
    let entries = world.read(|db| journal::of_dossier(db, DOSSIER, 0, 1_000));
    entries.into_iter().map(|entry| entry.act).collect()
}

fn pass(world: &World, time: TimeDelta) {
    world.clock.set(world.clock.now() + time);
}

fn day(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

fn comment(text: &str) -> Writing {
    Writing {
        kind: EntryKind::Comment,
        text: text.to_owned(),
        at: None,
        corrects: None,
    }
}

fn correcting(number: i64, text: &str) -> Writing {
    Writing {
        corrects: Some(number),
        ..comment(text)
    }
}

fn written(world: &World, role: Role, writing: Writing) -> Result<WrittenOnce, FollowRefused> {
    let (by, now) = (world.account(role), world.clock.now());
    world.write(|db| write(db, &world.instance, &by, DOSSIER, writing, None, now))
}

fn planned(world: &World, role: Role, owner: &str, due_on: &str) -> Result<Kept, FollowRefused> {
    let planning = Planning {
        title: "Réinstaller le poste du secrétariat".to_owned(),
        owner: OwnerGiven::read(owner),
        due_on: day(due_on),
    };
    let (by, now) = (world.account(role), world.clock.now());
    let planned = world.write(|db| plan(db, &by, DOSSIER, &planning, None, now));
    planned.map(|PlannedOnce { kept, .. }| kept)
}

/// Fields of the problems of a refusal, or what else it said.
fn problems(refused: &FollowRefused) -> Vec<String> {
    match refused {
        FollowRefused::Problems(problems) | FollowRefused::Stands(problems) => {
            problems.iter().map(|problem| problem.field.clone()).collect()
        }
        other => vec![other.to_string()],
    }
}
