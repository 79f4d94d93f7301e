//! Machines: what their tokens open and what they do not, what supervision tools report, who is told of events.

mod alerts;
mod drills;
mod events;
mod pages;
mod references;
mod scopes;
mod subscribed;
mod tokens;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tocsin::actions::machines::TokenRefused;
use tocsin::actions::machines::give::{Asked, Given, give};
use tocsin::domain::machines::Scope;
use tocsin::domain::people::Role;

use crate::support::world::World;

/// A token of these scopes for the schools of the convention, until the end of June.
fn asked(scopes: &[Scope]) -> Asked {
    Asked {
        name: "Zabbix du Département".to_owned(),
        scopes: scopes.iter().copied().collect::<BTreeSet<_>>(),
        schools: Vec::new(),
        convention: None,
        last_day: day("2026-06-30"),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Gives what is asked for, by the administrator.
fn given(world: &World, asked: Asked) -> Result<Given, TokenRefused> {
    let (admin, now) = (world.account(Role::Admin).id, world.clock.now());
    world.write(|db| give(db, &world.instance, &admin, asked, now))
}

/// A token of these scopes.
fn token(world: &World, scopes: &[Scope]) -> Given {
    given(world, asked(scopes)).unwrap()
}
