//! Packs of the product, of a folder and of the store, put together.

use std::fs;
use std::path::Path;

use tocsin::packs::{self, Fault};

use super::MINIMAL;

const HOME: &str = "ille-et-vilaine-2025";

fn written(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

fn lines(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn without_folder_the_packs_of_the_product_are_used() {
    let catalogue = packs::catalogue(None, Vec::new(), HOME).unwrap();
    assert_eq!(catalogue.packs().len(), packs::builtin().len());
    assert_eq!(catalogue.home().unwrap().id, HOME);
}

#[test]
fn a_folder_adds_packs_and_other_files_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), "essai.toml", MINIMAL);
    written(folder.path(), "lisez-moi.txt", "Rien à lire ici.");
    let catalogue = packs::catalogue(Some(folder.path()), Vec::new(), "minimal-2025").unwrap();
    assert_eq!(catalogue.packs().len(), packs::builtin().len() + 1);
    assert_eq!(catalogue.home().unwrap().title, "Convention d’essai");
}

#[test]
fn a_folder_replaces_a_pack_of_the_product_and_a_loaded_one_replaces_both() {
    let renamed = |title: &str| MINIMAL.replace("minimal-2025", HOME).replace("d’essai", title);
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), "essai.toml", &renamed("du dossier"));
    let title = |loaded| {
        let catalogue = packs::catalogue(Some(folder.path()), loaded, HOME).unwrap();
        assert_eq!(catalogue.packs().len(), packs::builtin().len());
        catalogue.home().unwrap().title.clone()
    };
    assert_eq!(title(Vec::new()), "Convention du dossier");
    let newest = ("newest.toml".to_owned(), renamed("chargée"));
    let older = ("older.toml".to_owned(), renamed("ancienne"));
    assert_eq!(title(vec![newest, older]), "Convention chargée");
}

#[test]
fn every_fault_of_every_file_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), "a.toml", &MINIMAL.replace("title", "titre"));
    written(
        folder.path(),
        "b.toml",
        &MINIMAL.replace("hours = 48", "hours = 0"),
    );
    fs::write(folder.path().join("c.toml"), [0x66, 0xff, 0xfe]).unwrap();
    let faults = packs::from_folder(folder.path()).unwrap_err();
    let short: Vec<(bool, usize, &str)> = faults
        .iter()
        .map(|fault| (fault.file.ends_with("a.toml"), fault.line, fault.key.as_str()))
        .collect();
    assert_eq!(
        short,
        [
            (true, 1, "title"),
            (true, 2, "titre"),
            (false, 75, "obligations[0].hours"),
            (false, 0, "")
        ]
    );
    let last = faults.last().unwrap().to_string();
    assert!(
        last.ends_with("c.toml: ce fichier n’est pas un texte en UTF-8"),
        "{last}"
    );
}

#[test]
fn two_files_of_one_folder_cannot_share_an_identifier() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), "a.toml", MINIMAL);
    written(folder.path(), "b.toml", MINIMAL);
    let faults = packs::from_folder(folder.path()).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert!(faults[0].file.ends_with("b.toml"), "{}", faults[0]);
}

#[test]
fn a_missing_folder_and_an_unknown_home_stop_the_start() {
    let faults = packs::catalogue(Some(Path::new("nulle-part")), Vec::new(), HOME).unwrap_err();
    assert_eq!(lines(&faults), ["nulle-part: introuvable"]);
    let faults = packs::catalogue(None, Vec::new(), "ailleurs").unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].key, "home");
}
