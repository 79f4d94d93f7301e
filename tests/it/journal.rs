//! The database itself refuses to change the journal, on both engines.

use diesel::RunQueryDsl;
use tocsin::domain::people::Role;
use tocsin::store::{Db, Engine, StoreError, journal};

use crate::support::world::World;

/// What nobody may do to the journal, in the words of each engine.
fn forbidden(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Sqlite => &[
            "UPDATE journal SET act = 'nothing' WHERE seq = 1",
            "UPDATE journal SET hash = prev WHERE seq = 2",
            "DELETE FROM journal WHERE seq = 2",
            "DELETE FROM journal",
            "INSERT OR REPLACE INTO journal SELECT seq, at, 'somebody', act, dossier, body, prev, hash FROM journal WHERE seq = 1",
            "REPLACE INTO journal SELECT seq + 1000, at, 'somebody', act, dossier, body, prev, hash FROM journal WHERE seq = 1",
        ],
        Engine::Postgres => &[
            "UPDATE journal SET act = 'nothing' WHERE seq = 1",
            "UPDATE journal SET hash = prev WHERE seq = 2",
            "DELETE FROM journal WHERE seq = 2",
            "DELETE FROM journal",
            "TRUNCATE journal",
            "INSERT INTO journal SELECT * FROM journal WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET actor = 'somebody'",
        ],
    }
}

#[test]
fn nothing_changes_or_deletes_an_entry() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        let before = world.read(|db| journal::after(db, 0, 1_000));
        for statement in forbidden(world.database.store.engine()) {
            let refused = world.write(|db: &mut Db| {
                diesel::sql_query(*statement).execute(db)?;
                Ok::<_, StoreError>(())
            });
            let refused = refused.expect_err(statement).to_string();
            assert!(refused.contains("append-only"), "{statement}: {refused}");
        }
        assert_eq!(world.read(|db| journal::after(db, 0, 1_000)), before);
        assert!(journal::verify(&world.database.store).unwrap().is_ok());
    }
}
