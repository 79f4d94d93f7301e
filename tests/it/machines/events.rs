//! Programs that are told of events: nothing is lost, every repeat bears the same identifier, every call is signed, and no
//! address leads into our own network.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::json;
use tocsin::actions::webhooks::WebhookRefused;
use tocsin::actions::webhooks::register::{Asked, Registered, register};
use tocsin::actions::webhooks::remove::{remove, retry};
use tocsin::calls::{CallSettings, Caller, Patience};
use tocsin::domain::people::{Party, Role};
use tocsin::domain::webhooks::{DeliveryState, Event};
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::webhooks::Delivery;
use tocsin::store::{StoreError, journal, webhooks};
use tocsin::worker::Worker;

use crate::support::http::{answer, post, signed};
use crate::support::smtp::certificates::config_and_authority;
use crate::support::subscriber::{Manner, Subscriber};
use crate::support::world::World;

pub(super) fn asked(url: &str) -> Asked {
    Asked {
        name: "Tableau de bord".to_owned(),
        url: url.to_owned(),
        convention: None,
        party: Some(Party::Academie),
        events: BTreeSet::from([Event::Reported, Event::BreachOpened]),
    }
}

pub(super) fn registered(world: &World, asked: Asked) -> Result<Registered, WebhookRefused> {
    let (admin, now) = (world.account(Role::Admin).id, world.clock.now());
    world.write(|db| register(db, &world.instance, &admin, asked, now))
}

fn towards(server: &Subscriber) -> Asked {
    asked(&format!("http://{}/crochet?x=1", server.addr))
}

fn caller(extra_roots: Option<Vec<u8>>) -> Arc<Caller> {
    let settings = CallSettings {
        inside: BTreeSet::from(["127.0.0.1".to_owned()]),
        extra_roots,
        patience: Patience {
            connect: Duration::from_secs(2),
            whole: Duration::from_millis(400),
        },
    };
    Arc::new(Caller::new(settings).unwrap())
}

fn memory() -> Mailer {
    Mailer::Memory(MemoryTransport::default())
}

fn worker(world: &World, name: &str) -> Worker {
    world.worker(name, memory()).telling(caller(None))
}

pub(super) fn deliveries(world: &World) -> Vec<Delivery> {
    world.read(|db| webhooks::latest(db, 100))
}

pub(super) fn only(world: &World) -> Delivery {
    let mut found = deliveries(world);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_told_once_signed_and_without_a_word_of_the_dossier() {
    for world in World::on_each_engine() {
        let server = Subscriber::start(&[Manner::Status(204)], None);
        let known = registered(&world, towards(&server)).unwrap();
        world.reported(Role::Rsn, world.a_report());
        let worker = worker(&world, "w");
        assert_eq!(worker.tell().await.unwrap(), 1);
        assert_eq!(worker.tell().await.unwrap(), 0);
        let got = server.got();
        assert_eq!(got.len(), 1);
        let call = &got[0];
        assert!(
            call.head.starts_with("POST /crochet?x=1 HTTP/1.1"),
            "{}",
            call.head
        );
        let said: serde_json::Value = serde_json::from_str(&call.body).unwrap();
        let id = call.header("tocsin-delivery");
        assert_eq!(
            said,
            json!({
                "id": id, "event": "incident.reported", "incident": "SSI-2026-0001", "exercise": false,
                "at": "2026-03-02T08:00:00.000000Z", "link": "http://127.0.0.1:8080/dossiers/SSI-2026-0001",
            })
        );
        assert_eq!(call.header("tocsin-event"), "incident.reported");
        let signature =
            world
                .instance
                .signer
                .webhook_signature(&known.webhook.id, world.clock.now(), &call.body);
        assert_eq!(call.header("tocsin-signature"), signature);
        let told = only(&world);
        assert_eq!((told.state, told.attempts, told.id), (DeliveryState::Sent, 1, id));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_goes_wrong_is_tried_again_under_the_same_identifier() {
    let manners = [
        Manner::Status(500),
        Manner::HangUp,
        Manner::Silent,
        Manner::Redirect,
        Manner::Status(200),
    ];
    for world in World::on_each_engine() {
        let server = Subscriber::start(&manners, None);
        registered(&world, towards(&server)).unwrap();
        world.reported(Role::Rsn, world.a_report());
        let worker = worker(&world, "w");
        let mut answers = Vec::new();
        for minutes in [0, 1, 2, 4, 8] {
            assert_eq!(
                worker.tell().await.unwrap(),
                usize::from(minutes == 0),
                "not before its time"
            );
            world.clock.set(world.clock.now() + TimeDelta::minutes(minutes));
            if minutes > 0 {
                assert_eq!(worker.tell().await.unwrap(), 1);
            }
            answers.push(only(&world).last_answer);
        }
        let got = server.got();
        assert_eq!(got.len(), 5);
        let ids: BTreeSet<String> = got.iter().map(|call| call.header("tocsin-delivery")).collect();
        let bodies: BTreeSet<&String> = got.iter().map(|call| &call.body).collect();
        let signatures: BTreeSet<String> = got.iter().map(|call| call.header("tocsin-signature")).collect();
        assert_eq!((ids.len(), bodies.len(), signatures.len()), (1, 1, 5));
        assert_eq!(answers[0], "HTTP 500");
        assert!(answers[1].contains("coupée"), "{}", answers[1]);
        assert!(answers[2].contains("temps imparti"), "{}", answers[2]);
        assert!(answers[3].contains("redirections"), "{}", answers[3]);
        assert_eq!(only(&world).state, DeliveryState::Sent);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_without_end_is_not_read() {
    let world = World::on_sqlite();
    let server = Subscriber::start(&[Manner::Endless], None);
    registered(&world, towards(&server)).unwrap();
    world.reported(Role::Rsn, world.a_report());
    assert_eq!(worker(&world, "w").tell().await.unwrap(), 1);
    assert_eq!(only(&world).state, DeliveryState::Sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_told_is_given_up_journaled_and_tried_again_on_demand() {
    for world in World::on_each_engine() {
        let server = Subscriber::start(&[Manner::Status(410), Manner::Status(200)], None);
        let known = registered(&world, towards(&server)).unwrap();
        world.reported(Role::Rsn, world.a_report());
        let worker = worker(&world, "w");
        worker.tell().await.unwrap();
        assert_eq!(only(&world).state, DeliveryState::Failed);
        assert_eq!(world.read(webhooks::count_failed), 1);
        let entries = world.read(|db| journal::after(db, 0, 1_000));
        assert!(entries.iter().any(|entry| entry.act == "webhook_given_up"));
        assert_eq!(worker.tell().await.unwrap(), 0);
        let (admin, now) = (world.account(Role::Admin).id, world.clock.now());
        let again = world.write(|db| retry(db, &admin, &known.webhook.id, now));
        assert_eq!(again.unwrap(), 1);
        worker.tell().await.unwrap();
        assert_eq!(only(&world).state, DeliveryState::Sent);
        let ids: BTreeSet<String> = server
            .got()
            .iter()
            .map(|call| call.header("tocsin-delivery"))
            .collect();
        assert_eq!(ids.len(), 1);
    }
}

/// A worker that dies in the middle of a call: another one makes it again, under the same identifier.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_cut_by_the_death_of_its_worker_is_made_again() {
    for world in World::on_each_engine() {
        let server = Subscriber::start(&[Manner::Silent, Manner::Status(200)], None);
        registered(&world, towards(&server)).unwrap();
        world.reported(Role::Rsn, world.a_report());
        // No process of this number can be alive.
        let dead = format!("{}:4194999", hostname());
        {
            let dying = worker(&world, &dead);
            let call = dying.tell();
            tokio::pin!(call);
            tokio::select! {
                _ = &mut call => panic!("it was to be cut"),
                () = reached(&server) => {}
            }
        }
        assert_eq!(only(&world).attempts, 1);
        let heir = worker(&world, &tocsin::worker::name_of_this_process());
        assert_eq!(
            heir.tell().await.unwrap(),
            0,
            "the lease of the other still holds"
        );
        heir.take_over().await.unwrap();
        assert_eq!(heir.tell().await.unwrap(), 1);
        let got = server.wait_for(2);
        assert_eq!(got[0].header("tocsin-delivery"), got[1].header("tocsin-delivery"));
        assert_eq!(only(&world).state, DeliveryState::Sent);
    }
}

fn hostname() -> String {
    let name = tocsin::worker::name_of_this_process();
    name.rsplit_once(':').unwrap().0.to_owned()
}

async fn reached(server: &Subscriber) {
    while server.got().is_empty() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn over_https_only_a_certificate_that_is_trusted_is_told() {
    let world = World::on_sqlite();
    let (config, authority) = config_and_authority("127.0.0.1");
    let server = Subscriber::start(&[Manner::Status(200)], Some(config));
    registered(&world, asked(&format!("https://{}/", server.addr))).unwrap();
    world.reported(Role::Rsn, world.a_report());
    let distrusting = world.worker("w", memory()).telling(caller(None));
    distrusting.tell().await.unwrap();
    assert!(only(&world).last_answer.contains("Chiffrement impossible"));
    assert!(server.got().is_empty(), "nothing was said");
    world.clock.set(world.clock.now() + TimeDelta::minutes(1));
    let trusting = world
        .worker("w", memory())
        .telling(caller(Some(authority.into_bytes())));
    trusting.tell().await.unwrap();
    assert_eq!(
        only(&world).state,
        DeliveryState::Sent,
        "{}",
        only(&world).last_answer
    );
}

/// The name was public when it was registered and leads inside when it is called: nothing is connected to.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_leads_inside_is_not_called() {
    let world = World::on_sqlite();
    let server = Subscriber::start(&[Manner::Status(200)], None);
    let mut known = registered(&world, asked("https://outil.exemple.fr/"))
        .unwrap()
        .webhook;
    let (admin, now) = (world.account(Role::Admin).id, world.clock.now());
    world.write(|db| remove(db, &admin, &known.id, now)).unwrap();
    for (rank, url) in [
        format!("https://localhost:{}/", server.addr.port()),
        format!("http://localhost:{}/", server.addr.port()),
        format!("https://[::ffff:127.0.0.1]:{}/", server.addr.port()),
    ]
    .into_iter()
    .enumerate()
    {
        known.id = format!("0197a7c0-0000-7000-8000-00000000000{rank}");
        known.url = url;
        let inserted: Result<(), StoreError> = world.write(|db| webhooks::insert(db, &known, "test"));
        inserted.unwrap();
    }
    world.reported(Role::Rsn, world.a_report());
    worker(&world, "w").tell().await.unwrap();
    let answers: Vec<String> = deliveries(&world)
        .into_iter()
        .map(|told| told.last_answer)
        .collect();
    assert_eq!(answers.len(), 3);
    assert!(
        answers
            .iter()
            .filter(|answer| answer.contains("réseau privé"))
            .count()
            == 2,
        "{answers:?}"
    );
    assert!(
        answers.iter().any(|answer| answer.contains("Seul https")),
        "{answers:?}"
    );
    assert!(server.got().is_empty());
}

#[test]
fn what_arrived_is_forgotten_after_a_month_and_what_did_not_is_kept() {
    for world in World::on_each_engine() {
        registered(&world, asked("https://un.exemple.fr/")).unwrap();
        world.reported(Role::Rsn, world.a_report());
        let later = world.clock.now() + TimeDelta::days(31);
        let forgotten: Result<usize, StoreError> = world.write(|db| webhooks::forget_old(db, later));
        assert_eq!(forgotten.unwrap(), 0);
        assert_eq!(deliveries(&world).len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_registers_lists_and_removes() {
    for world in World::on_each_engine() {
        let admin = world.token(Role::Admin);
        let body = json!({
            "name": "Amigo", "url": "https://amigo.exemple.fr/", "party": "departement", "events": ["incident.reported"],
        });
        let asked = || post("/api/v1/webhooks", &admin, &body).insert_header(("Idempotency-Key", "k"));
        let first = answer(&world.app(), asked()).await;
        assert_eq!(first.status.as_u16(), 201, "{}", first.text());
        let secret = first.json()["secret"].as_str().unwrap().to_owned();
        assert!(secret.starts_with("tocsin_hook_"));
        assert_eq!(answer(&world.app(), asked()).await.json()["secret"], json!(null));
        let listed = answer(&world.app(), signed(Method::GET, "/api/v1/webhooks", &admin)).await;
        assert!(!listed.text().contains(&secret));
        let path = format!("/api/v1/webhooks/{}", first.json()["id"].as_str().unwrap());
        let again = signed(Method::POST, &format!("{path}/retry"), &admin);
        assert_eq!(answer(&world.app(), again).await.json(), json!({"deliveries": 0}));
        let removed = answer(&world.app(), signed(Method::DELETE, &path, &admin)).await;
        assert_eq!(removed.status.as_u16(), 204);
        answer(&world.app(), signed(Method::DELETE, &path, &admin))
            .await
            .problem(404);
        let odd = json!({"name": "", "url": "http://10.0.0.1/", "party": "mairie", "events": ["tout"]});
        let refused = answer(&world.app(), post("/api/v1/webhooks", &admin, &odd))
            .await
            .problem(422);
        assert_eq!(refused.wrong_fields(), ["party", "events[0]"]);
        let odd = json!({"name": "", "url": "http://10.0.0.1/", "party": "academie", "events": []});
        let refused = answer(&world.app(), post("/api/v1/webhooks", &admin, &odd))
            .await
            .problem(422);
        assert_eq!(refused.wrong_fields(), ["name", "url", "events"]);
    }
}
