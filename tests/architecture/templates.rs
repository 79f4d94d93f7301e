//! No template is left behind: each one is named by a struct, or by a template that is in use.

use super::fault::{Fault, expect_none};
use super::tree::{File, files};

/// The texts between quotes, where Rust and the templates name templates.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('"').skip(1).step_by(2))
}

fn named_in(file: &File, template: &File) -> bool {
    let name = template.path.trim_start_matches("templates/");
    let folder = file
        .path
        .trim_start_matches("templates/")
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    quoted(&file.text).any(|text| text == name || format!("{folder}/{text}") == name)
}

fn unused(templates: &[File], code: &[File]) -> Vec<Fault> {
    let (mut used, mut idle): (Vec<&File>, Vec<&File>) = templates
        .iter()
        .partition(|template| code.iter().any(|file| named_in(file, template)));
    let mut seen = 0;
    while let Some(user) = used.get(seen).copied() {
        let (found, rest) = idle.into_iter().partition(|template| named_in(user, template));
        used.extend::<Vec<_>>(found);
        idle = rest;
        seen += 1;
    }
    idle.iter()
        .map(|file| {
            Fault::new(
                &file.path,
                1,
                "no struct and no used template names this template",
            )
        })
        .collect()
}

#[test]
fn every_template_is_used() {
    expect_none(unused(&files(&["templates"], ""), &files(&["src"], ".rs")));
}

#[test]
fn a_template_that_nobody_names_is_a_fault() {
    let page = File::example(
        "templates/pages/incident.html",
        "{% extends \"shell.html\" %}{% import \"parts.html\" as p %}",
    );
    let shell = File::example("templates/shell.html", "");
    let parts = File::example("templates/pages/parts.html", "");
    let left = File::example("templates/pages/left.html", "{% extends \"shell.html\" %}");
    let code = File::example("src/web/pages.rs", "#[template(path = \"pages/incident.html\")]");
    let told: Vec<_> = unused(&[page, shell, parts, left], &[code])
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        told,
        ["templates/pages/left.html:1: no struct and no used template names this template"]
    );
}
