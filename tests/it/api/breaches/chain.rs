//! Notifications: sent once, frozen, with the answer of the recipient's server; and what is read of the breach itself.

use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use serde_json::{Value, json};
use tocsin::domain::incident::PersonalData;
use tocsin::domain::people::Role;
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::accounts;

use super::{BREACH, DOSSIER, call, duty, get, reported, taken};
use crate::support::http::{Answer, answer, signed};
use crate::support::world::World;

const SCHEMA: &str = include_str!("../../../data/edpb-breach-notification.schema.json");

fn chain() -> String {
    format!("{BREACH}/notifications")
}

fn the_48h() -> Value {
    json!({"obligation": "breach_48h", "kind": "initial"})
}

async fn deliver(world: &World) {
    let mailer = Mailer::Memory(MemoryTransport::default());
    world.worker("w", mailer).tick().await.unwrap();
}

fn fits_the_schema(payload: &Value) {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let checked = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = checked.iter_errors(payload).map(|e| e.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_is_sent_and_read_back_as_it_was_sent() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let sent = call(&world, Role::Dpo, Method::POST, &chain(), &the_48h()).await;
        assert_eq!(sent.status.as_u16(), 202, "{}", sent.text());
        let sent = sent.json();
        assert_eq!(
            (
                &sent["number"],
                &sent["kind"],
                &sent["complete"],
                &sent["automatic"]
            ),
            (&1.into(), &"initial".into(), &false.into(), &false.into())
        );
        assert_eq!(sent["deliveries"][0]["state"], "queued");
        deliver(&world).await;
        let listed = get(&world, Role::Dpd, &chain()).await.json();
        let delivery = &listed["items"][0]["deliveries"][0];
        assert_eq!(delivery["state"], "sent");
        assert_eq!(delivery["answer"], "gardé en mémoire, non expédié");
        let breach = get(&world, Role::Dpo, BREACH).await.json();
        assert_eq!(duty(&breach, "breach_48h")["state"], "met");
        let payload = get(&world, Role::Dpd, &format!("{}/1.json", chain()))
            .await
            .json();
        fits_the_schema(&payload);
        let pdf = get(&world, Role::Dpd, &format!("{}/1.pdf", chain())).await;
        assert!(pdf.body.starts_with(b"%PDF-"));
        let letter = get(&world, Role::Dpd, &format!("{}/1.eml", chain())).await;
        assert_eq!(letter.header("content-type"), "message/rfc822");
        let message_id = delivery["message_id"].as_str().unwrap();
        assert!(letter.text().contains(message_id), "{message_id}");
        get(&world, Role::Dpd, &format!("{}/2.json", chain()))
            .await
            .problem(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_never_changes() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        taken(&world, Role::Dpo, Method::POST, &chain(), &the_48h()).await;
        let path = format!("{}/1.json", chain());
        let before = get(&world, Role::Dpo, &path).await.body;
        let news = json!({"systems": "Un poste du CDI."});
        taken(&world, Role::Dpo, Method::PATCH, BREACH, &news).await;
        assert_eq!(get(&world, Role::Dpo, &path).await.body, before);
        let current = get(&world, Role::Dpo, &format!("{BREACH}/edpb.json")).await;
        assert_ne!(current.body, before);
        fits_the_schema(&current.json());
    }
}

async fn with_key(world: &World, key: &str, body: &Value) -> Answer {
    let asked = signed(Method::POST, &chain(), &world.token(Role::Dpo))
        .insert_header((CONTENT_TYPE, "application/json"))
        .insert_header(("Idempotency-Key", key))
        .set_payload(body.to_string());
    answer(&world.app(), asked).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_sends_nothing_more() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let first = with_key(&world, "k1", &the_48h()).await;
        let letters = world.traces().1;
        let again = with_key(&world, "k1", &the_48h()).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!((first.json(), world.traces().1), (again.json(), letters));
        let other = json!({"obligation": "breach_48h", "kind": "follow_up"});
        with_key(&world, "k1", &other).await.problem(422);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filing_at_the_cnil_is_recorded_with_its_number() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let filing = json!({
            "obligation": "cnil_72h", "kind": "initial", "reference": "FR-2026-1234",
            "done_at": "2026-03-02T08:55:00+01:00",
        });
        let filed = taken(&world, Role::Dpd, Method::POST, &chain(), &filing).await;
        assert_eq!(filed["reference"], "FR-2026-1234");
        assert_eq!(filed["proof"], Value::Null);
        assert_eq!(filed["deliveries"], json!([]));
        let breach = get(&world, Role::Dpd, BREACH).await.json();
        assert_eq!(duty(&breach, "cnil_72h")["met_at"], "2026-03-02T07:55:00.000000Z");
        for part in ["pdf", "eml"] {
            get(&world, Role::Dpd, &format!("{}/1.{part}", chain()))
                .await
                .problem(404);
        }
        let back = json!({"reason": "550 5.1.1 inconnu"});
        let stands = call(
            &world,
            Role::Dpd,
            Method::POST,
            &format!("{}/1/bounce", chain()),
            &back,
        )
        .await
        .problem(409);
        assert_eq!(stands.wrong_fields(), ["number"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filing_names_the_attachment_that_proves_it_and_the_register_tells_it() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        let pieces = format!("/api/v1/incidents/{DOSSIER}/attachments?name=recepisse.pdf");
        let sent = signed(Method::POST, &pieces, &world.token(Role::Dpd)).set_payload("%PDF-1.7\n%%EOF");
        let sent = answer(&world.app(), sent).await;
        assert!(sent.status.is_success(), "{}", sent.text());
        let proof = sent.json()["id"].as_str().unwrap().to_owned();
        let filing = |proof: &str| {
            json!({
                "obligation": "cnil_72h", "kind": "initial", "reference": "FR-2026-1234", "proof": proof,
                "done_at": "2026-03-02T08:55:00+01:00",
            })
        };
        let foreign = call(&world, Role::Dpd, Method::POST, &chain(), &filing("ailleurs")).await;
        assert_eq!(foreign.problem(422).wrong_fields(), ["proof"]);
        let letter = json!({"obligation": "breach_48h", "kind": "initial", "proof": proof});
        let misplaced = call(&world, Role::Dpo, Method::POST, &chain(), &letter).await;
        assert_eq!(misplaced.problem(422).wrong_fields(), ["proof"]);
        let filed = taken(&world, Role::Dpd, Method::POST, &chain(), &filing(&proof)).await;
        assert_eq!(filed["proof"], json!(proof));
        let listed = get(&world, Role::Dpd, &chain()).await.json();
        assert_eq!(listed["items"][0]["proof"], json!(proof));
        let dpd = world.account(Role::Dpd);
        let granted = world.write(|db| accounts::let_export(db, &dpd.id, true));
        assert!(granted.is_ok());
        let register = get(&world, Role::Dpd, "/api/v1/register.json").await.json();
        let told = register["items"][0]["cnil_notified_at"].as_str().unwrap();
        assert!(told.contains("récépissé joint\u{a0}: recepisse.pdf"), "{told}");
        let closing = register["items"][0]["closed_at"].as_str().unwrap();
        assert!(
            closing.starts_with("En cours\u{a0}: violation à confirmer"),
            "{closing}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_came_back_makes_its_duty_owed_again() {
    for world in World::on_each_engine() {
        reported(&world, PersonalData::Yes);
        taken(&world, Role::Dpo, Method::POST, &chain(), &the_48h()).await;
        deliver(&world).await;
        let path = format!("{}/1/bounce", chain());
        let returned = json!({"reason": "550 5.1.1 boîte inconnue"});
        let told = taken(&world, Role::Dpo, Method::POST, &path, &returned).await;
        assert_eq!(
            (&told["deliveries"][0]["state"], &told["deliveries"][0]["answer"]),
            (&"failed".into(), &returned["reason"])
        );
        let breach = get(&world, Role::Dpo, BREACH).await.json();
        assert_eq!(duty(&breach, "breach_48h")["state"], "pending");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_to_copy_has_the_fourteen_parts_of_the_form() {
    let world = World::on_sqlite();
    reported(&world, PersonalData::Yes);
    let sheet = get(&world, Role::Dpd, &format!("{BREACH}/cnil.json"))
        .await
        .json();
    let sections = sheet["sections"].as_array().unwrap();
    assert_eq!((sections.len(), &sections[13]["number"]), (14, &14.into()));
    assert_eq!(sheet["due_at"], "2026-03-05T07:00:00.000000Z");
    let paper = get(&world, Role::Dpd, &format!("{BREACH}/cnil.pdf")).await;
    assert_eq!(paper.header("content-type"), "application/pdf");
    assert!(paper.body.starts_with(b"%PDF-"));
}
