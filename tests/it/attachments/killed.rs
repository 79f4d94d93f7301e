//! The program itself killed while a file arrives, and started again.

use std::io::{BufRead as _, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tocsin::domain::people::Role;

use super::cut::{HALF, answer, begin, until};
use super::{dossier, files, recorded};
use crate::support::world::{PASSWORD, World};

/// A server process that listens.
fn serve(world: &World, folder: &Path, address: SocketAddr) -> Child {
    let mut process = Command::new(env!("CARGO_BIN_EXE_tocsin"))
        .arg("serve")
        .env("TOCSIN_DATA_DIR", folder)
        .env("TOCSIN_DATABASE_URL", &world.database.url)
        .env("TOCSIN_LISTEN", address.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(process.stdout.take().unwrap()).lines().next();
    assert!(said.unwrap().unwrap().contains("est ouvert"));
    process
}

/// A port that was free a moment ago.
fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

async fn token(address: SocketAddr) -> String {
    let body = format!(
        r#"{{"email": "{}", "password": "{PASSWORD}"}}"#,
        World::email(Role::Rsn)
    );
    let head = format!(
        "POST /api/v1/auth/token HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {}",
        body.len()
    );
    let said = answer(begin(address, &head, body.as_bytes()).await).await;
    let (_, rest) = said
        .split_once("\"access_token\":\"")
        .unwrap_or_else(|| panic!("{said}"));
    rest.split('"').next().unwrap().to_owned()
}

fn post(reference: &str, token: &str, length: usize) -> String {
    format!(
        "POST /api/v1/incidents/{reference}/attachments?name=x HTTP/1.1\r\nAuthorization: Bearer {token}\r\n\
         Content-Length: {length}"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_killed_while_a_file_arrives_leaves_nothing_half_stored() {
    for world in World::on_each_engine() {
        let (reference, folder) = (dossier(&world), tempfile::tempdir().unwrap());
        let (blobs, address) = (folder.path().join("blobs"), free_address());
        let mut killed = serve(&world, folder.path(), address);
        let token = token(address).await;
        let half = begin(address, &post(&reference, &token, 900_000), &vec![7; HALF]).await;
        let has_bytes = || {
            files(&blobs)
                .iter()
                .any(|file| file.metadata().is_ok_and(|it| it.len() > 0))
        };
        until(address, has_bytes).await;
        killed.kill().unwrap();
        killed.wait().unwrap();
        drop(half);
        assert_eq!(
            files(&blobs).len(),
            1,
            "the killed process had no time to tidy up"
        );
        let mut successor = serve(&world, folder.path(), address);
        assert_eq!(files(&blobs).len(), 0);
        assert_eq!(recorded(&world, &reference), []);
        let whole = begin(address, &post(&reference, &token, 900_000), &vec![7; 900_000]).await;
        let said = answer(whole).await;
        successor.kill().unwrap();
        successor.wait().unwrap();
        assert!(said.starts_with("HTTP/1.1 201"), "{said}");
        let [kept] = files(&blobs).try_into().unwrap();
        assert_eq!(kept.metadata().unwrap().len(), 900_000);
        assert_eq!(recorded(&world, &reference)[0].size, 900_000);
    }
}
