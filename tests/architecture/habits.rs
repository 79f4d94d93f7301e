//! Habits that hold in every file: one clock, one reader of the environment, a purpose in the first line, a size that
//! fits a head, nothing left half done.

use super::fault::{Fault, expect_none};
use super::paths::{Named, all_paths, product_paths};
use super::tree::{File, rust_files};

/// No file is longer; most are far shorter.
const LONGEST: usize = 400;
/// The entry point reads the command, starts and waits, and does nothing else.
const LONGEST_MAIN: usize = 60;

const CLOCKS: &[&[&str]] = &[
    &["Utc", "now"],
    &["Local", "now"],
    &["SystemTime", "now"],
    &["Uuid", "now_v7"],
    &["dsl", "now"],
];
const ENVIRONMENT: &[&[&str]] = &[
    &["env", "var"],
    &["env", "vars"],
    &["env", "var_os"],
    &["env", "vars_os"],
];
const SLEEPS: &[&[&str]] = &[&["thread", "sleep"], &["time", "sleep"], &["time", "sleep_until"]];
const UNFINISHED: &[&str] = &["todo", "unimplemented", "dbg"];
/// Written in two halves so that this file passes its own rule.
const MARKS: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

fn ends_with_any(named: &Named, ends: &[&[&str]]) -> bool {
    ends.iter().any(|end| named.ends(end))
}

/// Outside tests the time comes as an argument; tests name the instants they are about.
fn clock_is_asked(file: &File) -> Vec<Fault> {
    if file.path == "src/clock.rs" || file.path.starts_with("benches/") {
        return Vec::new();
    }
    let asked = all_paths(file)
        .into_iter()
        .filter(|named| ends_with_any(named, CLOCKS));
    asked
        .map(|named| {
            Fault::new(
                &file.path,
                named.line,
                format!("only src/clock.rs calls `{}`", named.text()),
            )
        })
        .collect()
}

fn environment_is_read(file: &File) -> Vec<Fault> {
    if file.is_test() || file.path == "src/config.rs" || file.path.starts_with("src/config/") {
        return Vec::new();
    }
    let read = product_paths(file)
        .into_iter()
        .filter(|named| ends_with_any(named, ENVIRONMENT));
    read.map(|named| {
        Fault::new(
            &file.path,
            named.line,
            format!("only src/config.rs calls `{}`", named.text()),
        )
    })
    .collect()
}

/// Waiting is for a fact, never for a while.
fn test_sleeps(file: &File) -> Vec<Fault> {
    if !file.is_test() {
        return Vec::new();
    }
    let slept = all_paths(file)
        .into_iter()
        .filter(|named| ends_with_any(named, SLEEPS));
    slept
        .map(|named| Fault::new(&file.path, named.line, "a test waits for a fact and never sleeps"))
        .collect()
}

fn purpose_is_missing(file: &File) -> Vec<Fault> {
    if file.text.starts_with("//! ") {
        return Vec::new();
    }
    vec![Fault::new(
        &file.path,
        1,
        "a file opens with its purpose (`//! …`)",
    )]
}

fn is_too_long(file: &File) -> Vec<Fault> {
    let most = if file.path == "src/main.rs" {
        LONGEST_MAIN
    } else {
        LONGEST
    };
    let lines = file.text.lines().count();
    if lines <= most {
        return Vec::new();
    }
    vec![Fault::new(
        &file.path,
        lines,
        format!("a file has at most {most} lines: is there a second idea in it?"),
    )]
}

fn is_unfinished(file: &File) -> Vec<Fault> {
    let macros = all_paths(file).into_iter().filter(|named| {
        named.called_as_macro
            && named
                .parts
                .last()
                .is_some_and(|name| UNFINISHED.contains(&name.as_str()))
    });
    let macros = macros.map(|named| {
        Fault::new(
            &file.path,
            named.line,
            format!("`{}!` is left over", named.text()),
        )
    });
    let lines = file.text.lines().enumerate();
    let marked = lines.filter(|(_, line)| {
        line.split(|sign: char| !sign.is_alphanumeric())
            .any(|word| MARKS.contains(&word))
    });
    let marked =
        marked.map(|(at, _)| Fault::new(&file.path, at + 1, "a mark of unfinished work is left over"));
    macros.chain(marked).collect()
}

type Rule = fn(&File) -> Vec<Fault>;

fn in_every_file(rule: Rule) {
    expect_none(rust_files().iter().flat_map(rule));
}

#[test]
fn only_the_clock_tells_the_time() {
    in_every_file(clock_is_asked);
}

#[test]
fn only_the_configuration_reads_the_environment() {
    in_every_file(environment_is_read);
}

#[test]
fn no_test_sleeps() {
    in_every_file(test_sleeps);
}

#[test]
fn every_file_opens_with_its_purpose() {
    in_every_file(purpose_is_missing);
}

#[test]
fn every_file_fits_a_head() {
    in_every_file(is_too_long);
}

#[test]
fn nothing_is_left_half_done() {
    in_every_file(is_unfinished);
}

#[cfg(test)]
fn said(rule: Rule, path: &str, text: &str) -> Vec<String> {
    rule(&File::example(path, text))
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn asking_the_time_elsewhere_is_a_fault() {
    let text = "fn f() {\n    chrono::Utc::now()\n}";
    assert_eq!(
        said(clock_is_asked, "src/web/form.rs", text),
        ["src/web/form.rs:2: only src/clock.rs calls `chrono::Utc::now`"]
    );
    assert_eq!(
        said(
            clock_is_asked,
            "tests/it/main.rs",
            "use uuid::Uuid; fn f() { Uuid::now_v7() }"
        )
        .len(),
        1
    );
    assert!(said(clock_is_asked, "src/clock.rs", text).is_empty());
    assert!(
        said(
            clock_is_asked,
            "src/web/form.rs",
            "// Utc::now()\nfn f() { clock.now() }"
        )
        .is_empty()
    );
}

#[test]
fn reading_the_environment_elsewhere_is_a_fault() {
    let text = "use std::env; fn f() { env::var(\"TOCSIN_LOG\") }";
    assert_eq!(
        said(environment_is_read, "src/telemetry.rs", text),
        ["src/telemetry.rs:1: only src/config.rs calls `env::var`"]
    );
    assert!(said(environment_is_read, "src/config.rs", text).is_empty());
    assert!(said(environment_is_read, "src/web/assets.rs", "env!(\"OUT_DIR\")").is_empty());
}

#[test]
fn sleeping_in_a_test_is_a_fault() {
    let text = "fn f() { std::thread::sleep(d); }";
    assert_eq!(
        said(test_sleeps, "tests/it/worker.rs", text),
        ["tests/it/worker.rs:1: a test waits for a fact and never sleeps"]
    );
    assert!(said(test_sleeps, "src/worker/mod.rs", "use tokio::time::sleep;").is_empty());
}

#[test]
fn a_file_without_purpose_is_a_fault() {
    assert_eq!(
        said(purpose_is_missing, "src/a.rs", "use std::fmt;"),
        ["src/a.rs:1: a file opens with its purpose (`//! …`)"]
    );
    assert!(said(purpose_is_missing, "src/a.rs", "//! What it is for.").is_empty());
}

#[test]
fn a_long_file_is_a_fault() {
    let long = "\n".repeat(LONGEST + 1);
    assert_eq!(
        said(is_too_long, "src/a.rs", &long),
        ["src/a.rs:401: a file has at most 400 lines: is there a second idea in it?"]
    );
    assert!(said(is_too_long, "src/a.rs", &"\n".repeat(LONGEST)).is_empty());
    assert_eq!(
        said(is_too_long, "src/main.rs", &"\n".repeat(LONGEST_MAIN + 1)).len(),
        1
    );
}

#[test]
fn unfinished_work_is_a_fault() {
    let text = format!("// {}: later\nfn f() {{ {}!() }}", MARKS[0], UNFINISHED[0]);
    assert_eq!(
        said(is_unfinished, "src/a.rs", &text),
        [
            "src/a.rs:2: `todo!` is left over",
            "src/a.rs:1: a mark of unfinished work is left over"
        ]
    );
    assert!(said(is_unfinished, "src/a.rs", "fn todo() { if todo != done {} }").is_empty());
}
