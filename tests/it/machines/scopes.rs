//! A token opens what its scopes name: every other route refuses it.

use actix_web::http::Method;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use actix_web::test::TestRequest;
use serde_json::json;
use tocsin::domain::machines::Scope;
use tocsin::domain::people::Role;
use tocsin::web::fault::for_programs;
use tocsin::web::routes;

use super::{asked, given, token};
use crate::support::http::{answer, post, request, signed};
use crate::support::world::{BROSSOLETTE, CASSIN, LYCEE, World};

/// What anybody is answered, with or without a token.
const OPEN: &[&str] = &[
    "/healthz",
    "/readyz",
    "/api/openapi.json",
    "/api/v1/auth/token",
    "/api/v1/calendar/{token}.ics",
];

/// What each scope opens, and what an empty body is answered there.
fn opened(scope: Scope) -> Vec<(&'static str, &'static str, u16)> {
    let mut opened = vec![
        ("GET", "/api/v1/me", 200),
        ("GET", "/api/v1/components", 200),
        ("GET", "/api/v1/conventions", 200),
        ("GET", "/api/v1/establishments", 200),
        ("GET", "/api/v1/taxonomy", 200),
        ("POST", "/api/v1/decisions", 422),
    ];
    opened.extend(match scope {
        Scope::Report => vec![
            ("POST", "/api/v1/incidents", 422),
            ("POST", "/api/v1/hooks/supervision", 422),
        ],
        Scope::ReadObligations => vec![("GET", "/api/v1/obligations", 200)],
    });
    opened
}

fn call(method: &Method, path: &str, token: Option<&str>) -> TestRequest {
    let mut asked = request(method.clone(), path);
    if let Some(token) = token {
        asked = asked.insert_header((AUTHORIZATION, format!("Bearer {token}")));
    }
    if *method == Method::GET || *method == Method::DELETE {
        return asked;
    }
    let (media_type, body) = if for_programs(path) {
        ("application/json", "{}")
    } else {
        ("application/x-www-form-urlencoded", "")
    };
    asked.insert_header((CONTENT_TYPE, media_type)).set_payload(body)
}

fn filled(path: &str, dossier: &str) -> String {
    path.replace("{reference}", dossier)
        .replace("{number}", "1")
        .replace("{section}", "scope")
        .replace("{format}", "csv")
        .replace("{file}", "x.css")
        .replace("{secret}", &"a".repeat(64))
        .replace("{token}", "a.b.c")
        .replace("{id}", "0197a7c0-0000-7000-8000-000000000000")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_each_scope_opens_what_it_names_and_nothing_else() {
    let world = World::on_sqlite();
    let dossier = world.reported(Role::Rsn, world.a_report()).reference;
    for scope in Scope::ALL {
        let mut asked = asked(&[*scope]);
        asked.name = scope.to_string();
        let held = given(&world, asked).unwrap();
        let (app, opened, mut otherwise) = (world.app(), opened(*scope), Vec::new());
        for (path, methods) in routes::table() {
            for method in methods.iter().filter(|method| **method != Method::HEAD) {
                let at = filled(path, &dossier);
                let found = answer(&app, call(method, &at, Some(&held.secret))).await;
                let found = found.status.as_u16();
                let listed = opened
                    .iter()
                    .find(|(verb, place, _)| verb == &method.as_str() && *place == path);
                let expected = match listed {
                    Some((_, _, status)) => *status,
                    // A token opens no page: its holder is a stranger there, as on what is open to anybody.
                    None if !for_programs(path) || OPEN.contains(&path) => {
                        answer(&app, call(method, &at, None)).await.status.as_u16()
                    }
                    None => 403,
                };
                if found != expected {
                    otherwise.push(format!("{scope} {method} {path}: {found}, not {expected}"));
                }
            }
            // Each scope walks more routes than a machine may call in a minute.
            world.clock.set(world.clock.now() + chrono::TimeDelta::seconds(2));
        }
        assert!(otherwise.is_empty(), "{}", otherwise.join("\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_reads_nothing_of_the_dossier_that_it_reports() {
    for world in World::on_each_engine() {
        let held = token(&world, &[Scope::Report]);
        let body = json!({
            "establishment_uai": CASSIN, "title": "Serveur muet", "description": "Ne répond plus.",
            "components": [{"component": "poste-administratif"}], "detected_at": "2026-03-02T08:15:00+01:00",
            "personal_data": "no",
        });
        let asked = || post("/api/v1/incidents", &held.secret, &body).insert_header(("Idempotency-Key", "k"));
        let created = answer(&world.app(), asked()).await;
        assert_eq!(created.status.as_u16(), 201, "{}", created.text());
        let told = created.json();
        let expected = json!({"reference": "SSI-2026-0001", "status": "reported", "handler": "academie"});
        assert_eq!(told, expected);
        let again = answer(&world.app(), asked()).await;
        assert_eq!(
            (again.json(), again.header("idempotency-replayed")),
            (expected, "true")
        );
        let read = signed(Method::GET, "/api/v1/incidents/SSI-2026-0001", &held.secret);
        answer(&world.app(), read).await.problem(403);
        let dossier = signed(
            Method::GET,
            "/api/v1/incidents/SSI-2026-0001",
            &world.token(Role::Rssi),
        );
        assert_eq!(
            answer(&world.app(), dossier).await.json()["reported_by"],
            "Zabbix du Département"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_reports_for_its_schools_or_its_convention_only() {
    for world in World::on_each_engine() {
        let wide = token(&world, &[Scope::Report]);
        let mut narrow = asked(&[Scope::Report]);
        narrow.name = "Sonde de Cassin".to_owned();
        narrow.schools = vec![CASSIN.to_owned()];
        let narrow = given(&world, narrow).unwrap();
        let body = |uai: Option<&str>| {
            json!({
                "establishment_uai": uai, "title": "Serveur muet", "description": "Ne répond plus.",
                "components": [{"component": "poste-administratif"}], "detected_at": "2026-03-02T08:15:00+01:00",
                "personal_data": "no",
            })
        };
        for (held, uai, taken) in [
            (&wide, Some(CASSIN), true),
            (&wide, Some(BROSSOLETTE), true),
            (&wide, Some(LYCEE), false),
            (&wide, None, false),
            (&narrow, Some(CASSIN), true),
            (&narrow, Some(BROSSOLETTE), false),
            (&narrow, None, false),
        ] {
            let asked = post("/api/v1/incidents", &held.secret, &body(uai));
            let found = answer(&world.app(), asked).await;
            if taken {
                assert_eq!(found.status.as_u16(), 201, "{uai:?} {}", found.text());
            } else {
                assert_eq!(
                    found.problem(422).wrong_fields(),
                    ["establishment_uai"],
                    "{uai:?}"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_reads_the_duties_of_its_schools_without_what_people_wrote() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        let mut elsewhere = world.a_report();
        elsewhere.establishment_uai = Some(tocsin::domain::uai::Uai::parse(BROSSOLETTE).unwrap());
        world.reported(Role::Rssi, elsewhere);
        let wide = token(&world, &[Scope::ReadObligations]);
        let mut narrow = asked(&[Scope::ReadObligations]);
        narrow.name = "Tableau de Cassin".to_owned();
        narrow.schools = vec![CASSIN.to_owned()];
        let narrow = given(&world, narrow).unwrap();
        for (held, dossiers) in [
            (wide, vec!["SSI-2026-0001", "SSI-2026-0002"]),
            (narrow, vec!["SSI-2026-0001"]),
        ] {
            let asked = signed(Method::GET, "/api/v1/obligations", &held.secret);
            let read = answer(&world.app(), asked).await.json();
            let mut found: Vec<&str> = read["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|duty| duty["incident"].as_str().unwrap())
                .collect();
            found.dedup();
            assert_eq!(found, dossiers);
        }
    }
}
