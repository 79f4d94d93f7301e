//! Messages written as `.eml` files, which any mail program opens.
//!
//! A file appears whole or not at all: it is written beside, flushed to the disk, renamed, and the folder is
//! flushed in turn. Delivering the same message again replaces its file by the same bytes.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Outcome, StoredMessage};

/// A folder of messages, created when first needed.
#[derive(Clone, Debug)]
pub struct FolderTransport {
    folder: PathBuf,
}

impl FolderTransport {
    /// Writes into `folder`.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub(super) async fn deliver(&self, message: &StoredMessage) -> Outcome {
        let name = file_name(&message.message_id);
        // The answer shows on the dossier: it names the file, not where the machine keeps it.
        let answer = format!("écrit dans le fichier {name}, non expédié");
        let path = self.folder.join(name);
        let bytes = message.bytes.clone();
        match on_disk(move || write_whole(&path, &bytes)).await {
            Ok(()) => Outcome::Accepted { answer },
            Err(error) => Outcome::Misconfigured {
                answer: self.fault(&error),
            },
        }
    }

    pub(super) async fn probe(&self) -> Result<String, String> {
        let path = self.folder.join(".essai");
        on_disk(move || {
            write_whole(&path, b"")?;
            fs::remove_file(&path)
        })
        .await
        .map_err(|error| self.fault(&error))?;
        Ok(format!(
            "les messages ne partent pas : ils sont écrits dans {}",
            self.folder.display()
        ))
    }

    fn fault(&self, error: &io::Error) -> String {
        format!("impossible d’écrire dans {} : {error}", self.folder.display())
    }
}

/// Runs `work` where it may block.
async fn on_disk(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> io::Result<()> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)?
}

/// `<uuid@domain>` → `uuid@domain.eml`, with nothing that could leave the folder.
fn file_name(message_id: &str) -> String {
    let safe: String = message_id
        .trim_matches(['<', '>'])
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "@.-_".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    format!("{}.eml", safe.trim_start_matches('.'))
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let beside = path.with_extension("part");
    let mut file = File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_message_id_names_a_file_of_the_folder_and_nothing_else() {
        for (message_id, expected) in [
            ("<0190-aa@tocsin.example>", "0190-aa@tocsin.example.eml"),
            ("<../../etc/passwd>", "_.._etc_passwd.eml"),
            ("<a b\0c@x>", "a_b_c@x.eml"),
        ] {
            assert_eq!(file_name(message_id), expected);
        }
    }
}
