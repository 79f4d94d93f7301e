//! The duties of a breach, as `tests/law/breach_duties.csv` says them, under the real conventions.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::Deserialize;
use tocsin::domain::breach::{Risk, Status};
use tocsin::domain::obligations::{Arising, BreachFacts, Kind, arising_from_breach};
use tocsin::domain::people::Party;

use super::examples::{catalogue, rows};

/// A row of the table; `—` stands for nothing.
#[derive(Deserialize)]
struct Row {
    case: String,
    pack: String,
    status: String,
    aware: String,
    controllers: String,
    risk: String,
    obligation: String,
    debtor: String,
    due_at: String,
    article: String,
}

impl Row {
    fn aware(&self) -> BTreeMap<Party, DateTime<Utc>> {
        let facts = self.aware.split(' ').map(|fact| fact.split_once('=').unwrap());
        facts
            .map(|(party, at)| (Party::parse(party).unwrap(), at.parse().unwrap()))
            .collect()
    }

    fn controllers(&self) -> BTreeSet<Party> {
        self.controllers
            .split(' ')
            .map(|party| Party::parse(party).unwrap())
            .collect()
    }

    fn arising(&self) -> Option<Arising> {
        let decided_at = "2026-11-25T08:00:00Z".parse().unwrap();
        let facts = BreachFacts {
            pack: catalogue().get(&self.pack),
            under_convention: true,
            status: Status::parse(&self.status).unwrap(),
            aware: self.aware(),
            controllers: self.controllers(),
            risk: Risk::parse(&self.risk).map(|risk| (risk, decided_at)),
            ministry: None,
            nis2_notified_at: None,
        };
        let kind = Kind::parse(&self.obligation).unwrap();
        arising_from_breach(&facts)
            .into_iter()
            .find(|duty| duty.kind == kind)
    }
}

#[test]
fn every_duty_of_a_breach_arises_as_the_table_says_or_does_not() {
    for row in rows::<Row>("breach_duties.csv") {
        assert!(!row.article.is_empty(), "{}", row.case);
        let Some(duty) = row.arising() else {
            assert_eq!(
                (row.debtor.as_str(), row.due_at.as_str()),
                ("—", "—"),
                "{}",
                row.case
            );
            continue;
        };
        assert_eq!(duty.debtor.as_str(), row.debtor, "{}", row.case);
        let due_at = (row.due_at != "without delay").then(|| row.due_at.parse::<DateTime<Utc>>().unwrap());
        assert_eq!(duty.due_at, due_at, "{}", row.case);
    }
}

#[test]
fn the_table_says_when_each_duty_arises_and_when_it_does_not() {
    let rows: Vec<Row> = rows("breach_duties.csv");
    for kind in [Kind::Breach48h, Kind::Cnil72h, Kind::PersonsArt34] {
        let outcomes: BTreeSet<bool> = rows
            .iter()
            .filter(|row| row.obligation == kind.as_str())
            .map(|row| row.debtor == "—")
            .collect();
        assert_eq!(outcomes.len(), 2, "{kind}");
    }
}
