//! The second factor: proposed, confirmed, asked for at every sign-in, each code taken once, reset by an administrator.

use actix_web::cookie::Cookie;
use actix_web::http::Method;
use actix_web::web::Data;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tocsin::actions::accounts::AccountRefused;
use tocsin::actions::second_factor;
use tocsin::domain::people::Role;
use tocsin::store::{journal, second_factors};
use tocsin::web::App;
use totp_rs::{Builder, Secret};

use crate::support::http::{Answer, answer, post, request};
use crate::support::site::Site;
use crate::support::world::{PASSWORD, World};

const PAGE: &str = "/compte/double-authentification";
const CODE: &str = "/compte/double-authentification/code";

impl World {
    /// What the authenticator of a role's account shows now.
    fn shown_code(&self, role: Role) -> String {
        let account = self.account(role);
        let factor = self.read(|db| second_factors::find(db, &account.id)).unwrap();
        let key = Secret::try_from_base32(factor.secret).unwrap();
        let totp = Builder::new().with_secret(key).build().unwrap();
        let now = u64::try_from(self.clock.now().timestamp()).unwrap();
        totp.generate(now).to_string()
    }

    fn later(&self, seconds: i64) {
        self.clock.set(self.clock.now() + TimeDelta::seconds(seconds));
    }

    /// Gives the account of a role a confirmed second factor; the first code is used up.
    fn protect(&self, role: Role) {
        let (account, now) = (self.account(role), self.clock.now());
        self.write(|db| second_factor::propose(db, &account)).unwrap();
        let code = self.shown_code(role);
        self.write(|db| second_factor::confirm(db, &account, &code, now))
            .unwrap();
    }

    fn checked(&self, role: Role, code: &str) -> Result<(), AccountRefused> {
        let (account, now) = (self.account(role), self.clock.now());
        self.write(|db| second_factor::check(db, &account.id, code, now))
    }

    fn acts(&self) -> Vec<String> {
        let entries = self.read(|db| journal::after(db, 0, 1000));
        entries.into_iter().map(|entry| entry.act).collect()
    }
}

fn another(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

async fn token(app: &Data<App>, role: Role, password: &str, totp: Option<&str>) -> Answer {
    let body = json!({"email": World::email(role), "password": password, "totp": totp});
    answer(app, post("/api/v1/auth/token", "", &body)).await
}

fn words(refused: Answer) -> Value {
    let document = refused.problem(401).json();
    json!([document["type"], document["title"], document["detail"]])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_asks_for_the_code_and_refuses_as_for_a_wrong_password() {
    for world in World::on_each_engine() {
        let app = world.app();
        world.protect(Role::Rssi);
        world.later(60);
        let code = world.shown_code(Role::Rssi);
        let wrong_password = words(token(&app, Role::Rssi, "un autre mot de passe", Some(&code)).await);
        let wrong = another(&code);
        for totp in [None, Some(""), Some(wrong.as_str())] {
            assert_eq!(
                words(token(&app, Role::Rssi, PASSWORD, totp).await),
                wrong_password
            );
        }
        let given = token(&app, Role::Rssi, PASSWORD, Some(&code)).await;
        assert_eq!(given.status.as_u16(), 200, "{}", given.text());
        let again = words(token(&app, Role::Rssi, PASSWORD, Some(&code)).await);
        assert_eq!(again, wrong_password, "a code is taken once");
        world.later(30);
        let next = world.shown_code(Role::Rssi);
        let given = token(&app, Role::Rssi, PASSWORD, Some(&next)).await;
        assert_eq!(given.status.as_u16(), 200, "{}", given.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_a_confirmed_factor_is_asked_for_nothing() {
    for world in World::on_each_engine() {
        let account = world.account(Role::Dpd);
        world.write(|db| second_factor::propose(db, &account)).unwrap();
        for totp in [None, Some("123456")] {
            let given = token(&world.app(), Role::Dpd, PASSWORD, totp).await;
            assert_eq!(given.status.as_u16(), 200, "{}", given.text());
        }
    }
}

#[test]
fn no_code_of_a_step_used_or_older_is_taken() {
    for world in World::on_each_engine() {
        world.protect(Role::Rsn);
        let first = world.shown_code(Role::Rsn);
        assert!(world.checked(Role::Rsn, &first).is_err(), "confirming used it up");
        world.later(30);
        let second = world.shown_code(Role::Rsn);
        world.later(30);
        let third = world.shown_code(Role::Rsn);
        world.checked(Role::Rsn, &third).unwrap();
        assert!(world.checked(Role::Rsn, &second).is_err(), "older than the last");
        assert!(world.checked(Role::Rsn, &third).is_err());
    }
}

#[test]
fn a_confirmed_key_is_not_replaced_and_a_proposed_one_is() {
    let world = World::on_sqlite();
    let account = world.account(Role::Rsn);
    let propose = || {
        world.write(|db| second_factor::propose(db, &account)).unwrap();
        world
            .read(|db| second_factors::find(db, &account.id))
            .unwrap()
            .secret
    };
    let first = propose();
    assert_eq!(first.len(), 32);
    assert_ne!(propose(), first);
    world.protect(Role::Rsn);
    assert_eq!(propose(), propose());
}

#[test]
fn a_reset_takes_the_factor_away_ends_the_sessions_and_is_recorded() {
    for world in World::on_each_engine() {
        world.protect(Role::Rssi);
        let secret = tocsin::signing::sha256_hex(world.session(Role::Rssi).as_bytes());
        let (email, now) = (World::email(Role::Rssi), world.clock.now());
        let reset = |email: &str| world.write(|db| second_factor::reset(db, "cli", email, now));
        assert!(reset(&email.to_uppercase()).unwrap());
        world.checked(Role::Rssi, "").unwrap();
        let holder = world.read(|db| tocsin::store::sessions::holder(db, &secret, now));
        assert!(holder.is_none(), "the session ended");
        assert!(!reset(&email).unwrap(), "there is none any more");
        assert!(matches!(
            reset("personne@exemple.fr"),
            Err(AccountRefused::NotRecognised)
        ));
        let acts = world.acts();
        for act in ["second_factor_confirmed", "second_factor_reset"] {
            assert_eq!(acts.iter().filter(|it| *it == act).count(), 1, "{act}: {acts:?}");
        }
    }
}

#[test]
fn one_activates_it_on_the_page_of_the_account() {
    let site = Site::of(World::on_sqlite());
    let me = site.visitor(Role::Rsn);
    assert!(
        me.get("/compte")
            .body
            .contains("Activer la double authentification")
    );
    let early = me.post(CODE, &vec![("code".to_owned(), "123456".to_owned())]);
    assert_eq!(early.status, 422, "no key was proposed");
    let proposed = me.post(PAGE, &Vec::new());
    assert_eq!(
        (proposed.status, proposed.location.as_str()),
        (303, "/compte#double-authentification")
    );
    let page = me.get("/compte").body;
    assert!(
        page.contains("otpauth://totp/Tocsin:rsn%40exemple%2Efr?secret="),
        "{page}"
    );
    let code = site.world.shown_code(Role::Rsn);
    let wrong = me.post(CODE, &vec![("code".to_owned(), another(&code))]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("Ce code ne convient pas"), "{}", wrong.body);
    let (left, right) = code.split_at(3);
    let typed = format!("{left} {right}");
    let confirmed = me.post(CODE, &vec![("code".to_owned(), typed)]);
    assert_eq!(confirmed.location, "/compte?fait=double-authentification");
    let page = me.get(&confirmed.location).body;
    assert!(
        page.contains("Active depuis le") && page.contains("à chaque connexion"),
        "{page}"
    );
    assert!(!page.contains("otpauth:"), "a confirmed key is never shown again");
    assert_eq!(me.post_with_token(PAGE, &Vec::new(), "x").status, 403);
}

/// Sends the form to sign in as its page gives it.
async fn sign_in(app: &Data<App>, totp: &str) -> Answer {
    let page = answer(app, request(Method::GET, "/connexion")).await;
    let html = page.text();
    assert!(html.contains("autocomplete=\"one-time-code\""), "{html}");
    let token = html.split("name=\"csrf\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let email = World::email(Role::Rsn);
    let fields = [
        ("csrf", token),
        ("email", email.as_str()),
        ("password", PASSWORD),
        ("totp", totp),
    ];
    let visit = page.cookie("tocsin-visite").unwrap();
    let cookie = Cookie::new(visit.name().to_owned(), visit.value().to_owned());
    answer(
        app,
        request(Method::POST, "/connexion")
            .cookie(cookie)
            .set_form(fields),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_to_sign_in_asks_for_the_code_too() {
    let world = World::on_sqlite();
    let app = world.app();
    world.protect(Role::Rsn);
    world.later(30);
    let code = world.shown_code(Role::Rsn);
    let wrong = another(&code);
    for totp in ["", wrong.as_str()] {
        let refused = sign_in(&app, totp).await;
        assert_eq!(refused.status.as_u16(), 422);
        let html = refused.text();
        assert!(
            html.contains("L’adresse, le mot de passe ou le code ne convient pas."),
            "{html}"
        );
        assert!(refused.cookie("tocsin").is_none());
    }
    let entered = sign_in(&app, &code).await;
    assert_eq!(entered.status.as_u16(), 303, "{}", entered.text());
    assert!(entered.cookie("tocsin").is_some());
    assert_eq!(sign_in(&app, &code).await.status.as_u16(), 422, "taken once");
}
