//! Links that letters and administrators hand over: choosing a password, acknowledging a letter.

use actix_web::http::Method;
use chrono::TimeDelta;
use mail_parser::MessageParser;
use tocsin::actions::accounts::{give_link, of_link};
use tocsin::domain::letter::MailState;
use tocsin::domain::people::Role;
use tocsin::store::{StoreError, journal, mails};

use super::{Guest, leads_to};
use crate::support::http::request;
use crate::support::world::World;

const CHOSEN: &str = "cinq mots que je retiendrai bien";

/// The path of a one-time link for the account of a role.
fn password_link(world: &World, role: Role) -> String {
    let (account, now) = (world.account(role), world.clock.now());
    let link = world.write(|db| give_link(db, &world.instance, "test", &account, now));
    path_of(&link.unwrap())
}

fn path_of(link: &str) -> String {
    link.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_link_serves_once_and_ends_every_session() {
    let world = World::on_sqlite();
    let path = password_link(&world, Role::Rsn);
    let mut elsewhere = Guest::signed_in(&world, Role::Rsn);
    let mut guest = Guest::of(&world);
    assert!(guest.get(&path).await.text().contains(&World::email(Role::Rsn)));
    let chosen = guest
        .submit(&path, &[("password", CHOSEN), ("again", CHOSEN)])
        .await;
    assert_eq!(leads_to(&chosen), "/connexion?fait=mot-de-passe");
    let again = guest.get(&path).await;
    assert_eq!(again.status.as_u16(), 404);
    assert!(again.text().contains("Ce lien n’est plus valable"));
    leads_to(&elsewhere.get("/compte").await);
    let email = World::email(Role::Rsn);
    leads_to(
        &guest
            .submit("/connexion", &[("email", &email), ("password", CHOSEN)])
            .await,
    );
    assert_eq!(guest.get("/compte").await.status.as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weak_password_is_told_everything_at_once_and_never_shown_again() {
    let world = World::on_sqlite();
    let path = password_link(&world, Role::Admin);
    let mut guest = Guest::of(&world);
    let refused = guest
        .submit(&path, &[("password", "admin-xyz"), ("again", "autre-xyz")])
        .await;
    assert_eq!(refused.status.as_u16(), 422);
    let html = refused.text();
    for told in [
        "3 points sont à corriger",
        "12 caractères",
        "votre adresse",
        "diffèrent",
    ] {
        assert!(html.contains(told), "{told}: {html}");
    }
    assert!(!html.contains("-xyz"), "{html}");
    let secret = path.rsplit_once('/').unwrap().1;
    let now = world.clock.now();
    assert!(
        world.write(|db| of_link(db, secret, now)).is_ok(),
        "the link still serves"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_link_ends_by_itself() {
    let world = World::on_sqlite();
    let path = password_link(&world, Role::Rsn);
    world.clock.set(world.clock.now() + TimeDelta::hours(72));
    assert_eq!(Guest::of(&world).get(&path).await.status.as_u16(), 404);
}

/// A letter of a fresh report and the path of the link inside it.
fn letter(world: &World) -> (String, String) {
    world.reported(Role::Rsn, world.a_report());
    world.read(|db| {
        let letter = mails::latest(db, None, 1)?.remove(0);
        let message = mails::message(db, &letter.id)?.unwrap();
        let parsed = MessageParser::default().parse(&message).unwrap();
        let text = parsed.body_text(0).unwrap().into_owned();
        let link = text
            .split_whitespace()
            .find(|word| word.contains("/accuse-de-reception/"))
            .unwrap();
        Ok((letter.id, path_of(link)))
    })
}

fn acknowledgements(world: &World) -> usize {
    let entries = world.read(|db| journal::after(db, 0, 10_000));
    entries
        .iter()
        .filter(|entry| entry.act == "mail_acknowledged")
        .count()
}

fn state(world: &World, id: &str) -> MailState {
    world.read(|db| -> Result<_, StoreError> { Ok(mails::find(db, id)?.unwrap().state) })
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_the_link_of_a_letter_changes_nothing() {
    let world = World::on_sqlite();
    let (id, path) = letter(&world);
    let before = world.traces();
    let page = Guest::of(&world).get(&path).await;
    assert!(page.text().contains("SSI-2026-0001"));
    assert!(!page.text().contains("Cassin"), "only the reference is shown");
    assert_eq!((world.traces(), state(&world, &id)), (before, MailState::Queued));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_acknowledged_once_without_signing_in_nor_cookies() {
    let world = World::on_sqlite();
    let (id, path) = letter(&world);
    for _ in 0..2 {
        let sent = Guest::of(&world).post(&path, &[("csrf", "")]).await;
        assert_eq!(leads_to(&sent), path);
        world.clock.set(world.clock.now() + TimeDelta::minutes(5));
    }
    assert_eq!(
        (acknowledgements(&world), state(&world, &id)),
        (1, MailState::Acknowledged)
    );
    let thanks = Guest::of(&world).get(&path).await.text();
    assert!(thanks.contains("Réception confirmée"), "{thanks}");
    assert!(thanks.contains("09:00"), "the first time counts: {thanks}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledgement_from_another_site_or_with_a_forged_link_is_refused() {
    let world = World::on_sqlite();
    let (_, path) = letter(&world);
    let foreign = request(Method::POST, &path).insert_header(("sec-fetch-site", "cross-site"));
    let refused = Guest::of(&world).send(foreign.set_form([("csrf", "")])).await;
    assert_eq!(refused.status.as_u16(), 403);
    let forged = format!("{}x", path.strip_suffix(char::is_alphanumeric).unwrap_or(&path));
    for path in [forged.as_str(), "/accuse-de-reception/n-importe-quoi"] {
        assert_eq!(Guest::of(&world).get(path).await.status.as_u16(), 404);
        assert_eq!(
            Guest::of(&world)
                .post(path, &[("csrf", "")])
                .await
                .status
                .as_u16(),
            404
        );
    }
    assert_eq!(acknowledgements(&world), 0);
}
