//! What the acts answer to programs: rejected, shared, refused, overtaken.

use actix_web::http::Method;
use serde_json::{Value, json};
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::letter::LetterKind;
use tocsin::domain::people::Role;

use super::{
    DOSSIER, call, confirmation, contested, delivered, done, dossier, of_the_departement, post, states,
    written_to,
};
use crate::support::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_duplicate_is_linked_on_both_dossiers_and_nothing_more_is_asked() {
    for world in World::on_each_engine() {
        let report = Report {
            personal_data: PersonalData::Unknown,
            ..world.a_report()
        };
        world.reported(Role::Rsn, report.clone());
        world.reported(Role::Rsn, report);
        let same = json!({"verdict": "rejected", "duplicate_of": "SSI-2026-0002", "reason": "Même fait."});
        let told = done(&world, Role::Rssi, "/qualification", &same).await;
        assert_eq!(
            (&told["status"], &told["ground"]),
            (&json!("rejected"), &json!("duplicate"))
        );
        assert_eq!(told["duplicate_of"], "SSI-2026-0002");
        let pending = told["obligations"]
            .as_array()
            .unwrap()
            .iter()
            .any(|duty| duty["state"] == "pending");
        assert!(!pending, "{}", told["obligations"]);
        let other = call(
            &world,
            Role::Rsn,
            Method::GET,
            "/api/v1/incidents/SSI-2026-0002",
            &Value::Null,
        )
        .await;
        assert_eq!(other.json()["duplicates"], json!(["SSI-2026-0001"]));
        assert_eq!(written_to(&world, LetterKind::IncidentRejected).len(), 1);
        post(&world, Role::Rssi, "/transitions", &json!({"to": "in_progress"}))
            .await
            .problem(409);
        let told = done(&world, Role::Rssi, "/qualification", &confirmation()).await;
        assert_eq!(
            (&told["status"], &told["duplicate_of"]),
            (&json!("qualified"), &Value::Null)
        );
        assert_eq!(
            states(&told, "assess_personal_data"),
            ["cancelled", "pending"],
            "asked again"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rejection_never_stops_the_clocks_of_a_breach() {
    for world in World::on_each_engine() {
        contested(&world, PersonalData::Yes);
        let alarm = json!({"verdict": "rejected", "reason": "Rien."});
        let refused = post(&world, Role::Rssi, "/qualification", &alarm)
            .await
            .problem(409);
        assert_eq!(refused.wrong_fields(), ["breach"]);
        assert_eq!(dossier(&world, Role::Rssi).await["status"], "reported");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_handler_the_associates_and_the_school_learn_of_a_qualification() {
    for world in World::on_each_engine() {
        of_the_departement(&world);
        done(&world, Role::Rssi, "/qualification", &confirmation()).await;
        let told = written_to(&world, LetterKind::IncidentQualified);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.contains(&"dpo@ille-et-vilaine.fr".to_owned()), "{told:?}");
        assert!(
            told.iter().any(|address| address.starts_with("ce.0350003")),
            "{told:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_associate_goes_on_seeing_the_dossier() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        let hidden = call(&world, Role::Dpo, Method::GET, DOSSIER, &Value::Null).await;
        hidden.problem(404);
        let joins = json!({"party": "departement", "reason": "Son réseau."});
        let told = done(&world, Role::Rssi, "/associates", &joins).await;
        assert_eq!(told["decision"]["associates"], json!(["departement"]));
        assert_eq!(
            written_to(&world, LetterKind::AssociateAdded),
            ["dpo@ille-et-vilaine.fr"]
        );
        let path = format!("{DOSSIER}/associates?party=departement&reason=Inutile");
        let left = call(&world, Role::Rssi, Method::DELETE, &path, &Value::Null).await;
        assert_eq!(left.json()["decision"]["associates"], json!([]));
        assert_eq!(
            dossier(&world, Role::Dpo).await["decisions"]
                .as_array()
                .unwrap()
                .len(),
            3
        );
        let again = call(&world, Role::Rssi, Method::DELETE, &path, &Value::Null)
            .await
            .problem(422);
        assert_eq!(again.wrong_fields(), ["party"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_follow_up_may_come_after_the_resolution() {
    for world in World::on_each_engine() {
        of_the_departement(&world);
        done(&world, Role::Rssi, "/qualification", &confirmation()).await;
        done(&world, Role::Dpo, "/transitions", &json!({"to": "in_progress"})).await;
        done(&world, Role::Dpo, "/transitions", &json!({"to": "resolved"})).await;
        delivered(&world).await;
        let refused = post(&world, Role::Dpo, "/transitions", &json!({"to": "closed"}))
            .await
            .problem(409);
        assert_eq!(refused.wrong_fields(), ["follow_up_to_rssi"]);
        let late = json!({"to": "resolved", "follow_up": "Filtrage ajouté."});
        done(&world, Role::Dpo, "/transitions", &late).await;
        delivered(&world).await;
        done(&world, Role::Dpo, "/transitions", &json!({"to": "closed"})).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_acts_on_an_older_version_is_told_what_changed() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        let mut verdict = confirmation();
        verdict["version"] = dossier(&world, Role::Rssi).await["version"].clone();
        done(&world, Role::Rssi, "/qualification", &verdict).await;
        verdict["severity"] = json!(4);
        let before = (
            dossier(&world, Role::Rssi).await["stages"].clone(),
            world.traces().1,
        );
        let refused = post(&world, Role::Rssi, "/qualification", &verdict)
            .await
            .problem(409);
        assert_eq!(refused.wrong_fields(), ["version", "version"]);
        assert!(
            refused.text().contains("Incident qualifié, par Personne rssi"),
            "{}",
            refused.text()
        );
        let after = (
            dossier(&world, Role::Rssi).await["stages"].clone(),
            world.traces().1,
        );
        assert_eq!(after, before, "nothing is recorded, no letter leaves");
        assert_eq!(dossier(&world, Role::Rssi).await["severity"], 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_field_is_told_at_once() {
    let world = World::on_sqlite();
    world.reported(Role::Rsn, world.a_report());
    for (below, body, fields) in [
        (
            "/qualification",
            json!({"verdict": "confirmed", "category": "sorcery", "severity": 9, "handler": "commune"}),
            vec!["category", "severity", "reason", "handler"],
        ),
        (
            "/qualification",
            json!({"verdict": "confirmed"}),
            vec!["category", "severity"],
        ),
        (
            "/qualification",
            json!({"verdict": "perhaps", "tlp": "pink"}),
            vec!["verdict", "tlp"],
        ),
        (
            "/qualification",
            json!({"verdict": "rejected", "ground": "duplicate"}),
            vec!["duplicate_of", "reason"],
        ),
        (
            "/qualification",
            json!({"verdict": "rejected", "duplicate_of": "SSI-2026-0009", "reason": "Même fait."}),
            vec!["duplicate_of"],
        ),
        (
            "/transitions",
            json!({"to": "rejected", "odd": 1}),
            vec!["to", "odd"],
        ),
        (
            "/handovers",
            json!({"to": "academie", "reason": " "}),
            vec!["to", "reason"],
        ),
        ("/handovers", json!({}), vec!["to", "reason"]),
        (
            "/associates",
            json!({"party": "academie", "reason": ""}),
            vec!["party", "reason"],
        ),
    ] {
        let refused = post(&world, Role::Rssi, below, &body).await.problem(422);
        assert_eq!(refused.wrong_fields(), fields, "{below} {body}");
    }
    post(
        &world,
        Role::Rssi,
        "/handovers/1/answer",
        &json!({"answer": "withdrawn"}),
    )
    .await
    .problem(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_act_belongs_to_its_people() {
    for world in World::on_each_engine() {
        of_the_departement(&world);
        done(&world, Role::Rssi, "/qualification", &confirmation()).await;
        let starts = json!({"to": "in_progress"});
        for role in [
            Role::Rssi,
            Role::Dpd,
            Role::AgentAcademie,
            Role::Rsn,
            Role::ChefEtablissement,
        ] {
            post(&world, role, "/transitions", &starts).await.problem(403);
        }
        done(&world, Role::AgentDepartement, "/transitions", &starts).await;
        // The RSSI speaks for the académie: what they take is taken at once.
        let back = json!({"to": "academie", "reason": "Poste rebranché."});
        let told = done(&world, Role::Rssi, "/handovers", &back).await;
        assert_eq!(told["decision"]["handler"], "academie");
        assert_eq!(told["handovers"][0]["answer"], "accepted");
        let resolved = json!({"to": "resolved"});
        post(&world, Role::Dpo, "/transitions", &resolved)
            .await
            .problem(403);
        let told = done(&world, Role::AgentAcademie, "/transitions", &resolved).await;
        assert_eq!(states(&told, "follow_up_to_rssi"), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lists_of_a_qualification_are_public_to_accounts() {
    let world = World::on_sqlite();
    let lists = call(
        &world,
        Role::Observer,
        Method::GET,
        "/api/v1/taxonomy",
        &Value::Null,
    )
    .await
    .json();
    assert_eq!(lists["classes"].as_array().unwrap().len(), 11);
    assert_eq!(lists["severities"][3]["level"], 4);
    assert_eq!(lists["tlp"][3]["label"], "TLP:AMBER+STRICT");
}

/// Reported, handled and closed by the département, without any breach.
async fn closed(world: &World) {
    of_the_departement(world);
    done(world, Role::Rssi, "/qualification", &confirmation()).await;
    done(world, Role::Dpo, "/transitions", &json!({"to": "in_progress"})).await;
    let resolved = json!({"to": "resolved", "follow_up": "Poste réinstallé."});
    done(world, Role::Dpo, "/transitions", &resolved).await;
    delivered(world).await;
    done(world, Role::Dpo, "/transitions", &json!({"to": "closed"})).await;
}

fn acts(whole: &Value) -> Vec<&str> {
    let stages = whole["stages"].as_array().unwrap().iter();
    stages.map(|it| it["act"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_breach_found_after_the_closing_takes_the_dossier_up_again_whoever_finds_it() {
    for world in World::on_each_engine() {
        closed(&world).await;
        let found = json!({"nature": ["confidentiality"]});
        let breach = format!("{DOSSIER}/breach");
        let opened = call(&world, Role::Dpd, Method::PUT, &breach, &found).await;
        assert!(opened.status.is_success(), "{}", opened.text());
        let whole = dossier(&world, Role::Dpd).await;
        assert_eq!(whole["status"], "in_progress");
        assert_eq!(acts(&whole), ["confirm", "start", "resolve", "close", "reopen"]);
        assert_eq!(whole["breach"]["status"], "suspected");
        let resolved = json!({"to": "resolved", "follow_up": "Rien de plus."});
        done(&world, Role::Dpo, "/transitions", &resolved).await;
        delivered(&world).await;
        post(&world, Role::Dpo, "/transitions", &json!({"to": "closed"}))
            .await
            .problem(409);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_breach_that_was_ruled_out_and_is_one_after_all_takes_a_closed_dossier_up_again() {
    for world in World::on_each_engine() {
        contested(&world, PersonalData::Yes);
        let breach = "/api/v1/breaches/VIO-2026-0001";
        let none = json!({"status": "not_a_breach", "status_reason": "Le poste ne contenait rien."});
        let one = json!({"status": "confirmed", "status_reason": "Finalement si."});
        done(&world, Role::Rssi, "/qualification", &confirmation()).await;
        done(&world, Role::Rssi, "/transitions", &json!({"to": "in_progress"})).await;
        done(&world, Role::Rssi, "/transitions", &json!({"to": "resolved"})).await;
        delivered(&world).await;
        let settled = call(&world, Role::ChefEtablissement, Method::PATCH, breach, &none).await;
        assert!(settled.status.is_success(), "{}", settled.text());
        done(&world, Role::Rssi, "/transitions", &json!({"to": "closed"})).await;
        let settled = call(&world, Role::ChefEtablissement, Method::PATCH, breach, &one).await;
        assert!(settled.status.is_success(), "{}", settled.text());
        let whole = dossier(&world, Role::Rssi).await;
        assert_eq!(whole["status"], "in_progress");
        assert_eq!(
            states(&whole, "cnil_72h").last().map(String::as_str),
            Some("pending")
        );
        assert_eq!(acts(&whole).last(), Some(&"reopen"));
    }
}
