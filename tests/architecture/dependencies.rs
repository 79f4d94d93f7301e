//! What we take from others: only what is used, under licences that the EUPL can live with, and nothing that was
//! looked at and refused.

use std::process::Command;

use spdx::{Expression, ParseMode};
use toml::{Table, Value};

use super::fault::{Fault, expect_none};
use super::paths::all_paths;
use super::tree::{File, rust_files};

/// Licences that ask for no more than their own text and a notice.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OpenSSL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates that were refused, and why.
const REFUSED: &[(&str, &str)] = &[
    (
        "openssl-sys",
        "TLS is rustls on aws-lc-rs: no C library of the system",
    ),
    ("ring", "one cryptographic library is enough: aws-lc-rs"),
    ("rsa", "RUSTSEC-2023-0071: its timing gives keys away"),
    ("actix-governor", "its licence is the GPL"),
];

/// Crates that name no licence but bring its text, which was read: Apache 2.0.
const READ_BY_HAND: &[&str] = &["color-rs2"];

/// Crates whose name stands nowhere in the code, and what they are there for.
const SILENT: &[(&str, &str)] = &[(
    "libsqlite3-sys",
    "its feature `bundled` brings SQLite into the binary",
)];

/// The dependencies of Cargo.toml.
pub(crate) struct Declared(Vec<String>);

impl Declared {
    fn read(manifest: &str) -> Self {
        let manifest: Table = manifest.parse().expect("Cargo.toml is TOML");
        let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
        let names = tables
            .iter()
            .filter_map(|table| manifest.get(*table).and_then(Value::as_table))
            .flat_map(Table::keys);
        Self(names.cloned().collect())
    }

    /// As they are written in code: `actix_web`.
    pub(crate) fn crates(&self) -> Vec<String> {
        self.0.iter().map(|name| name.replace('-', "_")).collect()
    }

    fn unused(&self, code: &[File]) -> Vec<Fault> {
        let named: Vec<_> = code
            .iter()
            .flat_map(all_paths)
            .filter_map(|named| named.parts.into_iter().next())
            .collect();
        let idle = self
            .0
            .iter()
            .filter(|name| !named.contains(&name.replace('-', "_")) && !is_silent(name));
        idle.map(|name| Fault::new("Cargo.toml", 1, format!("nothing uses `{name}`")))
            .collect()
    }
}

/// The dependencies of this project.
pub(crate) fn declared() -> Declared {
    Declared::read(include_str!("../../Cargo.toml"))
}

fn is_silent(name: &str) -> bool {
    SILENT.iter().any(|(silent, _)| *silent == name)
}

/// A line of `cargo tree`: name, version and licence of a crate that is built here.
fn built() -> Vec<String> {
    let arguments = [
        "tree",
        "--locked",
        "--offline",
        "--prefix=none",
        "--no-dedupe",
        "--format={p}|{l}",
    ];
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut lines: Vec<_> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

fn licence_fault(line: &str) -> Option<Fault> {
    let (krate, licence) = line.split_once('|')?;
    if licence.is_empty()
        && READ_BY_HAND
            .iter()
            .any(|read| krate.starts_with(&format!("{read} ")))
    {
        return None;
    }
    let allowed = |licence: &str| {
        let expression = Expression::parse_mode(licence, ParseMode::LAX).ok()?;
        let known = |name: &str| LICENCES.contains(&name);
        expression
            .evaluate(|asked| asked.license.id().is_some_and(|id| known(id.name)))
            .then_some(())
    };
    allowed(licence)
        .is_none()
        .then(|| Fault::new("Cargo.lock", 1, format!("licence of {krate}: `{licence}`")))
}

fn refusal(line: &str) -> Option<Fault> {
    let name = line.split(' ').next()?;
    let (_, why) = REFUSED.iter().find(|(refused, _)| *refused == name)?;
    Some(Fault::new("Cargo.lock", 1, format!("`{name}` is refused: {why}")))
}

#[test]
fn every_dependency_is_used() {
    expect_none(declared().unused(&rust_files()));
}

#[test]
fn every_licence_agrees_with_ours() {
    expect_none(built().iter().filter_map(|line| licence_fault(line)));
}

#[test]
fn no_refused_crate_is_built() {
    expect_none(built().iter().filter_map(|line| refusal(line)));
}

#[test]
fn an_unused_dependency_is_a_fault() {
    let declared =
        Declared::read("[dependencies]\nactix-web = \"4\"\ncsv = \"1\"\nlibsqlite3-sys = \"0.38\"");
    let code = [File::example("src/lib.rs", "use actix_web::App; // csv::Reader")];
    assert_eq!(
        declared.unused(&code),
        [Fault::new("Cargo.toml", 1, "nothing uses `csv`")]
    );
}

#[test]
fn a_licence_outside_the_list_is_a_fault() {
    assert!(licence_fault("a v1.0.0|MIT OR GPL-3.0-only").is_none());
    assert!(licence_fault("a v1.0.0|MIT/Apache-2.0").is_none());
    assert!(licence_fault("a v1.0.0|Apache-2.0 WITH LLVM-exception").is_none());
    assert!(licence_fault("a v1.0.0|MIT AND GPL-3.0-only").is_some());
    assert!(licence_fault("a v1.0.0|").is_some());
}

#[test]
fn a_refused_crate_is_a_fault() {
    assert_eq!(
        refusal("ring v0.17.14|ISC").map(|fault| fault.rule.contains("aws-lc-rs")),
        Some(true)
    );
    assert!(refusal("string v0.3.0|MIT").is_none());
}
