//! What is kept, what is refused, and what is left on the disk in each case.

use std::os::unix::fs::PermissionsExt as _;

use tempfile::TempDir;

use super::*;
use crate::domain::attachment::FileKind;
use crate::signing::sha256_hex;

const ROOMY: Limits = Limits {
    largest: 1_000_000,
    kept_free: 0,
};

fn vault(limits: Limits) -> (TempDir, Vault) {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::open(folder.path().join("blobs"), limits).unwrap();
    (folder, vault)
}

fn kept(vault: &Vault, bytes: &[u8]) -> Stored {
    let mut incoming = vault.receive(None).unwrap();
    for part in bytes.chunks(7) {
        incoming.write(part).unwrap();
    }
    incoming.keep().unwrap()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn what_is_kept_comes_back_the_same_and_cannot_be_changed() {
    let (folder, vault) = vault(ROOMY);
    let bytes = b"GIF89a and so on";
    let stored = kept(&vault, bytes);
    assert_eq!(
        stored,
        Stored {
            sha256: sha256_hex(bytes),
            size: 16,
            kind: FileKind::Gif
        }
    );
    assert_eq!(vault.read_verified(&stored.sha256).unwrap(), bytes);
    let place = &files(folder.path())[0];
    let drawer: String = stored.sha256.chars().take(2).collect();
    assert!(place.ends_with(format!("blobs/{drawer}/{}", stored.sha256)));
    assert_eq!(fs::metadata(place).unwrap().permissions().mode() & 0o777, 0o440);
}

#[test]
fn the_same_content_is_stored_once() {
    let (folder, vault) = vault(ROOMY);
    let (one, other) = (kept(&vault, b"the same"), kept(&vault, b"the same"));
    assert_eq!(one, other);
    assert_eq!(files(folder.path()).len(), 1);
    assert_eq!(vault.read_verified(&one.sha256).unwrap(), b"the same");
}

#[test]
fn what_is_not_kept_leaves_nothing() {
    let (folder, vault) = vault(ROOMY);
    let mut incoming = vault.receive(None).unwrap();
    incoming.write(b"half a fi").unwrap();
    assert_eq!(files(folder.path()).len(), 1);
    drop(incoming);
    assert!(files(folder.path()).is_empty());
    vault.probe().unwrap();
    assert!(files(folder.path()).is_empty());
}

#[test]
fn what_is_too_large_is_refused_when_announced_and_when_it_arrives() {
    let (folder, vault) = vault(Limits { largest: 10, ..ROOMY });
    assert!(matches!(vault.receive(Some(11)), Err(VaultRefused::TooLarge(10))));
    let mut incoming = vault.receive(Some(10)).unwrap();
    incoming.write(b"0123456789").unwrap();
    assert!(matches!(incoming.write(b"!"), Err(VaultRefused::TooLarge(10))));
    drop(incoming);
    assert!(files(folder.path()).is_empty());
}

#[test]
fn a_disk_without_room_is_told_before_the_first_byte() {
    let (folder, vault) = vault(Limits {
        kept_free: u64::MAX,
        ..ROOMY
    });
    assert!(matches!(vault.receive(None), Err(VaultRefused::NoRoom)));
    assert!(files(folder.path()).is_empty());
}

#[test]
fn room_that_goes_while_a_file_arrives_is_noticed() {
    let limits = Limits {
        largest: u64::MAX,
        kept_free: 0,
    };
    let (folder, vault) = vault(limits);
    let mut incoming = vault.receive(None).unwrap();
    incoming.vault.limits.kept_free = u64::MAX;
    let half = vec![0; 4 << 20];
    incoming.write(&half).unwrap();
    assert!(matches!(incoming.write(&half), Err(VaultRefused::NoRoom)));
    drop(incoming);
    assert!(files(folder.path()).is_empty());
}

#[test]
fn a_sweep_takes_what_nobody_writes_and_nothing_else() {
    let (folder, vault) = vault(ROOMY);
    let stored = kept(&vault, b"whole");
    fs::write(folder.path().join("blobs/incoming/left"), b"half").unwrap();
    let mut arriving = vault.receive(None).unwrap();
    arriving.write(b"being written").unwrap();
    assert_eq!(vault.sweep().unwrap(), 1);
    let arrived = arriving.keep().unwrap();
    assert_eq!(vault.read_verified(&stored.sha256).unwrap(), b"whole");
    assert_eq!(vault.read_verified(&arrived.sha256).unwrap(), b"being written");
    assert_eq!(vault.sweep().unwrap(), 0);
}

#[test]
fn a_content_that_was_touched_is_never_given_whole() {
    let (folder, vault) = vault(ROOMY);
    let bytes = vec![7; 300_000];
    let stored = kept(&vault, &bytes);
    let place = files(folder.path()).remove(0);
    fs::set_permissions(&place, fs::Permissions::from_mode(0o600)).unwrap();
    for touched in [[&bytes[..299_999], &[8]].concat(), bytes[..299_999].to_vec()] {
        fs::write(&place, touched).unwrap();
        let mut reading = vault.read(&stored.sha256).unwrap();
        let (mut given, mut outcome) = (0, reading.next_chunk());
        while let Ok(Some(chunk)) = outcome {
            given += chunk.len();
            outcome = reading.next_chunk();
        }
        assert!(matches!(outcome, Err(VaultRefused::Damaged(_))));
        assert!(given < 299_999);
    }
    assert_eq!(kept(&vault, &bytes), stored);
    assert_eq!(
        vault.read_verified(&stored.sha256).unwrap(),
        bytes,
        "sent again, it is whole again"
    );
}

#[test]
fn nothing_outside_the_vault_can_be_named() {
    let (folder, vault) = vault(ROOMY);
    fs::write(folder.path().join("secret"), b"x").unwrap();
    for name in ["../secret", "", "incoming", &"a".repeat(64), &"é".repeat(32)] {
        assert!(
            matches!(vault.read(name), Err(VaultRefused::Disk(error)) if error.kind() == io::ErrorKind::NotFound)
        );
    }
}

/// Any instant between what was written at the first and what is written later.
fn after_everything() -> std::time::SystemTime {
    std::time::UNIX_EPOCH + std::time::Duration::from_secs(u64::from(u32::MAX))
}

#[test]
fn a_content_that_nobody_needs_is_destroyed_when_it_is_old_enough() {
    let (folder, vault) = vault(ROOMY);
    let (one, other) = (kept(&vault, b"one"), kept(&vault, b"other"));
    let mut old = vault.contents_before(after_everything()).unwrap();
    old.sort_unstable();
    let mut both = [one.sha256.clone(), other.sha256.clone()];
    both.sort_unstable();
    assert_eq!(old, both);
    assert!(vault.destroy(&one.sha256, after_everything()).unwrap());
    assert!(!vault.destroy(&one.sha256, after_everything()).unwrap(), "once");
    assert_eq!(vault.read_verified(&other.sha256).unwrap(), b"other");
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn a_fresh_content_survives_whoever_wants_to_destroy_it() {
    let (folder, vault) = vault(ROOMY);
    let stored = kept(&vault, b"just arrived");
    assert_eq!(
        vault.contents_before(std::time::UNIX_EPOCH).unwrap(),
        Vec::<String>::new()
    );
    assert!(!vault.destroy(&stored.sha256, std::time::UNIX_EPOCH).unwrap());
    assert_eq!(vault.read_verified(&stored.sha256).unwrap(), b"just arrived");
    assert_eq!(files(folder.path()).len(), 1, "nothing is left aside");
}

#[test]
fn what_is_not_a_content_is_never_listed_nor_destroyed() {
    let (folder, vault) = vault(ROOMY);
    let mut incoming = vault.receive(None).unwrap();
    incoming.write(b"arriving").unwrap();
    fs::create_dir(folder.path().join("blobs/notes")).unwrap();
    fs::write(folder.path().join("blobs/notes/readme"), b"x").unwrap();
    assert_eq!(
        vault.contents_before(after_everything()).unwrap(),
        Vec::<String>::new()
    );
    for name in ["../notes/readme", "incoming", ""] {
        assert!(vault.destroy(name, after_everything()).is_err(), "{name}");
    }
}
