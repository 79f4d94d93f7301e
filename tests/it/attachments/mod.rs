//! Files attached to dossiers: the very bytes come back, nothing half stored stays, nobody reads another's.

mod api;
mod cut;
mod killed;
mod pages;
mod retention;
mod room;

use std::fs;
use std::path::{Path, PathBuf};

use actix_web::http::Method;
use tocsin::domain::people::Role;
use tocsin::store::attachments::{self, Attachment};
use tocsin::store::{StoreError, incidents, journal};

use crate::support::http::{Answer, answer, signed};
use crate::support::world::World;

/// A picture of one white point.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc\xf8\x0f\0\x01\x01\x01\0\x1b\xb6\xeeV\0\0\0\0IEND\xaeB`\x82";

/// A dossier of Cassin that the académie handles alone.
fn dossier(world: &World) -> String {
    world.reported(Role::Rsn, world.a_report()).reference
}

fn address(reference: &str, query: &str) -> String {
    format!("/api/v1/incidents/{reference}/attachments?{query}")
}

/// Sends a file to a dossier, as a program does.
async fn send(world: &World, role: Role, at: &str, bytes: impl Into<Vec<u8>>) -> Answer {
    let request = signed(Method::POST, at, &world.token(role));
    answer(&world.app(), request.set_payload(bytes.into())).await
}

async fn get(world: &World, role: Role, at: &str) -> Answer {
    answer(&world.app(), signed(Method::GET, at, &world.token(role))).await
}

/// The attachments of a dossier, as recorded.
fn recorded(world: &World, reference: &str) -> Vec<Attachment> {
    world.read(|db| {
        let incident = incidents::by_reference(db, reference)?.unwrap();
        attachments::of_incident(db, &incident.id)
    })
}

/// What was done about attachments, oldest first.
fn acts(world: &World) -> Vec<String> {
    let entries = world.read(|db| -> Result<_, StoreError> { journal::after(db, 0, 10_000) });
    let acts = entries.into_iter().map(|entry| entry.act);
    acts.filter(|act| act.starts_with("attachment")).collect()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Nothing came of an attempt: no file, no row, no entry.
fn nothing_is_left(world: &World, reference: &str) {
    assert_eq!(files(world.blobs()), Vec::<PathBuf>::new());
    assert_eq!(recorded(world, reference), []);
    assert_eq!(acts(world), Vec::<String>::new());
}
