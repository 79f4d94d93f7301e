//! A drill runs real clocks and writes to the mailbox of drills alone, whatever it comes to.

use chrono::TimeDelta;
use tocsin::domain::incident::PersonalData;
use tocsin::domain::people::Role;
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::mails;

use crate::support::world::{World, touched};

/// A breach of the département that nobody notifies: reminders, the automatic sending and the escalations all leave.
#[tokio::test(flavor = "multi_thread")]
async fn no_letter_of_a_drill_leaves_for_anybody_outside_it() {
    for world in World::on_each_engine() {
        let mut drill = world.a_report();
        drill.exercise = true;
        drill.personal_data = PersonalData::Yes;
        drill.components = vec![touched("serveur-pedagogique", None)];
        let known = world.instance.catalogue.home().unwrap();
        if known.components.iter().all(|it| it.id != "serveur-pedagogique") {
            drill.components = vec![touched("poste-pedagogique", None)];
        }
        world.reported(Role::Rssi, drill);
        let worker = world.worker("w", Mailer::Memory(MemoryTransport::default()));
        for hours in [0, 24, 12, 6, 4, 2, 12, 12] {
            world.clock.set(world.clock.now() + TimeDelta::hours(hours));
            worker.tick().await.unwrap();
        }
        let letters = world.read(|db| mails::latest(db, None, 1_000));
        assert!(letters.len() > 8, "{} letters", letters.len());
        let kinds: std::collections::BTreeSet<&str> =
            letters.iter().map(|letter| letter.kind.as_str()).collect();
        assert!(kinds.contains("breach_notification"), "{kinds:?}");
        for letter in letters {
            assert_eq!(letter.address, "exercices@exemple.fr", "{}", letter.subject);
            assert!(letter.subject.starts_with("[EXERCICE]"), "{}", letter.subject);
        }
    }
}
