//! What the people who follow a dossier are written to about: each act once, never their own, and nothing that they could
//! not read.

use chrono::TimeDelta;
use tocsin::actions::entries::write::write;
use tocsin::actions::life::move_to::{Moving, move_to};
use tocsin::actions::life::qualify::{Verdict, qualify};
use tocsin::actions::life::{Acting, LifeRefused, hand_over};
use tocsin::actions::watching::{unwatch, watch};
use tocsin::domain::entries::{EntryKind, Writing};
use tocsin::domain::letter::LetterKind;
use tocsin::domain::life::{Step, Typed};
use tocsin::domain::people::{Party, Role};
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::{Db, accounts, mailing};

use super::{DOSSIER, OTHER, acts, addresses, letters, text_of, with_dossiers};
use crate::support::world::World;

fn follows(world: &World, role: Role, reference: &str) {
    let (by, now) = (world.account(role), world.clock.now());
    world.write(|db| watch(db, &by, reference, now)).unwrap();
}

fn written(world: &World, role: Role, reference: &str, text: &str) {
    let (by, now) = (world.account(role), world.clock.now());
    let writing = Writing {
        kind: EntryKind::Comment,
        text: text.to_owned(),
        at: None,
        corrects: None,
    };
    world
        .write(|db| write(db, &world.instance, &by, reference, writing, None, now))
        .unwrap();
}

fn acted<T>(world: &World, role: Role, act: impl FnOnce(&mut Db, &Acting<'_>) -> Result<T, LifeRefused>) {
    let by = world.account(role);
    let acting = Acting {
        instance: &world.instance,
        by: &by,
        version: None,
        now: world.clock.now(),
    };
    world.write(|db| act(db, &acting)).unwrap();
}

fn confirmation() -> Verdict {
    Verdict::Confirmed(Typed {
        category: "malicious-code".to_owned(),
        kind: "infected-system".to_owned(),
        severity: Some(2),
        ..Typed::default()
    })
}

fn moved(world: &World, to: Step) {
    let moving = Moving {
        to,
        follow_up: String::new(),
        reason: "Reprise.".to_owned(),
    };
    acted(world, Role::Rssi, |db, acting| {
        move_to(db, acting, DOSSIER, &moving)
    });
}

fn subjects(world: &World, reference: &str) -> Vec<String> {
    let letters = letters(world, reference, LetterKind::DossierNews).into_iter();
    let about = letters.map(|mail| mail.subject.rsplit(" – ").next().unwrap().to_owned());
    about.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_act_is_told_once_and_nothing_after_the_end_but_the_end() {
    for world in with_dossiers() {
        // What is owed without delay is met once its letters are accepted: nothing stands in the way of closing then.
        let mailer = Mailer::Memory(MemoryTransport::default());
        world.worker("w", mailer).tick().await.unwrap();
        for role in [Role::Dpd, Role::Rssi] {
            follows(&world, role, DOSSIER);
        }
        acted(&world, Role::Rssi, |db, acting| {
            qualify(db, acting, DOSSIER, &confirmation())
        });
        for step in [Step::InProgress, Step::Resolved, Step::Closed] {
            moved(&world, step);
        }
        written(&world, Role::Rssi, DOSSIER, "Pour mémoire.");
        assert_eq!(
            subjects(&world, DOSSIER),
            [
                "incident qualifié",
                "traitement commencé",
                "incident résolu",
                "dossier clos"
            ]
        );
        let told = addresses(&world, DOSSIER, LetterKind::DossierNews);
        assert!(
            told.iter().all(|address| address == "dpd@exemple.fr"),
            "never to the author: {told:?}"
        );
        let last = letters(&world, DOSSIER, LetterKind::DossierNews).pop().unwrap();
        assert!(text_of(&world, &last).contains("Vous ne recevrez plus de nouvelles"));
        moved(&world, Step::InProgress);
        written(&world, Role::Dpd, DOSSIER, "Vu.");
        assert_eq!(
            subjects(&world, DOSSIER)[4..],
            ["dossier rouvert", "nouvelle écriture"]
        );
    }
}

#[test]
fn whoever_the_act_writes_to_already_gets_one_letter() {
    for world in with_dossiers() {
        follows(&world, Role::AgentAcademie, DOSSIER);
        written(
            &world,
            Role::Rssi,
            DOSSIER,
            "@agent_academie@exemple.fr, voyez-vous ?",
        );
        assert!(addresses(&world, DOSSIER, LetterKind::DossierNews).is_empty());
        assert_eq!(addresses(&world, DOSSIER, LetterKind::Mentioned).len(), 1);
        let agent = world.account(Role::AgentAcademie);
        world
            .write(|db| mailing::prefer(db, &agent.id, LetterKind::Mentioned, false))
            .unwrap();
        world.clock.set(world.clock.now() + TimeDelta::minutes(1));
        written(&world, Role::Rssi, DOSSIER, "@agent_academie@exemple.fr, et là ?");
        assert_eq!(addresses(&world, DOSSIER, LetterKind::Mentioned).len(), 1);
        assert_eq!(
            addresses(&world, DOSSIER, LetterKind::DossierNews),
            ["agent_academie@exemple.fr"],
            "they follow it all the same"
        );
    }
}

#[test]
fn a_handover_is_told_and_nobody_who_sees_the_dossier_no_more_is_written_to() {
    for world in with_dossiers() {
        follows(&world, Role::Dpd, OTHER);
        follows(&world, Role::Dpo, OTHER);
        let unseen = world.account(Role::AgentDepartement);
        follows(&world, Role::AgentDepartement, OTHER);
        let now = world.clock.now();
        world.write(|db| accounts::disable(db, &unseen.id, now)).unwrap();
        let why = "Le poste est à l’académie.";
        acted(&world, Role::Rssi, |db, acting| {
            hand_over::propose(db, acting, OTHER, Some(Party::Academie), why)
        });
        let mut told = addresses(&world, OTHER, LetterKind::DossierNews);
        told.sort();
        assert_eq!(told, ["dpd@exemple.fr", "dpo@exemple.fr"]);
        assert_eq!(subjects(&world, OTHER)[0], "le dossier a changé de mains");
    }
}

#[test]
fn one_follows_only_what_one_sees_and_leaves_at_will() {
    for world in with_dossiers() {
        let (dpo, now) = (world.account(Role::Dpo), world.clock.now());
        assert!(world.write(|db| watch(db, &dpo, DOSSIER, now)).is_err());
        for _ in 0..2 {
            follows(&world, Role::Dpo, OTHER);
        }
        for _ in 0..2 {
            world.write(|db| unwatch(db, &dpo, OTHER, now)).unwrap();
        }
        let acts = acts(&world, OTHER);
        let of_watching: Vec<_> = acts.iter().filter(|act| act.ends_with("watched")).collect();
        assert_eq!(of_watching, ["dossier_watched", "dossier_unwatched"]);
        written(&world, Role::Rssi, OTHER, "Vu.");
        assert!(addresses(&world, OTHER, LetterKind::DossierNews).is_empty());
    }
}
