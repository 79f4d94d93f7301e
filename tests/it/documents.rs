//! What is written for people agrees with the program: configuration keys, links, French typography.

use std::fs;
use std::path::Path;

use tocsin::config::KEYS;

/// The guides: French, in `docs/`.
fn guides() -> Vec<String> {
    let paths = fs::read_dir("docs").unwrap().map(|entry| entry.unwrap().path());
    let mut guides: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .map(|path| path.display().to_string())
        .collect();
    guides.sort_unstable();
    guides
}

fn text(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The text without blocks and spans of code, line by line.
fn prose(text: &str) -> Vec<(usize, String)> {
    let mut in_block = false;
    let outside = text.lines().enumerate().filter(|(_, line)| {
        let fence = line.trim_start().starts_with("```");
        in_block ^= fence;
        !in_block && !fence
    });
    outside
        .map(|(at, line)| (at + 1, line.split('`').step_by(2).collect::<Vec<_>>().join("`")))
        .collect()
}

/// Where `[text](target)` leads, addresses of other sites left out.
fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets
        .filter(|target| !target.contains("://") && !target.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_operations_guide_lists_every_configuration_key_and_no_other() {
    let guide = text("docs/exploitation.md");
    let listed: Vec<_> = guide
        .lines()
        .filter_map(|line| line.strip_prefix("| `TOCSIN_")?.split('`').next())
        .map(str::to_lowercase)
        .collect();
    let known: Vec<_> = KEYS.iter().map(|key| key.name.to_owned()).collect();
    assert_eq!(listed, known);
}

#[test]
fn every_link_leads_to_a_file_of_the_project() {
    let mut dead = Vec::new();
    for document in guides().into_iter().chain(["README.md".to_owned()]) {
        let folder = Path::new(&document).parent().unwrap();
        let missing = links(&text(&document))
            .into_iter()
            .filter(|target| !folder.join(target).exists());
        dead.extend(missing.map(|target| format!("{document}: {target}")));
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn french_pages_keep_french_typography() {
    let plain = [" ;", " :", " !", " ?", "« ", " »"];
    let mut faults = Vec::new();
    for document in guides() {
        for (line, prose) in prose(&text(&document)) {
            let straight = prose.contains('\'');
            if straight || plain.iter().any(|pair| prose.contains(pair)) {
                faults.push(format!("{document}:{line}: {prose}"));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "straight apostrophes or plain spaces:\n{}",
        faults.join("\n")
    );
}

#[test]
fn every_page_of_the_documentation_is_shown() {
    let index = text("src/documentation/mod.rs");
    let folder = Path::new("src/documentation");
    let pages = [folder.to_path_buf(), folder.join("decisions")]
        .into_iter()
        .flat_map(|it| fs::read_dir(it).unwrap());
    for page in pages
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
    {
        let name = page.strip_prefix(folder).unwrap().display().to_string();
        assert!(
            index.contains(&format!("\"{name}\"")),
            "{name} is not in src/documentation/mod.rs"
        );
    }
}
