//! Files go when their time is over, never before, and leave who, when, why and their SHA-256.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use actix_web::http::Method;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::RunQueryDsl as _;
use serde_json::{Value, json};
use tocsin::actions::purge::{Asked, Outcome, foreseen, purge};
use tocsin::domain::people::Role;
use tocsin::signing::sha256_hex;
use tocsin::store::{StoreError, journal};

use super::{acts, address, dossier, files, get, recorded, send};
use crate::support::http::{answer, post, signed};
use crate::support::site::Site;
use crate::support::world::{World, aside};

const DAYS: u32 = 365;

/// A dossier that is over, with one file of this content that nobody touched since.
async fn closed(world: &World, content: &[u8]) -> String {
    let reference = dossier(world);
    let sent = send(
        world,
        Role::Rsn,
        &address(&reference, "name=journal.log"),
        content,
    )
    .await;
    assert_eq!(sent.status.as_u16(), 201);
    set_status(world, &reference, "closed");
    age(world);
    reference
}

fn set_status(world: &World, reference: &str, status: &str) {
    let statement = format!("UPDATE incidents SET status = '{status}' WHERE reference = '{reference}'");
    let done: Result<usize, StoreError> = world.write(|db| Ok(diesel::sql_query(statement).execute(db)?));
    assert_eq!(done.unwrap(), 1);
}

/// Every content is as old as the world: its clock is not that of the disk.
fn age(world: &World) {
    for path in files(world.blobs()) {
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        let file = File::options().write(true).open(&path).unwrap();
        file.set_modified(world.clock.now().into()).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o440)).unwrap();
    }
}

fn asked(at: DateTime<Utc>) -> Asked<'static> {
    Asked {
        at,
        days: Some(DAYS),
        by: "command line",
    }
}

fn purged(world: &World, at: DateTime<Utc>) -> Outcome {
    aside(|| purge(&world.database.store, &world.instance.vault, asked(at), at)).unwrap()
}

/// The instant at which the time of a dossier that rests since now is over.
fn over(world: &World) -> DateTime<Utc> {
    world.clock.now() + TimeDelta::days(i64::from(DAYS))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_content_goes_at_its_time_and_its_row_stays() {
    for world in World::on_each_engine() {
        let content = b"journal du pare-feu";
        let reference = closed(&world, content).await;
        let early = purged(&world, over(&world) - TimeDelta::seconds(1));
        assert_eq!(early, Outcome::default());
        let foreseen = aside(|| foreseen(&world.database.store, &world.instance.vault, asked(over(&world))));
        let foreseen = foreseen.unwrap();
        assert_eq!(files(world.blobs()).len(), 1, "foreseeing does nothing");
        let done = purged(&world, over(&world));
        assert_eq!(done.destroyed, [sha256_hex(content)]);
        assert_eq!(
            (&foreseen.destroyed, foreseen.due.len()),
            (&done.destroyed, done.due.len())
        );
        assert!(files(world.blobs()).is_empty());
        let row = &recorded(&world, &reference)[0];
        let gone = row.purged.as_ref().unwrap();
        assert_eq!((gone.at, gone.by.as_str()), (over(&world), "command line"));
        assert!(gone.reason.contains("365 jours"), "{}", gone.reason);
        assert_eq!((row.sha256.clone(), row.size), (sha256_hex(content), 19));
        assert_eq!(acts(&world), ["attachment_added", "attachments_purged"]);
        assert_eq!(purged(&world, over(&world)), Outcome::default(), "once");
        let verified: Result<_, StoreError> = aside(|| journal::verify(&world.database.store));
        assert!(verified.unwrap().is_ok());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_is_told_as_gone() {
    let world = World::on_sqlite();
    let reference = closed(&world, b"journal du pare-feu").await;
    purged(&world, over(&world));
    let id = recorded(&world, &reference)[0].id.clone();
    get(&world, Role::Rsn, &format!("/api/v1/attachments/{id}"))
        .await
        .problem(410);
    let listed = get(&world, Role::Rsn, &address(&reference, "limit=9"))
        .await
        .json();
    let line = &listed["items"][0];
    assert!(
        line["purged_at"].is_string() && line["sha256"].is_string(),
        "{line}"
    );
    assert!(line["purge_reason"].as_str().unwrap().contains("365 jours"));
    let page = aside(|| {
        Site::of(world)
            .visitor(Role::Rsn)
            .get(&format!("/dossiers/{reference}"))
            .body
    });
    assert!(page.contains("Contenu détruit le"), "{page}");
    assert!(!page.contains(&format!("href=\"/pieces/{id}\"")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_dossier_keeps_its_files_and_so_does_one_that_somebody_acts_on() {
    for world in World::on_each_engine() {
        let reference = closed(&world, b"journal du pare-feu").await;
        set_status(&world, &reference, "in_progress");
        assert_eq!(purged(&world, over(&world)), Outcome::default());
        set_status(&world, &reference, "rejected");
        let (first, later) = (over(&world), world.clock.now() + TimeDelta::days(300));
        world.clock.set(later);
        let id = recorded(&world, &reference)[0].id.clone();
        get(&world, Role::Rsn, &format!("/api/v1/attachments/{id}")).await;
        let read = aside(|| foreseen(&world.database.store, &world.instance.vault, asked(first)));
        assert_eq!(read.unwrap().due.len(), 1, "reading makes no dossier young");
        let at = address(&reference, "name=autre.log");
        send(&world, Role::Rsn, &at, "un autre fichier").await;
        assert_eq!(purged(&world, first), Outcome::default(), "an act does");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_content_that_another_dossier_still_carries_stays() {
    for world in World::on_each_engine() {
        let content = b"le meme fichier";
        let first = closed(&world, content).await;
        let second = dossier(&world);
        send(
            &world,
            Role::Rsn,
            &address(&second, "name=copie.log"),
            content.as_slice(),
        )
        .await;
        age(&world);
        let done = purged(&world, over(&world));
        assert_eq!((done.due.len(), done.destroyed.len()), (1, 0));
        assert!(recorded(&world, &first)[0].purged.is_some());
        let id = recorded(&world, &second)[0].id.clone();
        let read = get(&world, Role::Rsn, &format!("/api/v1/attachments/{id}")).await;
        assert_eq!(read.body, content);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_keeps_files_whatever_their_time() {
    for world in World::on_each_engine() {
        let reference = closed(&world, b"journal du pare-feu").await;
        let path = format!("/api/v1/incidents/{reference}/legal-hold");
        let ask = |role, body: Value| answer_of(&world, post(&path, &world.token(role), &body));
        assert_eq!(ask(Role::Dpd, json!({"reason": " "})).await.0, 422);
        assert_eq!(ask(Role::Rsn, json!({"reason": "Plainte."})).await.0, 403);
        let (status, held) = ask(Role::Dpd, json!({"reason": "Plainte déposée."})).await;
        assert_eq!(
            (status, &held["legal_hold"]["reason"]),
            (200, &json!("Plainte déposée."))
        );
        assert_eq!(ask(Role::Rssi, json!({"reason": "Encore."})).await.0, 409);
        let later = over(&world) + TimeDelta::days(1);
        assert_eq!(purged(&world, later), Outcome::default());
        let release = signed(Method::DELETE, &path, &world.token(Role::Rssi));
        let (status, released) = answer_of(&world, release).await;
        assert_eq!((status, &released["legal_hold"]), (200, &Value::Null));
        assert_eq!(purged(&world, later).destroyed.len(), 1);
        let expected = [
            "attachment_added",
            "attachments_held",
            "attachments_released",
            "attachments_purged",
        ];
        assert_eq!(acts(&world), expected);
    }
}

async fn answer_of(world: &World, request: actix_web::test::TestRequest) -> (u16, Value) {
    let answer = answer(&world.app(), request).await;
    (answer.status.as_u16(), answer.json())
}

#[test]
fn the_page_holds_and_lets_go() {
    let world = World::on_sqlite();
    let reference = dossier(&world);
    let site = Site::of(world);
    let (to, dpd) = (
        format!("/dossiers/{reference}/pieces/gel"),
        site.visitor(Role::Dpd),
    );
    let form = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    let refused = dpd.post(&to, &form("hold_reason", ""));
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Dites pourquoi ces pièces doivent rester."));
    let held = dpd.post(&to, &form("hold_reason", "Plainte déposée."));
    assert_eq!(
        (held.status, held.location),
        (303, format!("/dossiers/{reference}#pieces"))
    );
    let page = site
        .visitor(Role::Rsn)
        .get(&format!("/dossiers/{reference}"))
        .body;
    assert!(page.contains("Pièces gelées") && page.contains("Plainte déposée."));
    assert!(!page.contains("/pieces/gel"), "the school does not decide it");
    assert_eq!(dpd.post(&to, &form("hold_reason", "Encore.")).status, 409);
    assert_eq!(dpd.post(&to, &form("action", "lever")).status, 303);
    assert!(
        !dpd.get(&format!("/dossiers/{reference}"))
            .body
            .contains("Pièces gelées")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_left_without_a_row_is_collected_once_it_is_old() {
    for world in World::on_each_engine() {
        let mut incoming = world.instance.vault.receive(None).unwrap();
        incoming.write(b"kept, and never attached").unwrap();
        let orphan = incoming.keep().unwrap().sha256;
        age(&world);
        let now = world.clock.now();
        assert_eq!(purged(&world, now + TimeDelta::minutes(59)), Outcome::default());
        let asked = Asked {
            days: None,
            ..asked(now + TimeDelta::minutes(61))
        };
        let done = aside(|| purge(&world.database.store, &world.instance.vault, asked, now)).unwrap();
        assert_eq!(done.destroyed, [orphan]);
        assert!(files(world.blobs()).is_empty());
    }
}
