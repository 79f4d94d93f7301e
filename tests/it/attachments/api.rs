//! Programs that send and read files.

use actix_web::http::Method;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use tocsin::actions::Instance;
use tocsin::domain::incident::Report;
use tocsin::domain::people::Role;
use tocsin::domain::uai::Uai;
use tocsin::signing::sha256_hex;
use tocsin::vault::{Limits, Vault};

use super::{PICTURE, acts, address, dossier, files, get, nothing_is_left, recorded, send};
use crate::support::http::{answer, request, signed};
use crate::support::world::{BROSSOLETTE, World};

/// Bytes of every value, more than are written or read at a time.
fn large() -> Vec<u8> {
    (0..700_001_u32)
        .map(|n| n.to_le_bytes()[usize::from(n % 3 == 0)])
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_very_bytes_come_back() {
    for world in World::on_each_engine() {
        let (reference, bytes) = (dossier(&world), large());
        let at = address(&reference, "name=image%20disque.bin&with_notification=true");
        let sent = send(&world, Role::Rsn, &at, bytes.clone()).await;
        assert_eq!(sent.status.as_u16(), 201, "{}", sent.text());
        let told = sent.json();
        assert_eq!(told["name"], "image disque.bin");
        assert_eq!(told["size"], 700_001);
        assert_eq!(told["sha256"], sha256_hex(&bytes));
        assert_eq!(told["kind"], "unknown");
        assert_eq!(told["with_notification"], true);
        let location = sent.header("location");
        assert_eq!(
            location,
            format!("/api/v1/attachments/{}", told["id"].as_str().unwrap())
        );
        let read = get(&world, Role::Rssi, location).await;
        assert_eq!(read.status.as_u16(), 200);
        assert!(read.body == bytes);
        let list = get(&world, Role::Rssi, &address(&reference, "")).await.json();
        assert_eq!(list["items"][0], told);
        assert_eq!(list["next_cursor"], serde_json::Value::Null);
        assert_eq!(acts(&world), ["attachment_added", "attachment_read"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_content_is_stored_once_under_as_many_names_as_wanted() {
    for world in World::on_each_engine() {
        let reference = dossier(&world);
        for name in ["capture.png", "la-meme.png"] {
            let at = address(&reference, &format!("name={name}"));
            assert_eq!(send(&world, Role::Rsn, &at, PICTURE).await.status.as_u16(), 201);
        }
        assert_eq!(files(world.blobs()).len(), 1);
        let names: Vec<_> = recorded(&world, &reference)
            .into_iter()
            .map(|it| it.name)
            .collect();
        assert_eq!(names, ["capture.png", "la-meme.png"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_leaves_under_headers_that_run_nothing() {
    let world = World::on_sqlite();
    let at = address(&dossier(&world), "name=page.html");
    let sent = send(&world, Role::Rsn, &at, "<script>alert(1)</script>").await;
    let read = get(&world, Role::Rsn, sent.header("location")).await;
    assert_eq!(read.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(
        read.header("content-disposition"),
        "attachment; filename=\"page.html\"; filename*=UTF-8''page.html"
    );
    assert_eq!(read.header("x-content-type-options"), "nosniff");
    let policy = read.header("content-security-policy");
    assert!(
        policy.contains("sandbox") && policy.starts_with("default-src 'none'"),
        "{policy}"
    );
    assert!(!policy.contains("script"), "{policy}");
    assert_eq!(read.header("cache-control"), "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_what_its_content_says_whatever_its_name_and_media_type_claim() {
    let world = World::on_sqlite();
    let reference = dossier(&world);
    let at = address(&reference, "name=photo.png");
    let lying = signed(Method::POST, &at, &world.token(Role::Rsn)).insert_header((CONTENT_TYPE, "image/png"));
    let sent = answer(&world.app(), lying.set_payload(b"MZ\x90\0\x03\0".to_vec())).await;
    assert_eq!(sent.json()["kind"], "unknown");
    let read = get(&world, Role::Rsn, sent.header("location")).await;
    assert_eq!(read.header("content-type"), "application/octet-stream");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_never_leads_out_of_its_place() {
    for world in World::on_each_engine() {
        let reference = dossier(&world);
        let at = address(&reference, "name=..%2F..%2Fetc%2Fpasswd");
        let sent = send(&world, Role::Rsn, &at, "root:x:0:0").await;
        assert_eq!(sent.json()["name"], "passwd");
        let [kept] = files(world.blobs()).try_into().unwrap();
        assert!(kept.ends_with(sent.json()["sha256"].as_str().unwrap()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_is_refused_announced_or_not() {
    for world in World::on_each_engine() {
        let reference = dossier(&world);
        let at = address(&reference, "name=x");
        let too_large = vec![0; 1_000_001];
        let refused = send(&world, Role::Rsn, &at, too_large.clone()).await.problem(413);
        assert!(refused.json()["detail"].as_str().unwrap().contains("1\u{a0}Mo"));
        let announced = signed(Method::POST, &at, &world.token(Role::Rsn));
        let announced = announced.insert_header((CONTENT_LENGTH, "1000001"));
        answer(&world.app(), announced.set_payload(too_large))
            .await
            .problem(413);
        nothing_is_left(&world, &reference);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_not_what_was_announced_is_refused() {
    for world in World::on_each_engine() {
        let reference = dossier(&world);
        let at = address(&reference, "name=x");
        let ask = || signed(Method::POST, &at, &world.token(Role::Rsn)).set_payload("hello");
        let shorter = ask().insert_header((CONTENT_LENGTH, "6"));
        answer(&world.app(), shorter).await.problem(400);
        let other = format!("sha-256=:{}:", STANDARD.encode(Sha256::digest("hallo")));
        let refused = answer(&world.app(), ask().insert_header(("repr-digest", other))).await;
        assert_eq!(refused.problem(422).wrong_fields(), ["Repr-Digest"]);
        let unreadable = ask().insert_header(("repr-digest", "sha-256=:none:"));
        answer(&world.app(), unreadable).await.problem(422);
        nothing_is_left(&world, &reference);
        let right = format!("sha-256=:{}:", STANDARD.encode(Sha256::digest("hello")));
        let kept = answer(&world.app(), ask().insert_header(("repr-digest", right))).await;
        assert_eq!(kept.status.as_u16(), 201);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_file_and_one_without_name_are_problems() {
    let world = World::on_sqlite();
    let reference = dossier(&world);
    let empty = send(&world, Role::Rsn, &address(&reference, "name=x"), "").await;
    assert_eq!(empty.problem(422).wrong_fields(), ["file"]);
    let unnamed = send(
        &world,
        Role::Rsn,
        &address(&reference, "with_notification=oui"),
        "x",
    )
    .await;
    assert_eq!(unnamed.problem(422).wrong_fields(), ["name", "with_notification"]);
    nothing_is_left(&world, &reference);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_without_room_is_told_before_anything_is_lost() {
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
    let token = world.token(Role::Rsn);
    let asked = signed(Method::POST, &address(&reference, "name=x"), &token).set_payload("x");
    answer(&world.app_of(instance), asked).await.problem(507);
    nothing_is_left(&world, &reference);
}

/// A body that must not be read: it would be refused for its size.
fn unread() -> Vec<u8> {
    vec![0; 1_000_001]
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_and_other_schools_find_nothing() {
    for world in World::on_each_engine() {
        let elsewhere = Report {
            establishment_uai: Some(Uai::parse(BROSSOLETTE).unwrap()),
            ..world.a_report()
        };
        let hidden = world.reported(Role::Rssi, elsewhere).reference;
        let at = address(&hidden, "name=x");
        let sent = send(&world, Role::Rssi, &at, PICTURE).await;
        let file = sent.header("location").to_owned();
        for role in [Role::Rsn, Role::ChefEtablissement, Role::AgentDepartement] {
            send(&world, role, &at, unread()).await.problem(404);
            get(&world, role, &at).await.problem(404);
            get(&world, role, &file).await.problem(404);
        }
        for role in [Role::Admin, Role::Observer] {
            send(&world, role, &at, unread()).await.problem(403);
            get(&world, role, &file).await.problem(403);
        }
        answer(&world.app(), request(Method::GET, &file))
            .await
            .problem(401);
        let stranger = request(Method::POST, &at).set_payload(unread());
        answer(&world.app(), stranger).await.problem(401);
        get(&world, Role::Rssi, "/api/v1/attachments/nothing")
            .await
            .problem(404);
        assert_eq!(acts(&world), ["attachment_added"]);
    }
}
