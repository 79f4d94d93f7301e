//! What is wrong in a pack, and where: one line for each fault, shown to the administrator.
//!
//! Deliberately absent: any correction or guess. A pack with one fault is not used at all.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

use thiserror::Error;

/// One fault of one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
pub struct Fault {
    /// File name as it was given.
    pub file: String,
    /// Line, counted from 1; 0 when the fault is of no line (a file that cannot be read).
    pub line: usize,
    /// Dotted path of the key, for example `components[3].handler`; empty when the fault is of no key.
    pub key: String,
    /// What is wrong and what is expected, French.
    pub message: String,
}

impl Fault {
    /// A fault that stands on no line of the file.
    pub(super) fn of_file(file: impl Into<String>, key: &str, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: 0,
            key: key.to_owned(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        f.write_str(": ")?;
        if !self.key.is_empty() {
            write!(f, "{}\u{a0}: ", self.key)?;
        }
        f.write_str(&self.message)
    }
}

/// Gathers the faults of one file while it is read.
pub(super) struct Ledger<'t> {
    file: &'t str,
    text: &'t str,
    faults: RefCell<Vec<Fault>>,
}

impl<'t> Ledger<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Self {
        Self {
            file,
            text,
            faults: RefCell::new(Vec::new()),
        }
    }

    /// Notes a fault at a place of the text, given in bytes. It stays on one line, whatever the text quoted in it.
    pub(super) fn note(&self, place: &Range<usize>, key: &str, message: &str) {
        self.faults.borrow_mut().push(Fault {
            file: self.file.to_owned(),
            line: self.line_of(place.start),
            key: key.replace(char::is_control, " "),
            message: message.replace(char::is_control, " "),
        });
    }

    fn line_of(&self, offset: usize) -> usize {
        let before = self.text.bytes().take(offset);
        1 + before.filter(|byte| *byte == b'\n').count()
    }

    /// Whether something is wrong so far.
    pub(super) fn is_empty(&self) -> bool {
        self.faults.borrow().is_empty()
    }

    /// Every fault, from the top of the file to its end.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        let mut faults = self.faults.into_inner();
        faults.sort();
        faults
    }
}
