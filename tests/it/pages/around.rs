//! Home, account, outgoing mail, schools while one types, public pages, and errors in their frame.

use chrono::TimeDelta;
use tocsin::domain::letter::MailState;
use tocsin::domain::people::Role;
use tocsin::store::StoreError;
use tocsin::store::mails::{self, Settlement};

use super::{Guest, leads_to};
use crate::support::world::World;

const REFUSAL: &str = "550 5.1.1 Destinataire inconnu";

#[tokio::test(flavor = "multi_thread")]
async fn home_leads_each_person_to_what_they_use_most() {
    let world = World::on_sqlite();
    for (role, path) in [
        (Role::Rsn, "/dossiers"),
        (Role::Rssi, "/ma-file"),
        (Role::Admin, "/acheminement"),
        (Role::Observer, "/chiffres"),
        (Role::Dpo, "/ma-file"),
        (Role::Dpd, "/ma-file"),
    ] {
        let mut guest = Guest::signed_in(&world, role);
        assert_eq!(leads_to(&guest.get("/").await), path, "{role}");
        assert_eq!(guest.get(path).await.status.as_u16(), 200, "{role}");
    }
    assert_eq!(leads_to(&Guest::of(&world).get("/").await), "/connexion");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_follows_letters_and_learns_nothing_of_dossiers() {
    let world = World::on_sqlite();
    let reported = world.reported(Role::Rsn, world.a_report());
    let mut admin = Guest::signed_in(&world, Role::Admin);
    let page = admin.get("/acheminement").await.text();
    assert!(
        page.contains("Signalement d’un incident") && page.contains("En attente"),
        "{page}"
    );
    for hidden in [reported.reference.as_str(), "Message étrange", "Cassin"] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
    for path in [
        "/dossiers".to_owned(),
        format!("/dossiers/{}", reported.reference),
    ] {
        assert_eq!(admin.get(&path).await.status.as_u16(), 403, "{path}");
    }
    let mut observer = Guest::signed_in(&world, Role::Observer);
    assert_eq!(observer.get("/acheminement").await.status.as_u16(), 403);
}

/// One of the letters that wait is refused for good.
fn refuse_one(world: &World) {
    let (now, refusal) = (
        world.clock.now(),
        Settlement {
            outcome: "permanent",
            answer: REFUSAL.to_owned(),
            state: MailState::Refused,
            next_attempt_at: None,
            repeated: false,
        },
    );
    let settled = world.write(|db| -> Result<bool, StoreError> {
        let claimed = mails::claim(db, "test", now, now + TimeDelta::minutes(1), 1)?;
        mails::settle(db, &claimed[0], "test", &refusal, now)
    });
    assert!(settled.unwrap());
}

/// The address of the next slice, as its link says it.
fn next_slice(html: &str) -> Option<String> {
    let link = html.split("href=\"").find(|rest| rest.contains("rel=\"next\""))?;
    Some(link.split('"').next()?.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_are_read_slice_by_slice_without_a_gap_those_in_trouble_first() {
    for world in World::on_each_engine() {
        for _ in 0..3 {
            world.reported(Role::Rsn, world.a_report());
        }
        refuse_one(&world);
        let (_, letters, _) = world.traces();
        let mut admin = Guest::signed_in(&world, Role::Admin);
        let (mut slices, mut path) = (Vec::new(), Some("/acheminement?limit=2".to_owned()));
        while let Some(asked) = path {
            let page = admin.get(&asked).await;
            assert_eq!(page.status.as_u16(), 200, "{}", page.text());
            path = next_slice(&page.text()).map(|next| format!("{next}&limit=2"));
            slices.push(page.text());
        }
        let rows = |html: &String| html.matches("role=\"rowheader\"").count();
        assert_eq!(slices.iter().map(rows).sum::<usize>(), letters);
        let with_refusal: Vec<bool> = slices.iter().map(|html| html.contains(REFUSAL)).collect();
        assert_eq!(with_refusal, [true, false, false]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_account_page_tells_who_one_is_and_what_one_may_do() {
    let world = World::on_sqlite();
    let rsn = Guest::signed_in(&world, Role::Rsn).get("/compte").await.text();
    for told in [
        "rsn@exemple.fr",
        "Référent sécurité numérique",
        "0350003N",
        "signaler un incident",
    ] {
        assert!(rsn.contains(told), "{told}: {rsn}");
    }
    let observer = Guest::signed_in(&world, Role::Observer)
        .get("/compte")
        .await
        .text();
    assert!(observer.contains("n’ouvre aucun dossier") && !observer.contains("signaler un incident"));
}

#[tokio::test(flavor = "multi_thread")]
async fn schools_are_found_while_one_types() {
    let world = World::on_sqlite();
    let mut rssi = Guest::signed_in(&world, Role::Rssi);
    let found = rssi.get("/etablissements?q=CASSIN").await.text();
    assert!(
        found.contains("value=\"0350003N\"") && !found.contains("<html"),
        "{found}"
    );
    let none = rssi.get("/etablissements?q=%20%27").await.text();
    assert!(none.contains("Aucun établissement"), "{none}");
}

#[tokio::test(flavor = "multi_thread")]
async fn public_pages_need_no_account_and_keep_the_frame_of_those_who_have_one() {
    let world = World::on_sqlite();
    for path in ["/accessibilite", "/api/docs"] {
        let stranger = Guest::of(&world).get(path).await;
        assert_eq!(stranger.status.as_u16(), 200, "{path}");
        assert!(!stranger.text().contains("class=\"nav\""), "{path}");
        let known = Guest::signed_in(&world, Role::Rsn).get(path).await;
        assert!(known.text().contains("class=\"nav\""), "{path}");
    }
    let docs = Guest::of(&world).get("/api/docs").await.text();
    assert!(docs.contains("/api/v1/incidents/{reference}"), "{docs}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_keeps_the_frame_and_gives_the_number_of_the_request() {
    let world = World::on_sqlite();
    let mut guest = Guest::signed_in(&world, Role::Rsn);
    for (path, status) in [("/rien", 404), ("/acheminement", 403)] {
        let page = guest.get(path).await;
        assert_eq!(page.status.as_u16(), status);
        assert!(page.text().contains("class=\"nav\""), "{path}");
        assert!(page.text().contains(page.header("x-request-id")), "{path}");
    }
}
