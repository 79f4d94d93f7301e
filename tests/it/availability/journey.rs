//! A portal falls on Good Friday; the Monday after is a public holiday.

use tocsin::actions::availability::mark::Given;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::Role;
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::{journal, mails};

use super::{done, fields, paris, portal_down, said};
use crate::support::world::{World, aside};

const RSSI: &str = "rssi@ac-rennes.fr";
const SCHOOL: &str = "ce.0350003n@ac-rennes.fr";

async fn at(world: &World, instant: &str) {
    world.clock.set(paris(instant));
    let mailer = Mailer::Memory(MemoryTransport::default());
    world.worker("w", mailer).tick().await.unwrap();
}

fn told(world: &World, kind: LetterKind) -> Vec<String> {
    let letters = world.letters_about(kind).into_iter();
    letters.map(|mail| mail.address).collect()
}

fn last_text(world: &World, kind: LetterKind) -> (String, String) {
    let last = world.letters_about(kind).pop().unwrap();
    let bytes = world.read(|db| mails::message(db, &last.id)).unwrap();
    let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
    let text = message.body_text(0).unwrap().replace('\u{a0}', " ");
    (message.subject().unwrap().replace('\u{a0}', " "), text)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weekend_and_a_public_holiday_pass_without_counting() {
    for world in World::on_each_engine() {
        world.clock.set(paris("2026-04-03T16:30"));
        world.reported(Role::Rsn, portal_down(&world));
        assert_eq!(
            world.level(Kind::TakeCharge).due_at,
            Some(paris("2026-04-07T11:30"))
        );
        assert_eq!(
            world.level(Kind::RestoreService).due_at,
            Some(paris("2026-04-07T16:30"))
        );

        for quiet in [
            "2026-04-03T17:30",
            "2026-04-05T12:00",
            "2026-04-06T15:00",
            "2026-04-07T09:29",
        ] {
            at(&world, quiet).await;
            assert_eq!(told(&world, LetterKind::DeadlineReminder), [""; 0], "{quiet}");
        }

        at(&world, "2026-04-07T09:30").await;
        assert_eq!(told(&world, LetterKind::DeadlineReminder), [RSSI]);
        let (subject, text) = last_text(&world, LetterKind::DeadlineReminder);
        assert!(
            subject.ends_with("niveau de service, reste 2 h de temps ouvré"),
            "{subject}"
        );
        assert!(text.contains("mar. 7 avril 2026 à 11:30 (UTC+2)"), "{text}");

        at(&world, "2026-04-07T10:00").await;
        world.acted(Role::AgentAcademie, &done(&world)).unwrap();
        assert_eq!(world.level(Kind::TakeCharge).state, State::Met);

        at(&world, "2026-04-07T11:30").await;
        assert_eq!(
            told(&world, LetterKind::DeadlineReminder),
            [RSSI, RSSI],
            "half of the day"
        );
        assert_eq!(told(&world, LetterKind::DeadlineOverdue), [""; 0]);

        at(&world, "2026-04-07T16:31").await;
        let mut overdue = told(&world, LetterKind::DeadlineOverdue);
        overdue.sort_unstable();
        assert_eq!(overdue, [SCHOOL, RSSI]);
        let (subject, _) = last_text(&world, LetterKind::DeadlineOverdue);
        assert!(subject.ends_with("niveau de service non tenu"), "{subject}");

        at(&world, "2026-04-08T16:30").await;
        assert_eq!(
            told(&world, LetterKind::DeadlineOverdue).len(),
            2,
            "a working day between two"
        );
        at(&world, "2026-04-08T16:31").await;
        assert_eq!(told(&world, LetterKind::DeadlineOverdue).len(), 4);

        at(&world, "2026-04-08T17:00").await;
        let lent = Given {
            mitigation: "Accès par une adresse de secours.".to_owned(),
            ..said(&world, false)
        };
        world.marked(Role::AgentAcademie, &lent).unwrap();
        let silent = world
            .marked(Role::AgentAcademie, &said(&world, true))
            .unwrap_err();
        assert_eq!(fields(&silent), ["late_reason"]);
        let restored = Given {
            late_reason: "Pièce livrée mercredi.".to_owned(),
            ..said(&world, true)
        };
        world.marked(Role::AgentAcademie, &restored).unwrap();
        let restore = world.level(Kind::RestoreService);
        assert_eq!(
            (restore.state, restore.met_at),
            (State::MetLate, Some(world.clock.now()))
        );

        at(&world, "2026-04-10T17:00").await;
        assert_eq!(
            told(&world, LetterKind::DeadlineOverdue).len(),
            4,
            "nothing more once restored"
        );
        let verified: Result<_, tocsin::store::StoreError> = aside(|| journal::verify(&world.database.store));
        assert!(verified.unwrap().is_ok());
    }
}
