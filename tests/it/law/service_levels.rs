//! The service levels of an outage, as `tests/law/service_levels.csv` says them, under the real conventions.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use tocsin::domain::obligations::{Arising, Creditor, Kind, Outage, OutageFacts, arising_from_outage};
use tocsin::domain::people::Party;

use super::examples::{catalogue, rows};

/// A row of the table; `—` stands for nothing.
#[derive(Deserialize)]
struct Row {
    case: String,
    pack: String,
    handler: String,
    component: String,
    began_at: DateTime<Utc>,
    reported_at: DateTime<Utc>,
    spare: String,
    under_control: String,
    shared_data: String,
    obligation: String,
    due_at: String,
    clause: String,
}

/// What the handler said, if anything.
fn fact(text: &str) -> Option<bool> {
    (text != "—").then(|| text == "yes")
}

impl Row {
    fn arising(&self) -> Option<Arising> {
        let outage = Outage {
            component: self.component.clone(),
            began_at: self.began_at,
            ended_at: None,
            spare: fact(&self.spare),
            under_control: fact(&self.under_control),
            shared_data: fact(&self.shared_data).unwrap(),
        };
        let facts = OutageFacts {
            pack: catalogue().get(&self.pack),
            handler: Party::parse(&self.handler).unwrap(),
            reported_at: self.reported_at,
            outage: &outage,
        };
        let kind = Kind::parse(&self.obligation).unwrap();
        let mut arising = arising_from_outage(facts).into_iter();
        arising.find(|duty| duty.kind == kind)
    }
}

#[test]
fn every_service_level_arises_as_the_table_says_or_does_not() {
    for row in rows::<Row>("service_levels.csv") {
        let due_at = row.due_at.parse::<DateTime<Utc>>().ok();
        assert_eq!(due_at.is_none(), row.due_at == "—", "{}", row.case);
        let arising = row.arising();
        assert_eq!(
            arising.as_ref().and_then(|duty| duty.due_at),
            due_at,
            "{}",
            row.case
        );
        if let Some(duty) = arising {
            assert_eq!(duty.debtor.as_str(), row.handler, "{}", row.case);
            assert_eq!(duty.creditor, Creditor::Etablissement, "{}", row.case);
            let clause = duty.clause.to_lowercase();
            assert!(clause.contains(&row.clause), "{}: {clause}", row.case);
        }
    }
}

#[test]
fn the_table_says_when_each_service_level_arises_and_when_it_does_not() {
    let rows: Vec<Row> = rows("service_levels.csv");
    for kind in Kind::ALL.iter().filter(|kind| kind.is_service_level()) {
        let of_kind = rows.iter().filter(|row| row.obligation == kind.as_str());
        let outcomes: BTreeSet<bool> = of_kind.map(|row| row.arising().is_some()).collect();
        assert_eq!(outcomes.len(), 2, "{kind}");
    }
}
