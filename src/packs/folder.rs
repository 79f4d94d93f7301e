//! Packs from the disk and from the store, put together with those of the product.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::fault::Fault;
use super::{builtin, read};
use crate::domain::convention::{Catalogue, Pack};

/// Reads every `*.toml` file of a folder, in the order of their names.
///
/// # Errors
/// Every fault of every file at once; a folder or file that cannot be read is one, and so is an identifier
/// that two files share.
pub fn from_folder(folder: &Path) -> Result<Vec<Pack>, Vec<Fault>> {
    let files = toml_files(folder).map_err(|error| vec![unreadable(folder, &error)])?;
    let read = files
        .iter()
        .map(|file| from_file(file).map(|pack| (file.display().to_string(), pack)));
    let (packs, mut faults) = gather(read);
    let mut seen = BTreeSet::new();
    for (file, pack) in &packs {
        if !seen.insert(pack.id.as_str()) {
            let message = format!(
                "un autre fichier du dossier porte déjà l’identifiant «\u{a0}{}\u{a0}»",
                pack.id
            );
            faults.push(Fault::of_file(file, "id", message));
        }
    }
    if faults.is_empty() {
        Ok(packs.into_iter().map(|(_, pack)| pack).collect())
    } else {
        Err(faults)
    }
}

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads one pack from a file.
///
/// # Errors
/// Every fault of the file at once; a file that cannot be read, or is not UTF-8, is one.
pub fn from_file(file: &Path) -> Result<Pack, Vec<Fault>> {
    let text = fs::read_to_string(file).map_err(|error| vec![unreadable(file, &error)])?;
    read(&text, &file.display().to_string())
}

fn unreadable(path: &Path, error: &io::Error) -> Fault {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "introuvable".to_owned(),
        io::ErrorKind::PermissionDenied => "lecture non autorisée".to_owned(),
        io::ErrorKind::InvalidData => "ce fichier n’est pas un texte en UTF-8".to_owned(),
        _ => format!("lecture impossible ({error})"),
    };
    Fault::of_file(path.display().to_string(), "", message)
}

/// Separates what was read whole from the faults.
fn gather<T>(read: impl Iterator<Item = Result<T, Vec<Fault>>>) -> (Vec<T>, Vec<Fault>) {
    let (mut packs, mut faults) = (Vec::new(), Vec::new());
    for one in read {
        match one {
            Ok(pack) => packs.push(pack),
            Err(of_one) => faults.extend(of_one),
        }
    }
    (packs, faults)
}

/// Every pack in use: `loaded` ones (name and text, newest first) stand before those of `folder`, which stand
/// before those of the product; of several packs with one identifier, only the first is kept.
///
/// `home` is the identifier of the convention that this installation serves first.
///
/// # Errors
/// Every fault of every pack at once; a `home` that no pack bears is one.
pub fn catalogue(
    folder: Option<&Path>,
    loaded: Vec<(String, String)>,
    home: &str,
) -> Result<Catalogue, Vec<Fault>> {
    let (mut packs, mut faults) = gather(loaded.into_iter().map(|(name, text)| read(&text, &name)));
    match folder.map_or_else(|| Ok(Vec::new()), from_folder) {
        Ok(of_folder) => packs.extend(of_folder),
        Err(of_folder) => faults.extend(of_folder),
    }
    let (of_product, of_product_faults) = gather(builtin().iter().map(|(name, text)| read(text, name)));
    packs.extend(of_product);
    faults.extend(of_product_faults);
    let mut seen = BTreeSet::new();
    packs.retain(|pack| seen.insert(pack.id.clone()));
    if faults.is_empty() && !seen.contains(home) {
        faults.push(unknown_home(home, &seen));
    }
    if faults.is_empty() {
        Ok(Catalogue::new(packs, home))
    } else {
        Err(faults)
    }
}

fn unknown_home(home: &str, known: &BTreeSet<String>) -> Fault {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let known = known.join(", ");
    let message = format!("aucune convention «\u{a0}{home}\u{a0}»\u{202f}; sont connues\u{a0}: {known}");
    Fault::of_file("configuration", "home", message)
}
