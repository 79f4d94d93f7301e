//! What those who keep the program running ask it, and a real server on a real socket.

use actix_web::http::Method;
use chrono::TimeDelta;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::instants::rfc3339;
use tocsin::domain::people::Role;
use tocsin::store::{steps, workers};
use tocsin::web;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::support::http::{answer, request};
use crate::support::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_is_ready_while_a_worker_lives() {
    for world in World::on_each_engine() {
        let app = world.app();
        let ready = async || answer(&app, request(Method::GET, "/readyz")).await;
        let before = ready().await;
        assert_eq!(
            (before.status.as_u16(), before.json()["not_ready"][0].clone()),
            (503, "worker".into())
        );
        let now = world.clock.now();
        world.write(|db| workers::beat(db, "w1", now)).unwrap();
        world.reported(Role::Rsn, world.a_report());
        world.clock.set(now + TimeDelta::seconds(119));
        let alive = ready().await;
        assert_eq!(alive.status.as_u16(), 200, "{}", alive.text());
        assert_eq!(alive.json()["oldest_mail_waits_for"], 119);
        world.clock.set(now + TimeDelta::seconds(120));
        assert_eq!(ready().await.status.as_u16(), 503);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_is_not_ready_while_the_steps_of_duties_wait() {
    for world in World::on_each_engine() {
        let app = world.app();
        let breach = Report {
            personal_data: PersonalData::Yes,
            ..world.a_report()
        };
        world.reported(Role::Rsn, breach);
        let next = world.read(steps::next_due).unwrap();
        let ready_at = async |now| {
            world.clock.set(now);
            world.write(|db| workers::beat(db, "w1", now)).unwrap();
            answer(&app, request(Method::GET, "/readyz")).await
        };
        let patient = ready_at(next + TimeDelta::minutes(2)).await;
        assert_eq!(patient.status.as_u16(), 200, "{}", patient.text());
        assert_eq!(patient.json()["next_step_at"], rfc3339(next));
        let late = ready_at(next + TimeDelta::minutes(2) + TimeDelta::microseconds(1)).await;
        assert_eq!(late.status.as_u16(), 503);
        assert_eq!(late.json()["not_ready"], serde_json::json!(["enforcement"]));
        assert_eq!(late.json()["steps_overdue"], 1);
    }
}

async fn exchange(address: std::net::SocketAddr, sent: &[u8]) -> String {
    let mut socket = TcpStream::connect(address).await.unwrap();
    let (mut reading, mut writing) = socket.split();
    let mut received = Vec::new();
    // The server may answer and stop listening before everything was sent: what it answered counts.
    let (_, _) = tokio::join!(writing.write_all(sent), reading.read_to_end(&mut received));
    String::from_utf8_lossy(&received).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_answers_over_a_socket_and_stops_when_told() {
    let world = World::on_sqlite();
    let app = std::sync::Arc::into_inner(world.app().into_inner()).unwrap();
    let listening = web::listen(app, "127.0.0.1:0".parse().unwrap()).unwrap();
    let (address, (stop, stopped)) = (listening.address(), oneshot::channel::<()>());
    let running = tokio::spawn(listening.until(async move { stopped.await.unwrap() }));
    let alive = exchange(
        address,
        b"GET /healthz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n",
    )
    .await;
    assert!(alive.starts_with("HTTP/1.1 200"), "{alive}");
    let huge = huge_report(&world.token(Role::Rsn));
    let refused = exchange(address, &huge).await;
    assert!(refused.starts_with("HTTP/1.1 413"), "{refused}");
    assert!(refused.contains("application/problem+json"), "{refused}");
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

/// A description of ten million letters.
fn huge_report(token: &str) -> Vec<u8> {
    let body = format!("{{\"description\":\"{}\"}}", "x".repeat(10_000_000));
    let head = format!(
        "POST /api/v1/incidents HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.into_bytes(), body.into_bytes()].concat()
}
