//! Assessing a breach: the severity score is kept with its inputs, and a human's verdict stands beside what it proposes
//! (DOMAIN §7).

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::life::take_up;
use super::super::{Instance, new_id};
use super::{BreachRefused, Case, duties, not_rejected};
use crate::domain::breach::{Risk, Status};
use crate::domain::incident::TEXT_MAX;
use crate::domain::people::Account;
use crate::domain::severity::{Assessment, Inputs, assess as score};
use crate::store::breaches::{self, Assessed, Verdict};
use crate::store::{Db, StoreError};

/// What is given: answers, a verdict, or both.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Answers to the questions of the severity method.
    pub inputs: Option<Inputs>,
    /// The verdict, with its reasons.
    pub verdict: Option<(Risk, String)>,
}

/// Keeps the score of the answers and, with a verdict, brings the duties into agreement with it.
///
/// # Errors
/// [`BreachRefused`]; nothing is recorded then.
pub fn assess<'a>(
    db: &mut Db,
    instance: &'a Instance,
    by: &Account,
    reference: &str,
    given: &Given,
    now: DateTime<Utc>,
) -> Result<(Case<'a>, Option<Assessment>), BreachRefused> {
    let mut case = Case::of(db, instance, by, reference)?;
    check(&case, by, given)?;
    let assessment = given.inputs.as_ref().map(score);
    if let (Some(inputs), Some(assessment)) = (&given.inputs, &assessment) {
        keep(db, &case, by, inputs, assessment, given, now)?;
    }
    let changes = match &given.verdict {
        Some((risk, reasons)) => decide(db, &mut case, by, *risk, reasons, now)?,
        None => Vec::new(),
    };
    let body = json!({
        "breach": case.breach.reference, "inputs": given.inputs, "score": assessment.as_ref().map(|it| it.score.to_string()),
        "proposed_risk": assessment.as_ref().map(|it| it.proposed_risk), "risk": given.verdict.as_ref().map(|it| it.0),
        "reasons": given.verdict.as_ref().map(|it| it.1.trim()), "duties": changes,
    });
    case.record(db, &by.id, "breach_assessed", body, now)?;
    take_up::if_owed(db, instance, &mut case, by, now)?;
    Ok((case, assessment))
}

fn check(case: &Case<'_>, by: &Account, given: &Given) -> Result<(), BreachRefused> {
    if given.inputs.is_none() && given.verdict.is_none() {
        return Err(BreachRefused::problem(
            "inputs",
            "Répondez aux questions, ou donnez votre appréciation du risque.",
        ));
    }
    let Some((_, reasons)) = &given.verdict else {
        return Ok(());
    };
    let length = reasons.trim().chars().count();
    if length == 0 || length > TEXT_MAX {
        return Err(BreachRefused::problem(
            "reasons",
            "Motivez votre appréciation du risque.",
        ));
    }
    if !case.is_officer_of_a_controller(by) {
        return Err(BreachRefused::NotTheOfficer(
            "Apprécier le risque revient au délégué à la protection des données du responsable de traitement, ou au chef \
             d’établissement pour son collège."
                .to_owned(),
        ));
    }
    not_rejected(&case.incident)?;
    if case.breach.status == Status::NotABreach {
        let message = "Il est établi qu’il n’y a pas de violation\u{a0}: il n’y a pas de risque à apprécier.";
        return Err(BreachRefused::stands("risk", message));
    }
    Ok(())
}

fn keep(
    db: &mut Db,
    case: &Case<'_>,
    by: &Account,
    inputs: &Inputs,
    assessment: &Assessment,
    given: &Given,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let assessed = Assessed {
        id: new_id(now),
        breach_id: case.breach.id.clone(),
        inputs: serde_json::to_value(inputs)?,
        quarters: i64::from(assessment.score.quarters()),
        band: assessment.band.as_str().to_owned(),
        proposed_risk: assessment.proposed_risk,
        risk: given.verdict.as_ref().map(|(risk, _)| *risk),
        reasons: given
            .verdict
            .as_ref()
            .map(|(_, reasons)| reasons.trim().to_owned())
            .unwrap_or_default(),
        assessed_by: by.id.clone(),
        assessed_at: now,
    };
    breaches::insert_assessment(db, &assessed)
}

/// A verdict above « unlikely » takes the ground from a decision not to notify.
fn decide(
    db: &mut Db,
    case: &mut Case<'_>,
    by: &Account,
    risk: Risk,
    reasons: &str,
    now: DateTime<Utc>,
) -> Result<Vec<serde_json::Value>, BreachRefused> {
    case.breach.verdict = Some(Verdict {
        risk,
        reasons: reasons.trim().to_owned(),
        by: by.id.clone(),
        at: now,
    });
    case.save(db)?;
    let why = "Le risque pour les personnes a été apprécié autrement.";
    Ok(duties::refresh(db, case, why, risk != Risk::Unlikely, now)?)
}
