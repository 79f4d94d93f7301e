//! The people of the handler take a dossier in hand, say what they did, close it, or take it up again.

use serde_json::json;

use super::letters::{news, tell_follow_up};
use super::qualify::stage;
use super::{Acting, Dossier, LifeRefused};
use crate::actions::breach::pack_as_decided;
use crate::actions::new_id;
use crate::domain::incident::{Problem, Status, TEXT_MAX};
use crate::domain::life::{Act, Event, Step, reason};
use crate::domain::obligations::{Kind, ResolutionFacts, State, arising_from_resolution};
use crate::domain::watching::News;
use crate::signing::sha256_hex;
use crate::store::incidents::Incident;
use crate::store::life::{self, Stage};
use crate::store::{Db, StoreError, obligations};

/// A transition as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving {
    /// Where to.
    pub to: Step,
    /// What was done about the incident, told to the RSSI by letter when the département handles it; may be empty.
    pub follow_up: String,
    /// Why; asked for when a dossier is taken up again.
    pub reason: String,
}

/// Moves a dossier to another stage.
///
/// # Errors
/// [`LifeRefused`]; nothing is recorded then. A refused closing names everything that stands in the way.
pub fn move_to(
    db: &mut Db,
    acting: &Acting<'_>,
    reference: &str,
    asked: &Moving,
) -> Result<Incident, LifeRefused> {
    let mut dossier = Dossier::seen(db, acting, reference)?;
    let act = asked.to.act(dossier.incident.status);
    dossier.allow(acting, act)?;
    let event = dossier.facts.take(act, acting.now)?;
    let problems = problems(&dossier, act, asked);
    if !problems.is_empty() {
        return Err(LifeRefused::Problems(problems));
    }
    follow(db, acting, &dossier, event, asked)?;
    dossier.incident.status = event.status;
    let stage = Stage {
        reason: asked.reason.trim().to_owned(),
        follow_up: asked.follow_up.trim().to_owned(),
        ..stage(acting, event)
    };
    life::insert_stage(db, &dossier.incident.id, stage)?;
    let typed = json!([asked.follow_up.trim(), asked.reason.trim()]);
    let body = json!({ "status": event.status, "text_sha256": sha256_hex(typed.to_string().as_bytes()) });
    dossier.record(db, acting, name(act, dossier.facts.status), body)?;
    dossier.save(db)?;
    if let Some(made) = News::of_act(act, dossier.facts.status) {
        news(db, acting, &dossier.incident, made)?;
    }
    Ok(dossier.incident)
}

fn problems(dossier: &Dossier, act: Act, asked: &Moving) -> Vec<Problem> {
    let follow_up = asked.follow_up.trim();
    let of_follow_up = match (act, follow_up) {
        (Act::Resolve, "") if dossier.incident.status == Status::Resolved => {
            Some("Écrivez ce qui a été fait.".to_owned())
        }
        (Act::Resolve, text) if text.chars().count() > TEXT_MAX => Some(format!(
            "Ce texte est trop long\u{a0}; la limite est de {TEXT_MAX} caractères."
        )),
        (Act::Resolve, _) | (_, "") => None,
        (_, _) => Some("Les suites données se disent quand l’incident est résolu.".to_owned()),
    };
    let of_reason = match (act, asked.reason.trim()) {
        (Act::Reopen, _) => reason(&asked.reason, "Dites pourquoi le dossier est rouvert.").err(),
        (_, "") => None,
        (_, _) => reason(&asked.reason, "").err(),
    };
    let of_follow_up = of_follow_up.map(|message| Problem::new("follow_up", message));
    of_follow_up.into_iter().chain(of_reason).collect()
}

/// What becomes of the duties: the account owed to the RSSI arises with the resolution and falls with the reopening.
fn follow(
    db: &mut Db,
    acting: &Acting<'_>,
    dossier: &Dossier,
    event: Event,
    asked: &Moving,
) -> Result<(), StoreError> {
    match event.act {
        Act::Resolve => account(db, acting, dossier, asked.follow_up.trim()),
        Act::Reopen => {
            let why = "Le dossier est rouvert\u{a0}: il sera rendu compte de la suite.";
            dossier.cancel(db, |duty| duty.kind == Kind::FollowUpToRssi, why)
        }
        Act::Confirm | Act::Reject | Act::Start | Act::Close | Act::HandOver | Act::Associate => Ok(()),
    }
}

/// The duty to tell the RSSI what was done, and the letter that meets it once the text is written.
fn account(db: &mut Db, acting: &Acting<'_>, dossier: &Dossier, follow_up: &str) -> Result<(), StoreError> {
    let Some(duty) = owed(db, acting, dossier)? else {
        return Ok(());
    };
    if follow_up.is_empty() {
        return Ok(());
    }
    tell_follow_up(db, acting, &dossier.incident, follow_up, duty)
}

/// The pending duty, made to arise with a resolution by the département.
fn owed(db: &mut Db, acting: &Acting<'_>, dossier: &Dossier) -> Result<Option<String>, StoreError> {
    let incident = &dossier.incident;
    let mut duties = dossier.duties.iter();
    let pending = duties.find(|duty| duty.kind == Kind::FollowUpToRssi && duty.state == State::Pending);
    if let Some(duty) = pending {
        return Ok(Some(duty.id.clone()));
    }
    let pack = pack_as_decided(db, acting.instance, &incident.decision)?;
    let facts = ResolutionFacts {
        pack: pack.as_deref(),
        decision: &incident.decision,
        resolved_at: acting.now,
    };
    let Some(arising) = arising_from_resolution(facts) else {
        return Ok(None);
    };
    let (id, hash) = (new_id(acting.now), incident.decision.convention_hash.as_deref());
    obligations::insert(db, &id, &incident.id, &arising, hash)?;
    Ok(Some(id))
}

/// The act in the journal; the follow-up of a dossier that is resolved already is one of its own.
fn name(act: Act, from: Status) -> &'static str {
    match act {
        Act::Start => "handling_started",
        Act::Resolve if from == Status::Resolved => "follow_up_given",
        Act::Resolve => "incident_resolved",
        Act::Close => "incident_closed",
        Act::Reopen => "incident_reopened",
        Act::Confirm => "incident_qualified",
        Act::Reject => "incident_rejected",
        Act::HandOver => "handover_proposed",
        Act::Associate => "associate_added",
    }
}
