//! The files of the project, and where a Rust file stands in the module tree.

use std::fs;
use std::path::Path;

/// A file with its path from the project's folder, with `/` between the parts.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// A file that exists only in a test.
    pub(crate) fn example(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The modules that lead to the file: `src/web/api/me.rs` is `["web", "api", "me"]`, `src/lib.rs` is empty.
    pub(crate) fn module(&self) -> Vec<String> {
        let inside = self
            .path
            .strip_prefix("src/")
            .unwrap_or(&self.path)
            .trim_end_matches(".rs");
        let mut names: Vec<String> = inside.split('/').map(str::to_owned).collect();
        if matches!(names.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            names.pop();
        }
        names
    }

    /// Whether the file holds nothing but tests of the module above it.
    pub(crate) fn is_test(&self) -> bool {
        !self.path.starts_with("src/") || self.module().iter().any(|name| name == "tests")
    }
}

/// Every file below the folders whose name ends in `ending`, in a fixed order. A folder that does not exist is empty.
pub(crate) fn files(folders: &[&str], ending: &str) -> Vec<File> {
    let mut found = Vec::new();
    for folder in folders {
        collect(Path::new(folder), ending, &mut found);
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// Every Rust file of ours.
pub(crate) fn rust_files() -> Vec<File> {
    files(&["src", "tests", "benches"], ".rs")
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, ending, found);
        } else if name.ends_with(ending) {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            found.push(File { path: name, text });
        }
    }
}

#[test]
fn a_file_knows_its_module() {
    for (path, module) in [
        ("src/lib.rs", ""),
        ("src/main.rs", ""),
        ("src/clock.rs", "clock"),
        ("src/web/mod.rs", "web"),
        ("src/web/api/me.rs", "web::api::me"),
    ] {
        assert_eq!(File::example(path, "").module().join("::"), module, "{path}");
    }
}

#[test]
fn a_test_file_is_told_from_a_product_file() {
    assert!(File::example("tests/it/main.rs", "").is_test());
    assert!(File::example("src/domain/journal/tests.rs", "").is_test());
    assert!(!File::example("src/domain/journal/mod.rs", "").is_test());
}
