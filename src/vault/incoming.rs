//! A file on its way in: hashed as it is written, kept whole by one rename, gone otherwise.

use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::{INCOMING, Vault, VaultRefused, private_folder, sync_folder};
use crate::domain::attachment::{FileKind, HEAD};
use crate::signing::hex;

/// After so many bytes the room on the disk is looked at again: others write there too.
const LOOK_EVERY: u64 = 8 << 20;

/// What a content is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// What it is by its first bytes.
    pub kind: FileKind,
}

/// A file that arrives. Dropped without [`keep`](Self::keep), it leaves nothing behind.
#[derive(Debug)]
pub struct Incoming {
    pub(super) vault: Vault,
    path: PathBuf,
    file: File,
    hasher: Sha256,
    head: Vec<u8>,
    size: u64,
    looked_at: u64,
    kept: bool,
}

impl Incoming {
    pub(super) fn create(vault: &Vault) -> io::Result<Self> {
        let (path, file) = locked_file(&vault.root.join(INCOMING))?;
        Ok(Self {
            vault: vault.clone(),
            path,
            file,
            hasher: Sha256::new(),
            head: Vec::new(),
            size: 0,
            looked_at: 0,
            kept: false,
        })
    }

    /// Adds what arrived.
    ///
    /// # Errors
    /// [`VaultRefused`]; what was written so far goes with this value.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), VaultRefused> {
        let size = self.size.saturating_add(length(bytes));
        self.vault.check_size(size)?;
        if size - self.looked_at >= LOOK_EVERY {
            self.vault.check_room(0)?;
            self.looked_at = size;
        }
        self.file.write_all(bytes)?;
        self.hasher.update(bytes);
        let wanted = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(wanted));
        self.size = size;
        Ok(())
    }

    /// What has arrived so far.
    #[must_use]
    pub fn content(&self) -> Stored {
        Stored {
            sha256: hex(&self.hasher.clone().finalize()),
            size: self.size,
            kind: FileKind::of(&self.head),
        }
    }

    /// Keeps the file for good: on the disk when this returns, even through a power cut. The same content again takes
    /// the place of the same bytes.
    ///
    /// # Errors
    /// [`VaultRefused`]; nothing is kept then.
    pub fn keep(mut self) -> Result<Stored, VaultRefused> {
        let content = self.content();
        let place = self.vault.place(&content.sha256)?;
        self.file.set_permissions(Permissions::from_mode(0o440))?;
        self.file.sync_all()?;
        let drawer = place.parent().unwrap_or(&self.vault.root).to_owned();
        if !drawer.exists() {
            private_folder(&drawer)?;
            sync_folder(&self.vault.root)?;
        }
        fs::rename(&self.path, &place)?;
        self.kept = true;
        sync_folder(&drawer)?;
        Ok(content)
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed now is swept at the next start.
            drop(fs::remove_file(&self.path));
        }
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// A new file under a random name, locked as long as it is open: that is how a sweep knows that somebody writes it.
fn locked_file(folder: &Path) -> io::Result<(PathBuf, File)> {
    loop {
        let path = folder.join(random_name()?);
        let mut new = OpenOptions::new();
        let file = new.write(true).create_new(true).mode(0o600).open(&path)?;
        file.lock()?;
        // A sweep that came between the two took it for abandoned.
        if path.exists() {
            return Ok((path, file));
        }
    }
}

pub(super) fn random_name() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(hex(&bytes))
}

/// Removes a file that nobody writes; tells whether it did.
pub(super) fn remove_if_abandoned(path: &Path) -> io::Result<bool> {
    let file = match File::open(path) {
        Ok(file) => file,
        // Kept or dropped meanwhile.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) => fs::remove_file(path).map(|()| true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
