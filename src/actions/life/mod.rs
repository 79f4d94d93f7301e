//! Acts in the life of a dossier: each loads it, asks the domain, saves the change, what becomes of the duties, the
//! journal entry and the letters, in one transaction.
//!
//! Every entry says which version of the dossier it made, so that whoever acted on an older one is told what changed
//! since.

pub mod associate;
pub mod hand_over;
mod letters;
pub mod move_to;
pub mod qualify;
mod question;
pub(super) mod take_up;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use thiserror::Error;

use super::Instance;
use super::breach::{Case, pack_as_decided};
use crate::domain::incident::{Problem, Status};
use crate::domain::journal::Draft;
use crate::domain::life::{Act, Cause, Facts, Obstacle, Pending, Refused, may};
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Party};
use crate::domain::routing::Decision;
use crate::store::incidents::{self, Incident};
use crate::store::life::{self, Decided, Handover};
use crate::store::obligations::{self, Obligation, Settled};
use crate::store::{Db, StoreError, accounts, journal, search, steps};

/// Entries of the journal looked through for what changed since a version.
const LOOKED_THROUGH: i64 = 200;

/// Who acts, on which version, when.
#[derive(Clone, Copy)]
pub struct Acting<'a> {
    /// Packs, addresses, the signer.
    pub instance: &'a Instance,
    /// Who acts.
    pub by: &'a Account,
    /// The version of the dossier that was read; whatever it is now when nobody said.
    pub version: Option<i64>,
    /// When (UTC).
    pub now: DateTime<Utc>,
}

/// An act that somebody else did meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What was done, by its name in the journal.
    pub act: String,
    /// Name of whoever did it.
    pub actor: String,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// Why an act was refused; nothing is recorded then.
#[derive(Debug, Error)]
pub enum LifeRefused {
    /// What was given is wrong; every problem at once.
    #[error("saisie incomplète")]
    Problems(Vec<Problem>),
    /// It does not exist for this account.
    #[error("dossier introuvable")]
    NotFound,
    /// The act belongs to other people: those who handle for this party, or the RSSI for the acts that are theirs.
    #[error("{0} : acte d’une autre personne")]
    NotYours(Act, Party),
    /// The act has no place at this stage.
    #[error("{0} : impossible à ce stade")]
    OutOfPlace(Act, Status),
    /// Everything that stands in the way.
    #[error("{} fait(s) s’y opposent", .0.len())]
    Obstacles(Vec<Obstacle>),
    /// Somebody else changed the dossier meanwhile: what they did.
    #[error("le dossier a été modifié entre-temps")]
    Changed(Vec<News>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refused> for LifeRefused {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::OutOfPlace(act, status) => Self::OutOfPlace(act, status),
            Refused::Obstacles(obstacles) => Self::Obstacles(obstacles),
        }
    }
}

/// A dossier with what its acts are judged by.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The dossier.
    pub incident: Incident,
    /// Its duties.
    pub duties: Vec<Obligation>,
    /// The proposal that waits for an answer.
    pub handover: Option<Handover>,
    /// The facts.
    pub facts: Facts,
}

impl Dossier {
    /// The dossier as it stands, for a page that shows it.
    ///
    /// # Errors
    /// The store's own failures.
    pub fn of(db: &mut Db, instance: &Instance, incident: Incident) -> Result<Self, StoreError> {
        let duties = obligations::of_incident(db, &incident.id)?;
        let known = life::handovers(db, &incident.id)?;
        let handover = known.into_iter().find(|handover| handover.answered.is_none());
        let case = Case::of_incident(db, instance, &incident.id)?;
        let facts = Facts {
            status: incident.status,
            pending: pending(&duties),
            breach: case.map(|case| case.breach.status),
            follow_up_missing: follow_up_missing(db, instance, &incident, &duties)?,
            handover_to: handover.as_ref().map(|handover| handover.to),
        };
        Ok(Self {
            incident,
            duties,
            handover,
            facts,
        })
    }

    /// The dossier of this reference if the account sees it, at the version it read.
    fn seen(db: &mut Db, acting: &Acting<'_>, reference: &str) -> Result<Self, LifeRefused> {
        let incident = incidents::find(db, reference, &acting.by.sight())?.ok_or(LifeRefused::NotFound)?;
        match acting.version {
            Some(read) if read != incident.version => {
                Err(LifeRefused::Changed(changed_since(db, reference, read)?))
            }
            _ => Ok(Self::of(db, acting.instance, incident)?),
        }
    }

    /// As [`seen`](Self::seen), for somebody who may do `act`.
    fn to(db: &mut Db, acting: &Acting<'_>, reference: &str, act: Act) -> Result<Self, LifeRefused> {
        let dossier = Self::seen(db, acting, reference)?;
        dossier.allow(acting, act)?;
        Ok(dossier)
    }

    fn allow(&self, acting: &Acting<'_>, act: Act) -> Result<(), LifeRefused> {
        let handler = self.incident.decision.handler;
        if may(&acting.by.roles, handler, act) {
            Ok(())
        } else {
            Err(LifeRefused::NotYours(act, handler))
        }
    }

    /// Saves the changed dossier, once in each act and at its end.
    fn save(&mut self, db: &mut Db) -> Result<(), LifeRefused> {
        if !incidents::change(db, &self.incident)? {
            return Err(LifeRefused::Changed(Vec::new()));
        }
        self.incident.version += 1;
        Ok(search::reindex(db, &self.incident.id)?)
    }

    /// Journals a part of the act; the version is the one that it makes.
    fn record(&self, db: &mut Db, acting: &Acting<'_>, act: &str, mut body: Value) -> Result<(), StoreError> {
        if let Value::Object(fields) = &mut body {
            fields.insert("version".to_owned(), json!(self.incident.version + 1));
        }
        let draft = Draft {
            at: acting.now,
            actor: acting.by.id.clone(),
            act: act.to_owned(),
            dossier: Some(self.incident.reference.clone()),
            body,
        };
        journal::append(db, draft).map(|_| ())
    }

    /// Puts a decision in the place of the present one, which is kept with the first one.
    fn decide(
        &mut self,
        db: &mut Db,
        acting: &Acting<'_>,
        cause: Cause,
        decision: Decision,
        reason: &str,
    ) -> Result<(), StoreError> {
        if life::decisions(db, &self.incident.id)?.is_empty() {
            let first = Decided {
                number: 1,
                cause: Cause::Report,
                decision: self.incident.decision.clone(),
                reason: String::new(),
                by: self.incident.reported_by.clone(),
                at: self.incident.reported_at,
            };
            life::insert_decision(db, &self.incident.id, first)?;
        }
        let next = Decided {
            number: 0,
            cause,
            decision: decision.clone(),
            reason: reason.to_owned(),
            by: acting.by.id.clone(),
            at: acting.now,
        };
        self.incident.decision = decision;
        life::insert_decision(db, &self.incident.id, next)
    }

    /// Cancels the pending duties that `which` names.
    fn cancel(&self, db: &mut Db, which: impl Fn(&Obligation) -> bool, why: &str) -> Result<(), StoreError> {
        let mut fallen = self
            .duties
            .iter()
            .filter(|duty| duty.state == State::Pending && which(duty));
        fallen.try_for_each(|duty| {
            obligations::settle(db, duty, &Settled::Cancelled(why), None)?;
            steps::drop_open(db, &duty.id)
        })
    }

    /// Whether the convention knows a party, so that something can be asked of it.
    fn knows(&self, db: &mut Db, acting: &Acting<'_>, party: Party) -> Result<bool, StoreError> {
        let pack = pack_as_decided(db, acting.instance, &self.incident.decision)?;
        let named = pack.is_some_and(|pack| pack.party_name(party).is_some());
        Ok(match party {
            Party::Etablissement => self.incident.establishment_uai.is_some(),
            Party::Academie | Party::Departement | Party::Region | Party::Commune => named,
        })
    }
}

fn pending(duties: &[Obligation]) -> Vec<Pending> {
    let pending = duties.iter().filter(|duty| duty.state == State::Pending);
    pending
        .map(|duty| Pending {
            kind: duty.kind,
            debtor: duty.debtor,
            due_at: duty.due_at,
        })
        .collect()
}

/// Each resolution by the département makes its duty arise, so that the last one tells whether the RSSI was told.
fn follow_up_missing(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    duties: &[Obligation],
) -> Result<bool, StoreError> {
    let decision = &incident.decision;
    if incident.status != Status::Resolved || decision.handler != Party::Departement {
        return Ok(false);
    }
    let pack = pack_as_decided(db, instance, decision)?;
    let owed = decision.convention.is_some()
        && pack.is_some_and(|pack| pack.obligation(Kind::FollowUpToRssi).is_some());
    let last = duties.iter().rev().find(|duty| duty.kind == Kind::FollowUpToRssi);
    Ok(owed && last.is_none_or(|duty| duty.state == State::Cancelled))
}

/// What was done to a dossier since this version of it.
///
/// # Errors
/// The store's own failures.
pub fn changed_since(db: &mut Db, reference: &str, version: i64) -> Result<Vec<News>, StoreError> {
    let mut entries = journal::latest_of_dossier(db, reference, LOOKED_THROUGH)?;
    entries.retain(|entry| {
        entry
            .body
            .get("version")
            .and_then(Value::as_i64)
            .is_some_and(|made| made > version)
    });
    entries.reverse();
    let news = entries.into_iter().map(|entry| {
        Ok(News {
            actor: accounts::name(db, &entry.actor)?.unwrap_or(entry.actor),
            act: entry.act,
            at: entry.at,
        })
    });
    news.collect()
}
