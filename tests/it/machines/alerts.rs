//! What supervision tools report: one dossier for each key, then facts; nothing from what is not known.

use serde_json::{Value, json};
use tocsin::actions::life::qualify::{Verdict, qualify};
use tocsin::actions::life::{Acting, LifeRefused};
use tocsin::actions::machines::revoke::revoke;
use tocsin::domain::life::{Typed, TypedRejection};
use tocsin::domain::machines::Scope;
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::Role;
use tocsin::store::incidents::Incident;
use tocsin::store::{entries, incidents, obligations};

use super::token;
use crate::support::http::{Answer, answer, post};
use crate::support::world::{CASSIN, World};

const HOOK: &str = "/api/v1/hooks/supervision";

fn alert() -> Value {
    json!({
        "key": "zbx-4711", "state": "PROBLEM", "title": "Serveur Horus muet",
        "summary": "Aucune réponse au ping depuis 5 minutes (root@horus).",
        "school": CASSIN, "component": "serveur-horus", "since": "2026-03-02T08:45:00+01:00",
        "host": "horus.clg-cassin", "severity": 4,
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut body = alert();
    body.as_object_mut().unwrap().insert(field.to_owned(), value);
    body
}

async fn sent(world: &World, secret: &str, body: &Value) -> Answer {
    answer(&world.app(), post(HOOK, secret, body)).await
}

fn dossier(world: &World, reference: &str) -> Incident {
    world.read(|db| incidents::by_reference(db, reference)).unwrap()
}

fn facts(world: &World, reference: &str) -> Vec<String> {
    let incident = dossier(world, reference);
    let entries = world.read(|db| entries::of_incident(db, &incident.id));
    entries.into_iter().map(|entry| entry.text).collect()
}

fn minutes(world: &World, minutes: i64) {
    world
        .clock
        .set(world.clock.now() + chrono::TimeDelta::minutes(minutes));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_opens_one_dossier_and_what_follows_is_its_facts() {
    for world in World::on_each_engine() {
        let secret = token(&world, &[Scope::Report]).secret;
        let first = sent(&world, &secret, &alert()).await;
        assert_eq!(first.status.as_u16(), 201, "{}", first.text());
        assert_eq!(
            first.json(),
            json!({"reference": "SSI-2026-0001", "recorded": "dossier"})
        );
        let incident = dossier(&world, "SSI-2026-0001");
        assert_eq!(incident.title, "Serveur Horus muet");
        assert!(incident.description.contains("root@horus"));
        assert!(incident.description.contains("zbx-4711"));
        assert_eq!(incident.detected_at.to_rfc3339(), "2026-03-02T07:45:00+00:00");
        for (later, state, status, recorded) in [
            (9, "PROBLEM", 200, "nothing"),
            (1, "PROBLEM", 200, "fact"),
            (1, "OK", 200, "fact"),
            (60, "OK", 200, "nothing"),
            (1, "PROBLEM", 200, "fact"),
        ] {
            minutes(&world, later);
            let again = sent(&world, &secret, &with("state", json!(state))).await;
            assert_eq!(again.status.as_u16(), status);
            let expected = json!({"reference": "SSI-2026-0001", "recorded": recorded});
            assert_eq!(again.json(), expected, "{state}");
        }
        let facts = facts(&world, "SSI-2026-0001");
        assert_eq!(facts.len(), 3, "{facts:?}");
        assert!(facts[1].contains("retour à la normale"));
        assert_eq!(dossier(&world, "SSI-2026-0001").status.as_str(), "reported");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_belongs_to_one_machine_and_an_end_without_beginning_is_nothing() {
    let world = World::on_sqlite();
    let secret = token(&world, &[Scope::Report]).secret;
    let end = sent(&world, &secret, &with("state", json!("resolved"))).await;
    assert_eq!(end.json(), json!({"reference": null, "recorded": "nothing"}));
    sent(&world, &secret, &alert()).await;
    let mut other = super::asked(&[Scope::Report]);
    other.name = "Centreon".to_owned();
    let other = super::given(&world, other).unwrap().secret;
    assert_eq!(
        sent(&world, &other, &alert()).await.json()["reference"],
        "SSI-2026-0002"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_unknown_opens_a_dossier_and_every_fault_is_named() {
    for world in World::on_each_engine() {
        let secret = token(&world, &[Scope::Report]).secret;
        let odd = json!({
            "state": "peut-être", "school": "0359999Z", "component": "grille-pain", "since": "hier", "unavailable": "?",
        });
        let refused = sent(&world, &secret, &odd).await.problem(422);
        let mut fields = refused.wrong_fields();
        fields.sort_unstable();
        fields.dedup();
        let expected = [
            "component",
            "key",
            "school",
            "since",
            "state",
            "title",
            "unavailable",
        ];
        assert_eq!(fields, expected);
        for (field, value) in [
            ("school", json!("0350001L")),
            ("school", Value::Null),
            ("component", json!("grille-pain")),
            ("since", json!("2026-03-02T12:00:00+01:00")),
        ] {
            let refused = sent(&world, &secret, &with(field, value)).await.problem(422);
            assert_eq!(refused.wrong_fields(), [field]);
        }
        assert_eq!(world.traces().2, 0, "nothing was recorded");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn components_go_by_their_label_and_instants_by_their_seconds() {
    let world = World::on_sqlite();
    let secret = token(&world, &[Scope::Report]).secret;
    let pack = world.instance.catalogue.home().unwrap();
    let label = &pack
        .components
        .iter()
        .find(|it| it.id == "serveur-horus")
        .unwrap()
        .label;
    let mut body = with("component", json!(label.to_uppercase()));
    body["since"] = json!(1_772_437_500);
    let taken = sent(&world, &secret, &body).await;
    assert_eq!(taken.status.as_u16(), 201, "{}", taken.text());
    let incident = dossier(&world, "SSI-2026-0001");
    assert_eq!(incident.components[0].touched.component, "serveur-horus");
    assert_eq!(incident.detected_at.timestamp(), 1_772_437_500);
}

#[tokio::test(flavor = "multi_thread")]
async fn instants_of_other_ages_are_refused_and_no_line_is_lost() {
    for world in World::on_each_engine() {
        let secret = token(&world, &[Scope::Report]).secret;
        for since in [-99_999_999_999_i64, 8_210_266_876_799] {
            let refused = sent(&world, &secret, &with("since", json!(since))).await;
            assert_eq!(refused.status.as_u16(), 422, "{}", refused.text());
            assert_eq!(refused.json()["errors"][0]["field"], "since");
        }
        let taken = sent(&world, &secret, &with("title", json!("Horus muet\nDisque plein"))).await;
        assert_eq!(taken.status.as_u16(), 201, "{}", taken.text());
        let incident = dossier(&world, "SSI-2026-0001");
        assert_eq!(incident.title, "Horus muet");
        assert!(
            incident.description.contains("Disque plein"),
            "{}",
            incident.description
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_token_of_a_machine_goes_on_with_its_alerts() {
    for world in World::on_each_engine() {
        let first = token(&world, &[Scope::Report]);
        sent(&world, &first.secret, &alert()).await;
        let (admin, now) = (world.account(Role::Admin).id, world.clock.now());
        world
            .write(|db| revoke(db, &admin, &first.token.id, now))
            .unwrap();
        let next = token(&world, &[Scope::Report]).secret;
        let ended = sent(&world, &next, &with("state", json!("OK"))).await;
        assert_eq!(
            ended.json(),
            json!({"reference": "SSI-2026-0001", "recorded": "fact"})
        );
    }
}

fn asked_on_data(world: &World, incident: &Incident) -> usize {
    let duties = world.read(|db| obligations::of_incident(db, &incident.id));
    duties
        .iter()
        .filter(|duty| duty.kind == Kind::AssessPersonalData)
        .count()
}

fn said(world: &World, reference: &str, verdict: &Verdict) {
    let (by, now) = (world.account(Role::Rssi), world.clock.now());
    let done: Result<_, LifeRefused> = world.write(|db| {
        let acting = Acting {
            instance: &world.instance,
            by: &by,
            version: None,
            now,
        };
        qualify(db, &acting, reference, verdict)
    });
    done.unwrap();
}

/// Nobody is asked about personal data because a machine does not answer; they are once a person confirmed it.
#[tokio::test(flavor = "multi_thread")]
async fn an_alert_asks_nobody_about_personal_data_until_it_is_confirmed() {
    for world in World::on_each_engine() {
        let secret = token(&world, &[Scope::Report]).secret;
        sent(&world, &secret, &alert()).await;
        let incident = dossier(&world, "SSI-2026-0001");
        assert_eq!(incident.personal_data.as_str(), "unknown");
        assert_eq!(asked_on_data(&world, &incident), 0);
        let usual = world.read(|db| obligations::of_incident(db, &incident.id));
        assert!(usual.iter().any(|duty| duty.kind == Kind::ReportToRssi));
        minutes(&world, 60 * 30);
        let confirmed = Verdict::Confirmed(Typed {
            category: "availability".to_owned(),
            kind: "outage".to_owned(),
            severity: Some(2),
            tlp: None,
            handler: None,
            reason: String::new(),
        });
        said(&world, "SSI-2026-0001", &confirmed);
        let duties = world.read(|db| obligations::of_incident(db, &incident.id));
        let question = duties
            .iter()
            .find(|duty| duty.kind == Kind::AssessPersonalData)
            .unwrap();
        assert_eq!(question.starts_at, world.clock.now());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_whose_dossier_was_rejected_opens_another_one() {
    for world in World::on_each_engine() {
        let secret = token(&world, &[Scope::Report]).secret;
        sent(&world, &secret, &alert()).await;
        let rejected = Verdict::Rejected(TypedRejection {
            ground: None,
            duplicate_of: String::new(),
            reason: "Maintenance prévue.".to_owned(),
        });
        said(&world, "SSI-2026-0001", &rejected);
        let again = sent(&world, &secret, &alert()).await;
        assert_eq!(again.json()["reference"], "SSI-2026-0002");
        minutes(&world, 15);
        let then = sent(&world, &secret, &alert()).await;
        assert_eq!(
            then.json(),
            json!({"reference": "SSI-2026-0002", "recorded": "fact"})
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_does_not_raise_alerts() {
    let world = World::on_sqlite();
    sent(&world, &world.token(Role::Rssi), &alert())
        .await
        .problem(403);
}
