//! Reading a chain from its first entry and naming the first place where it breaks.
//!
//! Deliberately absent: reading files or tables; whoever has the entries feeds them one by one.

use std::fmt;

use super::{Entry, GENESIS, from_line};

/// Why an entry does not fit the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The line is not an entry as the journal writes them.
    Unreadable,
    /// Another number was expected: an entry is missing, added or displaced.
    OutOfSequence {
        /// Number read.
        found: i64,
    },
    /// The entry does not name the hash of the one before: one of the two was replaced.
    Unlinked,
    /// The content is not the one that was sealed.
    Altered,
}

/// The first place where a chain breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Number of the entry expected there.
    pub seq: i64,
    /// What is wrong with it.
    pub reason: Fault,
}

/// A chain without fault, as far as it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Number of entries read.
    pub entries: i64,
    /// Hash of the last one, [`GENESIS`] when there is none: to be compared with the daily seal.
    pub head: String,
}

/// Checks entries one by one, in order, from the first.
#[derive(Clone, Debug)]
pub struct Verifier {
    whole: Whole,
}

impl Default for Verifier {
    fn default() -> Self {
        let head = GENESIS.to_owned();
        Self {
            whole: Whole { entries: 0, head },
        }
    }
}

impl Verifier {
    /// A verifier that expects the first entry.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks the next entry. After a fault the verifier still expects the same entry.
    ///
    /// # Errors
    /// [`Broken`] when the entry is not the one the chain calls for.
    pub fn feed(&mut self, entry: &Entry) -> Result<(), Broken> {
        self.fault(entry).map_or(Ok(()), |reason| self.broken(reason))?;
        self.whole.entries = entry.seq;
        self.whole.head.clone_from(&entry.hash);
        Ok(())
    }

    /// Checks the next line of an export.
    ///
    /// # Errors
    /// [`Broken`] when the line is not an entry or not the one the chain calls for.
    pub fn feed_line(&mut self, line: &str) -> Result<(), Broken> {
        match from_line(line) {
            Ok(entry) => self.feed(&entry),
            Err(reason) => self.broken(reason),
        }
    }

    /// The chain read so far: call it when there is nothing more to read.
    #[must_use]
    pub fn finish(self) -> Whole {
        self.whole
    }

    fn fault(&self, entry: &Entry) -> Option<Fault> {
        if entry.seq != self.expected() {
            Some(Fault::OutOfSequence { found: entry.seq })
        } else if entry.prev != self.whole.head {
            Some(Fault::Unlinked)
        } else if entry.hash != entry.computed_hash() {
            Some(Fault::Altered)
        } else {
            None
        }
    }

    fn broken(&self, reason: Fault) -> Result<(), Broken> {
        Err(Broken {
            seq: self.expected(),
            reason,
        })
    }

    fn expected(&self) -> i64 {
        self.whole.entries.saturating_add(1)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => f.write_str("la ligne n’est pas une entrée du journal telle qu’il les écrit"),
            Self::OutOfSequence { found } => write!(
                f,
                "c’est le numéro {found} qui se présente\u{a0}: une entrée a été retirée, ajoutée ou déplacée"
            ),
            Self::Unlinked => f.write_str(
                "l’empreinte précédente ne concorde pas\u{a0}: cette entrée ou la précédente a été remplacée",
            ),
            Self::Altered => {
                f.write_str("l’empreinte ne correspond pas au contenu\u{a0}: l’entrée a été modifiée")
            }
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entrée {}\u{a0}: {}.", self.seq, self.reason)
    }
}

impl std::error::Error for Broken {}
