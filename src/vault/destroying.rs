//! Destroying contents that nobody refers to any more. Who refers to what, the caller knows.
//!
//! A content that arrives again while it is being destroyed survives: it is first moved aside, then looked at, and put
//! back when it is fresh.

use std::fs::{self, File};
use std::io;
use std::time::SystemTime;

use super::incoming::random_name;
use super::{INCOMING, Vault, VaultRefused, sync_folder};

impl Vault {
    /// The contents last written before `before`, by their SHA-256, in no order.
    ///
    /// # Errors
    /// The system's.
    pub fn contents_before(&self, before: SystemTime) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        for drawer in fs::read_dir(&self.root)? {
            let drawer = drawer?;
            if drawer.file_name() == INCOMING || !drawer.file_type()?.is_dir() {
                continue;
            }
            for content in fs::read_dir(drawer.path())? {
                let content = content?;
                let name = content.file_name().to_string_lossy().into_owned();
                if self.place(&name).is_ok() && content.metadata()?.modified()? < before {
                    found.push(name);
                }
            }
        }
        Ok(found)
    }

    /// Destroys a content last written before `before`; tells whether it did.
    ///
    /// # Errors
    /// [`VaultRefused`]; the content is whole at its place then, or aside until the next start sweeps it.
    pub fn destroy(&self, sha256: &str, before: SystemTime) -> Result<bool, VaultRefused> {
        let place = self.place(sha256)?;
        let file = match File::open(&place) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        // Locked, so that no sweep takes what lies aside for abandoned.
        file.lock()?;
        let aside = self.root.join(INCOMING).join(random_name()?);
        fs::rename(&place, &aside)?;
        let is_old = fs::metadata(&aside)?.modified()? < before;
        if !is_old && let Err(error) = fs::hard_link(&aside, &place) {
            // The same content came a second time meanwhile, and is at its place.
            if error.kind() != io::ErrorKind::AlreadyExists {
                return Err(error.into());
            }
        }
        fs::remove_file(&aside)?;
        sync_folder(place.parent().unwrap_or(&self.root))?;
        Ok(is_old)
    }
}
