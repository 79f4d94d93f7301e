//! Every route is walked as a stranger and as each role; a route that is missing from the matrix fails the test.

mod matrix;

use std::collections::BTreeSet;

use actix_web::cookie::Cookie;
use actix_web::http::Method;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use actix_web::test::TestRequest;
use tocsin::actions::breach::BreachRefused;
use tocsin::actions::breach::notify::{Asked, notify};
use tocsin::actions::breach::open::on_dossier;
use tocsin::actions::entries::write::write;
use tocsin::actions::remediation::OwnerGiven;
use tocsin::actions::remediation::plan::{Planning, plan};
use tocsin::domain::breach::{Awareness, NoticeKind};
use tocsin::domain::entries::{EntryKind, Writing};
use tocsin::domain::instants::paris_day;
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::{Party, Role};
use tocsin::web::fault::for_programs;
use tocsin::web::{assets, openapi, routes};

use self::matrix::MATRIX;
use crate::support::http::{Answer, answer, request};
use crate::support::world::World;

/// What a caller holds: a token and a session, of which the right one is shown according to the route.
struct Caller {
    credentials: Option<(String, String)>,
}

fn callers(world: &World) -> Vec<Caller> {
    let stranger = Caller { credentials: None };
    let with_role = |role: &Role| Caller {
        credentials: Some((world.token(*role), world.session(*role))),
    };
    std::iter::once(stranger)
        .chain(Role::ALL.iter().map(with_role))
        .collect()
}

fn call(caller: &Caller, method: &str, path: &str) -> TestRequest {
    let method: Method = method.parse().unwrap();
    let mut asked = request(method.clone(), path);
    match &caller.credentials {
        Some((token, _)) if for_programs(path) => {
            asked = asked.insert_header((AUTHORIZATION, format!("Bearer {token}")));
        }
        Some((_, session)) => asked = asked.cookie(Cookie::new("tocsin", session.clone())),
        None => {}
    }
    if [Method::POST, Method::PUT, Method::PATCH].contains(&method) {
        let (media_type, body) = if for_programs(path) {
            ("application/json", "{}")
        } else {
            ("application/x-www-form-urlencoded", "")
        };
        asked = asked.insert_header((CONTENT_TYPE, media_type)).set_payload(body);
    }
    asked
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_a_stranger_and_each_role_as_written() {
    let world = World::on_sqlite();
    let dossier = world.reported(Role::Rsn, world.a_report()).reference;
    let breach = filed(&world, &dossier);
    let file = world.attached(Role::Rsn, &dossier);
    followed(&world, &dossier);
    let callers = callers(&world);
    let mut otherwise = Vec::new();
    for (method, path, expected) in MATRIX {
        let (path, mut answered) = (filled(path, &dossier, &breach, &file), Vec::new());
        for caller in &callers {
            let answer = answer(&world.app(), call(caller, method, &path)).await;
            answered.push(answer.status.as_u16());
        }
        if answered != expected {
            otherwise.push(format!("{method} {path}: {answered:?}, written: {expected:?}"));
        }
    }
    assert!(otherwise.is_empty(), "{}", otherwise.join("\n"));
}

/// One entry and one action, both of the RSSI.
fn followed(world: &World, dossier: &str) {
    let (by, now) = (world.account(Role::Rssi), world.clock.now());
    let writing = Writing {
        kind: EntryKind::Comment,
        text: "Vu.".to_owned(),
        at: None,
        corrects: None,
    };
    let planning = Planning {
        title: "Isoler le poste".to_owned(),
        owner: OwnerGiven::Me,
        due_on: paris_day(now),
    };
    let followed = world.write(|db| {
        write(db, &world.instance, &by, dossier, writing, None, now)?;
        plan(db, &by, dossier, &planning, None, now).map(|_| ())
    });
    followed.unwrap();
}

/// The breach of the dossier, of which one notification was filed at the CNIL.
fn filed(world: &World, dossier: &str) -> String {
    let (by, now) = (world.account(Role::Dpd), world.clock.now());
    let aware = Awareness {
        party: Party::Etablissement,
        aware_at: now,
        how: String::new(),
    };
    let asked = Asked {
        duty: Kind::Cnil72h,
        kind: NoticeKind::Initial,
        late_reason: String::new(),
        reference: "FR-2026-1234".to_owned(),
        done_at: None,
        withdrawal_reasons: String::new(),
        proof: None,
    };
    let filed = world.write(|db| {
        let (case, _) = on_dossier(db, &world.instance, &by, dossier, &[aware], now)?;
        notify(db, &world.instance, &by, &case.breach.reference, &asked, now)?;
        Ok::<_, BreachRefused>(case.breach.reference)
    });
    filed.unwrap()
}

/// The address of the dossier, of its breach, of a file that is there, and of links that nobody was given.
fn filled(path: &str, dossier: &str, breach: &str, file: &str) -> String {
    let reference = if path.contains("/breaches/") || path.contains("/violations/") {
        breach
    } else {
        dossier
    };
    path.replace("{reference}", reference)
        .replace("/attachments/{id}", &format!("/attachments/{file}"))
        .replace("/pieces/{id}", &format!("/pieces/{file}"))
        .replace("{number}", "1")
        .replace("{section}", "scope")
        .replace("{id}", "of-nobody")
        .replace("/static/{file}", assets::url("tocsin.css"))
        .replace("{secret}", &"a".repeat(64))
        .replace("{token}", "a.b.c")
        .replace("{format}", "csv")
}

#[test]
fn every_route_is_in_the_matrix() {
    let written: BTreeSet<String> = MATRIX
        .iter()
        .map(|(method, path, _)| format!("{method} {path}"))
        .collect();
    assert_eq!(served(|_| true), written);
}

#[test]
fn every_route_for_programs_is_documented() {
    let document: serde_json::Value = serde_json::from_str(&openapi()).unwrap();
    let (mut written, mut names) = (BTreeSet::new(), BTreeSet::new());
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            written.insert(format!("{} {path}", method.to_uppercase()));
            assert!(
                names.insert(operation["operationId"].to_string()),
                "{path}: the name of an operation is unique"
            );
            assert!(!operation["description"].to_string().contains("Errors"), "{path}");
            assert!(operation["summary"].is_string(), "{path}");
            assert!(
                operation["responses"]["500"]["content"]["application/problem+json"].is_object(),
                "{path}"
            );
        }
    }
    assert_eq!(served(for_programs), written);
}

#[test]
fn every_shape_that_the_document_names_is_in_it() {
    let text = openapi();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let shapes = document["components"]["schemas"].as_object().unwrap();
    for named in text.split("\"#/components/schemas/").skip(1) {
        let name = named.split('"').next().unwrap();
        assert!(shapes.contains_key(name), "{name}");
    }
}

fn served(wanted: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let mut served = BTreeSet::new();
    for (path, methods) in routes::table() {
        for method in methods
            .into_iter()
            .filter(|method| *method != Method::HEAD && wanted(path))
        {
            served.insert(format!("{method} {path}"));
        }
    }
    served
}

#[tokio::test(flavor = "multi_thread")]
async fn another_method_is_told_which_ones_there_are() {
    let world = World::on_sqlite();
    for (path, methods) in routes::table() {
        let refused = answer(&world.app(), request(Method::TRACE, path)).await;
        assert_eq!(refused.status.as_u16(), 405, "{path}");
        let names: Vec<&str> = methods.iter().map(Method::as_str).collect();
        assert_eq!(refused.header("allow"), names.join(", "), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_address_is_a_problem_for_programs_and_a_page_for_people() {
    let world = World::on_sqlite();
    answer(&world.app(), request(Method::GET, "/api/v1/nothing"))
        .await
        .problem(404);
    let page = answer(&world.app(), request(Method::GET, "/rien")).await;
    assert_eq!(page.status.as_u16(), 404);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.text().contains("<h1"), "{}", page.text());
}

fn carries_the_headers(answer: &Answer) {
    assert!(
        answer
            .header("content-security-policy")
            .starts_with("default-src 'none'")
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "same-origin");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-request-id").len(), 36);
    assert_eq!(
        answer.header("strict-transport-security"),
        "",
        "plain http in this test"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_headers_that_protect_it() {
    let world = World::on_sqlite();
    for path in ["/healthz", "/rien", "/api/v1/me", "/api/v1/nothing"] {
        carries_the_headers(&answer(&world.app(), request(Method::GET, path)).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_opens_nothing_of_the_api() {
    let world = World::on_sqlite();
    let session = Cookie::new("tocsin", world.session(Role::Rssi));
    let refused = answer(&world.app(), request(Method::GET, "/api/v1/me").cookie(session))
        .await
        .problem(401);
    assert_eq!(refused.header("www-authenticate"), "Bearer");
}
