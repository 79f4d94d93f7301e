//! Signing in and out.

use actix_web::http::Method;
use chrono::TimeDelta;
use tocsin::actions::accounts;
use tocsin::domain::people::Role;

use super::{Guest, leads_to};
use crate::support::http::{Answer, request};
use crate::support::world::{PASSWORD, World};

const REFUSED: &str = "L’adresse, le mot de passe ou le code ne convient pas.";

async fn sign_in(guest: &mut Guest, email: &str, password: &str, next: &str) -> Answer {
    let fields = [("email", email), ("password", password), ("next", next)];
    guest.submit("/connexion", &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_password_opens_a_session_and_leads_back_to_the_page_wanted() {
    let world = World::on_sqlite();
    let mut guest = Guest::of(&world);
    let first = guest.get("/dossiers?q=vol").await;
    assert_eq!(leads_to(&first), "/connexion?retour=/dossiers%3Fq%3Dvol");
    let form = guest.get("/connexion?retour=/dossiers%3Fq%3Dvol").await;
    assert!(form.text().contains("name=\"next\" value=\"/dossiers?q=vol\""));
    let answer = sign_in(&mut guest, &World::email(Role::Rsn), PASSWORD, "/dossiers?q=vol").await;
    assert_eq!(leads_to(&answer), "/dossiers?q=vol");
    let cookie = answer.header("set-cookie");
    for part in ["tocsin=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Max-Age"), "it ends with the browser: {cookie}");
    assert_eq!(guest.get("/dossiers").await.status.as_u16(), 200);
    assert_eq!(leads_to(&guest.get("/connexion").await), "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_was_wrong_the_page_says_the_same_and_keeps_the_address_only() {
    let world = World::on_sqlite();
    let (disabled, now) = (World::email(Role::Dpd), world.clock.now());
    world
        .write(|db| accounts::disable(db, "test", &disabled, now))
        .unwrap();
    let tries = [
        (World::email(Role::Rsn), "un mot de passe faux"),
        ("personne@exemple.fr".to_owned(), "un mot de passe faux"),
        (disabled, PASSWORD),
    ];
    for (email, password) in tries {
        let mut guest = Guest::of(&world);
        let refused = sign_in(&mut guest, &email, password, "").await;
        assert_eq!(refused.status.as_u16(), 422, "{email}");
        let html = refused.text();
        assert!(html.contains(REFUSED), "{html}");
        assert!(html.contains(&format!("value=\"{email}\"")), "{html}");
        assert!(!html.contains(password), "{html}");
        assert!(!guest.cookies.contains_key("tocsin"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_eleventh_try_in_a_minute_is_asked_to_wait() {
    let world = World::on_sqlite();
    let mut guest = Guest::of(&world);
    let email = World::email(Role::Rsn);
    for _ in 0..10 {
        sign_in(&mut guest, &email, "faux", "").await;
    }
    let refused = sign_in(&mut guest, &email, PASSWORD, "").await;
    assert_eq!(refused.status.as_u16(), 429);
    assert_eq!(refused.header("retry-after"), "6");
    assert!(refused.text().contains("Trop d’essais."));
    world.clock.set(world.clock.now() + TimeDelta::seconds(6));
    leads_to(&sign_in(&mut guest, &email, PASSWORD, "").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_never_leads_out_of_the_site() {
    let world = World::on_sqlite();
    for next in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/deconnexion",
    ] {
        let mut guest = Guest::of(&world);
        let answer = sign_in(&mut guest, &World::email(Role::Rsn), PASSWORD, next).await;
        assert_eq!(leads_to(&answer), "/", "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_wherever_its_cookie_may_be() {
    let world = World::on_sqlite();
    let mut guest = Guest::signed_in(&world, Role::Rsn);
    let kept = guest.cookies.clone();
    let token = super::token_in(&guest.get("/compte").await.text());
    let out = guest.post("/deconnexion", &[("csrf", &token)]).await;
    assert_eq!(leads_to(&out), "/connexion?fait=deconnexion");
    assert!(!guest.cookies.contains_key("tocsin"), "the cookie is taken away");
    assert!(
        guest
            .get("/connexion?fait=deconnexion")
            .await
            .text()
            .contains("Vous êtes déconnecté.")
    );
    guest.cookies = kept;
    assert_eq!(leads_to(&guest.get("/compte").await), "/connexion?retour=/compte");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_its_token_or_from_another_site_is_refused() {
    let world = World::on_sqlite();
    let mut guest = Guest::signed_in(&world, Role::Rsn);
    let token = super::token_in(&guest.get("/compte").await.text());
    let without = guest.post("/deconnexion", &[("csrf", "")]).await;
    assert_eq!(without.status.as_u16(), 403);
    assert!(without.text().contains("Ce formulaire n’est plus valable"));
    for (header, value) in [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let asked = request(Method::POST, "/deconnexion").insert_header((header, value));
        let refused = guest.send(asked.set_form([("csrf", &token)])).await;
        assert_eq!(refused.status.as_u16(), 403, "{header}");
    }
    assert_eq!(guest.get("/compte").await.status.as_u16(), 200, "still signed in");
    let stranger = Guest::of(&world)
        .post("/connexion", &[("email", "a@b.fr"), ("password", "x")])
        .await;
    assert_eq!(stranger.status.as_u16(), 403);
}
