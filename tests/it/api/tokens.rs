//! Access tokens: given for a right password, void as soon as the account or its password changes.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tocsin::actions::{accounts, password};
use tocsin::domain::people::Role;
use tocsin::store;

use crate::support::http::{Answer, answer, post, signed};
use crate::support::world::{PASSWORD, World};

const TOKEN: &str = "/api/v1/auth/token";

fn credentials(email: &str, password: &str) -> Value {
    json!({"email": email, "password": password})
}

async fn me(world: &World, token: &str) -> Answer {
    answer(&world.app(), signed(Method::GET, "/api/v1/me", token)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_speaks_for_its_account_for_an_hour() {
    for world in World::on_each_engine() {
        let email = World::email(Role::Rssi).to_uppercase();
        let given = answer(&world.app(), post(TOKEN, "", &credentials(&email, PASSWORD))).await;
        assert_eq!(given.status.as_u16(), 200, "{}", given.text());
        let given = given.json();
        assert_eq!(
            (&given["token_type"], &given["expires_in"]),
            (&"Bearer".into(), &3600.into())
        );
        let token = given["access_token"].as_str().unwrap();
        assert_eq!(me(&world, token).await.json()["email"], World::email(Role::Rssi));
        world.clock.set(world.clock.now() + TimeDelta::hours(1));
        me(&world, token).await.problem(401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_never_says_what_was_wrong() {
    for world in World::on_each_engine() {
        let disabled = World::email(Role::Observer);
        let now = world.clock.now();
        world
            .write(|db| accounts::disable(db, "test", &disabled, now))
            .unwrap();
        let app = world.app();
        let mut words = Vec::new();
        for (email, password) in [
            ("personne@exemple.fr", PASSWORD),
            (World::email(Role::Rssi).as_str(), "un autre mot de passe"),
            (disabled.as_str(), PASSWORD),
            ("", ""),
        ] {
            let refused = answer(&app, post(TOKEN, "", &credentials(email, password)))
                .await
                .problem(401);
            let document = refused.json();
            words.push((
                document["type"].clone(),
                document["title"].clone(),
                document["detail"].clone(),
            ));
        }
        words.dedup();
        assert_eq!(words.len(), 1, "{words:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_void_once_the_account_is_disabled() {
    for world in World::on_each_engine() {
        let token = world.token(Role::Dpd);
        assert_eq!(me(&world, &token).await.status.as_u16(), 200);
        let now = world.clock.now();
        world
            .write(|db| accounts::disable(db, "test", &World::email(Role::Dpd), now))
            .unwrap();
        me(&world, &token).await.problem(401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_void_once_the_password_changed() {
    for world in World::on_each_engine() {
        let (token, account) = (world.token(Role::Dpd), world.account(Role::Dpd));
        let hash = password::hash("quatre mots tout à fait neufs").unwrap();
        let change = |db: &mut store::Db| store::accounts::set_password(db, &account.id, &hash);
        world.write(change).unwrap();
        me(&world, &token).await.problem(401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_token_of_ours_is_refused() {
    let world = World::on_sqlite();
    let link = world.instance.signer.sign(
        tocsin::signing::Purpose::Acknowledgement,
        &world.account(Role::Rssi).id,
        None,
        world.clock.now(),
        world.clock.now() + TimeDelta::hours(1),
    );
    for odd in ["", "x", "a.b.c", &link.unwrap()] {
        let refused = me(&world, odd).await.problem(401);
        assert_eq!(refused.header("www-authenticate"), "Bearer");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_attempts_must_wait() {
    let world = World::on_sqlite();
    let (app, body) = (
        world.app(),
        credentials(&World::email(Role::Rsn), "un mot de passe faux"),
    );
    for _ in 0..10 {
        answer(&app, post(TOKEN, "", &body)).await.problem(401);
    }
    let refused = answer(&app, post(TOKEN, "", &body)).await.problem(429);
    assert_eq!(refused.header("retry-after"), "6");
    world.clock.set(world.clock.now() + TimeDelta::seconds(6));
    answer(&app, post(TOKEN, "", &body)).await.problem(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_read_like_any_body() {
    let world = World::on_sqlite();
    let body = json!({"email": "a@b.fr\u{0}", "mot_de_passe": "x"});
    let refused = answer(&world.app(), post(TOKEN, "", &body)).await.problem(422);
    assert_eq!(refused.wrong_fields(), ["email", "password", "mot_de_passe"]);
}
