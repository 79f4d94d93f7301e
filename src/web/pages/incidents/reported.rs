//! The answer to a report: its reference, who handles it and why, who was told, what comes next.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;

use super::breach;
use crate::actions::Instance;
use crate::actions::tell::pack;
use crate::domain::convention::Certainty;
use crate::domain::incident::PersonalData;
use crate::domain::letter::{LetterKind, MailState};
use crate::domain::people::{Account, Party};
use crate::domain::routing::Inform;
use crate::store::incidents::{self, Incident};
use crate::store::mails::{self, Mail};
use crate::store::{Db, StoreError};
use crate::web::allowed::{Allowed, Report};
use crate::web::answer::page;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::explanation::Explanation;
use crate::web::pages::breaches::line::TimeLine;
use crate::web::pages::breaches::seen::Seen;
use crate::web::shell::Shell;
use crate::web::view::Moment;
use crate::web::wording::Words as _;
use crate::web::{paths, wording};

/// The page shown right after a report.
#[derive(Debug, Template)]
#[template(path = "pages/incidents/reported.html")]
pub struct ReportedPage {
    /// Frame.
    pub shell: Shell,
    /// `SSI-2026-0001`.
    pub reference: String,
    /// Title given by the person.
    pub title: String,
    /// When it was recorded.
    pub reported: Moment,
    /// Who handles it and why.
    pub decision: Explanation,
    /// Who is being told, and whether the message has left.
    pub told: Vec<Recipient>,
    /// The line of time of the breach that the report opened, if it opened one.
    pub line: Option<TimeLine>,
    /// What comes next, in order.
    pub next: Vec<Step>,
    /// Address of the dossier; empty when the person may not follow it further.
    pub path: String,
}

/// The answer to a report, for whoever sees the dossier and for its reporter in any case: a person may report an
/// incident that is then handled out of their sight.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn reported(
    app: Data<App>,
    who: Allowed<Report>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let (reference, account, instance) = (reference(&path)?, who.account(), app.instance.clone());
    let Answer {
        incident,
        seen,
        letters,
        breach,
    } = app
        .read(move |db| Answer::load(db, &instance, &account, &reference))
        .await?
        .ok_or(Error::NotFound)?;
    let decision = &incident.decision;
    let shown = pack(&app.instance, decision);
    let path = paths::reported(&incident.reference);
    page(&ReportedPage {
        shell: Shell {
            exercise: incident.exercise,
            ..Shell::of(&app, &who, "Signalement enregistré", path)
        },
        reported: Moment::of(incident.reported_at),
        decision: Explanation::of(decision, &incident.components, shown),
        told: told(&letters, &decision.inform),
        line: breach.map(|seen| TimeLine::of(&seen, app.now())),
        next: next_steps(decision.handler, decision.certainty, incident.personal_data),
        path: if seen {
            paths::incident(&incident.reference)
        } else {
            String::new()
        },
        reference: incident.reference,
        title: incident.title,
    })
}

struct Answer {
    incident: Incident,
    seen: bool,
    letters: Vec<Mail>,
    breach: Option<Seen>,
}

impl Answer {
    fn load(
        db: &mut Db,
        instance: &Instance,
        account: &Account,
        reference: &str,
    ) -> Result<Option<Self>, StoreError> {
        let seen = incidents::find(db, reference, &account.sight())?;
        let is_seen = seen.is_some();
        let own = |incident: &Incident| is_seen || incident.reported_by == account.id;
        let found = match seen {
            Some(incident) => Some(incident),
            None => incidents::by_reference(db, reference)?,
        };
        let Some(incident) = found.filter(own) else {
            return Ok(None);
        };
        let letters = mails::of_incident(db, &incident.id)?;
        Ok(Some(Self {
            breach: breach::seen(db, instance, &incident, account)?,
            incident,
            seen: is_seen,
            letters,
        }))
    }
}

/// Those written to, each once with what became of the first message, and those who should be and have no address.
fn told(letters: &[Mail], inform: &[Inform]) -> Vec<Recipient> {
    let mut met = BTreeSet::new();
    let first = letters
        .iter()
        .filter(|letter| letter.kind != LetterKind::DeliveryFailed)
        .filter(|letter| met.insert(&letter.address));
    let untold = inform.iter().filter(|told| {
        let written = |letter: &Mail| letter.address == told.address || letter.role == Some(told.role);
        !letters.iter().any(written)
    });
    first
        .map(Recipient::of)
        .chain(untold.map(Recipient::without_address))
        .collect()
}

/// Somebody who is told, and where their message stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Role, in words.
    pub role: String,
    /// Address; empty when none is known.
    pub address: String,
    /// State of the message; `None` when there is no address to write to.
    pub state: Option<MailState>,
}

impl Recipient {
    fn of(letter: &Mail) -> Self {
        Self {
            role: letter.role.map(wording::role).unwrap_or_default().to_owned(),
            address: letter.address.clone(),
            state: Some(letter.state),
        }
    }

    fn without_address(told: &Inform) -> Self {
        Self {
            role: told.role.words().to_owned(),
            address: String::new(),
            state: None,
        }
    }
}

/// Something that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Who does what.
    pub what: &'static str,
    /// By when, in words.
    pub by: &'static str,
}

const QUALIFIES: Step = Step {
    what: "Le RSSI de l’académie qualifie l’incident : il confirme sa nature, sa gravité et qui s’en charge.",
    by: "Dès réception du signalement",
};
const SETTLES: Step = Step {
    what: "Le RSSI de l’académie tranche entre les deux lectures de la convention, puis qualifie l’incident.",
    by: "Dès réception du signalement",
};
const DEPARTEMENT: Step = Step {
    what: "Le département traite l’incident et tient le RSSI de l’académie informé.",
    by: "Sans délai",
};
const ACADEMIE: Step = Step {
    what: "L’académie traite l’incident et tient l’établissement informé.",
    by: "Sans délai",
};
const ELSEWHERE: Step = Step {
    what: "Prévenez aussi votre prestataire ou la collectivité qui gère ce matériel : la convention ne le confie à personne d’autre.",
    by: "Dès maintenant",
};
const BREACH: Step = Step {
    what: "Le délégué à la protection des données examine s’il faut prévenir la CNIL et les personnes concernées.",
    by: "72 heures au plus après en avoir eu connaissance, pour la CNIL (RGPD, article 33)",
};
const DPD_48H: Step = Step {
    what: "Le département notifie la violation au délégué à la protection des données de l’académie.",
    by: "48 heures au plus après en avoir eu connaissance",
};
const PRECISE: Step = Step {
    what: "Si vous découvrez que des informations sur des personnes sont touchées, dites-le au RSSI : un délai légal court.",
    by: "Dès que vous le savez",
};

/// What comes next, as far as the decision and the answer about personal data tell.
#[must_use]
pub fn next_steps(handler: Party, certainty: Certainty, personal_data: PersonalData) -> Vec<Step> {
    let first = if certainty == Certainty::Contested {
        SETTLES
    } else {
        QUALIFIES
    };
    let handling = match handler {
        Party::Departement => DEPARTEMENT,
        Party::Academie => ACADEMIE,
        Party::Etablissement | Party::Region | Party::Commune => ELSEWHERE,
    };
    let persons: &[Step] = match personal_data {
        PersonalData::Yes if handler == Party::Departement => &[DPD_48H, BREACH],
        PersonalData::Yes => &[BREACH],
        PersonalData::Unknown => &[PRECISE],
        PersonalData::No => &[],
    };
    [first, handling].iter().chain(persons).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delays_are_told_when_personal_data_are_touched() {
        let steps = next_steps(Party::Departement, Certainty::Residual, PersonalData::Yes);
        assert_eq!(steps, [QUALIFIES, DEPARTEMENT, DPD_48H, BREACH]);
        let steps = next_steps(Party::Academie, Certainty::Residual, PersonalData::Yes);
        assert_eq!(steps, [QUALIFIES, ACADEMIE, BREACH]);
        let steps = next_steps(Party::Academie, Certainty::Contested, PersonalData::No);
        assert_eq!(steps, [SETTLES, ACADEMIE]);
    }
}
