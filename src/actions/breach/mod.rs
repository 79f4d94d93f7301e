//! Acts on a breach: each loads the case, asks the domain, saves the change, what becomes of the duties, the journal
//! entry and the letters, in one transaction.

pub mod amend;
pub mod answer;
pub mod assess;
pub(super) mod aware;
pub mod bounce;
pub mod chain;
pub mod copy;
pub mod document;
pub mod hold;
pub mod ministry;
pub mod notify;
pub mod open;
pub mod papers;
pub mod read;
pub mod waive;

mod duties;
mod files;
mod told;

pub use duties::OF_A_BREACH;

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value;
use thiserror::Error;

use super::Instance;
use super::tell::pack;
use crate::domain::breach::record::Outside;
use crate::domain::breach::{Awareness, aware, is_officer_of};
use crate::domain::convention::Pack;
use crate::domain::incident::{Problem, Status};
use crate::domain::journal::Draft;
use crate::domain::people::{Account, Party};
use crate::domain::routing::Decision;
use crate::packs;
use crate::store::breaches::{self, Breach};
use crate::store::incidents::{self, Incident};
use crate::store::{Db, StoreError, conventions, journal};

/// Why an act on a breach was refused; nothing is recorded then.
#[derive(Debug, Error)]
pub enum BreachRefused {
    /// What was given is wrong; every problem at once.
    #[error("saisie incomplète")]
    Problems(Vec<Problem>),
    /// It does not exist for this account.
    #[error("violation introuvable")]
    NotFound,
    /// Another person than the officer of these parties may not do it.
    #[error("{0}")]
    NotTheOfficer(String),
    /// Facts stand in the way; each said in French.
    #[error("cet acte n’est pas possible dans l’état du dossier")]
    Stands(Vec<Problem>),
    /// Somebody else changed it meanwhile.
    #[error("la violation a été modifiée entre-temps")]
    Changed,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl BreachRefused {
    /// One problem of one field.
    pub(crate) fn problem(field: &str, message: impl Into<String>) -> Self {
        Self::Problems(vec![Problem::new(field, message)])
    }

    /// One fact that stands in the way.
    pub(crate) fn stands(field: &str, message: impl Into<String>) -> Self {
        Self::Stands(vec![Problem::new(field, message)])
    }
}

/// A breach with its dossier and what its duties are judged by.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The dossier.
    pub incident: Incident,
    /// The breach.
    pub breach: Breach,
    /// The facts of awareness that count.
    pub awareness: Vec<Awareness>,
    /// The pack under which the dossier was decided, in the version of that day; the installation's own when none
    /// covers the school.
    pub pack: Option<Cow<'a, Pack>>,
}

impl<'a> Case<'a> {
    /// The breach of this reference, if the account sees its dossier.
    ///
    /// # Errors
    /// [`BreachRefused::NotFound`]: not allowed and not existing look the same.
    pub fn of(
        db: &mut Db,
        instance: &'a Instance,
        by: &Account,
        reference: &str,
    ) -> Result<Self, BreachRefused> {
        let breach = breaches::find(db, reference, &by.sight())?.ok_or(BreachRefused::NotFound)?;
        Ok(Self::complete(db, instance, breach)?)
    }

    /// The breach of a dossier, for the program itself.
    ///
    /// # Errors
    /// The store's own failures.
    pub fn of_incident(
        db: &mut Db,
        instance: &'a Instance,
        incident_id: &str,
    ) -> Result<Option<Self>, StoreError> {
        let breach = breaches::of_incident(db, incident_id)?;
        breach
            .map(|breach| Self::complete(db, instance, breach))
            .transpose()
    }

    fn complete(db: &mut Db, instance: &'a Instance, breach: Breach) -> Result<Self, StoreError> {
        let incident = incidents::by_id(db, &breach.incident_id)?;
        let incident =
            incident.ok_or_else(|| StoreError::Corrupt(format!("dossier of {}", breach.reference)))?;
        Ok(Self {
            awareness: breaches::awareness(db, &breach.id)?,
            pack: pack_as_decided(db, instance, &incident.decision)?,
            incident,
            breach,
        })
    }

    /// Since when each party is aware (UTC).
    #[must_use]
    pub fn aware(&self) -> BTreeMap<Party, DateTime<Utc>> {
        aware(&self.awareness)
    }

    /// Since when the controller is aware (UTC): the first of several.
    #[must_use]
    pub fn controller_aware_at(&self) -> Option<DateTime<Utc>> {
        let aware = self.aware();
        let controllers = self.breach.controllers.iter();
        controllers.filter_map(|party| aware.get(party).copied()).min()
    }

    /// The facts beside the record by which a notification is complete or not.
    #[must_use]
    pub fn outside(&self) -> Outside {
        Outside {
            has_awareness: self.controller_aware_at().is_some(),
            risk: self.breach.verdict.as_ref().map(|verdict| verdict.risk),
        }
    }

    /// Names of what a complete notification still lacks.
    #[must_use]
    pub fn missing_for_complete(&self) -> Vec<&'static str> {
        self.breach.record.missing_for_complete(&self.outside())
    }

    /// Whether the account is the officer of one of the controllers.
    #[must_use]
    pub fn is_officer_of_a_controller(&self, by: &Account) -> bool {
        self.breach
            .controllers
            .iter()
            .any(|party| is_officer_of(by, *party))
    }

    /// Saves the changed breach, unless somebody else changed it meanwhile.
    fn save(&mut self, db: &mut Db) -> Result<(), BreachRefused> {
        if !breaches::update(db, &self.breach)? {
            return Err(BreachRefused::Changed);
        }
        self.breach.version += 1;
        Ok(())
    }

    /// Journals an act on the breach.
    fn record(
        &self,
        db: &mut Db,
        actor: &str,
        act: &str,
        body: Value,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let draft = Draft {
            at: now,
            actor: actor.to_owned(),
            act: act.to_owned(),
            dossier: Some(self.incident.reference.clone()),
            body,
        };
        journal::append(db, draft).map(|_| ())
    }
}

/// Nothing is asked of anybody on a dossier that was rejected: the RSSI qualifies it first. One that is closed opens again by
/// itself ([`take_up`](super::life::take_up)).
fn not_rejected(incident: &Incident) -> Result<(), BreachRefused> {
    if incident.status == Status::Rejected {
        let message =
            "Ce signalement est écarté\u{a0}: le RSSI peut le requalifier, les délais courront de nouveau.";
        return Err(BreachRefused::stands("status", message));
    }
    Ok(())
}

/// The pack under which a dossier was decided, in the version of that day, whatever was loaded since (DOMAIN §2); the
/// installation's own when no pack covers the school.
///
/// # Errors
/// The store's own failures.
pub fn pack_as_decided<'a>(
    db: &mut Db,
    instance: &'a Instance,
    decision: &Decision,
) -> Result<Option<Cow<'a, Pack>>, StoreError> {
    let current = pack(instance, decision);
    let Some(hash) = decision.convention_hash.as_deref() else {
        return Ok(current.map(Cow::Borrowed));
    };
    if current.is_some_and(|pack| pack.hash == hash) {
        return Ok(current.map(Cow::Borrowed));
    }
    let version = conventions::find(db, hash)?;
    let read = version
        .map(|version| packs::read(&version.source, &version.id))
        .transpose();
    let then = read.map_err(|faults| StoreError::Corrupt(format!("pack {hash}: {} faults", faults.len())))?;
    Ok(then.map(Cow::Owned).or_else(|| current.map(Cow::Borrowed)))
}
