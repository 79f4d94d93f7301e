//! Entries are added and corrected, never changed, on both engines.

use diesel::RunQueryDsl;
use tocsin::actions::entries::write::write;
use tocsin::actions::follow::FollowRefused;
use tocsin::actions::remediation::change::{Changing, change};
use tocsin::actions::report::Key;
use tocsin::domain::entries::{EntryKind, Writing};
use tocsin::domain::people::Role;
use tocsin::store::{Db, Engine, StoreError, entries, incidents};

use super::{DOSSIER, acts, comment, correcting, day, dossier_id, planned, problems, with_dossier, written};

#[test]
fn a_correction_is_a_new_entry_and_the_old_one_stays() {
    for world in with_dossier() {
        written(&world, Role::Rsn, comment("Le poste est éteint.")).unwrap();
        let corrected = written(&world, Role::Rssi, correcting(1, "Le poste est débranché.")).unwrap();
        assert_eq!((corrected.entry.number, corrected.entry.corrects), (2, Some(1)));
        let refused = written(&world, Role::Rsn, correcting(1, "Il est allumé.")).unwrap_err();
        assert!(matches!(refused, FollowRefused::Stands(_)), "{refused}");
        assert_eq!(problems(&refused), ["corrects"]);
        written(&world, Role::Rsn, correcting(2, "Débranché et mis sous clé.")).unwrap();
        let id = dossier_id(&world);
        let kept = world.read(|db| entries::of_incident(db, &id));
        let texts: Vec<_> = kept.iter().map(|entry| entry.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Le poste est éteint.",
                "Le poste est débranché.",
                "Débranché et mis sous clé."
            ]
        );
        assert_eq!(
            acts(&world).iter().filter(|act| *act == "entry_written").count(),
            3
        );
    }
}

#[test]
fn everything_wrong_is_told_at_once_and_nothing_is_kept() {
    for world in with_dossier() {
        let before = world.traces();
        let ahead = Writing {
            kind: EntryKind::Fact,
            text: "@dpo, à voir.".to_owned(),
            at: Some(world.clock.now() + chrono::TimeDelta::hours(1)),
            corrects: Some(7),
        };
        let refused = written(&world, Role::Rsn, ahead).unwrap_err();
        assert_eq!(problems(&refused), ["at", "corrects", "text"]);
        assert_eq!(world.traces(), before);
        let hidden = written(&world, Role::Dpo, comment("Bonjour.")).unwrap_err();
        assert!(matches!(hidden, FollowRefused::NotFound));
    }
}

#[test]
fn what_is_written_and_planned_is_found() {
    for world in with_dossier() {
        written(&world, Role::Rssi, comment("L’onduleur a lâché.")).unwrap();
        planned(&world, Role::Rssi, "me", "2026-03-09").unwrap();
        let sight = world.account(Role::Rssi).sight();
        for (typed, expected) in [
            ("onduleur lache", 1),
            ("reinstaller secretariat", 1),
            ("onduleurs", 0),
        ] {
            let filter = incidents::Filter {
                q: typed.to_owned(),
                ..incidents::Filter::default()
            };
            let found = world.read(|db| incidents::list(db, &sight, &filter, None, 10));
            assert_eq!(found.len(), expected, "{typed}");
        }
    }
}

#[test]
fn the_same_key_writes_once() {
    for world in with_dossier() {
        let (by, now) = (world.account(Role::Rsn), world.clock.now());
        let key = |request_hash: &str| Key {
            key: "k".to_owned(),
            request_hash: request_hash.to_owned(),
        };
        let write = |key: &Key| {
            world.write(|db| write(db, &world.instance, &by, DOSSIER, comment("Vu."), Some(key), now))
        };
        assert!(!write(&key("a")).unwrap().already);
        let again = write(&key("a")).unwrap();
        assert!(again.already && again.entry.number == 1);
        assert!(matches!(write(&key("b")).unwrap_err(), FollowRefused::KeyReused));
        let id = dossier_id(&world);
        assert_eq!(world.read(|db| entries::of_incident(db, &id)).len(), 1);
    }
}

/// What nobody may do to what was written, in the words of each engine.
fn forbidden(engine: Engine) -> Vec<&'static str> {
    let mut statements = vec![
        "UPDATE entries SET text = 'Rien.' WHERE number = 1",
        "UPDATE entries SET corrects = NULL",
        "DELETE FROM entries WHERE number = 2",
        "DELETE FROM entries",
        "UPDATE remediation_changes SET fields = '{}'",
        "DELETE FROM remediation_changes",
    ];
    statements.extend(match engine {
        Engine::Sqlite => [
            "INSERT OR REPLACE INTO entries SELECT id, incident_id, number, kind, 'Rien.', at, corrects, written_by, written_at FROM entries WHERE number = 1",
            "INSERT OR REPLACE INTO entries SELECT 'x', incident_id, 3, kind, 'Rien.', at, corrects, written_by, written_at FROM entries WHERE number = 2",
            "REPLACE INTO remediation_changes SELECT action_id, version, changed_by, changed_at, '{}' FROM remediation_changes",
        ],
        Engine::Postgres => [
            "TRUNCATE entries",
            "INSERT INTO entries SELECT * FROM entries WHERE number = 1 ON CONFLICT (id) DO UPDATE SET text = 'Rien.'",
            "TRUNCATE remediation_changes",
        ],
    });
    statements
}

#[test]
fn the_database_itself_refuses_to_change_what_was_written() {
    for world in with_dossier() {
        written(&world, Role::Rsn, comment("Le poste est éteint.")).unwrap();
        written(&world, Role::Rsn, correcting(1, "Le poste est débranché.")).unwrap();
        planned(&world, Role::Rssi, "me", "2026-03-09").unwrap();
        let (by, now) = (world.account(Role::Rssi), world.clock.now());
        let later = Changing {
            due_on: Some(day("2026-03-10")),
            ..Changing::default()
        };
        world
            .write(|db| change(db, &by, (DOSSIER, 1), later, now))
            .unwrap();
        let id = dossier_id(&world);
        let before = world.read(|db| entries::of_incident(db, &id));
        for statement in forbidden(world.database.store.engine()) {
            let refused = world.write(|db: &mut Db| {
                diesel::sql_query(statement).execute(db)?;
                Ok::<_, StoreError>(())
            });
            let refused = refused.expect_err(statement).to_string();
            assert!(refused.contains("append-only"), "{statement}: {refused}");
        }
        assert_eq!(world.read(|db| entries::of_incident(db, &id)), before);
    }
}
