//! A disk without room, and files made to fill one.

use std::io::Write as _;

use actix_web::cookie::Cookie;
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use tocsin::actions::Instance;
use tocsin::domain::attachment::FileKind;
use tocsin::domain::people::Role;
use tocsin::vault::{Limits, Vault};

use super::{address, dossier, files, get, nothing_is_left, recorded, send};
use crate::support::http::{answer, request};
use crate::support::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_announces_more_than_there_is_room_for_is_refused_unread() {
    let world = World::on_sqlite();
    let reference = dossier(&world);
    let full = Limits {
        largest: 1_000_000,
        kept_free: u64::MAX,
    };
    let instance = Instance {
        vault: Vault::open(world.blobs(), full).unwrap(),
        ..Instance::clone(&world.instance)
    };
    // Were the body read, it would be refused for its missing token.
    let form = request(Method::POST, &format!("/dossiers/{reference}/pieces"))
        .cookie(Cookie::new("tocsin", world.session(Role::Rsn)))
        .insert_header((CONTENT_TYPE, "multipart/form-data; boundary=frontiere"))
        .insert_header((CONTENT_LENGTH, "900000"))
        .set_payload("--frontiere");
    let refused = answer(&world.app_of(instance), form).await;
    assert_eq!(refused.status.as_u16(), 507);
    assert!(
        refused.text().contains("plus assez de place"),
        "{}",
        refused.text()
    );
    nothing_is_left(&world, &reference);
}

/// An archive of one file of ten megabytes of zeros, in about ten kilobytes.
fn bomb() -> Vec<u8> {
    let name = b"zeros";
    let zeros = vec![0; 10_000_000];
    let mut deflated = DeflateEncoder::new(Vec::new(), Compression::best());
    deflated.write_all(&zeros).unwrap();
    let deflated = deflated.finish().unwrap();
    let mut archive = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
    archive.extend(u32::try_from(deflated.len()).unwrap().to_le_bytes());
    archive.extend(u32::try_from(zeros.len()).unwrap().to_le_bytes());
    archive.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    archive.extend(0_u16.to_le_bytes());
    archive.extend(name);
    archive.extend(deflated);
    archive
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_made_to_swell_is_kept_as_it_came() {
    let world = World::on_sqlite();
    let (reference, bomb) = (dossier(&world), bomb());
    assert!(
        bomb.len() < 20_000,
        "unpacked it would be over the limit of this world"
    );
    let sent = send(
        &world,
        Role::Rsn,
        &address(&reference, "name=../../photos.zip"),
        bomb.clone(),
    )
    .await;
    assert_eq!(sent.status.as_u16(), 201);
    let [kept] = recorded(&world, &reference).try_into().unwrap();
    assert_eq!((kept.kind, kept.name.as_str()), (FileKind::Zip, "photos.zip"));
    assert_eq!(usize::try_from(kept.size).unwrap(), bomb.len());
    let [on_disk] = files(world.blobs()).try_into().unwrap();
    assert_eq!(
        on_disk.metadata().unwrap().len(),
        u64::try_from(bomb.len()).unwrap()
    );
    let read = get(&world, Role::Rsn, sent.header("location")).await;
    assert_eq!(read.body, bomb);
    assert!(read.header("content-disposition").starts_with("attachment;"));
    assert_eq!(read.header("x-content-type-options"), "nosniff");
}
