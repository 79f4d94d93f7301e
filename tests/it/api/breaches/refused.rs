//! What is refused: every fault beside its field, in French, and nothing recorded.

use actix_web::http::Method;
use serde_json::{Value, json};
use tocsin::domain::incident::PersonalData;
use tocsin::domain::people::Role;

use super::{BREACH, answers, call, get, reported, taken};
use crate::support::http::Answer;
use crate::support::world::World;

/// Refused with this status, and the breach is as it was, no letter the more.
async fn refused(world: &World, role: Role, path: &str, body: &Value, status: u16) -> Answer {
    let method = if path == BREACH {
        Method::PATCH
    } else {
        Method::POST
    };
    let trace = async || {
        let whole = get(world, Role::Dpd, BREACH).await.json();
        (whole, world.traces().1, world.traces().2)
    };
    let before = trace().await;
    let answer = call(world, role, method, path, body).await.problem(status);
    assert_eq!(trace().await, before, "{body}");
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_fields_are_told_beside_each() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let started = json!({"occurrence": "period", "started_at": "2026-03-01T10:00:00+01:00"});
        taken(&world, Role::Dpo, Method::PATCH, BREACH, &started).await;
        let aware =
            |at: &str| json!({"awareness": [{"party": "departement", "aware_at": at, "reason": "Erreur."}]});
        for (body, field) in [
            (aware("2026-03-02T10:00:00+01:00"), "awareness[0].aware_at"),
            (aware("2026-03-01T09:59:59+01:00"), "awareness[0].aware_at"),
            (aware("2026-03-02T08:30:00"), "awareness[0].aware_at"),
            (
                json!({"awareness": [{"party": "commune", "aware_at": "2026-03-02T08:30:00+01:00"}]}),
                "awareness[0].party",
            ),
            (
                json!({"awareness": [{"party": "mairie", "aware_at": "2026-03-02T08:30:00+01:00"}]}),
                "awareness[0].party",
            ),
            (
                json!({"awareness": [{"party": "departement", "aware_at": "2026-03-02T08:30:00+01:00"}]}),
                "awareness[0].reason",
            ),
            (
                json!({"awareness": [{"party": "departement", "aware_at": "2026-03-02T08:30:00+01:00", "reason": "x", "par": 1}]}),
                "awareness[0].par",
            ),
            (json!({"awareness": "hier"}), "awareness"),
            (
                json!({"persons_count_kind": "exact", "persons_count": -1}),
                "persons_count",
            ),
            (
                json!({"persons_count_kind": "exact", "persons_count": 20_000_001}),
                "persons_count",
            ),
            (
                json!({"persons_count_kind": "exact", "persons_count": 1e300}),
                "persons_count",
            ),
            (json!({"status": "not_a_breach"}), "status_reason"),
            (json!({"status": "perhaps", "status_reason": "x"}), "status"),
            (json!({"status_reason": "x"}), "status"),
            (json!({"controllers": ["mairie"]}), "controllers[0]"),
            (json!({"controllers": []}), "controllers"),
            (json!({"nature": ["secret"]}), "nature"),
            (json!({"number_of_persons": 3}), "number_of_persons"),
            (json!({"version": "deux"}), "version"),
            (json!({"ended_at": "2026-02-29T10:00:00+01:00"}), "ended_at"),
        ] {
            let answer = refused(&world, Role::Dpo, BREACH, &body, 422).await;
            assert_eq!(answer.wrong_fields(), [field], "{body}: {}", answer.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_field_is_told_at_once() {
    let world = World::on_sqlite();
    reported(&world, PersonalData::Yes);
    let body = json!({"status": "perhaps", "awareness": [{"how": 3}], "persons_count": -1, "odd": 1});
    let told = refused(&world, Role::Dpo, BREACH, &body, 422)
        .await
        .wrong_fields();
    for field in [
        "status",
        "awareness[0].party",
        "awareness[0].aware_at",
        "awareness[0].how",
        "persons_count",
        "odd",
    ] {
        assert!(told.contains(&field.to_owned()), "{field}: {told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_breach_changed_meanwhile_is_left_as_it_is() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let read = get(&world, Role::Dpo, BREACH).await.json()["version"].clone();
        let news = json!({"systems": "Un poste.", "version": read});
        taken(&world, Role::Dpo, Method::PATCH, BREACH, &news).await;
        let stale = json!({"systems": "Deux postes.", "version": read});
        refused(&world, Role::Dpo, BREACH, &stale, 409).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_act_belongs_to_its_officer() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let confirmed = json!({"status": "confirmed", "status_reason": "Le fichier a été retrouvé."});
        let notification = json!({"obligation": "breach_48h", "kind": "initial"});
        let verdict = json!({"risk": "high", "reasons": "Santé."});
        for (role, path, body) in [
            (Role::AgentDepartement, String::new(), &confirmed),
            (Role::Dpd, "/notifications".to_owned(), &notification),
            (Role::Dpo, "/assessment".to_owned(), &verdict),
            (Role::Dpo, "/ministry".to_owned(), &json!({})),
        ] {
            let answer = refused(&world, role, &format!("{BREACH}{path}"), body, 403).await;
            let document = answer.json();
            assert_eq!(
                document["type"], "urn:tocsin:problem:not-the-officer",
                "{document}"
            );
            assert!(
                document["detail"].as_str().unwrap().contains("revient"),
                "{document}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_needs_its_particulars_before_anything_leaves() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let path = format!("{BREACH}/notifications");
        for (role, body, field) in [
            (Role::Dpo, json!({"kind": "initial"}), "obligation"),
            (
                Role::Dpo,
                json!({"obligation": "inform_rssi", "kind": "initial"}),
                "obligation",
            ),
            (Role::Dpo, json!({"obligation": "breach_48h"}), "kind"),
            (
                Role::Dpo,
                json!({"obligation": "breach_48h", "kind": "initial", "to": "moi"}),
                "to",
            ),
            (
                Role::Dpo,
                json!({"obligation": "breach_48h", "kind": "initial", "done_at": "2026-03-02T08:00:00+01:00"}),
                "done_at",
            ),
            (
                Role::Dpd,
                json!({"obligation": "cnil_72h", "kind": "initial"}),
                "reference",
            ),
            (
                Role::Dpd,
                json!({"obligation": "cnil_72h", "kind": "initial", "reference": "1", "done_at": "2026-03-02T10:00:00+01:00"}),
                "done_at",
            ),
        ] {
            let answer = refused(&world, role, &path, &body, 422).await;
            assert_eq!(answer.wrong_fields(), [field], "{body}: {}", answer.text());
        }
        let before_any = json!({"obligation": "breach_48h", "kind": "follow_up"});
        let answer = refused(&world, Role::Dpo, &path, &before_any, 409).await;
        assert_eq!(answer.wrong_fields(), ["kind"]);
        world.clock.set("2026-03-04T09:00:01Z".parse().unwrap());
        let late = json!({"obligation": "breach_48h", "kind": "initial"});
        let answer = refused(&world, Role::Dpo, &path, &late, 422).await;
        assert_eq!(answer.wrong_fields(), ["late_reason"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_breach_is_not_notified() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let settled = json!({"status": "not_a_breach", "status_reason": "Aucune donnée n’est sortie."});
        let breach = taken(&world, Role::Dpo, Method::PATCH, BREACH, &settled).await;
        assert_eq!(breach["status_reason"], settled["status_reason"]);
        let body = json!({"obligation": "breach_48h", "kind": "initial"});
        let answer = refused(&world, Role::Dpo, &format!("{BREACH}/notifications"), &body, 409).await;
        assert_eq!(answer.wrong_fields(), ["kind"]);
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("il n’y a pas de violation"), "{detail}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assessment_says_what_it_lacks() {
    let world = World::on_sqlite();
    reported(&world, PersonalData::Yes);
    let path = format!("{BREACH}/assessment");
    let mut odd = answers();
    odd["identification"] = json!("total");
    odd["mood"] = json!("bad");
    for (body, fields) in [
        (json!({}), vec!["inputs"]),
        (json!({"inputs": []}), vec!["inputs"]),
        (
            json!({"inputs": odd}),
            vec!["inputs.identification", "inputs.mood"],
        ),
        (json!({"risk": "high"}), vec!["reasons"]),
        (json!({"reasons": "Santé."}), vec!["risk"]),
        (json!({"risk": "none", "reasons": "x"}), vec!["risk"]),
    ] {
        let answer = refused(&world, Role::Dpd, &path, &body, 422).await;
        assert_eq!(answer.wrong_fields(), fields, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waiver_says_why_and_never_spares_the_48_hours() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let breach = get(&world, Role::Dpo, BREACH).await.json();
        let id = |kind: &str| super::duty(&breach, kind)["id"].as_str().unwrap().to_owned();
        let path = |kind: &str| format!("/api/v1/obligations/{}/waiver", id(kind));
        let reason = json!({"reason": "Inutile."});
        let never = refused(&world, Role::Dpo, &path("breach_48h"), &reason, 409).await;
        assert_eq!(never.wrong_fields(), ["kind"]);
        let mute = refused(&world, Role::Dpd, &path("cnil_72h"), &json!({"reason": " "}), 422).await;
        assert_eq!(mute.wrong_fields(), ["reason"]);
        refused(&world, Role::Dpo, &path("cnil_72h"), &reason, 403).await;
        refused(
            &world,
            Role::Dpo,
            "/api/v1/obligations/nothing/waiver",
            &reason,
            404,
        )
        .await;
    }
}
