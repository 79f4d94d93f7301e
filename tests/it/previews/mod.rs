//! Every template renders, in its empty, ordinary and erroneous states, with believable data.
//!
//! The pages are also written to `previews/` in the target folder, where a browser can look at them.

mod breaches;
mod breaches_forms;
mod browser;
mod colleagues;
mod data;
mod data_attachments;
mod data_availability;
mod data_decision;
mod data_duties;
mod figures;
mod following;
mod incidents;
mod incidents_list;
mod life;
mod machines;
mod notifying;
mod notifying_outside;
mod pages;
mod register;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tocsin::web::assets;

/// A page and the name of the state it shows.
type Preview = (&'static str, String);

fn all() -> Vec<Preview> {
    let mut pages = incidents::previews();
    pages.extend(incidents_list::previews());
    pages.extend(notifying::previews());
    pages.extend(notifying_outside::previews());
    pages.extend(pages::previews());
    pages.extend(breaches::previews());
    pages.extend(breaches_forms::previews());
    pages.extend(register::previews());
    pages.extend(following::previews());
    pages.extend(figures::previews());
    pages.extend(life::previews());
    pages.extend(machines::previews());
    pages.extend(colleagues::previews());
    pages
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("previews")
}

/// Writes the pages with their assets beside them, so that they open from the disk.
fn write(pages: &[Preview]) {
    let folder = folder();
    std::fs::create_dir_all(folder.join("static")).unwrap();
    for asset in assets::all() {
        std::fs::write(folder.join(asset.path.trim_start_matches('/')), asset.raw).unwrap();
    }
    for (name, html) in pages {
        let local = html.replace("\"/static/", "\"static/");
        std::fs::write(folder.join(format!("{name}.html")), local).unwrap();
    }
}

fn count(html: &str, needle: &str) -> usize {
    html.matches(needle).count()
}

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(&format!(" {attribute}=\""))
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

#[test]
fn every_template_renders() {
    write(&all());
}

#[test]
fn every_page_has_one_heading_a_language_and_a_title() {
    for (name, html) in all() {
        assert_eq!(count(&html, "<h1"), 1, "{name}");
        assert!(html.starts_with("<!doctype html>"), "{name}");
        assert!(html.contains("<html lang=\"fr\">"), "{name}");
        assert!(!html.contains("<title> –"), "{name}");
    }
}

#[test]
fn no_page_needs_what_the_content_policy_refuses() {
    for (name, html) in all() {
        for refused in [" style=", "<style", "javascript:", " onclick=", " onsubmit="] {
            assert!(!html.contains(refused), "{name}: {refused}");
        }
        assert_eq!(
            count(&html, "<script"),
            count(&html, "<script type=\"module\" src=\"/static/"),
            "{name}"
        );
    }
}

#[test]
fn identifiers_are_unique_and_labels_lead_to_them() {
    for (name, html) in all() {
        let ids = values(&html, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{name}: {ids:?}");
        let targets = values(&html, "for").into_iter().chain(
            values(&html, "aria-describedby")
                .into_iter()
                .flat_map(str::split_whitespace),
        );
        for target in targets {
            assert!(unique.contains(&target), "{name}: nothing is called {target}");
        }
    }
}

#[test]
fn every_link_inside_a_page_leads_somewhere() {
    for (name, html) in all() {
        let ids: BTreeSet<_> = values(&html, "id").into_iter().collect();
        for target in values(&html, "href") {
            if let Some(id) = target.strip_prefix('#') {
                assert!(ids.contains(id), "{name}: nothing is called {id}");
            }
        }
    }
}

#[test]
fn every_form_that_sends_carries_its_token() {
    for (name, html) in all() {
        let posts = count(&html, "method=\"post\"");
        assert_eq!(count(&html, "name=\"csrf\""), posts, "{name}");
    }
}
