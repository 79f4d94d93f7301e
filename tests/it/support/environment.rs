//! What `./scripts/test` tells the tests about the machine. Nothing is skipped when it is missing: a test that
//! silently did not run proves nothing.

use std::path::PathBuf;

/// The value of a variable that `./scripts/test` sets.
#[allow(
    clippy::disallowed_methods,
    reason = "tests have no configuration of their own"
)]
pub(crate) fn provided_by_test_command(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set: run the tests with ./scripts/test, which prepares it"))
}

/// The folder to write the documentation's pictures to, when somebody asks for them: a run of the tests alone leaves
/// the tree as it was.
#[allow(
    clippy::disallowed_methods,
    reason = "tests have no configuration of their own"
)]
pub(crate) fn picture_folder() -> Option<PathBuf> {
    std::env::var_os("TOCSIN_TEST_PICTURES").map(PathBuf::from)
}
