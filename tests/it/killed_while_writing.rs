//! The program killed while many people report at once: whatever it said was recorded is there.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use serde_json::{Value, json};
use tocsin::domain::people::Role;
use tocsin::store::{incidents, journal};

use crate::support::world::{CASSIN, PASSWORD, World};

/// People who report at the same time, one dossier after the other.
const PEOPLE: usize = 8;
/// Reports that were answered before the program is killed.
const ENOUGH: usize = 60;

#[test]
fn what_was_answered_before_the_program_was_killed_is_recorded() {
    for world in World::on_each_engine() {
        let folder = tempfile::tempdir().unwrap();
        let address = free_address();
        let mut program = serve(&world, folder.path(), address);
        let token = token(address);
        let (tell, told) = channel();
        let answered: Vec<String> = thread::scope(|scope| {
            for _ in 0..PEOPLE {
                let (tell, token) = (tell.clone(), &token);
                scope.spawn(move || report_until_it_ends(address, token, &tell));
            }
            drop(tell);
            let mut answered: Vec<String> = told.iter().take(ENOUGH).collect();
            program.kill().unwrap();
            answered.extend(told.iter());
            answered
        });
        program.wait().unwrap();
        assert!(answered.len() >= ENOUGH);
        for reference in &answered {
            let found = world.read(|db| incidents::by_reference(db, reference));
            assert!(found.is_some(), "{reference} was answered and is lost");
        }
        let whole = journal::verify(&world.database.store).unwrap();
        assert!(whole.is_ok(), "{whole:?}");
    }
}

fn serve(world: &World, folder: &Path, address: SocketAddr) -> Child {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tocsin"))
        .arg("serve")
        .env("TOCSIN_LISTEN", address.to_string())
        .env("TOCSIN_PUBLIC_URL", format!("http://{address}"))
        .env("TOCSIN_DATA_DIR", folder)
        .env("TOCSIN_DATABASE_URL", &world.database.url)
        .env("TOCSIN_SECRET_FILE", folder.join("secret"))
        .env("TOCSIN_LOG", "error")
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(program.stdout.take().unwrap());
    said.read_line(&mut String::new()).unwrap();
    program
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn token(address: SocketAddr) -> String {
    let body = json!({"email": World::email(Role::Rsn), "password": PASSWORD});
    let answer = post(address, "/api/v1/auth/token", "", &body).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    body["access_token"].as_str().unwrap().to_owned()
}

/// Tells each reference as it is answered.
fn report_until_it_ends(address: SocketAddr, token: &str, tell: &Sender<String>) {
    let body = json!({
        "establishment_uai": CASSIN,
        "title": "Message étrange sur le poste du secrétariat",
        "description": "Une fenêtre demande d’appeler un numéro.",
        "components": [{"component": "poste-administratif"}],
        "detected_at": "2026-03-02T08:00:00+01:00",
        "personal_data": "unknown",
    });
    let bearer = format!("authorization: Bearer {token}\r\n");
    while let Some(answer) = post(address, "/api/v1/incidents", &bearer, &body) {
        let Some(reference) = reference_of(&answer) else {
            return;
        };
        tell.send(reference).unwrap();
    }
}

/// The reference that a whole answer gives, if it says that the dossier was recorded.
fn reference_of(answer: &str) -> Option<String> {
    let (head, _) = answer.split_once("\r\n\r\n")?;
    let location = head
        .lines()
        .find_map(|line| line.strip_prefix("location: /api/v1/incidents/"));
    location
        .filter(|_| head.starts_with("HTTP/1.1 201 "))
        .map(ToOwned::to_owned)
}

/// The answer as far as it came; `None` when nobody answers any more.
fn post(address: SocketAddr, path: &str, headers: &str, body: &Value) -> Option<String> {
    let body = body.to_string();
    let length = body.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         {headers}content-length: {length}\r\n\r\n{body}"
    );
    let mut stream = TcpStream::connect(address).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}
