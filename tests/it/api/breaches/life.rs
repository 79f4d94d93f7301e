//! The life of a breach: opened, completed, assessed, held, answered, set aside.

use actix_web::http::Method;
use serde_json::{Value, json};
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::people::Role;

use super::{BREACH, DOSSIER, answers, call, duty, get, reported, taken};
use crate::support::world::World;

const OF_DOSSIER: &str = "/api/v1/incidents/SSI-2026-0001/breach";

#[tokio::test(flavor = "multi_thread")]
async fn a_breach_is_opened_once_and_completed_field_by_field() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Unknown);
        let dossier = get(&world, Role::Dpo, "/api/v1/incidents/SSI-2026-0001")
            .await
            .json();
        assert!(dossier["breach"].is_null());
        let given = json!({
            "awareness": [{"party": "departement", "aware_at": "2026-03-02T08:30:00+01:00"}],
            "nature": ["confidentiality"], "persons_count_kind": "approximate", "persons_count": 120,
        });
        let opened = call(&world, Role::Dpo, Method::PUT, OF_DOSSIER, &given).await;
        assert_eq!(opened.status.as_u16(), 201, "{}", opened.text());
        assert_eq!(opened.header("location"), BREACH);
        let opened = opened.json();
        assert_eq!(
            (&opened["incident"], &opened["status"], &opened["persons_count"]),
            (&DOSSIER.into(), &"suspected".into(), &120.into())
        );
        assert!(opened["ended_at"].is_null() && opened["risk"].is_null() && opened["hold"].is_null());
        assert_eq!(
            duty(&opened, "breach_48h")["due_at"],
            "2026-03-04T07:30:00.000000Z"
        );
        let missing = opened["missing_for_complete"].as_array().unwrap();
        assert!(missing.contains(&"risk".into()) && !missing.contains(&"nature".into()));
        let meter = &opened["completeness"];
        let left = meter["asked"].as_u64().unwrap() - meter["filled"].as_u64().unwrap();
        assert_eq!(left, u64::try_from(missing.len()).unwrap());
        let again = call(&world, Role::Dpo, Method::PUT, OF_DOSSIER, &json!({})).await;
        assert_eq!(again.status.as_u16(), 200);
        assert_eq!(again.json()["version"], opened["version"]);
        let emptied = taken(
            &world,
            Role::Dpo,
            Method::PATCH,
            OF_DOSSIER,
            &json!({"nature": null}),
        )
        .await;
        assert!(emptied["nature"].is_null());
        let dossier = get(&world, Role::Dpo, "/api/v1/incidents/SSI-2026-0001")
            .await
            .json();
        assert_eq!(
            (&dossier["breach"]["reference"], &dossier["breach"]["status"]),
            (&"VIO-2026-0001".into(), &"suspected".into())
        );
        assert_eq!(
            dossier["breach"]["missing_for_complete"],
            emptied["missing_for_complete"]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn awareness_is_corrected_with_a_reason_and_its_history_kept() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let correction = json!({"awareness": [{
            "party": "departement", "aware_at": "2026-03-02T08:30:00+01:00", "how": "Appel du collège.",
            "reason": "L’appel précédait le signalement.",
        }]});
        let corrected = taken(&world, Role::Dpo, Method::PATCH, BREACH, &correction).await;
        let history = corrected["awareness"].as_array().unwrap();
        let own: Vec<&Value> = history.iter().filter(|it| it["party"] == "departement").collect();
        assert_eq!(own.len(), 2);
        assert!(own[0]["superseded_at"].is_string() && own[1]["superseded_at"].is_null());
        assert_eq!(own[1]["recorded_by"], "Personne dpo");
        assert_eq!(
            duty(&corrected, "breach_48h")["due_at"],
            "2026-03-04T07:30:00.000000Z"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_method_proposes_and_the_officer_decides() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let path = format!("{BREACH}/assessment");
        let scored = taken(
            &world,
            Role::Dpd,
            Method::POST,
            &path,
            &json!({"inputs": answers()}),
        )
        .await;
        assert_eq!(
            (
                &scored["score"],
                &scored["band"],
                &scored["proposed_risk"],
                &scored["risk"]
            ),
            (&1.25.into(), &"low".into(), &"unlikely".into(), &Value::Null)
        );
        let verdict = json!({"risk": "high", "reasons": "Des dossiers de santé ont été lus."});
        let decided = taken(&world, Role::Dpd, Method::POST, &path, &verdict).await;
        assert_eq!(
            (&decided["risk"], &decided["score"]),
            (&"high".into(), &Value::Null)
        );
        let breach = get(&world, Role::Dpd, BREACH).await.json();
        assert_eq!(breach["risk"], "high");
        assert_eq!(duty(&breach, "persons_art34")["state"], "pending");
        let id = duty(&breach, "persons_art34")["id"].as_str().unwrap();
        let given = json!({"reason": "Les clés n’ont pas fui.", "ground": "protected"});
        let waived = taken(
            &world,
            Role::Dpd,
            Method::POST,
            &format!("/api/v1/obligations/{id}/waiver"),
            &given,
        )
        .await;
        assert_eq!(waived["state"], "waived");
        assert!(
            waived["reason"]
                .as_str()
                .unwrap()
                .contains("Les clés n’ont pas fui.")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_automatic_sending_is_held_and_let_go() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let path = format!("{BREACH}/hold");
        let reason = json!({"reason": "Nous appelons le DPD ce matin."});
        let held = taken(&world, Role::Dpo, Method::POST, &path, &reason).await;
        assert_eq!(held["hold"]["reason"], reason["reason"]);
        let twice = call(&world, Role::Dpo, Method::POST, &path, &reason)
            .await
            .problem(409);
        assert_eq!(twice.wrong_fields(), ["hold"]);
        call(&world, Role::Dpd, Method::DELETE, &path, &Value::Null)
            .await
            .problem(403);
        let released = taken(&world, Role::Dpo, Method::DELETE, &path, &Value::Null).await;
        assert!(released["hold"].is_null());
        call(&world, Role::Dpo, Method::DELETE, &path, &Value::Null)
            .await
            .problem(409);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ministry_is_told() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let path = format!("{BREACH}/ministry");
        let asked = json!({"due_at": "2026-03-03T12:00:00+01:00"});
        let decided = taken(&world, Role::Dpd, Method::POST, &path, &asked).await;
        assert_eq!(decided["ministry"]["due_at"], "2026-03-03T11:00:00.000000Z");
        assert_eq!(duty(&decided, "escalate_to_ministry")["state"], "pending");
        let told = taken(
            &world,
            Role::Rssi,
            Method::POST,
            &format!("{path}/report"),
            &json!({}),
        )
        .await;
        assert_eq!(duty(&told, "escalate_to_ministry")["state"], "met");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_question_whether_personal_data_are_touched_is_answered() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Unknown);
        reported(&world, PersonalData::Unknown);
        let path = |number: u8| format!("/api/v1/incidents/SSI-2026-000{number}/personal-data");
        let no = json!({"answer": "no", "reason": "Le poste ne contenait que des cours."});
        let dossier = taken(&world, Role::Dpo, Method::POST, &path(1), &no).await;
        assert!(dossier["breach"].is_null());
        assert_eq!(duty(&dossier, "assess_personal_data")["state"], "met");
        let yes = taken(
            &world,
            Role::Dpo,
            Method::POST,
            &path(2),
            &json!({"answer": "yes"}),
        )
        .await;
        assert_eq!(yes["breach"]["reference"], "VIO-2026-0001");
        let refused = call(&world, Role::Dpo, Method::POST, &path(2), &no)
            .await
            .problem(409);
        assert_eq!(refused.wrong_fields(), ["breach"]);
        let maybe = json!({"answer": "unknown"});
        let unknown = call(&world, Role::Dpo, Method::POST, &path(1), &maybe)
            .await
            .problem(422);
        assert_eq!(unknown.wrong_fields(), ["answer"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn breaches_are_listed_to_those_who_see_their_dossier() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let found = async |role, query: &str| {
            let listed = get(&world, role, &format!("/api/v1/breaches?{query}")).await;
            assert_eq!(listed.status.as_u16(), 200, "{query}: {}", listed.text());
            listed.json()["items"].as_array().unwrap().len()
        };
        for (query, expected) in [
            ("", 1),
            ("status=suspected", 1),
            ("status=not_a_breach", 0),
            ("risk=high", 0),
            ("controller=etablissement&handler=departement", 1),
            ("controller=academie", 0),
            ("establishment=0350003N&exercises=true", 1),
            ("from=2026-03-02T09:00:00%2B01:00", 1),
            ("to=2026-03-02T09:00:00%2B01:00", 0),
        ] {
            assert_eq!(found(Role::Dpd, query).await, expected, "{query}");
        }
        let of_academie = Report {
            personal_data: PersonalData::Yes,
            ..world.a_report()
        };
        world.reported(Role::Rsn, of_academie);
        assert_eq!((found(Role::Dpd, "").await, found(Role::Dpo, "").await), (2, 1));
        get(&world, Role::Dpo, "/api/v1/breaches/VIO-2026-0002")
            .await
            .problem(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reading_is_journaled() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let before = world.traces().0;
        for path in ["", "/edpb.json", "/cnil.json", "/notifications"] {
            let read = get(&world, Role::Dpo, &format!("{BREACH}{path}")).await;
            assert_eq!(read.status.as_u16(), 200, "{path}: {}", read.text());
        }
        // Each call is made with a token of its own, whose giving is journaled as well.
        assert_eq!(world.traces().0 - before, 8);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dossiers_are_narrowed_by_their_breach_and_by_what_is_overdue() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        reported(&world, PersonalData::No);
        let found = async |query: &str| {
            let listed = get(&world, Role::Rssi, &format!("/api/v1/incidents?{query}"))
                .await
                .json();
            let items = listed["items"].as_array().unwrap().clone();
            items
                .iter()
                .map(|item| item["reference"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        for (query, expected) in [
            ("breach=any", vec!["SSI-2026-0001"]),
            ("breach=suspected", vec!["SSI-2026-0001"]),
            ("breach=confirmed", vec![]),
            ("breach=none", vec!["SSI-2026-0002"]),
            ("overdue=true", vec![]),
        ] {
            assert_eq!(found(query).await, expected, "{query}");
        }
        world.clock.set("2026-03-04T08:00:01Z".parse().unwrap());
        assert_eq!(found("overdue=true").await, ["SSI-2026-0001"]);
        let odd = get(&world, Role::Rssi, "/api/v1/incidents?overdue=yes&breach=perhaps")
            .await
            .problem(422);
        assert_eq!(odd.wrong_fields(), ["breach", "overdue"]);
    }
}
