//! Adding a party to a dossier, and removing it. One that is removed keeps seeing the dossier, as whoever was informed of
//! it does: what it read cannot be unread, and a dossier that vanished would only make people ask for copies. Nothing
//! more is written to it or asked of it.

use serde_json::json;

use super::letters::tell;
use super::{Acting, Dossier, LifeRefused};
use crate::actions::assignment::release_unfit;
use crate::domain::incident::Problem;
use crate::domain::life::{Act, Cause, reason, with_associate, without_associate};
use crate::domain::people::Party;
use crate::mail::letters::LifeNews;
use crate::signing::sha256_hex;
use crate::store::Db;
use crate::store::incidents::{self, Incident};

/// What is done with a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It joins.
    Add,
    /// It leaves.
    Remove,
}

/// Adds an associate, or removes one, with the reason.
///
/// # Errors
/// [`LifeRefused`]; nothing is recorded then.
pub fn associate(
    db: &mut Db,
    acting: &Acting<'_>,
    reference: &str,
    change: Change,
    party: Option<Party>,
    why: &str,
) -> Result<Incident, LifeRefused> {
    let mut dossier = Dossier::to(db, acting, reference, Act::Associate)?;
    let event = dossier.facts.associate(acting.now)?;
    let why = reason(why, "Dites pourquoi.");
    let about_party = check(db, acting, &dossier, change, party)?;
    let (Ok(why), Some(party), None) = (&why, party, &about_party) else {
        let problems = about_party.into_iter().chain(why.err());
        return Err(LifeRefused::Problems(problems.collect()));
    };
    let before = &dossier.incident.decision;
    let (cause, act, decision) = match change {
        Change::Add => (
            Cause::AssociateAdded,
            "associate_added",
            with_associate(before, party),
        ),
        Change::Remove => (
            Cause::AssociateRemoved,
            "associate_removed",
            without_associate(before, party),
        ),
    };
    dossier.incident.status = event.status;
    dossier.decide(db, acting, cause, decision, why)?;
    dossier.record(
        db,
        acting,
        act,
        json!({ "party": party, "reason_sha256": sha256_hex(why.as_bytes()) }),
    )?;
    if change == Change::Add {
        incidents::add_party(db, &dossier.incident.id, party)?;
        tell(db, acting, &dossier.incident, &[party], &LifeNews::AssociateAdded)?;
    } else {
        release_unfit(db, acting.by, &dossier.incident, acting.now)?;
    }
    dossier.save(db)?;
    Ok(dossier.incident)
}

fn check(
    db: &mut Db,
    acting: &Acting<'_>,
    dossier: &Dossier,
    change: Change,
    party: Option<Party>,
) -> Result<Option<Problem>, LifeRefused> {
    let Some(party) = party else {
        return Ok(Some(Problem::new("party", "Choisissez une autorité.")));
    };
    let decision = &dossier.incident.decision;
    let associated = decision.associates.contains(&party);
    let message = match change {
        Change::Add if decision.handler == party => Some("Cette autorité traite déjà le dossier."),
        Change::Add if associated => Some("Cette autorité est déjà associée au dossier."),
        Change::Add if !dossier.knows(db, acting, party)? => {
            Some("Cette autorité n’est pas partie à la convention du dossier.")
        }
        Change::Remove if !associated => Some("Cette autorité n’est pas associée au dossier."),
        Change::Add | Change::Remove => None,
    };
    Ok(message.map(|message| Problem::new("party", message)))
}
