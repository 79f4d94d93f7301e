//! What the pages of a breach show, read in one go and owned, so that it may leave the thread of the store.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::actions::Instance;
use crate::actions::breach::{BreachRefused, Case, read};
use crate::domain::breach::record::Completeness;
use crate::domain::breach::{Awareness, is_officer_of};
use crate::domain::convention::Treatment;
use crate::domain::people::{Account, Party};
use crate::store::breaches::Breach;
use crate::store::incidents::Incident;
use crate::store::obligations::{self, Obligation};
use crate::store::{Db, StoreError};
use crate::web::pages::notifying::subject::{OVERVIEW, Subject};
use crate::web::wording::Words as _;

/// A breach with its dossier and its duties.
#[derive(Clone, Debug)]
pub(in crate::web::pages) struct Seen {
    /// The dossier.
    pub(in crate::web::pages) incident: Incident,
    /// The breach.
    pub(in crate::web::pages) breach: Breach,
    /// The facts of awareness that count.
    pub(super) awareness: Vec<Awareness>,
    /// Since when each party knows (UTC).
    pub(super) aware: BTreeMap<Party, DateTime<Utc>>,
    /// The parties of the convention with their names.
    pub(super) parties: Vec<(Party, String)>,
    /// The processing activities of the convention.
    pub(super) treatments: Vec<Treatment>,
    /// How far the record is from a complete notification.
    pub(super) completeness: Completeness,
    /// The duties of the dossier.
    pub(super) duties: Vec<Obligation>,
    /// The parties whose officer the reader is.
    pub(super) officer_of: BTreeSet<Party>,
    subject: Subject,
}

impl Seen {
    /// A case as an account sees it.
    ///
    /// # Errors
    /// The store's own failures.
    pub(in crate::web::pages) fn of(db: &mut Db, case: Case<'_>, by: &Account) -> Result<Self, StoreError> {
        let pack = case.pack.as_deref();
        let parties = pack.into_iter().flat_map(|pack| &pack.parties);
        let parties = parties.map(|entry| (entry.kind, entry.name.clone())).collect();
        let treatments = pack.map(|pack| pack.treatments.clone()).unwrap_or_default();
        let officer_of = Party::ALL
            .iter()
            .copied()
            .filter(|party| is_officer_of(by, *party));
        Ok(Self {
            aware: case.aware(),
            completeness: case.breach.record.completeness(&case.outside()),
            duties: obligations::of_incident(db, &case.incident.id)?,
            officer_of: officer_of.collect(),
            subject: Subject::of(db, (&case.breach, &case.incident), by, OVERVIEW)?,
            parties,
            treatments,
            incident: case.incident,
            breach: case.breach,
            awareness: case.awareness,
        })
    }

    /// The breach of this reference, its reading journaled.
    ///
    /// # Errors
    /// [`BreachRefused::NotFound`], and the store's own failures.
    pub(super) fn read(
        db: &mut Db,
        instance: &Instance,
        by: &Account,
        reference: &str,
        now: DateTime<Utc>,
    ) -> Result<Self, BreachRefused> {
        let case = read::read(db, instance, by, reference, "page", now)?;
        Ok(Self::of(db, case, by)?)
    }

    /// The head of the page `here`.
    pub(super) fn subject(&self, here: &'static str) -> Subject {
        Subject {
            here,
            ..self.subject.clone()
        }
    }

    /// A party by its name in the convention.
    pub(super) fn party(&self, party: Party) -> String {
        let named = self.parties.iter().find(|(kind, _)| *kind == party);
        named.map_or_else(|| party.words().to_owned(), |(_, name)| name.clone())
    }

    /// The parties that may know of it or be its controllers: those of the convention, or those concerned without one.
    pub(super) fn possible_parties(&self) -> Vec<(Party, String)> {
        if !self.parties.is_empty() {
            return self.parties.clone();
        }
        let concerned: BTreeSet<Party> = self
            .aware
            .keys()
            .chain(&self.breach.controllers)
            .copied()
            .collect();
        let named = |party| (party, self.party(party));
        concerned.into_iter().map(named).collect()
    }

    /// Whether the reader is the officer of this party.
    pub(super) fn is_of_reader(&self, party: &str) -> bool {
        Party::parse(party).is_some_and(|party| self.officer_of.contains(&party))
    }

    /// Whether the reader may say what the breach is: the officer of a controller, or of whoever handles the incident.
    pub(super) fn may_settle(&self) -> bool {
        let handler = self.incident.decision.handler;
        let controllers = &self.breach.controllers;
        self.officer_of.contains(&handler) || self.officer_of.iter().any(|party| controllers.contains(party))
    }
}
