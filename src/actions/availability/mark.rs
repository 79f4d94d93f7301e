//! Marking a component unavailable or available again, saying what is known of it, and what makes up for it meanwhile.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::super::note::note;
use super::super::{Instance, new_id};
use super::checks::{late_without_reason, not_before, not_in_the_future, not_too_long};
use super::{AvailabilityRefused, duties, handled};
use crate::domain::incident::Problem;
use crate::domain::instants::in_full;
use crate::domain::obligations::Outage;
use crate::domain::people::Account;
use crate::signing::sha256_hex;
use crate::store::incidents::Incident;
use crate::store::outages::{self, Deed, Recorded};
use crate::store::{Db, StoreError};

/// What is said of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Component, as the pack names it.
    pub component: String,
    /// Whether it can be used.
    pub available: bool,
    /// Since when (UTC); of a component that is marked already, when what is said became so.
    pub at: DateTime<Utc>,
    /// Whether spare equipment is at hand, if somebody knows.
    pub spare: Option<bool>,
    /// Whether what fails is under the handler's control, if somebody knows.
    pub under_control: Option<bool>,
    /// Whether user data on shared spaces are to be restored, if somebody knows.
    pub shared_data: Option<bool>,
    /// What makes up for it, or empty.
    pub mitigation: String,
    /// Why it is late, or empty.
    pub late_reason: String,
}

/// Records what is said: an outage begins, goes on with other facts, or ends.
///
/// # Errors
/// [`AvailabilityRefused`]; nothing is recorded then.
pub fn mark(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    reference: &str,
    given: &Given,
    now: DateTime<Utc>,
) -> Result<Incident, AvailabilityRefused> {
    let incident = handled(db, by, reference)?;
    let mut of_component = outages::of_incident(db, &incident.id)?;
    of_component.retain(|it| it.outage.component == given.component);
    let open = of_component.iter().find(|it| it.outage.ended_at.is_none());
    let ended_at = of_component.iter().filter_map(|it| it.outage.ended_at).max();
    check(&incident, open, ended_at, given, now)?;
    let marking = Marking {
        instance,
        by,
        incident: &incident,
        given,
        now,
    };
    match (open.cloned(), given.available) {
        (None, false) => marking.begin(db),
        (Some(outage), false) => marking.amend(db, outage),
        (Some(outage), true) => marking.end(db, outage),
        (None, true) => Err(already_available(ended_at)),
    }?;
    Ok(incident)
}

fn already_available(since: Option<DateTime<Utc>>) -> AvailabilityRefused {
    let message = match since {
        Some(since) => format!(
            "Cet élément est déjà noté disponible depuis le {}.",
            in_full(since)
        ),
        None => "Cet élément n’est pas noté indisponible.".to_owned(),
    };
    AvailabilityRefused::stands("component", message)
}

fn check(
    incident: &Incident,
    open: Option<&Recorded>,
    ended_at: Option<DateTime<Utc>>,
    given: &Given,
    now: DateTime<Utc>,
) -> Result<(), AvailabilityRefused> {
    let is_touched = incident
        .components
        .iter()
        .any(|it| it.touched.component == given.component);
    let stranger =
        (!is_touched).then(|| Problem::new("component", "Cet élément n’est pas parmi ceux de ce dossier."));
    let too_early = match (open, ended_at) {
        (Some(open), _) => not_before(given.at, open.outage.began_at, "le début de l’indisponibilité"),
        (None, Some(end)) => not_before(given.at, end, "la fin de l’indisponibilité précédente"),
        (None, None) => not_before(given.at, incident.detected_at, "la détection de l’incident"),
    };
    let problems: Vec<Problem> = [
        stranger,
        not_in_the_future(given.at, now).or(too_early),
        not_too_long("mitigation", &given.mitigation),
        not_too_long("late_reason", &given.late_reason),
    ]
    .into_iter()
    .flatten()
    .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(AvailabilityRefused::Problems(problems))
    }
}

/// One act about one component.
struct Marking<'a> {
    instance: &'a Instance,
    by: &'a Account,
    incident: &'a Incident,
    given: &'a Given,
    now: DateTime<Utc>,
}

impl Marking<'_> {
    fn begin(&self, db: &mut Db) -> Result<(), AvailabilityRefused> {
        let given = self.given;
        let recorded = Recorded {
            id: new_id(self.now),
            incident_id: self.incident.id.clone(),
            outage: Outage {
                component: given.component.clone(),
                began_at: given.at,
                ended_at: None,
                spare: given.spare,
                under_control: given.under_control,
                shared_data: given.shared_data.unwrap_or(false),
            },
            recorded_by: self.by.id.clone(),
            recorded_at: self.now,
        };
        outages::insert(db, &recorded)?;
        let changes = self.refresh(db, &recorded)?;
        self.mitigate(db, &recorded)?;
        Ok(self.note(db, "component_unavailable", &recorded, &changes)?)
    }

    fn amend(&self, db: &mut Db, mut recorded: Recorded) -> Result<(), AvailabilityRefused> {
        let began_at = recorded.outage.began_at;
        if !self.take_facts(&mut recorded.outage) && self.given.mitigation.trim().is_empty() {
            let message = format!(
                "Cet élément est déjà noté indisponible depuis le {}.",
                in_full(began_at)
            );
            return Err(AvailabilityRefused::stands("component", message));
        }
        outages::update(db, &recorded)?;
        let changes = self.refresh(db, &recorded)?;
        self.mitigate(db, &recorded)?;
        Ok(self.note(db, "outage_followed", &recorded, &changes)?)
    }

    /// An end that is the beginning undoes the mark: its service levels fall away. Otherwise those that wait are kept
    /// at this instant; restoring what nobody had taken up is the first action on it.
    fn end(&self, db: &mut Db, mut recorded: Recorded) -> Result<(), AvailabilityRefused> {
        self.take_facts(&mut recorded.outage);
        outages::update(db, &recorded)?;
        let mut changes = self.refresh(db, &recorded)?;
        recorded.outage.ended_at = Some(self.given.at);
        if !recorded.outage.is_mistaken() {
            changes.extend(self.meet(db, &recorded)?);
        }
        outages::update(db, &recorded)?;
        changes.extend(self.refresh(db, &recorded)?);
        self.mitigate(db, &recorded)?;
        Ok(self.note(db, "component_available", &recorded, &changes)?)
    }

    fn meet(&self, db: &mut Db, recorded: &Recorded) -> Result<Vec<Value>, AvailabilityRefused> {
        let pending = duties::pending(db, recorded)?;
        let (at, reason) = (self.given.at, self.given.late_reason.as_str());
        if let Some(problem) = late_without_reason(&pending, at, reason) {
            return Err(AvailabilityRefused::Problems(vec![problem]));
        }
        Ok(duties::meet(db, &pending, at, reason, &self.by.id)?)
    }

    fn refresh(&self, db: &mut Db, recorded: &Recorded) -> Result<Vec<Value>, StoreError> {
        duties::refresh(db, self.instance, self.incident, recorded, self.now)
    }

    /// Takes what is said into the facts; tells whether that is a change. What is left out stays as it was.
    fn take_facts(&self, outage: &mut Outage) -> bool {
        let given = self.given;
        let before = outage.clone();
        outage.spare = given.spare.or(outage.spare);
        outage.under_control = given.under_control.or(outage.under_control);
        outage.shared_data = given.shared_data.unwrap_or(outage.shared_data);
        *outage != before
    }

    fn mitigate(&self, db: &mut Db, recorded: &Recorded) -> Result<(), StoreError> {
        let text = self.given.mitigation.trim();
        if text.is_empty() {
            return Ok(());
        }
        let deed = Deed {
            id: new_id(self.now),
            about: recorded.id.clone(),
            at: self.given.at,
            text: text.to_owned(),
            recorded_by: self.by.id.clone(),
            recorded_at: self.now,
        };
        outages::mitigate(db, &deed)
    }

    /// As for every text that somebody typed, the journal keeps the fingerprint of the mitigation.
    fn note(&self, db: &mut Db, act: &str, recorded: &Recorded, changes: &[Value]) -> Result<(), StoreError> {
        let (outage, mitigation) = (&recorded.outage, self.given.mitigation.trim());
        let mitigation = (!mitigation.is_empty()).then(|| sha256_hex(mitigation.as_bytes()));
        let body = json!({
            "outage": recorded.id, "component": outage.component, "at": self.given.at, "spare": outage.spare,
            "under_control": outage.under_control, "shared_data": outage.shared_data,
            "mitigation_sha256": mitigation, "duties": changes,
        });
        note(db, &self.by.id, self.incident, (act, body), self.now)
    }
}
