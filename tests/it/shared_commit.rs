//! Acts that wait for their turn at the same time share one durable commit: each is undone alone or kept with the
//! others, and whoever was answered was answered by what is there for good.

use std::collections::BTreeSet;
use std::thread;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use tocsin::store::schema::workers as rows;
use tocsin::store::{Db, Store, StoreError, workers};

use crate::support::engines::engines;

type Act<'a> = Box<dyn FnOnce(&mut Db) -> Result<(), StoreError> + Send + 'a>;

/// Runs `first` and, before its turn ends, lets all of `others` wait for theirs; answers in the same order.
fn at_once<'a>(store: &'a Store, first: Act<'a>, others: Vec<Act<'a>>) -> Vec<Result<(), StoreError>> {
    thread::scope(|scope| {
        let mut waiting = Vec::new();
        let first = store.write(|db| {
            let answer = first(db);
            for act in others {
                waiting.push(scope.spawn(|| store.write(act)));
                while store.waiting_to_write() < waiting.len() {
                    thread::yield_now();
                }
            }
            answer
        });
        let others = waiting
            .into_iter()
            .map(|act| act.join().unwrap_or_else(|_| Err(refusal("panicked"))));
        std::iter::once(first).chain(others).collect()
    })
}

fn beat(name: &'static str) -> Act<'static> {
    Box::new(move |db| workers::beat(db, name, an_instant()))
}

/// Writes, then refuses.
fn beat_and_refuse(name: &'static str) -> Act<'static> {
    Box::new(move |db| {
        workers::beat(db, name, an_instant())?;
        Err(refusal(name))
    })
}

fn refusal(why: &str) -> StoreError {
    StoreError::Corrupt(why.to_owned())
}

fn an_instant() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

fn recorded(store: &Store) -> BTreeSet<String> {
    let names: Result<Vec<String>, StoreError> =
        store.read(|db| Ok(rows::table.select(rows::name).load(db)?));
    names.unwrap().into_iter().collect()
}

fn names(expected: &[&str]) -> BTreeSet<String> {
    expected.iter().map(ToString::to_string).collect()
}

#[test]
fn acts_that_wait_are_not_there_one_without_the_other() {
    for database in engines() {
        let store = &database.store;
        let looking = || -> Act<'_> {
            Box::new(|db| {
                assert_eq!(recorded(store), names(&[]), "the first act is not committed yet");
                workers::beat(db, "looked", an_instant())
            })
        };
        let answers = at_once(store, beat("first"), vec![looking()]);
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
        assert_eq!(recorded(store), names(&["first", "looked"]));
    }
}

#[test]
fn a_refusal_within_a_shared_commit_undoes_only_itself() {
    for database in engines() {
        let store = &database.store;
        let answers = at_once(store, beat("a"), vec![beat_and_refuse("b"), beat("c")]);
        assert!(matches!(
            answers.as_slice(),
            [Ok(()), Err(StoreError::Corrupt(why)), Ok(())] if why == "b"
        ));
        assert_eq!(recorded(store), names(&["a", "c"]));
        let answers = at_once(store, beat_and_refuse("d"), vec![beat("e"), beat("f")]);
        assert!(matches!(
            answers.as_slice(),
            [Err(StoreError::Corrupt(why)), Ok(()), Ok(())] if why == "d"
        ));
        assert_eq!(recorded(store), names(&["a", "c", "e", "f"]));
    }
}

#[test]
fn a_commit_that_fails_fails_all_who_share_it_and_nobody_else() {
    for database in engines() {
        let store = &database.store;
        let promise = "create table parents (id bigint primary key)";
        let broken =
            "create table children (parent bigint references parents (id) deferrable initially deferred)";
        for statement in [promise, broken] {
            store.write(|db| sql(db, statement)).unwrap();
        }
        // Found wrong at the commit and no earlier.
        let orphan: Act<'_> = Box::new(|db| sql(db, "insert into children (parent) values (1)"));
        let answers = at_once(store, beat("a"), vec![orphan, beat_and_refuse("b")]);
        for answer in &answers {
            assert!(matches!(answer, Err(StoreError::Commit(_))), "{answer:?}");
        }
        store.write(beat("c")).unwrap();
        assert_eq!(recorded(store), names(&["c"]));
    }
}

fn sql(db: &mut Db, statement: &str) -> Result<(), StoreError> {
    diesel::sql_query(statement).execute(db)?;
    Ok(())
}

#[test]
fn an_act_that_panics_takes_its_commit_along_and_leaves_the_store_in_order() {
    for database in engines() {
        let store = &database.store;
        let panicking: Act<'_> = Box::new(|_| panic!("on purpose, in a test"));
        let answers = at_once(store, beat("a"), vec![panicking]);
        assert!(
            matches!(answers.first(), Some(Err(StoreError::Commit(_)))),
            "{answers:?}"
        );
        store.write(beat("b")).unwrap();
        assert_eq!(recorded(store), names(&["b"]));
    }
}
