//! One file of 2 GB sent over HTTP to the program itself, and the most memory that it held meanwhile.
#![allow(
    clippy::expect_used,
    reason = "a program that does not start measures nothing"
)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Stdio};

use crate::client::Client;
use crate::house::{EMAIL, PASSWORD, SCHOOL};
use crate::measure::{Limit, Promise};
use crate::memory::{directory, free_address, program};

/// Bytes of the file.
const SIZE: u64 = 2_000_000_000;
/// Bytes sent at a time.
const PIECE: u64 = 1_000_000;

pub(crate) fn measure() -> Vec<Promise> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("the target folder can be written");
    let address = free_address();
    let program = || program(folder.path(), address);
    prepare(program().args(["establishments", "import"]).arg(directory()), "");
    let account = [
        "user", "add", "--email", EMAIL, "--name", "RSN", "--role", "rsn", "--uai", SCHOOL,
    ];
    prepare(program().args(account).arg("--password-stdin"), PASSWORD);
    let mut serving = program()
        .arg("serve")
        .env("TOCSIN_ATTACHMENT_MAX", "2000")
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut said = BufReader::new(serving.stdout.take().expect("its output is ours"));
    said.read_line(&mut String::new())
        .expect("it says that it is open");
    let status = sent(address);
    let measured = peak_mebibytes(serving.id());
    let ended = serving.kill().and_then(|()| serving.wait());
    assert!(ended.is_ok(), "a child of ours can be ended");
    assert!(status.starts_with("HTTP/1.1 201"), "{status}");
    vec![Promise {
        what: "peak memory, a file of 2 GB attached".to_owned(),
        measured,
        limit: Limit::MebibytesUnder(100.0),
        detail: String::new(),
    }]
}

/// Runs one command of the program to its end.
fn prepare(command: &mut Command, input: &str) {
    let mut running = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut stdin = running.stdin.take().expect("its input is ours");
    stdin.write_all(input.as_bytes()).expect("it reads");
    drop(stdin);
    let done = running.wait().expect("it ends");
    assert!(done.success(), "the house is furnished");
}

/// Reports an incident and attaches the file to it; answers with the first line of the answer.
fn sent(address: SocketAddr) -> String {
    let mut client = Client::connect(address);
    client.sign_in(EMAIL, PASSWORD);
    let report = serde_json::json!({
        "establishment_uai": SCHOOL, "title": "Disque saisi", "description": "Une image du disque est jointe.",
        "components": [{"component": "poste-administratif"}], "detected_at": "2026-03-02T08:00:00+01:00",
        "personal_data": "no",
    });
    let (status, created) = client.post("/api/v1/incidents", &report.to_string());
    assert_eq!(status, 201, "the report is taken");
    let created: serde_json::Value = serde_json::from_slice(&created).unwrap_or_default();
    let reference = created.get("reference").and_then(serde_json::Value::as_str);
    let path = format!(
        "/api/v1/incidents/{}/attachments?name=disque.img",
        reference.expect("a reference is given")
    );
    stream(address, &client.head("POST", &path, SIZE))
}

fn stream(address: SocketAddr, head: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.write_all(head.as_bytes()).expect("the head leaves");
    let piece = vec![0x5a; usize::try_from(PIECE).unwrap_or_default()];
    for _ in 0..SIZE / PIECE {
        stream.write_all(&piece).expect("the file leaves");
    }
    let mut said = String::new();
    BufReader::new(stream)
        .read_line(&mut said)
        .expect("the server answers");
    said
}

/// `VmHWM`, the most that was resident, which Linux tells.
fn peak_mebibytes(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("Linux tells");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = peak.expect("Linux tells").trim().trim_end_matches(" kB");
    let kibibytes: f64 = kibibytes.parse().expect("it is a number");
    kibibytes / 1024.0
}
