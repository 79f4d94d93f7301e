//! Memory of the program itself, serving from a folder of its own while nobody asks anything.
#![allow(
    clippy::expect_used,
    reason = "a program that does not start measures nothing"
)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::measure::{Limit, Promise};

pub(crate) fn measure() -> Vec<Promise> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("the target folder can be written");
    let address = free_address();
    let import = program(folder.path(), address)
        .args(["establishments", "import"])
        .arg(directory())
        .output();
    assert!(
        import.is_ok_and(|done| done.status.success()),
        "the directory is taken"
    );
    let mut serving = program(folder.path(), address)
        .arg("serve")
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut said = BufReader::new(serving.stdout.take().expect("its output is ours"));
    said.read_line(&mut String::new())
        .expect("it says that it is open");
    let measured = resident_mebibytes(&serving);
    let ended = serving.kill().and_then(|()| serving.wait());
    assert!(ended.is_ok(), "a child of ours can be ended");
    let what = "memory while idle".to_owned();
    vec![Promise {
        what,
        measured,
        limit: Limit::MebibytesUnder(40.0),
        detail: String::new(),
    }]
}

pub(crate) fn program(folder: &Path, address: SocketAddr) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tocsin"));
    program
        .env("TOCSIN_LISTEN", address.to_string())
        .env("TOCSIN_PUBLIC_URL", format!("http://{address}"))
        .env("TOCSIN_DATA_DIR", folder)
        .env(
            "TOCSIN_DATABASE_URL",
            format!("sqlite://{}", folder.join("tocsin.db").display()),
        )
        .env("TOCSIN_SECRET_FILE", folder.join("secret"))
        .env("TOCSIN_LOG", "error")
        .current_dir(folder);
    program
}

pub(crate) fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("open-data/annuaire-35.csv")
}

pub(crate) fn free_address() -> SocketAddr {
    let taken = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    taken.expect("a port is free")
}

fn resident_mebibytes(program: &Child) -> f64 {
    resident_mebibytes_of(program.id())
}

/// Of this very process.
pub(crate) fn own_resident_mebibytes() -> f64 {
    resident_mebibytes_of(std::process::id())
}

/// `VmRSS`, which Linux tells.
fn resident_mebibytes_of(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("Linux tells");
    let held = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .expect("Linux tells");
    let kibibytes: f64 = held
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .expect("it is a number");
    kibibytes / 1024.0
}
