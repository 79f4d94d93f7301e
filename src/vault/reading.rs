//! A kept content, read in chunks and checked on the way: the last chunk is only given when all of it is right.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::VaultRefused;
use crate::signing::hex;

/// Bytes read at a time.
const CHUNK: u64 = 128 * 1024;

/// A content being read.
#[derive(Debug)]
pub struct Reading {
    file: File,
    left: u64,
    hasher: Sha256,
    sha256: String,
}

impl Reading {
    pub(super) fn open(place: &Path, sha256: &str) -> io::Result<Self> {
        let file = File::open(place)?;
        Ok(Self {
            left: file.metadata()?.len(),
            file,
            hasher: Sha256::new(),
            sha256: sha256.to_owned(),
        })
    }

    /// Bytes still to come.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.left
    }

    /// The next bytes; `None` after the last.
    ///
    /// # Errors
    /// [`VaultRefused::Damaged`] in place of the last bytes when the whole is not what was kept, and the disk's.
    pub fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, VaultRefused> {
        if self.left == 0 {
            return Ok(None);
        }
        let wanted = self.left.min(CHUNK);
        let mut chunk = Vec::new();
        let read = self.file.by_ref().take(wanted).read_to_end(&mut chunk)?;
        self.hasher.update(&chunk);
        self.left -= wanted;
        let is_short = u64::try_from(read).unwrap_or(u64::MAX) < wanted;
        if is_short || (self.left == 0 && !self.is_right()) {
            self.left = 0;
            return Err(VaultRefused::Damaged(self.sha256.clone()));
        }
        Ok(Some(chunk))
    }

    fn is_right(&self) -> bool {
        hex(&self.hasher.clone().finalize()) == self.sha256
    }
}
