//! Who holds what, who follows what, and which letters that makes.

mod api;
mod assigning;
mod news;
mod pages;
mod queue;
mod settings;

use std::collections::BTreeSet;

use tocsin::actions::accounts::{NewAccount, add as add_account};
use tocsin::actions::assignment::teams::{NewTeam, add};
use tocsin::actions::assignment::{Given, assign};
use tocsin::actions::follow::FollowRefused;
use tocsin::domain::assignment::Team;
use tocsin::domain::incident::Report;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::people::{Account, Party, Role};
use tocsin::store::assignments::Assignment;
use tocsin::store::mails::{self, Mail};
use tocsin::store::{incidents, journal};

use crate::support::world::{World, touched};

/// The first dossier of every test here: the académie handles it alone.
const DOSSIER: &str = "SSI-2026-0001";
/// The second one: the département handles it.
const OTHER: &str = "SSI-2026-0002";

fn with_dossiers() -> [World; 2] {
    World::on_each_engine().map(|world| {
        world.reported(Role::Rsn, world.a_report());
        let report = Report {
            components: vec![touched("poste-pedagogique", None)],
            ..world.a_report()
        };
        world.reported(Role::Rsn, report);
        world
    })
}

fn id_of(world: &World, reference: &str) -> String {
    world
        .read(|db| incidents::by_reference(db, reference))
        .unwrap()
        .id
}

/// A colleague of the accounts that every world has.
fn colleague(world: &World, role: Role, email: &str) -> Account {
    let new = NewAccount {
        email: email.to_owned(),
        name: format!("Personne {email}"),
        roles: BTreeSet::from([role]),
        schools: Vec::new(),
        convention: None,
        password_hash: None,
    };
    let now = world.clock.now();
    world
        .write(|db| add_account(db, &world.instance, "test", new, now))
        .unwrap()
}

fn team(world: &World, party: Party, name: &str, members: &[&str]) -> Result<Team, FollowRefused> {
    let new = NewTeam {
        convention: None,
        party: Some(party),
        name: name.to_owned(),
        members: members.iter().map(|email| (*email).to_owned()).collect(),
    };
    let (by, now) = (world.account(Role::Admin), world.clock.now());
    let added = world.write(|db| add(db, &world.instance, &by, new, None, now));
    added.map(|(team, _)| team)
}

fn given(
    world: &World,
    role: Role,
    reference: &str,
    to: &Given,
    version: Option<i64>,
) -> Result<Assignment, FollowRefused> {
    let (by, now) = (world.account(role), world.clock.now());
    world.write(|db| assign(db, &world.instance, &by, reference, (to, version), now))
}

fn to(email: &str) -> Given {
    Given::Account(email.to_owned())
}

/// The letters of a kind about a dossier, in the order queued.
fn letters(world: &World, reference: &str, kind: LetterKind) -> Vec<Mail> {
    let id = id_of(world, reference);
    let mut letters = world.read(|db| mails::of_incident(db, &id));
    letters.retain(|mail| mail.kind == kind);
    letters
}

fn addresses(world: &World, reference: &str, kind: LetterKind) -> Vec<String> {
    let letters = letters(world, reference, kind).into_iter();
    letters.map(|mail| mail.address).collect()
}

/// The words of a letter.
fn text_of(world: &World, mail: &Mail) -> String {
    let bytes = world.read(|db| mails::message(db, &mail.id)).unwrap();
    let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
    message.body_text(0).unwrap().into_owned()
}

fn acts(world: &World, reference: &str) -> Vec<String> {
    let entries = world.read(|db| journal::of_dossier(db, reference, 0, 1_000));
    entries.into_iter().map(|entry| entry.act).collect()
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
