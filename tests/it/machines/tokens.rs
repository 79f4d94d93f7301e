//! A token is told once, stands until its last day, and is void as soon as it is taken back.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::json;
use tocsin::actions::accounts::{self, AccountRefused};
use tocsin::actions::machines::TokenRefused;
use tocsin::domain::machines::Scope;
use tocsin::domain::people::Role;
use tocsin::signing::sha256_hex;
use tocsin::store::{Db, StoreError, api_tokens, journal};
use tocsin::web::limits::CALLS_PER_MINUTE;

use super::{asked, day, given, token};
use crate::support::http::{Answer, answer, post, signed};
use crate::support::world::{CASSIN, PASSWORD, World};

async fn me(world: &World, secret: &str) -> Answer {
    answer(&world.app(), signed(Method::GET, "/api/v1/me", secret)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_kept_as_its_hash_and_says_what_it_is() {
    for world in World::on_each_engine() {
        let held = token(&world, &[Scope::Report]);
        assert!(held.secret.starts_with(&format!("tocsin_{}_", held.token.prefix)));
        let hash = sha256_hex(held.secret.as_bytes());
        assert!(world.read(|db| api_tokens::by_hash(db, &hash)).is_some());
        let said = me(&world, &held.secret).await.json();
        assert_eq!(said["name"], "Zabbix du Département");
        assert_eq!(said["scopes"], json!(["report"]));
        assert_eq!(
            (&said["roles"], &said["calendar_url"]),
            (&json!([]), &json!(null))
        );
        assert_eq!(said["expires_at"], "2026-06-30T22:00:00.000000Z");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_with_its_last_day_or_when_it_is_taken_back() {
    for world in World::on_each_engine() {
        let held = token(&world, &[Scope::Report]);
        assert_eq!(me(&world, &held.secret).await.status.as_u16(), 200);
        let path = format!("/api/v1/tokens/{}", held.token.id);
        let admin = world.token(Role::Admin);
        for _ in 0..2 {
            let revoked = answer(&world.app(), signed(Method::DELETE, &path, &admin)).await;
            assert_eq!(revoked.status.as_u16(), 204, "{}", revoked.text());
        }
        let refused = me(&world, &held.secret).await.problem(401);
        assert_eq!(refused.header("www-authenticate"), "Bearer");
        let other = token(&world, &[Scope::Report]);
        let last: chrono::DateTime<chrono::Utc> = "2026-06-30T21:59:59Z".parse().unwrap();
        world.clock.set(last);
        assert_eq!(me(&world, &other.secret).await.status.as_u16(), 200);
        world.clock.set(last + TimeDelta::seconds(1));
        me(&world, &other.secret).await.problem(401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_resembles_a_token_opens_nothing() {
    let world = World::on_sqlite();
    let held = token(&world, &[Scope::Report]);
    let longer = format!("{}0", held.secret);
    let other_end = held.secret.replace('_', "-");
    for odd in ["tocsin_", "tocsin_0000", longer.as_str(), other_end.as_str()] {
        me(&world, odd).await.problem(401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn its_calls_are_noted_to_the_minute_and_counted() {
    for world in World::on_each_engine() {
        let held = token(&world, &[Scope::Report]);
        let noted = |world: &World| {
            let found = world.read(|db| api_tokens::find(db, &held.token.id));
            found.unwrap().last_used_at
        };
        let first = world.clock.now();
        assert_eq!(noted(&world), None);
        me(&world, &held.secret).await;
        world.clock.set(first + TimeDelta::seconds(59));
        me(&world, &held.secret).await;
        assert_eq!(noted(&world), Some(first));
        world.clock.set(first + TimeDelta::seconds(60));
        me(&world, &held.secret).await;
        assert_eq!(noted(&world), Some(first + TimeDelta::seconds(60)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_that_calls_too_often_must_wait() {
    let world = World::on_sqlite();
    let held = token(&world, &[Scope::Report]);
    let app = world.app();
    for _ in 0..CALLS_PER_MINUTE.get() {
        let call = answer(&app, signed(Method::GET, "/api/v1/me", &held.secret)).await;
        assert_eq!(call.status.as_u16(), 200);
    }
    let refused = answer(&app, signed(Method::GET, "/api/v1/me", &held.secret))
        .await
        .problem(429);
    assert_eq!(refused.header("retry-after"), "1");
}

#[test]
fn giving_and_taking_back_are_journaled_without_the_secret() {
    for world in World::on_each_engine() {
        let held = token(&world, &[Scope::Report, Scope::ReadObligations]);
        let entries = world.read(|db| journal::after(db, 0, 1_000));
        let entry = entries.iter().find(|entry| entry.act == "token_given").unwrap();
        assert_eq!(entry.actor, world.account(Role::Admin).id);
        assert_eq!(entry.body["prefix"], held.token.prefix);
        let random = held.secret.rsplit('_').next().unwrap();
        assert!(!entry.body.to_string().contains(random));
    }
}

#[test]
fn everything_wrong_is_told_at_once_and_nothing_is_kept() {
    for world in World::on_each_engine() {
        token(&world, &[Scope::Report]);
        let mut odd = asked(&[]);
        odd.schools = vec!["0359999Z".to_owned()];
        odd.last_day = day("2031-01-01");
        let Err(TokenRefused::Problems(problems)) = given(&world, odd) else {
            panic!("it was to be refused");
        };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["scopes", "last_day", "name", "schools"]);
        assert_eq!(world.read(api_tokens::all).len(), 1);
    }
}

/// The database itself refuses that a machine becomes somebody who signs in.
#[test]
fn a_machine_gets_neither_password_nor_role_nor_link_nor_session() {
    for world in World::on_each_engine() {
        let held = token(&world, &[Scope::Report]);
        let (id, now) = (held.token.id.clone(), world.clock.now());
        let author = api_tokens::author(&held.token);
        let refused = |act: &dyn Fn(&mut Db) -> Result<(), AccountRefused>| {
            assert!(world.write(|db| act(db)).is_err());
        };
        refused(&|db| Ok(tocsin::store::accounts::set_password(db, &id, "$argon2id$…")?));
        refused(&|db| accounts::sign_in(db, &author, now).map(|_| ()));
        refused(&|db| accounts::give_link(db, &world.instance, "test", &author, now).map(|_| ()));
        refused(&|db| accounts::disable(db, "test", &author.email, now).map(|_| ()));
        let everybody = world.read(tocsin::store::accounts::all);
        assert!(everybody.iter().all(|stored| stored.account.id != id));
        let with_password: Result<(), StoreError> = world.write(|db| {
            let mut somebody = world.account(Role::Rssi);
            somebody.id.push('x');
            somebody.email = "autre@exemple.fr".to_owned();
            tocsin::store::accounts::insert(db, &somebody, Some("$argon2id$…"), now)?;
            let mut token = held.token.clone();
            token.prefix = "00000000".to_owned();
            token.id.clone_from(&somebody.id);
            api_tokens::insert(db, &token, &"0".repeat(64), "test")
        });
        assert!(with_password.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_does_not_sign_in() {
    let world = World::on_sqlite();
    let held = token(&world, &[Scope::Report]);
    for name in [format!("jeton-{}", held.token.prefix), held.token.id.clone()] {
        let body = json!({"email": name, "password": PASSWORD});
        answer(&world.app(), post("/api/v1/auth/token", "", &body))
            .await
            .problem(401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_gives_a_token_once_for_a_key() {
    for world in World::on_each_engine() {
        let body = json!({
            "name": "Centreon", "scopes": ["report"], "schools": [CASSIN], "last_day": "2026-12-31",
        });
        let admin = world.token(Role::Admin);
        let asked = || post("/api/v1/tokens", &admin, &body).insert_header(("Idempotency-Key", "k"));
        let first = answer(&world.app(), asked()).await;
        assert_eq!(first.status.as_u16(), 201, "{}", first.text());
        let secret = first.json()["token"].as_str().unwrap().to_owned();
        assert_eq!(me(&world, &secret).await.json()["schools"], json!([CASSIN]));
        let again = answer(&world.app(), asked()).await;
        assert_eq!(again.json()["token"], json!(null));
        assert_eq!(again.json()["id"], first.json()["id"]);
        let listed = answer(&world.app(), signed(Method::GET, "/api/v1/tokens", &admin)).await;
        assert!(!listed.text().contains(&secret));
        assert_eq!(listed.json()["items"][0]["name"], "Centreon");
        let odd = json!({"name": "", "scopes": ["tout"], "last_day": "demain", "role": "admin"});
        let refused = answer(&world.app(), post("/api/v1/tokens", &admin, &odd))
            .await
            .problem(422);
        assert_eq!(refused.wrong_fields(), ["scopes[0]", "last_day", "role"]);
    }
}
