//! The question whether personal data are touched, when the dossier changes hands or comes back: the officer of whoever
//! handles it now is asked, by the same instant as before.

use super::{Acting, Dossier};
use crate::actions::breach::pack_as_decided;
use crate::actions::tell::ask;
use crate::actions::{letters, new_id};
use crate::domain::incident::Status;
use crate::domain::obligations::{
    Arising, Change, Kind, ReportFacts, Standing, State, arising_from_report, reconcile,
};
use crate::store::obligations::{Obligation, Settled, insert, of_incident, settle};
use crate::store::{Db, StoreError, steps, supervision};

/// Brings the question into agreement with the present handler. One that was answered stays answered.
pub(super) fn refresh(db: &mut Db, acting: &Acting<'_>, dossier: &Dossier) -> Result<(), StoreError> {
    let mut standing = of_incident(db, &dossier.incident.id)?;
    standing.retain(|duty| duty.kind == Kind::AssessPersonalData);
    let answered = standing.iter().any(|duty| match duty.state {
        State::Met | State::MetLate | State::Waived => true,
        State::Pending | State::Cancelled => false,
    });
    if answered || dossier.facts.breach.is_some() {
        return Ok(());
    }
    let called_for = called_for(db, acting, dossier, &standing)?;
    let known: Vec<Standing> = standing.iter().map(Standing::from).collect();
    let changes = reconcile(&known, &called_for, false, acting.now);
    changes
        .into_iter()
        .try_for_each(|change| apply(db, acting, dossier, &standing, change))
}

fn called_for(
    db: &mut Db,
    acting: &Acting<'_>,
    dossier: &Dossier,
    standing: &[Obligation],
) -> Result<Vec<Arising>, StoreError> {
    let incident = &dossier.incident;
    let is_alert = supervision::is_alert(db, &incident.id)?;
    // Nobody was there to be asked when a tool raised the alert: the question runs from its confirmation.
    let asked_since = standing.iter().map(|duty| duty.starts_at).min();
    let since = if is_alert {
        asked_since.unwrap_or(acting.now)
    } else {
        incident.reported_at
    };
    let pack = pack_as_decided(db, acting.instance, &incident.decision)?;
    let mut called_for = arising_from_report(ReportFacts {
        pack: pack.as_deref(),
        decision: &incident.decision,
        has_establishment: incident.establishment_uai.is_some(),
        personal_data: incident.personal_data,
        reported_at: since,
        unconfirmed_alert: is_alert && incident.status == Status::Reported,
    });
    called_for.retain(|arising| arising.kind == Kind::AssessPersonalData);
    Ok(called_for)
}

fn apply(
    db: &mut Db,
    acting: &Acting<'_>,
    dossier: &Dossier,
    standing: &[Obligation],
    change: Change,
) -> Result<(), StoreError> {
    let incident = &dossier.incident;
    match change {
        Change::Arise(arising) => {
            let (id, hash) = (new_id(acting.now), incident.decision.convention_hash.as_deref());
            insert(db, &id, &incident.id, &arising, hash)?;
            let pack = pack_as_decided(db, acting.instance, &incident.decision)?;
            let about = letters::dossier(db, acting.instance, incident)?;
            ask(
                db,
                acting.instance,
                incident,
                &about,
                pack.as_deref(),
                &(id, arising),
                acting.now,
            )
        }
        Change::Cancel(id) => {
            if let Some(duty) = standing.iter().find(|duty| duty.id == id) {
                let why = "La question est posée à l’autorité qui traite désormais le dossier.";
                settle(db, duty, &Settled::Cancelled(why), None)?;
            }
            steps::drop_open(db, &id)
        }
        // It runs from the report to the hours of the pack, which neither changes.
        Change::Shift(..) => Ok(()),
    }
}
