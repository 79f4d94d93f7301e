//! The lines of the register: every form agrees, and each state is told in its words.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::*;
use crate::domain::breach::record::Record;
use crate::domain::breach::{NoticeKind, Risk, Status};
use crate::domain::instants::remaining;
use crate::domain::obligations::{Creditor, Kind, State};
use crate::domain::people::Party;
use crate::store::breaches::{Breach, Verdict};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    at("2026-11-24T09:00:00Z")
}

fn breach() -> Breach {
    Breach {
        id: "b".to_owned(),
        incident_id: "i".to_owned(),
        reference: "VIO-2026-0007".to_owned(),
        status: Status::Confirmed,
        status_reason: String::new(),
        record: Record {
            description: "=cmd|' /C calc'!A0".to_owned(),
            persons_count: Some(1_200),
            ..Record::default()
        },
        controllers: BTreeSet::from([Party::Etablissement]),
        verdict: None,
        hold: None,
        ministry: None,
        opened_by: "a".to_owned(),
        opened_at: now(),
        version: 1,
    }
}

fn entry() -> Entry {
    Entry {
        listed: Listed {
            breach: breach(),
            incident: "SSI-2026-0042".to_owned(),
            title: "Clé USB perdue".to_owned(),
            establishment_uai: Some("0350003N".to_owned()),
            establishment_name: "Collège René Cassin".to_owned(),
            handler: Party::Departement,
            detected_at: now(),
            exercise: false,
        },
        awareness: vec![Awareness {
            party: Party::Departement,
            aware_at: now(),
            how: String::new(),
        }],
        duties: Vec::new(),
        made: Vec::new(),
        assessed: None,
    }
}

fn duty(kind: Kind, state: State) -> Obligation {
    Obligation {
        id: "o".to_owned(),
        incident_id: "i".to_owned(),
        kind,
        debtor: Party::Departement,
        creditor: Creditor::Dpd,
        starts_at: now(),
        due_at: Some(now() + TimeDelta::hours(48)),
        state,
        met_at: None,
        late_reason: None,
        clause: String::new(),
        convention_hash: None,
        reason: None,
        settled_by: None,
    }
}

fn view() -> View {
    View {
        filter: "Tout ce que voit ce compte".to_owned(),
        party: "Académie de Rennes".to_owned(),
        at: now(),
    }
}

fn cell(entry: &Entry, id: &str) -> String {
    let (_, document) = rows(std::slice::from_ref(entry), &view());
    let at = COLUMNS.iter().position(|heading| heading.id == id).unwrap();
    document.rows[0][at].clone()
}

fn decided(risk: Risk) -> Entry {
    let mut entry = entry();
    entry.listed.breach.verdict = Some(Verdict {
        risk,
        reasons: "Données publiques.".to_owned(),
        by: "a".to_owned(),
        at: now(),
    });
    entry
}

#[test]
fn every_form_has_the_same_columns_and_a_cell_under_each() {
    let entries = [entry(), decided(Risk::High)];
    let (sheet, document) = rows(&entries, &view());
    assert_eq!(sheet.columns.len(), COLUMNS.len());
    assert_eq!(document.columns.len(), COLUMNS.len());
    assert!(sheet.csv().is_ok() && sheet.rows.len() == 2);
    assert!(document.rows.iter().all(|row| row.len() == COLUMNS.len()));
    let json = json(&entries, &view());
    for heading in COLUMNS {
        assert!(json["items"][0].get(heading.id).is_some(), "{}", heading.id);
    }
    let ids: BTreeSet<_> = COLUMNS.iter().map(|heading| heading.id).collect();
    assert_eq!(ids.len(), COLUMNS.len());
}

#[test]
fn numbers_stay_numbers_and_what_is_unknown_is_nothing() {
    let json = json(&[entry()], &view());
    assert_eq!(json["items"][0]["person_count"], 1_200.0);
    assert_eq!(json["items"][0]["record_count"], Value::Null);
    assert_eq!(json["items"][0]["closed_at"], Value::Null);
}

#[test]
fn a_clock_that_runs_is_told_with_the_time_left() {
    let mut entry = entry();
    entry.duties = vec![duty(Kind::Breach48h, State::Pending)];
    let due = in_full(now() + TimeDelta::hours(48));
    assert_eq!(
        cell(&entry, "partner_notified_at"),
        format!(
            "À faire avant le {due} ({})",
            remaining(now(), now() + TimeDelta::hours(48))
        )
    );
    let late = standing(&entry, Side::Dpd, now() + TimeDelta::hours(49));
    assert!(late.starts_with("En retard"), "{late}");
    let last = standing(&entry, Side::Dpd, now() + TimeDelta::hours(48));
    assert!(
        last.starts_with("À faire"),
        "the due instant itself is on time: {last}"
    );
}

#[test]
fn what_was_sent_and_not_yet_accepted_is_neither_done_nor_to_do() {
    let mut entry = entry();
    entry.duties = vec![duty(Kind::Breach48h, State::Pending)];
    entry.made = vec![Made {
        breach_id: "b".to_owned(),
        duty: Kind::Breach48h,
        kind: NoticeKind::Initial,
        automatic: false,
        complete: false,
        late_reason: None,
        filing: None,
        done_at: now(),
    }];
    assert!(standing(&entry, Side::Dpd, now()).starts_with("Envoyé le"));
}

#[test]
fn not_notifying_is_justified_by_the_verdict_and_by_it_alone() {
    let unlikely = decided(Risk::Unlikely);
    assert_eq!(
        standing(&unlikely, Side::Cnil, now()),
        "Non requis\u{a0}: pas de risque probable"
    );
    assert!(cell(&unlikely, "cnil_not_notified_reason").ends_with("Données publiques."));
    assert_eq!(cell(&decided(Risk::Risk), "cnil_not_notified_reason"), "–");
    assert_eq!(
        cell(&decided(Risk::Risk), "persons_not_informed_reason"),
        "Absence de risque élevé"
    );
    assert_eq!(cell(&decided(Risk::High), "persons_not_informed_reason"), "–");
}

#[test]
fn each_reason_of_lateness_is_told_once_with_the_duty_it_belongs_to() {
    let mut entry = entry();
    let late = Obligation {
        late_reason: Some("Week-end.".to_owned()),
        met_at: Some(now()),
        ..duty(Kind::Breach48h, State::MetLate)
    };
    entry.made = vec![Made {
        breach_id: "b".to_owned(),
        duty: Kind::Breach48h,
        kind: NoticeKind::Initial,
        automatic: false,
        complete: true,
        late_reason: Some("Week-end.".to_owned()),
        filing: None,
        done_at: now(),
    }];
    entry.duties = vec![late];
    let told = cell(&entry, "delay_reasons");
    assert_eq!(told.matches("Week-end.").count(), 1, "{told}");
}

#[test]
fn a_breach_that_is_none_stays_in_the_register_with_its_reason() {
    let mut entry = entry();
    entry.listed.breach.status = Status::NotABreach;
    entry.listed.breach.status_reason = "La clé était vide.".to_owned();
    assert_eq!(
        cell(&entry, "risk_outcome"),
        "Pas une violation\nLa clé était vide."
    );
}
