//! Sessions and forms of the pages: who gets in, from where, for how long; and what is said when the machine fails.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::test::TestRequest;
use actix_web::web::Data;
use chrono::TimeDelta;
use diesel::RunQueryDsl;
use tocsin::domain::people::Role;
use tocsin::store::{Db, StoreError};
use tocsin::web::App;
use url::form_urlencoded::Serializer;

use crate::support::http::{Answer, answer, request, signed};
use crate::support::world::{PASSWORD, World};

/// The page to sign in, as a browser holds it: its cookie and the token of its form.
struct SignIn {
    cookie: Cookie<'static>,
    token: String,
}

async fn sign_in_page(app: &Data<App>, cookie: &str) -> SignIn {
    let page = answer(app, request(Method::GET, "/connexion")).await;
    let (_, after) = page
        .text()
        .split_once("name=\"csrf\" value=\"")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    SignIn {
        cookie: page.cookie(cookie).unwrap(),
        token: after.split('"').next().unwrap().to_owned(),
    }
}

fn form(path: &str, fields: &[(&str, &str)]) -> TestRequest {
    let body = Serializer::new(String::new()).extend_pairs(fields).finish();
    request(Method::POST, path)
        .insert_header((CONTENT_TYPE, "application/x-www-form-urlencoded"))
        .set_payload(body)
}

fn signing_in(page: &SignIn, next: &str) -> TestRequest {
    let email = World::email(Role::Rsn);
    let fields = [
        ("csrf", page.token.as_str()),
        ("email", &email),
        ("password", PASSWORD),
        ("next", next),
    ];
    form("/connexion", &fields).cookie(page.cookie.clone())
}

async fn get(app: &Data<App>, path: &str, session: &Cookie<'static>) -> Answer {
    answer(app, request(Method::GET, path).cookie(session.clone())).await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_signs_in_works_and_signs_out() {
    for world in World::on_each_engine() {
        let app = world.app();
        let page = sign_in_page(&app, "tocsin-visite").await;
        let entered = answer(&app, signing_in(&page, "/dossiers?q=vol")).await;
        assert_eq!(
            (entered.status.as_u16(), entered.header("location")),
            (303, "/dossiers?q=vol"),
            "{}",
            entered.text()
        );
        let session = entered.cookie("tocsin").unwrap();
        assert_eq!(
            (session.http_only(), session.same_site()),
            (Some(true), Some(SameSite::Lax))
        );
        assert_eq!(
            (session.secure(), session.max_age()),
            (None, None),
            "plain http; ends with the browser"
        );
        let account = get(&app, "/compte", &session).await;
        assert_eq!(account.status.as_u16(), 200);
        let text = account.text();
        let token = text
            .split("name=\"csrf\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        let left = answer(
            &app,
            form("/deconnexion", &[("csrf", token)]).cookie(session.clone()),
        )
        .await;
        assert_eq!(left.status.as_u16(), 303);
        assert_eq!(left.cookie("tocsin").unwrap().value(), "");
        assert_eq!(
            get(&app, "/compte", &session).await.status.as_u16(),
            303,
            "the old cookie opens nothing"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_the_cookie_is_bound_to_this_host() {
    let world = World::on_sqlite();
    let app = world.app_at("https://tocsin.exemple.fr");
    let page = sign_in_page(&app, "__Host-tocsin-visite").await;
    let entered = answer(&app, signing_in(&page, "/")).await;
    let session = entered.cookie("__Host-tocsin").unwrap();
    assert_eq!(
        (session.secure(), session.path(), session.domain()),
        (Some(true), Some("/"), None)
    );
    assert!(
        entered
            .header("strict-transport-security")
            .starts_with("max-age=")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_twelve_hours() {
    let world = World::on_sqlite();
    let (app, session) = (world.app(), Cookie::new("tocsin", world.session(Role::Rsn)));
    world
        .clock
        .set(world.clock.now() + TimeDelta::hours(12) - TimeDelta::seconds(1));
    assert_eq!(get(&app, "/compte", &session).await.status.as_u16(), 200);
    world.clock.set(world.clock.now() + TimeDelta::seconds(1));
    let ended = get(&app, "/dossiers?q=vol", &session).await;
    assert_eq!(ended.status.as_u16(), 303);
    assert_eq!(ended.header("location"), "/connexion?retour=/dossiers%3Fq%3Dvol");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_never_led_to_another_site() {
    let world = World::on_sqlite();
    let app = world.app();
    for elsewhere in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ] {
        let page = sign_in_page(&app, "tocsin-visite").await;
        assert_eq!(
            answer(&app, signing_in(&page, elsewhere))
                .await
                .header("location"),
            "/",
            "{elsewhere}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_is_refused() {
    let world = World::on_sqlite();
    let app = world.app();
    let page = sign_in_page(&app, "tocsin-visite").await;
    let good = || signing_in(&page, "/");
    let mut forged = vec![
        good().insert_header(("Origin", "https://evil.example")),
        good().insert_header(("Origin", "null")),
        good().insert_header(("Sec-Fetch-Site", "cross-site")),
        good().insert_header(("Sec-Fetch-Site", "same-site")),
        form(
            "/connexion",
            &[("csrf", &page.token), ("email", "a@b.fr"), ("password", "x")],
        ),
        form("/connexion", &[("email", "a@b.fr"), ("password", "x")]).cookie(page.cookie.clone()),
    ];
    let session = Cookie::new("tocsin", world.session(Role::Rsn));
    forged.push(
        form("/deconnexion", &[("csrf", &page.token)])
            .cookie(session.clone())
            .cookie(page.cookie.clone()),
    );
    forged.push(form("/dossiers", &[("csrf", "")]).cookie(session));
    let before = world.traces();
    for (at, request) in forged.into_iter().enumerate() {
        assert_eq!(
            answer(&app, request).await.status.as_u16(),
            403,
            "forged form {at}"
        );
    }
    assert_eq!(world.traces(), before);
    let ours = good()
        .insert_header(("Origin", "http://127.0.0.1:8080"))
        .insert_header(("Sec-Fetch-Site", "same-origin"));
    assert_eq!(answer(&app, ours).await.status.as_u16(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_of_the_machine_is_told_as_ours_and_tells_nothing_else() {
    for world in World::on_each_engine() {
        let reference = world.reported(Role::Rsn, world.a_report()).reference;
        let (token, session) = (
            world.token(Role::Rsn),
            Cookie::new("tocsin", world.session(Role::Rsn)),
        );
        let broken = world.write(|db: &mut Db| {
            diesel::sql_query("DROP TABLE alarms").execute(db)?;
            Ok::<_, StoreError>(())
        });
        broken.unwrap();
        let asked = signed(Method::GET, &format!("/api/v1/incidents/{reference}"), &token);
        let failed = answer(&world.app(), asked).await.problem(500);
        let page = get(&world.app(), &format!("/dossiers/{reference}"), &session).await;
        assert_eq!(page.status.as_u16(), 500);
        for answer in [&failed, &page] {
            let number = answer.header("x-request-id");
            assert!(answer.text().contains(number), "{}", answer.text());
            assert!(!answer.text().contains("alarms"), "{}", answer.text());
        }
    }
}
