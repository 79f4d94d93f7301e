//! Whatever is sent, the answer is a clear French problem document, and nothing is recorded.

use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use serde_json::{Value, json};
use tocsin::domain::people::Role;

use super::{a_report, with, without};
use crate::support::http::{answer, post, signed};
use crate::support::world::{BROSSOLETTE, LYCEE, World};

const INCIDENTS: &str = "/api/v1/incidents";

/// One thing wrong with a report, and the fields that the answer complains of.
fn wrong_fields() -> Vec<(Value, Vec<&'static str>)> {
    vec![
        (
            with("establishment_uai", json!("0350003A")),
            vec!["establishment_uai"],
        ),
        (
            with("establishment_uai", json!("collège")),
            vec!["establishment_uai"],
        ),
        (
            with("establishment_uai", json!(BROSSOLETTE)),
            vec!["establishment_uai"],
        ),
        (with("establishment_uai", json!(null)), vec!["establishment_uai"]),
        (with("establishment_uai", json!(LYCEE)), vec!["establishment_uai"]),
        (without("title"), vec!["title"]),
        (with("title", json!("   ")), vec!["title"]),
        (with("title", json!("t".repeat(161))), vec!["title"]),
        (with("title", json!(12)), vec!["title"]),
        (with("title", json!("a\u{0}b")), vec!["title"]),
        (
            with("description", json!("é".repeat(20_001))),
            vec!["description"],
        ),
        (with("components", json!([])), vec!["components"]),
        (
            with("components", json!("poste-administratif")),
            vec!["components"],
        ),
        (
            with("components", json!(["poste-administratif"])),
            vec!["components[0]"],
        ),
        (
            with("components", json!([{"component": "grille-pain"}])),
            vec!["components[0].component"],
        ),
        (
            with(
                "components",
                json!([{"component": "poste-administratif", "network": "lunaire"}]),
            ),
            vec!["components[0].network"],
        ),
        (
            with(
                "components",
                json!([{"component": "poste-administratif", "netwrok": "byod"}]),
            ),
            vec!["components[0].netwrok"],
        ),
        (
            with(
                "components",
                json!([{"component": "poste-administratif"}, {"component": "poste-administratif"}]),
            ),
            vec!["components[1].component"],
        ),
        (without("detected_at"), vec!["detected_at"]),
        (
            with("detected_at", json!("2026-03-02T08:15:00")),
            vec!["detected_at"],
        ),
        (with("detected_at", json!("hier")), vec!["detected_at"]),
        (
            with("detected_at", json!("2026-03-02T10:15:00+01:00")),
            vec!["detected_at"],
        ),
        (
            with("occurred_from", json!("2026-03-02T08:45:00+01:00")),
            vec!["occurred_from"],
        ),
        (with("personal_data", json!("peut-être")), vec!["personal_data"]),
        (without("personal_data"), vec!["personal_data"]),
        (
            with("departement_impact_possible", json!("oui")),
            vec!["departement_impact_possible"],
        ),
        (with("external_refs", json!([1])), vec!["external_refs[0]"]),
        (with("severity", json!(4)), vec!["severity"]),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_field_is_named_and_nothing_is_recorded() {
    for world in World::on_each_engine() {
        let (app, token) = (world.app(), world.token(Role::Rsn));
        let before = world.traces();
        for (body, expected) in wrong_fields() {
            let refused = answer(&app, post(INCIDENTS, &token, &body)).await.problem(422);
            assert_eq!(refused.wrong_fields(), expected, "{body}");
        }
        assert_eq!(world.traces(), before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_problem_is_told_at_once_what_could_not_be_read_included() {
    let world = World::on_sqlite();
    let body = json!({
        "establishment_uai": BROSSOLETTE, "title": "", "components": [{"component": 1}, {"component": "grille-pain"}],
        "detected_at": "2026-03-02T08:15:00", "personal_data": "no", "odd": true,
    });
    let refused = answer(&world.app(), post(INCIDENTS, &world.token(Role::Rsn), &body))
        .await
        .problem(422);
    let mut fields = refused.wrong_fields();
    fields.sort();
    let expected = [
        "components[0].component",
        "components[1].component",
        "description",
        "detected_at",
        "establishment_uai",
        "odd",
        "title",
    ];
    assert_eq!(fields, expected);
    assert_eq!(refused.json()["detail"], "7 champs sont à corriger.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_cannot_be_read_says_why() {
    let world = World::on_sqlite();
    let (app, token) = (world.app(), world.token(Role::Rsn));
    let json = "application/json";
    let description = format!("{{\"description\":\"{}\"}}", "x".repeat(10_000_000));
    let cases: [(&str, &[u8], u16, &str); 10] = [
        (json, b"", 400, "manque"),
        (json, b"{", 400, "fin"),
        (json, b"{\"title\": nope}", 400, "ligne 1, colonne"),
        (json, b"{} {}", 400, "ligne 1"),
        (json, b"[]", 400, "objet"),
        (json, b"{\"title\": \"\xff\xfe\"}", 400, "UTF-8"),
        (json, description.as_bytes(), 413, "256"),
        ("text/plain", b"{}", 415, "application/json"),
        ("application/json; charset=latin1", b"{}", 415, "application/json"),
        ("", b"{}", 415, "application/json"),
    ];
    let before = world.traces();
    for path in [INCIDENTS, "/api/v1/decisions", "/api/v1/auth/token"] {
        for (media_type, body, status, word) in cases {
            let mut asked = signed(Method::POST, path, &token).set_payload(body.to_vec());
            if !media_type.is_empty() {
                asked = asked.insert_header((CONTENT_TYPE, media_type));
            }
            let refused = answer(&app, asked).await.problem(status);
            let detail = refused.json()["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains(word), "{path} {media_type}: {detail}");
        }
    }
    assert_eq!(world.traces(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn json_nested_too_deeply_is_refused() {
    let world = World::on_sqlite();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let asked = signed(Method::POST, INCIDENTS, &world.token(Role::Rsn))
        .insert_header((CONTENT_TYPE, "application/json"))
        .set_payload(deep);
    answer(&world.app(), asked).await.problem(400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_parameter_is_named() {
    for world in World::on_each_engine() {
        let (app, token) = (world.app(), world.token(Role::Rssi));
        for (path, field) in [
            ("/api/v1/incidents?sevrity=4", "sevrity"),
            ("/api/v1/incidents?status=open", "status"),
            ("/api/v1/incidents?handler=ministere", "handler"),
            ("/api/v1/incidents?establishment=0350003A", "establishment"),
            ("/api/v1/incidents?from=2026-02-30", "from"),
            ("/api/v1/incidents?to=2026-03-02T10:00:00", "to"),
            ("/api/v1/incidents?limit=0", "limit"),
            ("/api/v1/incidents?limit=201", "limit"),
            ("/api/v1/incidents?limit=many", "limit"),
            ("/api/v1/incidents?cursor=%00", "cursor"),
            ("/api/v1/incidents?q=vol&q=perte", "q"),
            ("/api/v1/incidents?q=%00", "q"),
            ("/api/v1/establishments?q=a%00", "q"),
            ("/api/v1/obligations?state=late", "state"),
            ("/api/v1/obligations?party=cnil", "party"),
            ("/api/v1/components?convention=bretagne", "convention"),
            ("/api/v1/journal", "incident"),
        ] {
            let refused = answer(&app, signed(Method::GET, path, &token)).await.problem(422);
            assert_eq!(refused.wrong_fields(), [field], "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_database_could_look_for_is_simply_not_found() {
    for world in World::on_each_engine() {
        let (app, token) = (world.app(), world.token(Role::Rssi));
        for name in [
            "%00",
            "SSI-2026-0001%00",
            "%F0%9F%92%A5",
            "%FF",
            "a'b",
            "SSI-2026-9999",
        ] {
            let asked = signed(Method::GET, &format!("{INCIDENTS}/{name}"), &token);
            answer(&app, asked).await.problem(404);
        }
        let searched = signed(Method::GET, "/api/v1/incidents?q=%25_'%22%5C", &token);
        assert_eq!(answer(&app, searched).await.status.as_u16(), 200);
        let schools = signed(Method::GET, "/api/v1/establishments?q=%25_'%22%5C", &token);
        assert_eq!(answer(&app, schools).await.status.as_u16(), 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_idempotency_key_is_named() {
    let world = World::on_sqlite();
    let (app, token) = (world.app(), world.token(Role::Rsn));
    for key in [String::new(), "k".repeat(201)] {
        let asked = post(INCIDENTS, &token, &a_report()).insert_header(("Idempotency-Key", key));
        assert_eq!(
            answer(&app, asked).await.problem(422).wrong_fields(),
            ["Idempotency-Key"]
        );
    }
}
