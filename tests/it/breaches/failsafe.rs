//! The night for which the product exists: a breach entered 46 and a half hours after the département knew, nobody
//! awake, the mail server down, the program killed; then both come back.

use chrono::TimeDelta;
use tocsin::actions::breach::amend::Amendment;
use tocsin::domain::letter::{LetterKind, MailState};
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::{Party, Role};
use tocsin::mail::transport::{Mailer, Patience, SmtpSettings, SmtpTransport};
use tocsin::store::mails;

use super::support::{known, with_breach};
use crate::support::smtp::{Behaviour, SmtpServer};
use crate::support::world::World;

fn towards(address: std::net::SocketAddr) -> Mailer {
    let settings = SmtpSettings::parse(&format!("smtp://{address}?tls=none")).unwrap();
    Mailer::Smtp(Box::new(
        SmtpTransport::new(settings, Patience::default(), None).unwrap(),
    ))
}

/// An address where nobody listens: the port was ours and is closed again.
fn nobody() -> std::net::SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

fn aware_since(world: &World, ago: TimeDelta) {
    let given = Amendment {
        awareness: vec![known(
            Party::Departement,
            world.clock.now() - ago,
            "Saisi tardivement.",
        )],
        ..Amendment::default()
    };
    world.amended(Role::Dpo, &given).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_breach_left_alone_is_notified_once_in_time_through_a_mail_server_that_was_down() {
    for world in with_breach() {
        aware_since(&world, TimeDelta::minutes(46 * 60 + 30));
        let due = world.duty(Kind::Breach48h).due_at.unwrap();
        assert_eq!(due - world.clock.now(), TimeDelta::minutes(90));
        world.worker("killed", towards(nobody())).tick().await.unwrap();
        assert_eq!(
            world.chain().len(),
            1,
            "sent at the first tick: its instant was past"
        );
        assert_eq!(
            world.letters(LetterKind::BreachNotification)[0].state,
            MailState::Queued
        );
        let server = SmtpServer::start(Behaviour::default()).await;
        world.pass(TimeDelta::minutes(30));
        let back = world.worker("back", towards(server.addr));
        back.take_over().await.unwrap();
        back.tick().await.unwrap();
        back.tick().await.unwrap();
        let to_dpd = server.accepted().into_iter().filter(|it| {
            let text = String::from_utf8_lossy(&it.bytes).into_owned();
            it.to == "dpd@ac-rennes.fr" && text.contains("VIO-2026-0001-1.pdf")
        });
        assert_eq!(to_dpd.count(), 1, "one notification");
        let duty = world.duty(Kind::Breach48h);
        assert_eq!((duty.state, duty.late_reason), (State::Met, None));
        assert!(world.journal_is_whole());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_comes_back_too_late_leaves_its_cause() {
    for world in with_breach() {
        aware_since(&world, TimeDelta::minutes(46 * 60 + 30));
        world.worker("killed", towards(nobody())).tick().await.unwrap();
        let server = SmtpServer::start(Behaviour::default()).await;
        world.pass(TimeDelta::hours(3));
        world.worker("back", towards(server.addr)).tick().await.unwrap();
        let duty = world.duty(Kind::Breach48h);
        assert_eq!(duty.state, State::MetLate);
        assert!(
            duty.late_reason.unwrap().contains("à la tentative n° 2"),
            "the mail server was down"
        );
        assert_eq!(world.chain().len(), 1);
        assert!(
            !world.letters(LetterKind::DeadlineOverdue).is_empty(),
            "both officers were told"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_stood_still_past_the_end_sends_at_once_with_the_cause() {
    for world in with_breach() {
        world.pass(TimeDelta::hours(60));
        let server = SmtpServer::start(Behaviour::default()).await;
        world.worker("back", towards(server.addr)).tick().await.unwrap();
        let chain = world.chain();
        assert_eq!(chain.len(), 1);
        assert!(chain[0].automatic && chain[0].late_reason.as_ref().unwrap().contains("interruption"));
        assert_eq!(world.duty(Kind::Breach48h).state, State::MetLate);
        let id = world.dossier_id();
        let told = world.read(|db| mails::of_incident(db, &id)).into_iter();
        let told = told.filter(|mail| {
            mail.kind == LetterKind::DeadlineOverdue && mail.address == "dpo@ille-et-vilaine.fr"
        });
        assert_eq!(told.count(), 1, "one merged message");
    }
}
