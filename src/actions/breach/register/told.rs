//! What the cells of the register say, in French: everything from facts already read.

use super::super::document::school_line;
use super::Facts;
use crate::documents::sheet::Cell;
use crate::domain::breach::record::{Answer, Field};
use crate::domain::breach::{NoticeKind, Risk, Status};
use crate::domain::incident::Status as Standing;
use crate::domain::instants::in_full;
use crate::domain::obligations::{Kind, State};
use crate::domain::severity::{Band, Points};
use crate::store::notifications::Notification;
use crate::store::obligations::Obligation;

/// A text; nothing when it is empty.
pub(super) fn text(text: String) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text)
    }
}

/// Phrases, one a line.
pub(super) fn lines(phrases: &[String]) -> Cell {
    text(phrases.join("\n"))
}

/// What the record tells in these fields, one a line.
pub(super) fn fields(it: &Facts<'_>, names: &[&str]) -> Cell {
    let record = &it.case.breach.record;
    let told = names
        .iter()
        .filter_map(|name| record.told_in_french(Field::named(name)?));
    lines(&told.collect::<Vec<_>>())
}

/// A number when there is one, otherwise why there is none.
pub(super) fn count(it: &Facts<'_>, number: &str, kind: &str) -> Cell {
    let record = &it.case.breach.record;
    match Field::named(number).map(|field| field.told(record)) {
        Some(Answer::Count(count)) => Cell::Number(f64::from(count)),
        _ => fields(it, &[kind]),
    }
}

pub(super) fn school(it: &Facts<'_>) -> String {
    school_line(&it.case).unwrap_or_else(|| "Aucun en particulier".to_owned())
}

pub(super) fn controllers(it: &Facts<'_>) -> String {
    let controllers = it.case.breach.controllers.iter();
    let named: Vec<String> = controllers.map(|party| it.case.party_name(*party)).collect();
    named.join("\u{a0}; ")
}

pub(super) fn awareness(it: &Facts<'_>) -> Vec<String> {
    let aware = it.case.aware();
    aware
        .into_iter()
        .map(|(party, at)| format!("{}\u{a0}: {}", it.case.party_name(party), in_full(at)))
        .collect()
}

pub(super) fn severity(it: &Facts<'_>) -> Vec<String> {
    let scored = it.assessed.as_ref().and_then(|assessed| {
        let points = Points::from_quarters(u8::try_from(assessed.quarters).ok()?);
        let band = Band::parse(&assessed.band)?.label();
        Some(format!(
            "{} sur 6 ({band}), méthode de l’ENISA de 2013",
            points.in_french()
        ))
    });
    let record = &it.case.breach.record;
    let stated = Field::named("severity").and_then(|field| record.told_in_french(field));
    scored.into_iter().chain(stated).collect()
}

pub(super) fn risk(it: &Facts<'_>) -> String {
    match &it.case.breach.verdict {
        Some(verdict) => format!("{}\n{}", verdict.risk.label(), verdict.reasons),
        None => "Pas encore apprécié".to_owned(),
    }
}

pub(super) fn to_the_dpd(it: &Facts<'_>) -> Vec<String> {
    let sent = chain(it, Kind::Breach48h).map(|sent| {
        let by_itself = if sent.automatic { ", envoi automatique" } else { "" };
        format!("{}, {}{by_itself}", sent.kind.label(), in_full(sent.done_at))
    });
    let accepted = duties(it, Kind::Breach48h).filter_map(|duty| {
        let at = duty.met_at?;
        Some(format!(
            "Acceptée par le serveur du destinataire, {}",
            in_full(at)
        ))
    });
    let owed = duties(it, Kind::Breach48h)
        .filter(|duty| duty.state == State::Pending)
        .filter_map(|duty| Some(format!("Due au plus tard {}", in_full(duty.due_at?))));
    sent.chain(accepted).chain(owed).collect()
}

pub(super) fn to_the_cnil(it: &Facts<'_>) -> Vec<String> {
    chain(it, Kind::Cnil72h)
        .map(|filed| {
            let number = filed.filing.as_deref().map(|number| format!(", n° {number}"));
            let complete = match (filed.kind, filed.complete) {
                (NoticeKind::Withdrawal, _) => "",
                (_, true) => ", complète",
                (_, false) => ", incomplète",
            };
            format!(
                "{}{}, {}{complete}",
                in_full(filed.done_at),
                number.unwrap_or_default(),
                filed.kind.label()
            )
        })
        .collect()
}

/// The reasons for which the CNIL was not notified; none while it is owed, or once it was.
pub(super) fn why_not_notified(it: &Facts<'_>) -> Vec<String> {
    let breach = &it.case.breach;
    let none = (breach.status == Status::NotABreach).then(|| {
        format!(
            "Pas de violation (RGPD, art. 4, 12))\u{a0}: {}",
            breach.status_reason
        )
    });
    let verdict = breach.verdict.as_ref();
    let unlikely = verdict
        .filter(|verdict| verdict.risk == Risk::Unlikely)
        .map(|verdict| format!("{}\u{a0}: {}", verdict.risk.label(), verdict.reasons));
    let waived = waived(it, Kind::Cnil72h);
    none.into_iter().chain(unlikely).chain(waived).collect()
}

/// Each reason once, the last said last.
pub(super) fn delays(it: &Facts<'_>) -> Vec<String> {
    let told = it.chain.iter().filter_map(|sent| sent.late_reason.clone());
    let frozen = it
        .duties
        .iter()
        .filter(|duty| super::super::OF_A_BREACH.contains(&duty.kind));
    let mut reasons: Vec<String> = Vec::new();
    for reason in told.chain(frozen.filter_map(|duty| duty.late_reason.clone())) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

pub(super) fn why_not_informed(it: &Facts<'_>) -> Vec<String> {
    let record = &it.case.breach.record;
    let names = ["exemption", "exemption_reasons", "not_all_reasons"];
    let told = names
        .iter()
        .filter_map(|name| record.told_in_french(Field::named(name)?));
    let verdict = it.case.breach.verdict.as_ref();
    let not_high = verdict
        .filter(|verdict| verdict.risk != Risk::High)
        .map(|_| "Absence de risque élevé (RGPD, art. 34, § 1)".to_owned());
    told.chain(not_high)
        .chain(waived(it, Kind::PersonsArt34))
        .collect()
}

pub(super) fn closing(it: &Facts<'_>) -> String {
    let breach = &it.case.breach;
    match (breach.status, it.case.incident.status) {
        (Status::NotABreach, _) => format!("Violation écartée\u{a0}: {}", breach.status_reason),
        (_, Standing::Closed | Standing::Rejected) => "Dossier clos".to_owned(),
        (_, Standing::Reported | Standing::Qualified | Standing::InProgress | Standing::Resolved) => {
            "En cours".to_owned()
        }
    }
}

/// What a breach is taken to be.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Suspected => "violation soupçonnée",
        Status::Confirmed => "violation confirmée",
        Status::NotABreach => "violation écartée",
    }
}

fn chain<'f>(it: &'f Facts<'_>, duty: Kind) -> impl Iterator<Item = &'f Notification> {
    it.chain.iter().filter(move |sent| sent.duty == duty)
}

fn duties<'f>(it: &'f Facts<'_>, kind: Kind) -> impl Iterator<Item = &'f Obligation> {
    it.duties.iter().filter(move |duty| duty.kind == kind)
}

fn waived(it: &Facts<'_>, kind: Kind) -> impl Iterator<Item = String> {
    duties(it, kind)
        .filter(|duty| duty.state == State::Waived)
        .filter_map(|duty| duty.reason.clone())
}
