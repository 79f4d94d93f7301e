//! Who imports whom. The table is the one of the architecture page; a layer that is not in it may not exist.

use super::dependencies::declared;
use super::fault::{Fault, expect_none};
use super::paths::{Named, product_paths};
use super::tree::{File, files};

/// What one layer may lean on.
struct Layer {
    name: &'static str,
    /// Modules of ours, itself included by nature; a longer path opens only that part of a layer.
    layers: &'static [&'static str],
    crates: Crates,
}

enum Crates {
    /// These and the standard library.
    Only(&'static [&'static str]),
    /// All that Cargo.toml declares, but these.
    AllBut(&'static [&'static [&'static str]]),
}

use Crates::{AllBut, Only};

const DATABASE: &[&str] = &[
    "diesel",
    "diesel_async",
    "diesel_migrations",
    "libsqlite3_sys",
    "tokio_postgres",
    "tokio_postgres_rustls",
];
const WEB: &[&str] = &["actix_multipart", "actix_web"];
const PAGES: &[&str] = &["askama"];
const MAIL: &[&str] = &["lettre"];
const RUNTIME: &[&str] = &["tokio"];
const TERMINAL: &[&str] = &["clap"];

const LAYERS: &[Layer] = &[
    Layer {
        name: "domain",
        layers: &[],
        crates: Only(&[
            "chrono",
            "chrono_tz",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "unicode_normalization",
        ]),
    },
    Layer {
        name: "directory",
        layers: &["domain"],
        crates: Only(&[
            "chrono",
            "csv",
            "serde",
            "serde_json",
            "thiserror",
            "unicode_normalization",
        ]),
    },
    Layer {
        name: "packs",
        layers: &["domain"],
        crates: Only(&[
            "chrono",
            "chrono_tz",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "toml",
        ]),
    },
    Layer {
        name: "store",
        layers: &["domain"],
        crates: AllBut(&[WEB, PAGES, MAIL, TERMINAL]),
    },
    Layer {
        name: "vault",
        layers: &["domain", "signing"],
        crates: Only(&["fs4", "getrandom", "sha2", "thiserror"]),
    },
    Layer {
        name: "calls",
        layers: &[],
        crates: AllBut(&[DATABASE, WEB, PAGES, MAIL, TERMINAL]),
    },
    Layer {
        name: "mail",
        layers: &["domain"],
        crates: AllBut(&[DATABASE, WEB, TERMINAL]),
    },
    Layer {
        name: "documents",
        layers: &["domain"],
        crates: Only(&[
            "chrono",
            "chrono_tz",
            "comemo",
            "csv",
            "icalendar",
            "serde",
            "serde_json",
            "spreadsheet_ods",
            "thiserror",
            "typst",
            "typst_assets",
            "typst_layout",
            "typst_pdf",
            "unicode_normalization",
        ]),
    },
    Layer {
        name: "actions",
        layers: &[
            "documents",
            "domain",
            "store",
            "vault",
            "documents",
            "packs",
            "directory",
            "documents",
            "mail::message",
            "mail::letters",
            "mail::backoff",
            "links",
            "signing",
        ],
        crates: AllBut(&[DATABASE, WEB, PAGES, MAIL, RUNTIME, TERMINAL]),
    },
    Layer {
        name: "web",
        layers: &[
            "actions",
            "documents",
            "domain",
            "store",
            "vault",
            "documents",
            "packs",
            "directory",
            "clock",
            "config",
            "links",
            "signing",
        ],
        crates: AllBut(&[DATABASE, MAIL, TERMINAL]),
    },
    Layer {
        name: "worker",
        layers: &[
            "actions", "domain", "store", "packs", "mail", "calls", "links", "clock", "config",
        ],
        crates: AllBut(&[DATABASE, WEB, PAGES, TERMINAL]),
    },
    Layer {
        name: "cli",
        layers: &[
            "actions",
            "domain",
            "store",
            "vault",
            "packs",
            "directory",
            "mail",
            "calls",
            "web",
            "worker",
            "clock",
            "config",
            "links",
            "signing",
            "telemetry",
        ],
        crates: AllBut(&[DATABASE, WEB]),
    },
    Layer {
        name: "links",
        layers: &[],
        crates: Only(&[]),
    },
    Layer {
        name: "signing",
        layers: &["domain"],
        crates: AllBut(&[DATABASE, WEB, PAGES, MAIL, RUNTIME, TERMINAL]),
    },
    Layer {
        name: "clock",
        layers: &[],
        crates: Only(&["chrono"]),
    },
    Layer {
        name: "config",
        layers: &["domain", "mail"],
        crates: AllBut(&[DATABASE, WEB, PAGES, RUNTIME]),
    },
    Layer {
        name: "telemetry",
        layers: &["config"],
        crates: AllBut(&[DATABASE, WEB, PAGES, MAIL]),
    },
    Layer {
        name: "documentation",
        layers: &[],
        crates: Only(&[]),
    },
];

/// The parts of the standard library that reach outside the program or ask it the time.
const OUTSIDE_WORLD: &[&[&str]] = &[
    &["std", "env"],
    &["std", "fs"],
    &["std", "io"],
    &["std", "net"],
    &["std", "os"],
    &["std", "process"],
    &["std", "thread"],
    &["std", "time", "Instant"],
    &["std", "time", "SystemTime"],
];

fn faults(file: &File, crates: &[String]) -> Vec<Fault> {
    let module = file.module();
    let Some(own) = module.first().filter(|_| !file.is_test()) else {
        return Vec::new();
    };
    let Some(layer) = LAYERS.iter().find(|layer| layer.name == own) else {
        return vec![Fault::new(
            &file.path,
            1,
            format!("the layer table has no `{own}`"),
        )];
    };
    let forbidden = |named: &Named| {
        reaches_layer(layer, named) || reaches_crate(layer, named, crates) || reaches_outside(layer, named)
    };
    let told = |named: Named| {
        Fault::new(
            &file.path,
            named.line,
            format!("`{own}` may not use `{}`", named.text()),
        )
    };
    product_paths(file)
        .into_iter()
        .filter(forbidden)
        .map(told)
        .collect()
}

fn reaches_layer(layer: &Layer, named: &Named) -> bool {
    let Some((root, inside)) = named.parts.split_first() else {
        return false;
    };
    let Some(first) = inside.first().filter(|_| root == "crate" || root == "tocsin") else {
        return false;
    };
    let is_layer = LAYERS.iter().any(|other| other.name == first);
    let open = |path: &&str| {
        path.split("::")
            .enumerate()
            .all(|(at, name)| inside.get(at).is_some_and(|it| it == name))
    };
    is_layer && first != layer.name && !layer.layers.iter().any(open)
}

fn reaches_crate(layer: &Layer, named: &Named, crates: &[String]) -> bool {
    let Some(first) = named
        .parts
        .first()
        .filter(|first| named.parts.len() > 1 && crates.contains(first))
    else {
        return false;
    };
    match layer.crates {
        Only(open) => !open.contains(&first.as_str()),
        AllBut(closed) => closed.iter().any(|group| group.contains(&first.as_str())),
    }
}

fn reaches_outside(layer: &Layer, named: &Named) -> bool {
    layer.name == "domain" && OUTSIDE_WORLD.iter().any(|path| named.begins(path))
}

#[test]
fn every_layer_uses_only_what_the_table_opens_to_it() {
    let crates = declared().crates();
    expect_none(
        files(&["src"], ".rs")
            .iter()
            .flat_map(|file| faults(file, &crates)),
    );
}

#[cfg(test)]
fn said(path: &str, text: &str) -> Vec<String> {
    let crates = ["diesel", "actix_web", "csv", "lettre", "chrono", "toml"].map(str::to_owned);
    faults(&File::example(path, text), &crates)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn the_domain_is_pure() {
    assert_eq!(
        said("src/domain/uai.rs", "use csv::Reader;"),
        ["src/domain/uai.rs:1: `domain` may not use `csv::Reader`"]
    );
    assert_eq!(
        said("src/domain/uai.rs", "\nuse std::fs;"),
        ["src/domain/uai.rs:2: `domain` may not use `std::fs`"]
    );
    assert_eq!(
        said("src/domain/mod.rs", "use super::store::Db;"),
        ["src/domain/mod.rs:1: `domain` may not use `crate::store::Db`"]
    );
    assert!(
        said(
            "src/domain/uai.rs",
            "use chrono::Utc; use std::fmt; use crate::domain::text;"
        )
        .is_empty()
    );
}

#[test]
fn only_the_store_knows_the_database_and_only_the_web_its_framework() {
    assert_eq!(said("src/web/error.rs", "fn f() { diesel::delete(x) }").len(), 1);
    assert_eq!(said("src/cli/mod.rs", "use actix_web::App;").len(), 1);
    assert_eq!(
        said("src/actions/report.rs", "use {lettre::Message, crate::web};").len(),
        2
    );
    assert!(said("src/store/db.rs", "use diesel::prelude::*;").is_empty());
    assert!(said("src/web/routes.rs", "use actix_web::web;").is_empty());
}

#[test]
fn acts_write_letters_and_never_send_them() {
    assert_eq!(
        said(
            "src/actions/report.rs",
            "use crate::mail::{letters, transport::Mailer};"
        ),
        ["src/actions/report.rs:1: `actions` may not use `crate::mail::transport::Mailer`"]
    );
    assert!(said("src/worker/deliver.rs", "use crate::mail::transport::Mailer;").is_empty());
}

#[test]
fn a_new_layer_has_to_enter_the_table() {
    assert_eq!(
        said("src/misc/mod.rs", ""),
        ["src/misc/mod.rs:1: the layer table has no `misc`"]
    );
}

#[test]
fn the_tests_of_a_module_may_use_what_they_need() {
    assert!(
        said(
            "src/domain/uai.rs",
            "#[cfg(test)]\nmod tests { use csv::Reader; }"
        )
        .is_empty()
    );
    assert!(said("src/domain/journal/tests.rs", "use csv::Reader;").is_empty());
}
