//! The lines of the register: every form agrees, and each state is told in its words.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::*;
use crate::domain::breach::record::Record;
use crate::domain::breach::{NoticeKind, Risk, Status};
use crate::domain::instants::remaining;
use crate::domain::obligations::{Creditor, Kind, State};
use crate::domain::people::Party;
use crate::store::breaches::{Breach, Settled, Verdict};

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
        settled: None,
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
        names: Arc::default(),
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
}

#[test]
fn a_breach_is_open_until_it_is_said_what_it_is_judged_and_nothing_is_owed() {
    let mut open = entry();
    open.duties = vec![duty(Kind::Breach48h, State::Pending)];
    let told = cell(&open, "closed_at");
    assert!(
        told.starts_with("En cours\u{a0}: risque à apprécier\u{a0}; Notifier la violation"),
        "{told}"
    );
    open.listed.breach.status = Status::Suspected;
    assert!(cell(&open, "closed_at").starts_with("En cours\u{a0}: violation à confirmer"));
    let owed = Entry {
        duties: vec![duty(Kind::Cnil72h, State::Pending)],
        ..decided(Risk::Risk)
    };
    assert!(cell(&owed, "closed_at").starts_with("En cours\u{a0}: Notifier la violation à la CNIL"));
    let other = Entry {
        duties: vec![duty(Kind::FollowUpToRssi, State::Pending)],
        ..decided(Risk::Unlikely)
    };
    assert!(cell(&other, "closed_at").starts_with("Clôturée le"));
}

#[test]
fn the_closing_is_the_last_fact_that_was_missing_with_those_who_said_so() {
    let (said, met) = (now() + TimeDelta::hours(1), now() + TimeDelta::hours(3));
    let mut entry = decided(Risk::High);
    entry.listed.breach.settled = Some(Settled {
        by: "s".to_owned(),
        at: said,
    });
    entry.duties = vec![Obligation {
        met_at: Some(met),
        ..duty(Kind::Cnil72h, State::Met)
    }];
    let names = [("a", "Loïc Kervella"), ("s", "Soizic Tanguy")];
    let names = names.map(|(id, name)| (id.to_owned(), name.to_owned()));
    entry.names = Arc::new(names.into_iter().collect());
    let told = format!(
        "Clôturée le {}\nViolation confirmée par Soizic Tanguy le {}\nValidée par Loïc Kervella, qui a apprécié le \
         risque le {}",
        in_full(met),
        in_full(said),
        in_full(now())
    );
    assert_eq!(cell(&entry, "closed_at"), told);
    entry.listed.breach.status = Status::NotABreach;
    assert!(cell(&entry, "closed_at").contains("Violation écartée par Soizic Tanguy"));
}

#[test]
fn the_proof_of_a_filing_is_told_by_its_name() {
    let mut entry = entry();
    entry.made = vec![Made {
        breach_id: "b".to_owned(),
        duty: Kind::Cnil72h,
        kind: NoticeKind::Initial,
        automatic: false,
        complete: true,
        late_reason: None,
        filing: Some("2026-11-0042".to_owned()),
        done_at: now(),
        proof_id: Some("p".to_owned()),
    }];
    entry.names = Arc::new([("p".to_owned(), "recepisse.pdf".to_owned())].into());
    assert!(
        cell(&entry, "cnil_notified_at")
            .ends_with("n°\u{a0}2026-11-0042, récépissé joint\u{a0}: recepisse.pdf")
    );
}

#[test]
fn a_clock_that_runs_is_told_with_the_time_left() {
    let mut entry = entry();
    entry.duties = vec![duty(Kind::Breach48h, State::Pending)];
    let due = in_full(now() + TimeDelta::hours(48));
    assert_eq!(
        cell(&entry, "partner_notified_at"),
        format!(
            "À faire avant le {due}\n{}",
            remaining(now(), now() + TimeDelta::hours(48)).replacen("il", "Il", 1)
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
        proof_id: None,
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
        proof_id: None,
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
