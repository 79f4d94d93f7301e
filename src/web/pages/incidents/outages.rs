//! The outages of a dossier as its page shows them, with what was promised and what was done.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::actions::Instance;
use crate::actions::breach::pack_as_decided;
use crate::domain::convention::Calendar;
use crate::domain::obligations::{Kind, Outage};
use crate::domain::people::Party;
use crate::store::incidents::Incident;
use crate::store::obligations::Obligation;
use crate::store::outages::{self, Deed, Recorded};
use crate::store::{Db, StoreError, accounts};
use crate::web::commitment::Commitment;
use crate::web::view::Moment;

/// A component that cannot be used, or could not for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutageLine {
    /// Label of the component.
    pub component: String,
    /// Since when.
    pub began: Moment,
    /// Until when, once it is over.
    pub ended: Option<Moment>,
    /// Whether it was marked by mistake.
    pub is_mistaken: bool,
    /// What the handler said of it.
    pub facts: Vec<&'static str>,
    /// What makes up for it.
    pub mitigations: Vec<DeedLine>,
    /// What was promised.
    pub promises: Vec<Promise>,
}

/// Something done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeedLine {
    /// What.
    pub text: String,
    /// When.
    pub at: Moment,
    /// Who recorded it.
    pub by: String,
}

/// A service level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What is promised.
    pub kind: Kind,
    /// By whom.
    pub debtor: Party,
    /// How it stands.
    pub commitment: Commitment,
    /// Where the clause stands.
    pub clause: String,
    /// Why it was late, was set aside or fell away; empty otherwise.
    pub reason: String,
}

/// What was read of the outages of a dossier.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Service levels of the dossier.
    pub(super) duties: Vec<Obligation>,
    /// Labels of components, by identifier.
    pub(super) labels: BTreeMap<String, String>,
    recorded: Vec<Recorded>,
    links: BTreeMap<String, String>,
    mitigations: Vec<Deed>,
    actions: Vec<Deed>,
    names: BTreeMap<String, String>,
    hours: Option<Calendar>,
}

/// Reads the outages of a dossier.
pub(super) fn seen(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    duties: &[Obligation],
) -> Result<Seen, StoreError> {
    let pack = pack_as_decided(db, instance, &incident.decision)?;
    let touched = incident.components.iter().map(|it| &it.touched.component);
    let label = |id: &String| {
        let known = pack.as_deref().and_then(|pack| pack.component(id));
        (id.clone(), known.map_or(id, |known| &known.label).clone())
    };
    let mut seen = Seen {
        duties: duties
            .iter()
            .filter(|it| it.kind.is_service_level())
            .cloned()
            .collect(),
        labels: touched.map(label).collect(),
        recorded: outages::of_incident(db, &incident.id)?,
        links: outages::links(db, &incident.id)?,
        mitigations: outages::mitigations(db, &incident.id)?,
        actions: outages::first_actions(db, &incident.id)?,
        names: BTreeMap::new(),
        hours: pack.as_deref().and_then(|pack| pack.calendar.clone()),
    };
    for deed in seen.mitigations.iter().chain(&seen.actions) {
        if !seen.names.contains_key(&deed.recorded_by) {
            let name = accounts::name(db, &deed.recorded_by)?;
            seen.names
                .insert(deed.recorded_by.clone(), name.unwrap_or_default());
        }
    }
    Ok(seen)
}

impl Seen {
    /// The first actions, in the order they were recorded.
    pub(super) fn first_actions(&self) -> Vec<DeedLine> {
        self.actions.iter().map(|deed| self.deed(deed)).collect()
    }

    /// The outages as they stand at `now` (UTC).
    pub(super) fn outages(&self, now: DateTime<Utc>) -> Vec<OutageLine> {
        self.recorded.iter().map(|it| self.outage(it, now)).collect()
    }

    fn outage(&self, recorded: &Recorded, now: DateTime<Utc>) -> OutageLine {
        let outage = &recorded.outage;
        let mitigations = self.mitigations.iter().filter(|deed| deed.about == recorded.id);
        let duties = self.duties.iter();
        let own = duties.filter(|duty| self.links.get(&duty.id) == Some(&recorded.id));
        OutageLine {
            component: self
                .labels
                .get(&outage.component)
                .unwrap_or(&outage.component)
                .clone(),
            began: Moment::of(outage.began_at),
            ended: outage.ended_at.map(Moment::of),
            is_mistaken: outage.is_mistaken(),
            facts: facts(outage),
            mitigations: mitigations.map(|deed| self.deed(deed)).collect(),
            promises: own.map(|duty| self.promise(duty, now)).collect(),
        }
    }

    fn promise(&self, duty: &Obligation, now: DateTime<Utc>) -> Promise {
        let reason = duty.late_reason.as_ref().or(duty.reason.as_ref());
        Promise {
            kind: duty.kind,
            debtor: duty.debtor,
            commitment: Commitment::of(duty, self.hours.as_ref(), now),
            clause: duty.clause.clone(),
            reason: reason.cloned().unwrap_or_default(),
        }
    }

    fn deed(&self, deed: &Deed) -> DeedLine {
        DeedLine {
            text: deed.text.clone(),
            at: Moment::of(deed.at),
            by: self.names.get(&deed.recorded_by).cloned().unwrap_or_default(),
        }
    }
}

fn facts(outage: &Outage) -> Vec<&'static str> {
    let spare = outage.spare.map(|spare| {
        if spare {
            "Matériel de secours disponible"
        } else {
            "Aucun matériel de secours disponible"
        }
    });
    let control = outage.under_control.map(|control| {
        if control {
            "Élément sous la maîtrise de qui traite l’incident"
        } else {
            "Élément hors de la maîtrise de qui traite l’incident"
        }
    });
    let data = outage
        .shared_data
        .then_some("Données d’espaces partagés à restaurer");
    [spare, control, data].into_iter().flatten().collect()
}
