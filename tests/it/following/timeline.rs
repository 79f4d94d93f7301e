//! The line of time: whole, in one order on both engines, walked in slices, without what a reader may not see.

use chrono::TimeDelta;
use tocsin::actions::attach::note_reading;
use tocsin::actions::breach::BreachRefused;
use tocsin::actions::breach::open::on_dossier;
use tocsin::actions::breach::read::read;
use tocsin::domain::breach::Awareness;
use tocsin::domain::entries::{EntryKind, Writing};
use tocsin::domain::people::{Party, Role};
use tocsin::domain::timeline::{Direction, Place, Source};
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::{StoreError, attachments, incidents};
use tocsin::web::timeline::{Line, Wanted, load};

use super::{DOSSIER, comment, correcting, pass, planned, with_dossier, written};
use crate::support::world::World;

/// A dossier in which something of every kind happened, much of it at the same instant.
async fn eventful() -> [World; 2] {
    let worlds = with_dossier();
    for world in &worlds {
        written(world, Role::Rsn, comment("Vu.")).unwrap();
        written(world, Role::Rsn, correcting(1, "Vu et débranché.")).unwrap();
        let fact = Writing {
            kind: EntryKind::Fact,
            at: Some(world.clock.now() - TimeDelta::days(3)),
            ..comment("Le poste a été prêté.")
        };
        written(world, Role::Rssi, fact).unwrap();
        let file = world.attached(Role::Rsn, DOSSIER);
        planned(world, Role::Rssi, "etablissement", "2026-03-09").unwrap();
        breach(world);
        let (rssi, now) = (world.account(Role::Rssi), world.clock.now());
        let read: Result<(), StoreError> = world.write(|db| {
            let found = attachments::find(db, &file, &rssi.sight())?.unwrap();
            note_reading(db, &rssi, (&found.0, &found.1), now)
        });
        read.unwrap();
        let mailer = Mailer::Memory(MemoryTransport::default());
        world.worker("w", mailer).tick().await.unwrap();
        pass(world, TimeDelta::days(10));
    }
    worlds
}

/// A breach, opened and read.
fn breach(world: &World) {
    let (by, now) = (world.account(Role::Dpd), world.clock.now());
    let aware = Awareness {
        party: Party::Etablissement,
        aware_at: now,
        how: String::new(),
    };
    let opened = world.write(|db| {
        let (case, _) = on_dossier(db, &world.instance, &by, DOSSIER, &[aware], now)?;
        read(db, &world.instance, &by, &case.breach.reference, "page", now).map(|_| ())
    });
    let opened: Result<(), BreachRefused> = opened;
    opened.unwrap();
}

fn slice(world: &World, role: Role, wanted: &Wanted) -> (Vec<Line>, Option<Place>) {
    let (by, now) = (world.account(role), world.clock.now());
    let slice = world.read(|db| {
        let incident = incidents::by_reference(db, DOSSIER)?.unwrap();
        load(db, &incident, &by, wanted, now)
    });
    (slice.lines, slice.next)
}

/// The whole line, in slices of this size.
fn walked(world: &World, role: Role, direction: Direction, limit: usize) -> Vec<Line> {
    let (mut all, mut last) = (Vec::new(), None);
    loop {
        let (lines, next) = slice(
            world,
            role,
            &Wanted {
                direction,
                last,
                limit,
            },
        );
        all.extend(lines);
        if next.is_none() {
            return all;
        }
        last = next;
    }
}

fn titles(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.title.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_line_is_whole_and_the_same_in_slices_of_any_size_from_either_end() {
    let worlds = eventful().await;
    let whole = worlds
        .each_ref()
        .map(|world| walked(world, Role::Rssi, Direction::Oldest, 500));
    assert_eq!(titles(&whole[0]), titles(&whole[1]), "one order on both engines");
    for (world, whole) in worlds.iter().zip(&whole) {
        for limit in [1, 3, 7] {
            assert_eq!(
                &walked(world, Role::Rssi, Direction::Oldest, limit),
                whole,
                "{limit}"
            );
            let mut newest = walked(world, Role::Rssi, Direction::Newest, limit);
            newest.reverse();
            assert_eq!(&newest, whole, "{limit}");
        }
        assert!(whole.windows(2).all(|pair| pair[0].at <= pair[1].at));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_happened_is_on_it() {
    for world in eventful().await {
        let lines = walked(&world, Role::Rssi, Direction::Oldest, 500);
        for source in Source::ALL {
            assert!(lines.iter().any(|line| line.source == *source), "{source}");
        }
        for title in [
            "Fait",
            "Commentaire",
            "Pièce jointe\u{a0}: pare-feu.log",
            "Courriel\u{a0}: Signalement d’un incident",
            "Obligation née\u{a0}: Signaler l’incident au RSSI de l’académie",
            "Obligation tenue\u{a0}: Signaler l’incident au RSSI de l’académie",
            "Échéance dépassée\u{a0}: Notifier la violation à la CNIL (72 h)",
            "Incident signalé",
            "Violation de données ouverte",
            "Violation de données consultée",
            "Pièce jointe consultée",
            "Action ajoutée au plan",
        ] {
            assert!(titles(&lines).contains(&title), "{title}: {:#?}", titles(&lines));
        }
        assert_eq!(lines[0].title, "Fait", "a fact stands at its own instant");
        let first = lines
            .iter()
            .filter_map(|line| line.entry.as_ref())
            .find(|entry| entry.number == 1);
        assert_eq!(first.unwrap().corrected.map(|(number, _)| number), Some(2));
        assert!(
            !titles(&lines).contains(&"Écriture ajoutée au dossier"),
            "nothing is told twice"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_read_what_is_only_for_those_who_read_the_journal() {
    for world in eventful().await {
        for (role, sees) in [
            (Role::Rsn, false),
            (Role::ChefEtablissement, false),
            (Role::AgentAcademie, false),
            (Role::Rssi, true),
            (Role::Dpd, true),
        ] {
            let lines = walked(&world, role, Direction::Newest, 4);
            for title in ["Violation de données consultée", "Pièce jointe consultée"] {
                assert_eq!(titles(&lines).contains(&title), sees, "{role}: {title}");
            }
            assert!(titles(&lines).contains(&"Violation de données ouverte"), "{role}");
        }
    }
}
