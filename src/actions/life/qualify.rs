//! The RSSI says what was reported is: confirmed, with its category, its gravity and its marking, or rejected.

use serde_json::json;

use super::hand_over::{check_party, propose_to};
use super::letters::{self, news, tell};
use super::{Acting, Dossier, LifeRefused, question};
use crate::domain::incident::{Problem, Status};
use crate::domain::life::{Act, Answer, Event, Ground, Typed, TypedRejection, Wanted};
use crate::domain::people::{Party, Role};
use crate::domain::watching::News;
use crate::mail::letters::LifeNews;
use crate::signing::sha256_hex;
use crate::store::incidents::{self, Incident};
use crate::store::life::{self, Answered, Rejection, Stage};
use crate::store::{Db, accounts, supervision};

/// What the RSSI says.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It is an incident.
    Confirmed(Typed),
    /// It is none, or one that another dossier is about.
    Rejected(TypedRejection),
}

/// Records what the RSSI says of a dossier. Another handler is proposed at once, and handles from its acceptance on.
///
/// # Errors
/// [`LifeRefused`]; nothing is recorded then.
pub fn qualify(
    db: &mut Db,
    acting: &Acting<'_>,
    reference: &str,
    verdict: &Verdict,
) -> Result<Incident, LifeRefused> {
    match verdict {
        Verdict::Confirmed(typed) => confirm(db, acting, reference, typed),
        Verdict::Rejected(typed) => reject(db, acting, reference, typed),
    }
}

fn confirm(
    db: &mut Db,
    acting: &Acting<'_>,
    reference: &str,
    typed: &Typed,
) -> Result<Incident, LifeRefused> {
    let mut dossier = Dossier::to(db, acting, reference, Act::Confirm)?;
    let event = dossier.facts.confirm(acting.now)?;
    let wanted = wanted(db, acting, &dossier, typed)?;
    let revived = dossier.incident.status == Status::Rejected;
    dossier.incident.status = event.status;
    dossier.facts.status = event.status;
    dossier.incident.qualification = Some(wanted.qualification.clone());
    let stage = Stage {
        reason: wanted.reason.clone(),
        qualification: Some(wanted.qualification.clone()),
        ..stage(acting, event)
    };
    life::insert_stage(db, &dossier.incident.id, stage)?;
    let body = json!({
        "qualification": wanted.qualification, "reason_sha256": sha256_hex(wanted.reason.as_bytes()),
    });
    dossier.record(db, acting, "incident_qualified", body)?;
    if revived || supervision::is_alert(db, &dossier.incident.id)? {
        question::refresh(db, acting, &dossier)?;
    }
    if let Some((to, reason)) = &wanted.handover {
        propose_to(db, acting, &mut dossier, *to, reason)?;
    }
    tell_those_concerned(db, acting, &dossier)?;
    dossier.save(db)?;
    news(db, acting, &dossier.incident, News::Qualified)?;
    Ok(dossier.incident)
}

/// Everything that can be wrong with a confirmation, its handover included, told at once.
fn wanted(db: &mut Db, acting: &Acting<'_>, dossier: &Dossier, typed: &Typed) -> Result<Wanted, LifeRefused> {
    let handler = dossier.incident.decision.handler;
    let other = typed.handler.filter(|party| *party != handler);
    let about_party = match other {
        Some(party) => check_party(db, acting, dossier, party, "handler")?,
        None => None,
    };
    match (typed.check(handler), about_party) {
        (Ok(wanted), None) => {
            if wanted.handover.is_some() {
                dossier.facts.hand_over(acting.now)?;
            }
            Ok(wanted)
        }
        (checked, about_party) => {
            let mut problems = checked.err().unwrap_or_default();
            problems.extend(about_party);
            Err(LifeRefused::Problems(problems))
        }
    }
}

/// The handler, the associates and the school learn what the incident is.
fn tell_those_concerned(db: &mut Db, acting: &Acting<'_>, dossier: &Dossier) -> Result<(), LifeRefused> {
    let incident = &dossier.incident;
    let Some(qualification) = &incident.qualification else {
        return Ok(());
    };
    let mut parties = vec![incident.decision.handler];
    parties.extend(&incident.decision.associates);
    parties.push(Party::Etablissement);
    let qualified = LifeNews::Qualified(letters::qualified(acting.instance, incident, qualification));
    Ok(tell(db, acting, incident, &parties, &qualified)?)
}

fn reject(
    db: &mut Db,
    acting: &Acting<'_>,
    reference: &str,
    typed: &TypedRejection,
) -> Result<Incident, LifeRefused> {
    let mut dossier = Dossier::to(db, acting, reference, Act::Reject)?;
    let event = dossier.facts.reject(acting.now)?;
    let rejection = rejection(db, acting, reference, typed)?;
    dossier.incident.status = event.status;
    let stage = Stage {
        reason: typed.reason.trim().to_owned(),
        rejection: Some(rejection.clone()),
        ..stage(acting, event)
    };
    life::insert_stage(db, &dossier.incident.id, stage)?;
    let why = why(rejection.ground);
    dossier.cancel(db, |_| true, why)?;
    withdraw(db, acting, &dossier, why)?;
    let body = json!({
        "ground": rejection.ground, "duplicate_of": rejection.duplicate_of,
        "reason_sha256": sha256_hex(typed.reason.trim().as_bytes()),
    });
    dossier.record(db, acting, "incident_rejected", body)?;
    tell_the_reporter(db, acting, &dossier.incident, rejection)?;
    dossier.save(db)?;
    news(db, acting, &dossier.incident, News::Rejected)?;
    Ok(dossier.incident)
}

/// Nothing more is asked of anybody, not even an answer.
fn withdraw(db: &mut Db, acting: &Acting<'_>, dossier: &Dossier, why: &str) -> Result<(), LifeRefused> {
    let Some(open) = &dossier.handover else {
        return Ok(());
    };
    let answered = Answered {
        answer: Answer::Withdrawn,
        reason: why.to_owned(),
        by: acting.by.id.clone(),
        at: acting.now,
    };
    Ok(life::answer(db, &dossier.incident.id, open.number, &answered)?)
}

/// Everything that can be wrong with a rejection, told at once.
fn rejection(
    db: &mut Db,
    acting: &Acting<'_>,
    reference: &str,
    typed: &TypedRejection,
) -> Result<Rejection, LifeRefused> {
    let mut problems = typed.problems(reference);
    let named = typed.duplicate_of.trim();
    let other = match named {
        "" => None,
        named => incidents::find(db, named, &acting.by.sight())?,
    };
    let complained = problems.iter().any(|problem| problem.field == "duplicate_of");
    match &other {
        None if !named.is_empty() && !complained => {
            problems.push(Problem::new(
                "duplicate_of",
                "Aucun dossier ne porte cette référence.",
            ));
        }
        Some(other) if other.status == Status::Rejected && !complained => {
            let message = "Ce dossier est lui-même écarté\u{a0}: nommez celui qui est traité.";
            problems.push(Problem::new("duplicate_of", message));
        }
        Some(_) | None => {}
    }
    if !problems.is_empty() {
        return Err(LifeRefused::Problems(problems));
    }
    Ok(Rejection {
        ground: typed.ground(),
        duplicate_of: other.map(|other| other.reference),
    })
}

/// The school is told; where there is none, the person who reported.
fn tell_the_reporter(
    db: &mut Db,
    acting: &Acting<'_>,
    incident: &Incident,
    rejection: Rejection,
) -> Result<(), LifeRefused> {
    let rejected = LifeNews::Rejected(letters::rejected(rejection));
    if incident.establishment_uai.is_some() {
        return Ok(tell(db, acting, incident, &[Party::Etablissement], &rejected)?);
    }
    let reporter = accounts::by_id(db, &incident.reported_by)?;
    match reporter.map(|stored| stored.account) {
        Some(account) if !account.roles.contains(&Role::Rssi) => {
            let to = (None, account.email.as_str());
            Ok(letters::write(db, acting, incident, to, &rejected, Vec::new())?)
        }
        Some(_) | None => Ok(()),
    }
}

/// Why duties fall away with a rejection.
fn why(ground: Ground) -> &'static str {
    match ground {
        Ground::FalseAlarm => "Dossier écarté par le RSSI\u{a0}: fausse alerte.",
        Ground::Duplicate => "Dossier écarté par le RSSI\u{a0}: doublon.",
        Ground::OutOfScope => "Dossier écarté par le RSSI\u{a0}: hors périmètre.",
    }
}

/// The stage that an event makes, without what was said.
pub(super) fn stage(acting: &Acting<'_>, event: Event) -> Stage {
    Stage {
        number: 0,
        act: event.act,
        status: event.status,
        reason: String::new(),
        follow_up: String::new(),
        qualification: None,
        rejection: None,
        by: acting.by.id.clone(),
        at: event.at,
    }
}
