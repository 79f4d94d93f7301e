//! `immediate_obligations.csv`: which duties a report makes arise, from whom to whom, by which clause.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use tocsin::domain::incident::PersonalData;
use tocsin::domain::obligations::{Arising, Kind, ReportFacts, arising_from_report};
use tocsin::domain::routing::decide;

use super::examples::{all_touched, catalogue, rows, school};

#[derive(Deserialize)]
struct Row {
    case: String,
    uai: String,
    kind: String,
    components: String,
    departement_impact: String,
    reported_at: DateTime<Utc>,
    obligation: String,
    debtor: String,
    creditor: String,
    address: String,
    clause: String,
}

impl Row {
    /// The four duties as they arise from the facts of this row.
    fn arising(&self) -> Vec<Arising> {
        let (kind, status) = self.kind.rsplit_once(' ').unwrap_or_default();
        let school = (!self.uai.is_empty()).then(|| school(&self.uai, kind, status == "public"));
        let touched = all_touched(&self.components);
        let impact = self.departement_impact == "yes";
        let decision = decide(catalogue(), school.as_ref(), &touched, impact, self.reported_at).unwrap();
        let pack = match &decision.convention {
            Some(id) => catalogue().get(id),
            None => catalogue().home(),
        };
        arising_from_report(ReportFacts {
            pack,
            decision: &decision,
            has_establishment: school.is_some(),
            personal_data: PersonalData::No,
            reported_at: self.reported_at,
            unconfirmed_alert: false,
        })
    }
}

#[test]
fn every_row_arises_as_the_table_says_or_does_not() {
    for row in rows::<Row>("immediate_obligations.csv") {
        let kind = Kind::parse(&row.obligation).unwrap();
        let found = row.arising().into_iter().find(|duty| duty.kind == kind);
        let Some(duty) = found else {
            assert_eq!(row.debtor, "—", "{} : {kind}", row.case);
            continue;
        };
        assert_eq!(duty.starts_at, row.reported_at, "{}", row.case);
        assert_eq!(duty.due_at, None, "{}", row.case);
        let found = [
            duty.debtor.to_string(),
            duty.creditor.to_string(),
            duty.address,
            duty.clause,
        ];
        assert_eq!(
            found,
            [row.debtor, row.creditor, row.address, row.clause],
            "{} : {kind}",
            row.case
        );
    }
}

#[test]
fn the_table_says_when_each_duty_arises_and_when_it_does_not() {
    let rows: Vec<Row> = rows("immediate_obligations.csv");
    for kind in [
        Kind::ReportToRssi,
        Kind::AlertHeadOfSchool,
        Kind::InformRssi,
        Kind::InformDepartement,
    ] {
        let outcomes = rows.iter().filter(|row| row.obligation == kind.as_str());
        let outcomes: BTreeSet<bool> = outcomes.map(|row| row.debtor == "—").collect();
        let always = kind == Kind::ReportToRssi;
        assert_eq!(outcomes.len(), if always { 1 } else { 2 }, "{kind}");
    }
}
