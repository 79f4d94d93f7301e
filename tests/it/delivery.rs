//! Delivery against a real mail server, on both engines: nothing lost, a repeat only where an answer was lost.

use std::sync::Arc;

use chrono::TimeDelta;
use tocsin::domain::letter::{LetterKind, MailState};
use tocsin::domain::obligations::State;
use tocsin::domain::people::Role;
use tocsin::mail::transport::{Mailer, Patience, SmtpSettings, SmtpTransport};
use tocsin::store::mails::{self, Mail};
use tocsin::store::{alarms, incidents, journal, obligations};
use tokio::sync::Notify;

use crate::support::smtp::{Act, Behaviour, SmtpServer};
use crate::support::world::World;

const RSSI: &str = "rssi@ac-rennes.fr";

fn towards(server: &SmtpServer) -> Mailer {
    let settings = SmtpSettings::parse(&format!("smtp://{}?tls=none", server.addr)).unwrap();
    Mailer::Smtp(Box::new(
        SmtpTransport::new(settings, Patience::default(), None).unwrap(),
    ))
}

fn incident_id(world: &World, reference: &str) -> String {
    let sight = world.account(Role::Rssi).sight();
    world
        .read(|db| incidents::find(db, reference, &sight))
        .unwrap()
        .id
}

fn letters(world: &World) -> Vec<Mail> {
    let id = incident_id(world, "SSI-2026-0001");
    world.read(|db| mails::of_incident(db, &id))
}

fn to_rssi(world: &World) -> Mail {
    letters(world)
        .into_iter()
        .find(|mail| mail.address == RSSI && mail.kind == LetterKind::IncidentReported)
        .unwrap()
}

fn pending(world: &World) -> usize {
    let id = incident_id(world, "SSI-2026-0001");
    let duties = world.read(|db| obligations::of_incident(db, &id));
    duties.iter().filter(|duty| duty.state == State::Pending).count()
}

fn alarm_kinds(world: &World) -> Vec<String> {
    let id = incident_id(world, "SSI-2026-0001");
    let standing = world.read(|db| alarms::of_incident(db, &id));
    standing.into_iter().map(|alarm| alarm.kind).collect()
}

fn outcomes(world: &World, mail: &Mail) -> Vec<String> {
    let attempts = world.read(|db| mails::attempts(db, &mail.id));
    attempts
        .into_iter()
        .map(|attempt| attempt.outcome.unwrap_or_default())
        .collect()
}

fn pass(world: &World, time: TimeDelta) {
    world.clock.set(world.clock.now() + time);
}

#[tokio::test(flavor = "multi_thread")]
async fn acceptance_meets_the_duties_and_is_journaled() {
    for world in World::on_each_engine() {
        let server = SmtpServer::start(Behaviour::default()).await;
        world.reported(Role::Rsn, world.a_report());
        assert_eq!(world.worker("w", towards(&server)).tick().await.unwrap(), 2);
        let accepted = server.accepted();
        assert_eq!(accepted.len(), 2);
        for (mail, received) in letters(&world).iter().zip(&accepted) {
            assert_eq!(
                (mail.state, &mail.address, mail.repeated),
                (MailState::Sent, &received.to, false)
            );
            assert_eq!(
                tocsin::signing::sha256_hex(&received.bytes),
                mail.sha256,
                "the very bytes that were frozen"
            );
        }
        assert_eq!(pending(&world), 0);
        let entries = world.read(|db| journal::of_dossier(db, "SSI-2026-0001", 0, 100));
        assert_eq!(
            entries
                .iter()
                .filter(|entry| entry.act == "mail_accepted")
                .count(),
            2
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_temporary_refusal_is_tried_again_later_with_the_same_identifier() {
    for world in World::on_each_engine() {
        let server = SmtpServer::start(Behaviour::default()).await;
        server.script(|arrival| match arrival.to.as_str() {
            RSSI if arrival.nth == 1 => Act::RefuseRecipient("451 4.7.1 come back later"),
            _ => Act::Accept,
        });
        world.reported(Role::Rsn, world.a_report());
        let worker = world.worker("w", towards(&server));
        worker.tick().await.unwrap();
        assert_eq!((to_rssi(&world).state, pending(&world)), (MailState::Queued, 1));
        assert_eq!(worker.tick().await.unwrap(), 0, "not before its time");
        pass(&world, TimeDelta::minutes(1));
        assert_eq!(worker.tick().await.unwrap(), 1);
        let mail = to_rssi(&world);
        assert_eq!(
            (mail.state, mail.attempts, mail.repeated, pending(&world)),
            (MailState::Sent, 2, false, 0)
        );
        assert_eq!(outcomes(&world, &mail), ["transient", "accepted"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permanent_refusal_raises_an_alarm_writes_to_the_fallback_and_keeps_the_duty() {
    for world in World::on_each_engine() {
        let server = SmtpServer::start(Behaviour::default()).await;
        server.script(|arrival| match arrival.to.as_str() {
            RSSI => Act::Accept,
            _ => Act::RefuseRecipient("550 5.1.1 no such user"),
        });
        world.reported(Role::Rsn, world.a_report());
        world.worker("w", towards(&server)).tick().await.unwrap();
        let refused = letters(&world)
            .into_iter()
            .find(|mail| mail.state == MailState::Refused)
            .unwrap();
        assert!(refused.last_answer.contains("550"), "{}", refused.last_answer);
        assert_eq!(
            (alarm_kinds(&world), pending(&world)),
            (vec!["mail_refused".to_owned()], 1)
        );
        let told = letters(&world)
            .into_iter()
            .find(|mail| mail.kind == LetterKind::DeliveryFailed)
            .unwrap();
        assert_eq!((told.address.as_str(), told.state), (RSSI, MailState::Sent));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_in_the_middle_of_the_content_is_tried_again_and_doubles_nothing() {
    for world in World::on_each_engine() {
        let server = SmtpServer::start(Behaviour::default()).await;
        server.script(|arrival| {
            if arrival.nth == 1 {
                Act::HangUpInContent
            } else {
                Act::Accept
            }
        });
        world.reported(Role::Rsn, world.a_report());
        let worker = world.worker("w", towards(&server));
        worker.tick().await.unwrap();
        pass(&world, TimeDelta::minutes(1));
        worker.tick().await.unwrap();
        assert_eq!(
            server
                .accepted()
                .iter()
                .filter(|received| received.to == RSSI)
                .count(),
            1
        );
        // Whether the repeat is marked depends on how much had left before the cut: a short letter may have gone
        // whole, and then nobody can tell that it was not taken.
        assert_eq!((to_rssi(&world).state, pending(&world)), (MailState::Sent, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_lost_answer_is_repeated_and_the_repeat_is_recorded_as_such() {
    for world in World::on_each_engine() {
        let server = SmtpServer::start(Behaviour::default()).await;
        server.script(|arrival| {
            if arrival.nth == 1 {
                Act::HangUpAfterDot
            } else {
                Act::Accept
            }
        });
        world.reported(Role::Rsn, world.a_report());
        let worker = world.worker("w", towards(&server));
        worker.tick().await.unwrap();
        pass(&world, TimeDelta::minutes(1));
        worker.tick().await.unwrap();
        let copies: Vec<_> = server
            .accepted()
            .into_iter()
            .filter(|received| received.to == RSSI)
            .collect();
        assert_eq!(copies.len(), 2);
        assert_eq!(copies[0].bytes, copies[1].bytes, "same message, same Message-ID");
        let mail = to_rssi(&world);
        assert_eq!(
            (mail.repeated, outcomes(&world, &mail)),
            (true, vec!["answer_lost".to_owned(), "accepted".to_owned()])
        );
        let entries = world.read(|db| journal::of_dossier(db, "SSI-2026-0001", 0, 100));
        let accepted = entries
            .iter()
            .find(|entry| entry.act == "mail_accepted" && entry.body["to"] == RSSI)
            .unwrap();
        assert_eq!(accepted.body["repeated"], true);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_stays_away_raises_an_alarm_and_a_late_acceptance_clears_it() {
    for world in World::on_each_engine() {
        let server = SmtpServer::start(Behaviour::default()).await;
        server.script(|_| Act::RefuseRecipient("451 4.3.0 out of order"));
        world.reported(Role::Rsn, world.a_report());
        let worker = world.worker("w", towards(&server));
        for _ in 0..8 {
            worker.tick().await.unwrap();
            pass(&world, TimeDelta::minutes(64));
        }
        assert!(alarm_kinds(&world).contains(&"mail_delayed".to_owned()));
        server.script(|_| Act::Accept);
        worker.tick().await.unwrap();
        assert_eq!((alarm_kinds(&world), pending(&world)), (Vec::new(), 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_never_deliver_the_same_letter_twice() {
    for world in World::on_each_engine() {
        let server = SmtpServer::start(Behaviour::default()).await;
        for _ in 0..5 {
            world.reported(Role::Rsn, world.a_report());
        }
        let (one, other) = (
            world.worker("one", towards(&server)),
            world.worker("other", towards(&server)),
        );
        let (first, second) = tokio::join!(one.tick(), other.tick());
        assert_eq!(first.unwrap() + second.unwrap(), 10);
        let mut copies: Vec<Vec<u8>> = server
            .accepted()
            .into_iter()
            .map(|received| received.bytes)
            .collect();
        copies.sort();
        copies.dedup();
        assert_eq!(copies.len(), 10);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_lost_in_the_middle_is_succeeded_when_its_lease_ends() {
    for world in World::on_each_engine() {
        let server = SmtpServer::start(Behaviour::default()).await;
        let never = Arc::new(Notify::new());
        let gate = never.clone();
        server.script(move |arrival| {
            if arrival.nth == 1 {
                Act::AnswerWhen(gate.clone())
            } else {
                Act::Accept
            }
        });
        world.reported(Role::Rsn, world.a_report());
        let lost = world.worker("elsewhere:1", towards(&server));
        let under_way = tokio::spawn(async move { lost.tick().await });
        server.received(1).await;
        under_way.abort();
        let successor = world.worker("here:1", towards(&server));
        successor.take_over().await.unwrap();
        assert_eq!(
            successor.tick().await.unwrap(),
            1,
            "the other letter leaves, the claimed one stays claimed"
        );
        assert_eq!(to_rssi(&world).state, MailState::Queued);
        pass(&world, TimeDelta::minutes(11));
        assert_eq!(successor.tick().await.unwrap(), 1);
        let mail = to_rssi(&world);
        assert_eq!(
            (mail.state, mail.repeated, pending(&world)),
            (MailState::Sent, true, 0)
        );
        assert_eq!(outcomes(&world, &mail), ["cut_off", "accepted"]);
    }
}
