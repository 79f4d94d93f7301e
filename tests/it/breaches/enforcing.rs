//! Reminders, holds and escalations as time passes, whatever people and machines forget.

use chrono::TimeDelta;
use tocsin::actions::breach::hold;
use tocsin::actions::enforce;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::Role;
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::{mails, steps};
use tocsin::worker::Worker;

use super::support::{BREACH, initial, problems, with_breach};
use crate::support::postgres::connect;
use crate::support::world::World;

fn memory() -> Mailer {
    Mailer::Memory(MemoryTransport::default())
}

async fn tick(world: &World) {
    world.worker("w", memory()).tick().await.unwrap();
}

/// To whom letters of a kind went so far.
fn told(world: &World, kind: LetterKind) -> Vec<String> {
    world.letters(kind).into_iter().map(|mail| mail.address).collect()
}

fn text_of(world: &World, kind: LetterKind) -> String {
    let last = world.letters(kind).pop().unwrap();
    let bytes = world.read(|db| mails::message(db, &last.id)).unwrap();
    let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
    message.body_text(0).unwrap().into_owned()
}

const DPO: &str = "dpo@ille-et-vilaine.fr";
const DPD: &str = "dpd@ac-rennes.fr";

#[tokio::test(flavor = "multi_thread")]
async fn reminders_leave_at_their_hours_and_never_twice() {
    for world in with_breach() {
        world.pass(TimeDelta::hours(24) - TimeDelta::seconds(1));
        tick(&world).await;
        assert!(
            told(&world, LetterKind::DeadlineReminder).is_empty(),
            "nothing before its time"
        );
        world.pass(TimeDelta::seconds(1));
        for _ in 0..3 {
            tick(&world).await;
        }
        assert_eq!(told(&world, LetterKind::DeadlineReminder), [DPO]);
        assert!(text_of(&world, LetterKind::DeadlineReminder).contains("Tocsin enverra lui-même"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_workers_do_each_step_once() {
    for world in with_breach() {
        world.pass(TimeDelta::hours(24));
        let workers = [
            world.worker("a", memory()),
            world.worker("b", memory()),
            world.worker("c", memory()),
        ];
        let ticks = futures_util::future::join_all(workers.iter().map(Worker::tick)).await;
        assert!(ticks.iter().all(Result::is_ok), "{ticks:?}");
        assert_eq!(told(&world, LetterKind::DeadlineReminder), [DPO]);
    }
}

/// Somebody else's transaction, on PostgreSQL, that holds the rows of a question until the answer is dropped.
async fn holding(world: &World, rows: &str) -> tokio_postgres::Client {
    let other = connect(&world.database.url).await;
    other.batch_execute("begin").await.unwrap();
    other.query(&format!("{rows} for update"), &[]).await.unwrap();
    other
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_and_letters_that_another_transaction_holds_are_left_to_it() {
    let [_, world] = with_breach();
    world.pass(TimeDelta::hours(24));
    let other = holding(
        &world,
        "select * from obligation_steps where step = 'reminder_24'",
    )
    .await;
    tick(&world).await;
    assert!(told(&world, LetterKind::DeadlineReminder).is_empty());
    other.batch_execute("rollback").await.unwrap();
    tick(&world).await;
    assert_eq!(told(&world, LetterKind::DeadlineReminder), [DPO]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_another_transaction_holds_does_not_keep_the_others_waiting() {
    let [_, world] = with_breach();
    world.reported(Role::Rsn, world.a_report());
    let other = holding(
        &world,
        "select * from mails where state = 'queued' order by id limit 1",
    )
    .await;
    let queued = || world.read(|db| mails::count_due(db, world.clock.now()));
    let before = queued();
    assert!(before > 1);
    tick(&world).await;
    assert_eq!(queued(), 1);
    other.batch_execute("rollback").await.unwrap();
    tick(&world).await;
    assert_eq!(queued(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_system_notifies_by_itself_two_hours_before_the_end() {
    for world in with_breach() {
        world.pass(TimeDelta::hours(46));
        tick(&world).await;
        let chain = world.chain();
        assert_eq!(chain.len(), 1);
        assert!(chain[0].automatic && !chain[0].complete && chain[0].late_reason.is_none());
        assert_eq!(told(&world, LetterKind::BreachNotification), [DPD]);
        assert_eq!(world.duty(Kind::Breach48h).met_at, Some(world.clock.now()));
        assert!(text_of(&world, LetterKind::DeadlineReminder).contains("envoyé automatiquement"));
        world.pass(TimeDelta::hours(10));
        tick(&world).await;
        assert_eq!(world.chain().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_already_sent_is_not_sent_again() {
    for world in with_breach() {
        world.notified(Role::Dpo, &initial()).unwrap();
        world.pass(TimeDelta::hours(47));
        tick(&world).await;
        assert_eq!(told(&world, LetterKind::BreachNotification), [DPD]);
        assert!(!world.chain()[0].automatic);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_keeps_the_automatic_sending_back_and_stops_no_clock() {
    for world in with_breach() {
        let (dpo, dpd, now) = (
            world.account(Role::Dpo),
            world.account(Role::Dpd),
            world.clock.now(),
        );
        let held = |by, reason: &str| {
            world.write(|db| hold::hold(db, &world.instance, by, BREACH, reason, now).map(|_| ()))
        };
        assert_eq!(problems(&held(&dpo, "").unwrap_err()), ["reason"]);
        assert!(
            held(&dpd, "Non.").is_err(),
            "it is the département's officer who holds"
        );
        held(
            &dpo,
            "Le DPD est prévenu par téléphone, le texte est en relecture.",
        )
        .unwrap();
        assert_eq!(problems(&held(&dpo, "Encore.").unwrap_err()), ["hold"]);
        world.pass(TimeDelta::hours(46));
        tick(&world).await;
        assert!(world.chain().is_empty());
        assert!(text_of(&world, LetterKind::DeadlineReminder).contains("retenu"));
        world.pass(TimeDelta::hours(2));
        tick(&world).await;
        let told = told(&world, LetterKind::DeadlineOverdue);
        assert!(
            told.contains(&DPO.to_owned()) && told.contains(&DPD.to_owned()),
            "{told:?}"
        );
        let now = world.clock.now();
        world
            .write(|db| hold::release(db, &world.instance, &dpo, BREACH, now).map(|_| ()))
            .unwrap();
        tick(&world).await;
        assert_eq!(world.chain().len(), 1, "it leaves as soon as the hold ends");
        assert!(
            world
                .journaled_acts()
                .contains(&"automatic_sending_held".to_owned())
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn overdue_is_escalated_every_twelve_hours_to_both_sides() {
    for world in with_breach() {
        let (dpo, now) = (world.account(Role::Dpo), world.clock.now());
        world
            .write(|db| hold::hold(db, &world.instance, &dpo, BREACH, "Relecture.", now).map(|_| ()))
            .unwrap();
        let letters_to_dpo = |world: &World| {
            let told = told(world, LetterKind::DeadlineOverdue).into_iter();
            told.filter(|address| address == DPO).count()
        };
        for (hours, expected) in [(48, 1), (11, 1), (1, 2), (12, 3)] {
            world.pass(TimeDelta::hours(hours));
            tick(&world).await;
            assert_eq!(letters_to_dpo(&world), expected, "after {hours} more hours");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_outage_one_merged_message_replaces_those_missed() {
    for world in with_breach() {
        let (dpo, now) = (world.account(Role::Dpo), world.clock.now());
        world
            .write(|db| hold::hold(db, &world.instance, &dpo, BREACH, "Relecture.", now).map(|_| ()))
            .unwrap();
        world.pass(TimeDelta::hours(100));
        tick(&world).await;
        assert!(told(&world, LetterKind::DeadlineReminder).is_empty());
        let overdue = told(&world, LetterKind::DeadlineOverdue);
        assert_eq!(overdue.iter().filter(|address| *address == DPO).count(), 1);
        assert!(text_of(&world, LetterKind::DeadlineOverdue).contains("Ce message en remplace"));
    }
}

#[test]
fn what_would_be_done_then_can_be_asked_without_doing_it() {
    for world in with_breach() {
        let then = world.clock.now() + TimeDelta::hours(47);
        let id = world.dossier_id();
        let dossiers = world.read(|db| steps::due_dossiers(db, then, 10));
        assert_eq!(dossiers, std::slice::from_ref(&id));
        let due = world.read(|db| enforce::due(db, &world.instance, &id, then));
        assert!(
            due.iter()
                .any(|it| it.duty.kind == Kind::Breach48h && it.todo.send)
        );
        assert!(world.chain().is_empty());
    }
}
