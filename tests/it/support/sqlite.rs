//! A SQLite database for one test: a file in a folder that goes away with the test.

use tempfile::TempDir;

/// The address of a database file in `folder`; the store makes the file on first use.
pub(crate) fn sqlite_url(folder: &TempDir) -> String {
    format!("sqlite://{}", folder.path().join("tocsin.sqlite").display())
}
