//! Setting a duty aside with a reason: the reasoned decision not to notify (GDPR art. 33(1)), the closed grounds of art.
//! 34(3), a letter replaced by a telephone call.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::Instance;
use super::{BreachRefused, Case, is_officer_of};
use crate::domain::breach::Risk;
use crate::domain::incident::TEXT_MAX;
use crate::domain::journal::Draft;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Role, named};
use crate::store::obligations::{self, Obligation, Settled};
use crate::store::{Db, incidents, journal, steps};

named! {
    /// Grounds on which persons need not be told of a high risk (GDPR art. 34(3)); the list is closed.
    Ground {
        /// (a) The data were unintelligible, and the key was not compromised.
        Protected = "protected",
        /// (b) Later measures make the high risk unlikely.
        RiskAverted = "risk_averted",
        /// (c) It would take a disproportionate effort; a public communication takes its place.
        DisproportionateEffort = "disproportionate_effort",
    }
}

impl Ground {
    /// The ground in French, with its article.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Protected => "RGPD, art. 34, § 3, a) : données rendues inintelligibles, clé non compromise",
            Self::RiskAverted => "RGPD, art. 34, § 3, b) : mesures ultérieures écartant le risque élevé",
            Self::DisproportionateEffort => {
                "RGPD, art. 34, § 3, c) : efforts disproportionnés, communication publique à la place"
            }
        }
    }
}

/// Sets a pending duty aside.
///
/// # Errors
/// [`BreachRefused`]; nothing is recorded then.
pub fn waive(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    obligation: &str,
    ground: Option<Ground>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Obligation, BreachRefused> {
    let duty = obligations::find_seen(db, obligation, &by.sight())?.ok_or(BreachRefused::NotFound)?;
    check(&duty, by, ground, reason)?;
    no_risk(db, instance, &duty)?;
    let reason = match ground {
        Some(ground) => format!("{}. {}", ground.label(), reason.trim()),
        None => reason.trim().to_owned(),
    };
    obligations::settle(db, &duty, &Settled::Waived(&reason), Some(&by.id))?;
    steps::drop_open(db, &duty.id)?;
    let incident = incidents::by_id(db, &duty.incident_id)?;
    let draft = Draft {
        at: now,
        actor: by.id.clone(),
        act: "obligation_waived".to_owned(),
        dossier: incident.map(|incident| incident.reference),
        body: json!({ "obligation": duty.id, "kind": duty.kind, "ground": ground.map(Ground::as_str), "reason": reason }),
    };
    journal::append(db, draft)?;
    obligations::find(db, &duty.id)?.ok_or(BreachRefused::NotFound)
}

/// The CNIL need not be told when a risk is unlikely, and then only (GDPR art. 33(1)).
fn no_risk(db: &mut Db, instance: &Instance, duty: &Obligation) -> Result<(), BreachRefused> {
    if duty.kind != Kind::Cnil72h {
        return Ok(());
    }
    let case = Case::of_incident(db, instance, &duty.incident_id)?;
    let verdict = case.and_then(|case| case.breach.verdict);
    if verdict.is_none_or(|verdict| verdict.risk == Risk::Unlikely) {
        return Ok(());
    }
    let message = "Le risque a été apprécié comme réel\u{a0}: la notification à la CNIL est due. Revoyez d’abord cette \
                   appréciation si les faits ont changé.";
    Err(BreachRefused::stands("risk", message))
}

fn check(duty: &Obligation, by: &Account, ground: Option<Ground>, reason: &str) -> Result<(), BreachRefused> {
    if duty.state != State::Pending {
        return Err(BreachRefused::stands(
            "state",
            "Cette obligation n’est plus en cours.",
        ));
    }
    let length = reason.trim().chars().count();
    if length == 0 || length > TEXT_MAX {
        return Err(BreachRefused::problem("reason", "Motivez cette décision."));
    }
    if duty.kind == Kind::PersonsArt34 && ground.is_none() {
        let message = "Indiquez lequel des trois cas de l’article 34, § 3 du RGPD s’applique.";
        return Err(BreachRefused::problem("ground", message));
    }
    match waived_by(duty.kind) {
        Waiver::Officer if is_officer_of(by, duty.debtor) => Ok(()),
        Waiver::Rssi if by.roles.contains(&Role::Rssi) => Ok(()),
        Waiver::Officer | Waiver::Rssi => Err(BreachRefused::NotTheOfficer(
            "Cette décision revient à l’officier de la partie qui doit.".to_owned(),
        )),
        Waiver::Never(why) => Err(BreachRefused::stands("kind", why)),
    }
}

enum Waiver {
    /// The officer of the debtor.
    Officer,
    /// The RSSI, who was told otherwise.
    Rssi,
    /// Nobody, and why.
    Never(&'static str),
}

fn waived_by(kind: Kind) -> Waiver {
    match kind {
        Kind::Cnil72h
        | Kind::PersonsArt34
        | Kind::EscalateToMinistry
        | Kind::LogExport
        | Kind::Nis2EarlyWarning
        | Kind::Nis2Notification
        | Kind::Nis2FinalReport => Waiver::Officer,
        Kind::ReportToRssi
        | Kind::AlertHeadOfSchool
        | Kind::InformRssi
        | Kind::FollowUpToRssi
        | Kind::InformDepartement
        | Kind::TakeCharge
        | Kind::RestoreService => Waiver::Rssi,
        Kind::Breach48h => Waiver::Never(
            "La notification au DPD sous 48 heures vaut pour toute violation, quel que soit le risque : notifiez, ou \
             établissez qu’il n’y a pas de violation.",
        ),
        Kind::AssessPersonalData => {
            Waiver::Never("Répondez plutôt à la question : des données personnelles sont-elles touchées ?")
        }
    }
}
