//! Contents of attachments on disk: each kept once, under its SHA-256, whole or not at all.
//!
//! What arrives is written to `incoming/` and hashed on the way; only a whole file is moved to the place that its
//! content names, by one rename. A file that is not kept disappears with the value that writes it, and one that a
//! killed process left behind is swept at the next start.
//!
//! Deliberately absent: names, dossiers, rights and retention, which the database knows. What nobody refers to any more
//! is destroyed when the caller says so.

mod destroying;
mod incoming;
mod reading;

pub use incoming::{Incoming, Stored};
pub use reading::Reading;

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

/// Room left to the rest of the machine when files come in, in bytes: the database beside them must go on writing.
pub const KEPT_FREE: u64 = 64 << 20;

/// How much may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest file, in bytes.
    pub largest: u64,
    /// Bytes of the disk that no file may take.
    pub kept_free: u64,
}

impl Limits {
    /// The usual limits, for a largest file in megabytes.
    #[must_use]
    pub fn of_megabytes(largest: u64) -> Self {
        Self {
            largest: largest.saturating_mul(1_000_000),
            kept_free: KEPT_FREE,
        }
    }
}

/// Why a content was not taken, or cannot be given back.
#[derive(Debug, Error)]
pub enum VaultRefused {
    /// It is larger than this many bytes.
    #[error("larger than {0} bytes")]
    TooLarge(u64),
    /// The disk lacks room for it.
    #[error("no room left on the disk")]
    NoRoom,
    /// What stands on the disk is not what was kept.
    #[error("content {0} is damaged")]
    Damaged(String),
    /// The disk failed.
    #[error("disk: {0}")]
    Disk(#[source] io::Error),
}

impl From<io::Error> for VaultRefused {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoRoom,
            _ => Self::Disk(error),
        }
    }
}

/// A folder of contents; cheap to clone.
#[derive(Clone, Debug)]
pub struct Vault {
    root: Arc<Path>,
    limits: Limits,
}

impl Vault {
    /// The vault in this folder, which is made when it is missing.
    ///
    /// # Errors
    /// The system's, when the folder cannot be made.
    pub fn open(root: impl Into<PathBuf>, limits: Limits) -> io::Result<Self> {
        let root: Arc<Path> = root.into().into();
        private_folder(&root.join(INCOMING))?;
        Ok(Self { root, limits })
    }

    /// Largest file, in bytes.
    #[must_use]
    pub fn largest(&self) -> u64 {
        self.limits.largest
    }

    /// A place for a file that begins to arrive, of this many bytes if they were announced.
    ///
    /// # Errors
    /// [`VaultRefused`] before anything is written.
    pub fn receive(&self, announced: Option<u64>) -> Result<Incoming, VaultRefused> {
        self.expect(announced.unwrap_or(0))?;
        Ok(Incoming::create(self)?)
    }

    /// Whether a file of this many bytes could come in, before any of it is read.
    ///
    /// # Errors
    /// [`VaultRefused`] as when it begins to arrive.
    pub fn expect(&self, announced: u64) -> Result<(), VaultRefused> {
        self.check_size(announced)?;
        self.check_room(announced)
    }

    /// A content that was kept, to be read once from its beginning.
    ///
    /// # Errors
    /// [`VaultRefused`] when it is not there.
    pub fn read(&self, sha256: &str) -> Result<Reading, VaultRefused> {
        Ok(Reading::open(&self.place(sha256)?, sha256)?)
    }

    /// A whole content in memory, proved to be what was kept.
    ///
    /// # Errors
    /// [`VaultRefused`] when it is not there or damaged.
    pub fn read_verified(&self, sha256: &str) -> Result<Vec<u8>, VaultRefused> {
        let mut reading = self.read(sha256)?;
        let mut whole = Vec::new();
        while let Some(chunk) = reading.next_chunk()? {
            whole.extend_from_slice(&chunk);
        }
        Ok(whole)
    }

    /// Removes what killed processes left in the middle; tells how many files that was. What a living process
    /// receives at this moment stays: it holds its file locked.
    ///
    /// # Errors
    /// The system's.
    pub fn sweep(&self) -> io::Result<usize> {
        let mut swept = 0;
        for entry in fs::read_dir(self.root.join(INCOMING))? {
            swept += usize::from(incoming::remove_if_abandoned(&entry?.path())?);
        }
        Ok(swept)
    }

    /// Tries whether a file could come in, and leaves no trace.
    ///
    /// # Errors
    /// [`VaultRefused`] as for a real one.
    pub fn probe(&self) -> Result<(), VaultRefused> {
        self.receive(None)?.write(b"?")
    }

    fn check_size(&self, size: u64) -> Result<(), VaultRefused> {
        if size > self.limits.largest {
            return Err(VaultRefused::TooLarge(self.limits.largest));
        }
        Ok(())
    }

    fn check_room(&self, wanted: u64) -> Result<(), VaultRefused> {
        let free = fs4::available_space(&self.root)?;
        if free < self.limits.kept_free.saturating_add(wanted) {
            return Err(VaultRefused::NoRoom);
        }
        Ok(())
    }

    /// Where a content stands; a name that no content has is answered like one that is not there.
    fn place(&self, sha256: &str) -> io::Result<PathBuf> {
        let is_digest = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit());
        let drawer = sha256.get(..2).filter(|_| is_digest);
        let drawer = drawer.ok_or(io::ErrorKind::NotFound)?;
        Ok(self.root.join(drawer).join(sha256))
    }
}

const INCOMING: &str = "incoming";

/// A folder that only its owner enters.
fn private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes what was created or renamed in a folder outlast a power cut.
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests;
