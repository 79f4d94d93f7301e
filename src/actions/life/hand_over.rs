//! Handing a dossier over to another authority: proposed by the RSSI, accepted or refused by the people of the party, or
//! taken back. No clock stops, both go on seeing the dossier, and the reference stays.
//!
//! What the RSSI proposes to the académie itself is accepted in the same act. No agent of the région or the commune has
//! an account: the RSSI records their answer.

use serde_json::{Value, json};

use super::letters::{news, tell};
use super::{Acting, Dossier, LifeRefused, question};
use crate::actions::assignment;
use crate::actions::availability::follow_handler;
use crate::actions::breach::aware;
use crate::domain::incident::Problem;
use crate::domain::life::{Act, Answer, Cause, handed_to, handles, reason};
use crate::domain::people::{Party, Role};
use crate::domain::watching::News;
use crate::mail::letters::LifeNews;
use crate::signing::sha256_hex;
use crate::store::incidents::{self, Incident};
use crate::store::life::{self, Answered, Handover};
use crate::store::{Db, StoreError};

const WHY: &str = "Dites pourquoi une autre autorité devrait s’en charger.";
const WHY_NOT: &str = "Dites pourquoi.";

/// Proposes a dossier to another party.
///
/// # Errors
/// [`LifeRefused`]; nothing is recorded then.
pub fn propose(
    db: &mut Db,
    acting: &Acting<'_>,
    reference: &str,
    to: Option<Party>,
    why: &str,
) -> Result<Incident, LifeRefused> {
    let mut dossier = Dossier::to(db, acting, reference, Act::HandOver)?;
    let why = reason(why, WHY);
    let about_party = match to {
        Some(to) => check_party(db, acting, &dossier, to, "to")?,
        None => Some(Problem::new("to", "Choisissez à qui confier le dossier.")),
    };
    match (why, to, about_party) {
        (Ok(why), Some(to), None) => {
            dossier.facts.hand_over(acting.now)?;
            propose_to(db, acting, &mut dossier, to, &why)?;
            dossier.save(db)?;
            let made = if dossier.handover.is_some() {
                News::HandoverProposed
            } else {
                News::HandoverAccepted
            };
            news(db, acting, &dossier.incident, made)?;
            Ok(dossier.incident)
        }
        (why, _, about_party) => {
            let problems = about_party.into_iter().chain(why.err());
            Err(LifeRefused::Problems(problems.collect()))
        }
    }
}

/// What is wrong with a party as the one that should handle a dossier.
pub(super) fn check_party(
    db: &mut Db,
    acting: &Acting<'_>,
    dossier: &Dossier,
    to: Party,
    field: &str,
) -> Result<Option<Problem>, LifeRefused> {
    if to == dossier.incident.decision.handler {
        let message = "Cette autorité traite déjà le dossier.";
        return Ok(Some(Problem::new(field, message)));
    }
    let known = dossier.knows(db, acting, to)?;
    let message = "Cette autorité n’est pas partie à la convention du dossier.";
    Ok((!known).then(|| Problem::new(field, message)))
}

/// Records a proposal, lets the party see the dossier, and writes to it.
pub(super) fn propose_to(
    db: &mut Db,
    acting: &Acting<'_>,
    dossier: &mut Dossier,
    to: Party,
    why: &str,
) -> Result<(), LifeRefused> {
    let mut handover = Handover {
        number: 0,
        from: dossier.incident.decision.handler,
        to,
        reason: why.to_owned(),
        by: acting.by.id.clone(),
        at: acting.now,
        answered: None,
    };
    handover.number = life::insert_handover(db, &dossier.incident.id, &handover)?;
    see(db, dossier, to)?;
    let body = json!({
        "number": handover.number, "from": handover.from, "to": to, "reason_sha256": sha256_hex(why.as_bytes()),
    });
    dossier.record(db, acting, "handover_proposed", body)?;
    if to == Party::Academie {
        let answered = answered(acting, Answer::Accepted, String::new());
        return settle(db, acting, dossier, &handover, &answered);
    }
    dossier.handover = Some(handover);
    let proposed = LifeNews::HandoverProposed;
    Ok(tell(db, acting, &dossier.incident, &[to], &proposed)?)
}

fn see(db: &mut Db, dossier: &mut Dossier, party: Party) -> Result<(), StoreError> {
    incidents::add_party(db, &dossier.incident.id, party)?;
    if !dossier.incident.parties.contains(&party) {
        dossier.incident.parties.push(party);
    }
    Ok(())
}

/// Answers a proposal, for the party it was made to; only the RSSI takes it back.
///
/// # Errors
/// [`LifeRefused`]; nothing is recorded then.
pub fn answer(
    db: &mut Db,
    acting: &Acting<'_>,
    reference: &str,
    number: i64,
    given: Answer,
    why: &str,
) -> Result<Incident, LifeRefused> {
    let mut dossier = Dossier::seen(db, acting, reference)?;
    let open = dossier.handover.clone().filter(|open| open.number == number);
    let Some(handover) = open else {
        return Err(not_waiting(db, &dossier, number)?);
    };
    if !may_answer(acting, handover.to, given) {
        return Err(LifeRefused::NotYours(Act::HandOver, handover.to));
    }
    if given == Answer::Accepted && !dossier.facts.is_open() {
        return Err(LifeRefused::OutOfPlace(Act::HandOver, dossier.incident.status));
    }
    let why = match given {
        Answer::Accepted if why.trim().is_empty() => Ok(String::new()),
        Answer::Accepted | Answer::Refused | Answer::Withdrawn => reason(why, WHY_NOT),
    };
    let why = why.map_err(|problem| LifeRefused::Problems(vec![problem]))?;
    let answered = answered(acting, given, why);
    settle(db, acting, &mut dossier, &handover, &answered)?;
    dossier.save(db)?;
    news(db, acting, &dossier.incident, News::of_answer(given))?;
    Ok(dossier.incident)
}

fn answered(acting: &Acting<'_>, answer: Answer, reason: String) -> Answered {
    Answered {
        answer,
        reason,
        by: acting.by.id.clone(),
        at: acting.now,
    }
}

/// A proposal that somebody answered already was there; another number never was.
fn not_waiting(db: &mut Db, dossier: &Dossier, number: i64) -> Result<LifeRefused, StoreError> {
    let known = life::handovers(db, &dossier.incident.id)?;
    let was_there = known.iter().any(|handover| handover.number == number);
    Ok(if was_there {
        LifeRefused::OutOfPlace(Act::HandOver, dossier.incident.status)
    } else {
        LifeRefused::NotFound
    })
}

fn may_answer(acting: &Acting<'_>, to: Party, given: Answer) -> bool {
    match given {
        Answer::Accepted | Answer::Refused => handles(&acting.by.roles, to),
        Answer::Withdrawn => acting.by.roles.contains(&Role::Rssi),
    }
}

/// What follows from an answer: a new decision beside the past one, duties for whoever handles now, letters.
fn settle(
    db: &mut Db,
    acting: &Acting<'_>,
    dossier: &mut Dossier,
    handover: &Handover,
    answered: &Answered,
) -> Result<(), LifeRefused> {
    life::answer(db, &dossier.incident.id, handover.number, answered)?;
    dossier.handover = None;
    dossier.facts.handover_to = None;
    let service_levels = match answered.answer {
        Answer::Accepted => take(db, acting, dossier, handover)?,
        Answer::Refused | Answer::Withdrawn => Vec::new(),
    };
    let body = json!({
        "number": handover.number, "answer": answered.answer, "to": handover.to,
        "handler": dossier.incident.decision.handler, "reason_sha256": sha256_hex(answered.reason.as_bytes()),
        "service_levels": service_levels,
    });
    dossier.record(db, acting, "handover_answered", body)?;
    let parties = told(handover, answered.answer);
    let said = LifeNews::HandoverAnswered(answered.answer);
    Ok(tell(db, acting, &dossier.incident, &parties, &said)?)
}

/// The new handler takes the dossier as it stands: its stage, its clocks, its past. Answers with what becomes of the
/// service levels, which are the handler's own.
fn take(
    db: &mut Db,
    acting: &Acting<'_>,
    dossier: &mut Dossier,
    handover: &Handover,
) -> Result<Vec<Value>, LifeRefused> {
    let decision = handed_to(&dossier.incident.decision, handover.to);
    dossier.decide(db, acting, Cause::Handover, decision, &handover.reason)?;
    question::refresh(db, acting, dossier)?;
    assignment::release(db, acting.by, &dossier.incident, acting.now)?;
    let service_levels = follow_handler(db, acting.instance, &dossier.incident, acting.now)?;
    let told_at = handover.at;
    aware::handler_learns(db, acting.instance, &dossier.incident, told_at, acting.now)?;
    Ok(service_levels)
}

/// Who learns of an answer: the académie and the former handler; the school too when somebody else handles now.
fn told(handover: &Handover, answer: Answer) -> Vec<Party> {
    match answer {
        Answer::Accepted => vec![Party::Academie, handover.from, Party::Etablissement],
        Answer::Refused => vec![Party::Academie, handover.from],
        Answer::Withdrawn => vec![handover.to],
    }
}
