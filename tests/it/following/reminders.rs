//! The worker writes to owners of actions and to those who set a review day: each letter once, whatever stops or doubles.

use chrono::TimeDelta;
use tocsin::actions::remediation::change::{Changing, change};
use tocsin::actions::review;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::people::Role;
use tocsin::domain::remediation::ActionState;
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::{StoreError, accounts, journal, reviews};
use tocsin::worker::Worker;

use super::{DOSSIER, addresses, day, dossier_id, letters, pass, planned, text_of, with_dossier};
use crate::support::world::{World, aside};

fn memory() -> Mailer {
    Mailer::Memory(MemoryTransport::default())
}

/// A program that starts, does what is due and stops.
async fn tick(world: &World) {
    world.worker("w", memory()).tick().await.unwrap();
}

/// Several programs at the same time.
async fn ticks(world: &World) {
    let workers = ["a", "b", "c"].map(|name| world.worker(name, memory()));
    let ticked = futures_util::future::join_all(workers.iter().map(Worker::tick)).await;
    assert!(ticked.iter().all(Result::is_ok), "{ticked:?}");
}

/// Puts the clock at an instant.
fn at(world: &World, instant: &str) {
    world.clock.set(instant.parse().unwrap());
}

fn changed(world: &World, given: Changing) {
    let (by, now) = (world.account(Role::Rssi), world.clock.now());
    world
        .write(|db| change(db, &by, (DOSSIER, 1), given, now))
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_is_written_to_on_the_day_before_and_on_the_first_day_late_each_once() {
    for world in with_dossier() {
        planned(&world, Role::Rssi, "rsn@exemple.fr", "2026-03-09").unwrap();
        at(&world, "2026-03-07T22:59:59Z");
        tick(&world).await;
        assert!(
            addresses(&world, LetterKind::ActionDue).is_empty(),
            "nothing before its day"
        );
        at(&world, "2026-03-07T23:00:00Z");
        ticks(&world).await;
        tick(&world).await;
        assert_eq!(addresses(&world, LetterKind::ActionDue), ["rsn@exemple.fr"]);
        let letter = letters(&world, LetterKind::ActionDue).remove(0);
        let words = text_of(&world, &letter);
        assert!(
            words.contains("lundi 9\u{a0}mars 2026") && words.contains("À faire"),
            "{words}"
        );
        assert!(
            !words.contains("secrétariat"),
            "what is to be done stays in the dossier: {words}"
        );
        at(&world, "2026-03-09T22:59:59Z");
        tick(&world).await;
        assert_eq!(
            letters(&world, LetterKind::ActionDue).len(),
            1,
            "the day itself is in time"
        );
        at(&world, "2026-03-09T23:00:00Z");
        ticks(&world).await;
        tick(&world).await;
        let both = letters(&world, LetterKind::ActionDue);
        assert_eq!(both.len(), 2);
        assert!(text_of(&world, &both[1]).contains("En retard"));
        pass(&world, TimeDelta::days(30));
        tick(&world).await;
        assert_eq!(letters(&world, LetterKind::ActionDue).len(), 2);
        assert!(aside(|| journal::verify(&world.database.store)).unwrap().is_ok());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_outage_one_letter_for_each_person_says_everything() {
    for world in with_dossier() {
        planned(&world, Role::Rssi, "rsn@exemple.fr", "2026-03-09").unwrap();
        planned(&world, Role::Rssi, "rsn@exemple.fr", "2026-03-20").unwrap();
        planned(&world, Role::Rssi, "academie", "2026-03-12").unwrap();
        at(&world, "2026-03-19T08:00:00Z");
        tick(&world).await;
        let mut to = addresses(&world, LetterKind::ActionDue);
        to.sort();
        assert_eq!(to, ["rsn@exemple.fr", "rssi@ac-rennes.fr"]);
        let letter = letters(&world, LetterKind::ActionDue);
        let letter = letter
            .iter()
            .find(|letter| letter.address == "rsn@exemple.fr")
            .unwrap();
        let words = text_of(&world, letter);
        assert!(
            words.contains("n°\u{a0}1") && words.contains("n°\u{a0}2"),
            "{words}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_action_that_ended_or_moved_writes_only_what_is_still_true() {
    for world in with_dossier() {
        planned(&world, Role::Rssi, "rsn@exemple.fr", "2026-03-09").unwrap();
        let moved = |text: &str| Changing {
            due_on: Some(day(text)),
            ..Changing::default()
        };
        changed(&world, moved("2026-03-16"));
        at(&world, "2026-03-08T10:00:00Z");
        tick(&world).await;
        assert!(
            addresses(&world, LetterKind::ActionDue).is_empty(),
            "it is due a week later"
        );
        at(&world, "2026-03-15T10:00:00Z");
        tick(&world).await;
        assert_eq!(letters(&world, LetterKind::ActionDue).len(), 1);
        changed(&world, moved("2026-03-20"));
        changed(&world, moved("2026-03-16"));
        tick(&world).await;
        assert_eq!(
            letters(&world, LetterKind::ActionDue).len(),
            1,
            "that day was told already"
        );
        changed(
            &world,
            Changing {
                state: Some(ActionState::Dropped),
                reason: Some("Poste mis au rebut.".to_owned()),
                ..Changing::default()
            },
        );
        pass(&world, TimeDelta::days(30));
        tick(&world).await;
        assert_eq!(letters(&world, LetterKind::ActionDue).len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_an_owner_is_gone_whoever_answers_for_the_party_is_told() {
    for world in with_dossier() {
        planned(&world, Role::Rssi, "agent_academie@exemple.fr", "2026-03-09").unwrap();
        let (gone, now) = (world.account(Role::AgentAcademie), world.clock.now());
        let disabled: Result<(), StoreError> = world.write(|db| accounts::disable(db, &gone.id, now));
        disabled.unwrap();
        at(&world, "2026-03-08T10:00:00Z");
        tick(&world).await;
        assert_eq!(addresses(&world, LetterKind::ActionDue), ["rssi@ac-rennes.fr"]);
    }
}

fn set_review(world: &World, role: Role, due_on: &str) {
    let (by, now) = (world.account(role), world.clock.now());
    let set = world.write(|db| review::set(db, &by, DOSSIER, (day(due_on), "Réponse de l’éditeur."), now));
    set.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_review_day_whoever_set_it_is_written_to_once() {
    for world in with_dossier() {
        set_review(&world, Role::Rssi, "2026-03-05");
        set_review(&world, Role::AgentAcademie, "2026-03-06");
        set_review(&world, Role::Rsn, "2026-03-06");
        at(&world, "2026-03-05T22:59:59Z");
        tick(&world).await;
        assert!(
            addresses(&world, LetterKind::ReviewDue).is_empty(),
            "the académie has one day: the last one set"
        );
        at(&world, "2026-03-05T23:00:00Z");
        ticks(&world).await;
        tick(&world).await;
        let mut to = addresses(&world, LetterKind::ReviewDue);
        to.sort();
        assert_eq!(to, ["agent_academie@exemple.fr", "rsn@exemple.fr"]);
        let words = text_of(&world, &letters(&world, LetterKind::ReviewDue)[0]);
        assert!(
            !words.contains("éditeur"),
            "what is awaited stays in the dossier: {words}"
        );
        let id = dossier_id(&world);
        let told = world.read(|db| reviews::of_incident(db, &id));
        assert!(told.iter().all(|set| set.told_at.is_some()));
        set_review(&world, Role::Rsn, "2026-03-20");
        at(&world, "2026-03-20T08:00:00Z");
        tick(&world).await;
        assert_eq!(
            letters(&world, LetterKind::ReviewDue).len(),
            3,
            "a new day is told anew"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_day_that_was_taken_away_writes_nothing() {
    for world in with_dossier() {
        set_review(&world, Role::Rssi, "2026-03-05");
        let (by, now) = (world.account(Role::Dpd), world.clock.now());
        for _ in 0..2 {
            world.write(|db| review::clear(db, &by, DOSSIER, now)).unwrap();
        }
        at(&world, "2026-03-10T08:00:00Z");
        tick(&world).await;
        assert!(addresses(&world, LetterKind::ReviewDue).is_empty());
        let acts = super::acts(&world);
        assert_eq!(acts.iter().filter(|act| *act == "review_cleared").count(), 1);
    }
}
