//! Writing letters about a dossier and queueing them, frozen, in the transaction of the act that causes them.

use chrono::{DateTime, TimeDelta, Utc};

use super::tell::pack;
use super::{Instance, new_id};
use crate::domain::instants::in_full;
use crate::domain::letter::{LetterKind, MailState};
use crate::domain::mailing::is_known;
use crate::domain::obligations::Arising;
use crate::domain::people::{Party, Role};
use crate::domain::routing::{ComponentDecision, Inform, warning_sentence};
use crate::links;
use crate::mail::letters::{
    Component, DeliveryFailed, DepartementInformed, Dossier, Duty, HandlerTold, HeadOfSchoolAlert,
    IncidentReported, Letter, Links, NotWritten, PersonalDataQuestion, School, Trouble,
};
use crate::mail::message::{compose, message_id};
use crate::signing::{Purpose, sha256_hex};
use crate::store::incidents::Incident;
use crate::store::mails::{self, Mail, Queued};
use crate::store::{Db, StoreError, establishments};

/// How long an acknowledgement link works.
const LINK_LASTS: TimeDelta = TimeDelta::days(400);

/// A role of a party.
pub type Recipient = (Party, Role);

/// A letter about to be queued.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Kind.
    pub kind: LetterKind,
    /// Whom it is for, if a role of a party.
    pub to_role: Option<Recipient>,
    /// Address written to.
    pub address: String,
    /// Duties that its acceptance meets.
    pub meets: Vec<String>,
}

/// A recipient in French words.
#[must_use]
pub fn recipient_words((party, role): Recipient) -> &'static str {
    match (party, role) {
        (_, Role::Rssi) => "le RSSI de l’académie",
        (_, Role::Dpd) => "le DPD de l’académie",
        (_, Role::Dpo) => "le DPO du Département",
        (_, Role::ChefEtablissement) => "le chef d’établissement",
        (_, Role::Rsn) => "le référent sécurité numérique",
        (Party::Academie, _) => "les services de l’académie",
        (Party::Departement, _) => "les services du Département",
        (Party::Etablissement, _) => "l’établissement",
        (Party::Region, _) => "la Région",
        (Party::Commune, _) => "la commune",
    }
}

/// Freezes a letter and queues it; answers with its identifier. `write` is given the signed acknowledgement link.
///
/// # Errors
/// The store's own failures, or a letter that cannot be composed: the whole act is undone then.
pub fn queue(
    db: &mut Db,
    instance: &Instance,
    incident: Option<&Incident>,
    outgoing: Outgoing,
    write: impl FnOnce(String) -> Result<Letter, StoreError>,
    now: DateTime<Utc>,
) -> Result<String, StoreError> {
    debug_assert!(
        outgoing.to_role.is_none_or(|to| is_known(outgoing.kind, to)),
        "the table of who receives what does not know {} to {:?}",
        outgoing.kind,
        outgoing.to_role
    );
    let id = new_id(now);
    let signed = instance
        .signer
        .sign(Purpose::Acknowledgement, &id, None, now, now + LINK_LASTS);
    let signed = signed.map_err(|refused| StoreError::Corrupt(refused.to_string()))?;
    let letter = write(format!(
        "{}{}",
        instance.public_url,
        links::acknowledgement(&signed)
    ))?;
    let message_id = message_id(&id, &instance.mail_from);
    let message = compose(&letter, &instance.mail_from, &outgoing.address, &message_id, now);
    let message = message.map_err(|e| StoreError::Corrupt(format!("letter: {e}")))?;
    let queued = Queued {
        id: id.clone(),
        incident_id: incident.map(|i| i.id.clone()),
        kind: outgoing.kind,
        to_role: outgoing.to_role,
        address: outgoing.address,
        message_id,
        subject: letter.subject,
        sha256: sha256_hex(&message),
        message,
        meets: outgoing.meets,
    };
    mails::insert(db, queued, now)?;
    Ok(id)
}

pub(super) fn written(letter: Result<Letter, NotWritten>) -> Result<Letter, StoreError> {
    letter.map_err(|e| StoreError::Corrupt(format!("letter: {e}")))
}

/// The first letter about a dossier, as its recipient needs it.
///
/// # Errors
/// A template that cannot be rendered.
pub fn first_letter(
    instance: &Instance,
    incident: &Incident,
    dossier: Dossier,
    kind: LetterKind,
    owed: &[&Arising],
    acknowledgement: String,
) -> Result<Letter, StoreError> {
    let duties = owed
        .iter()
        .map(|duty| Duty {
            kind: duty.kind,
            clause: duty.clause.clone(),
            due: duty.due_at.map(in_full),
        })
        .collect();
    let links = Links {
        dossier: dossier_link(instance, incident),
        acknowledgement,
    };
    written(match kind {
        LetterKind::HeadOfSchoolAlert => HeadOfSchoolAlert {
            dossier,
            handler: incident.decision.handler,
            duties,
            links,
        }
        .letter(),
        LetterKind::DepartementInformed => DepartementInformed {
            dossier,
            duties,
            links,
        }
        .letter(),
        LetterKind::IncidentReported
        | LetterKind::HandlerTold
        | LetterKind::DeliveryFailed
        | LetterKind::PersonalDataQuestion
        | LetterKind::BreachOpened
        | LetterKind::BreachNotification
        | LetterKind::DeadlineReminder
        | LetterKind::DeadlineOverdue
        | LetterKind::ExportReported
        | LetterKind::Mentioned
        | LetterKind::ActionDue
        | LetterKind::ReviewDue
        | LetterKind::Assigned
        | LetterKind::DossierNews
        | LetterKind::IncidentQualified
        | LetterKind::IncidentRejected
        | LetterKind::HandoverProposed
        | LetterKind::HandoverAnswered
        | LetterKind::AssociateAdded
        | LetterKind::FollowUp
        | LetterKind::SetPassword => IncidentReported {
            dossier,
            duties,
            links,
        }
        .letter(),
    })
}

/// The letter to a party that handles the incident, or a part of it.
///
/// # Errors
/// A template that cannot be rendered.
pub fn handler_told(
    instance: &Instance,
    incident: &Incident,
    dossier: Dossier,
    told: &Inform,
    acknowledgement: String,
) -> Result<Letter, StoreError> {
    let letter = HandlerTold {
        dossier,
        reason: told.reason.clone(),
        clause: told.clause.clone(),
        links: Links {
            dossier: dossier_link(instance, incident),
            acknowledgement,
        },
    };
    written(letter.letter())
}

/// The question whether personal data are touched.
///
/// # Errors
/// A template that cannot be rendered.
pub fn question(
    instance: &Instance,
    incident: &Incident,
    dossier: Dossier,
    due_at: Option<DateTime<Utc>>,
    acknowledgement: String,
) -> Result<Letter, StoreError> {
    let letter = PersonalDataQuestion {
        dossier,
        due: due_at.map(in_full).unwrap_or_default(),
        links: Links {
            dossier: dossier_link(instance, incident),
            acknowledgement,
        },
    };
    written(letter.letter())
}

/// Where a letter about a dossier leads.
pub(super) fn links(instance: &Instance, incident: &Incident, acknowledgement: String) -> Links {
    Links {
        dossier: dossier_link(instance, incident),
        acknowledgement,
    }
}

fn dossier_link(instance: &Instance, incident: &Incident) -> String {
    format!("{}{}", instance.public_url, links::incident(&incident.reference))
}

/// What letters say of a dossier.
///
/// # Errors
/// The store's own failures.
pub fn dossier(db: &mut Db, instance: &Instance, incident: &Incident) -> Result<Dossier, StoreError> {
    let decision = &incident.decision;
    let school = incident
        .establishment_uai
        .as_ref()
        .map(|uai| establishments::find(db, uai))
        .transpose()?
        .flatten();
    let name = |party: Party| party_name(instance, incident, party);
    Ok(Dossier {
        reference: incident.reference.clone(),
        school: school.map(|s| School {
            name: s.name,
            uai: s.uai.to_string(),
            town: s.town,
        }),
        components: decision
            .components
            .iter()
            .map(|component| self::component(instance, incident, component))
            .collect(),
        handler: name(decision.handler),
        alternative: decision.alternative.map(name),
        associates: decision.associates.iter().map(|party| name(*party)).collect(),
        certainty: decision.certainty,
        detected: in_full(incident.detected_at),
        began: incident.occurred_from.map(in_full),
        reported: in_full(incident.reported_at),
        personal_data: incident.personal_data,
        warnings: decision
            .warnings
            .iter()
            .map(|code| warning_sentence(code).to_owned())
            .collect(),
        exercise: incident.exercise,
    })
}

fn component(instance: &Instance, incident: &Incident, decided: &ComponentDecision) -> Component {
    let pack = pack(instance, &incident.decision);
    let known = pack.and_then(|pack| pack.component(&decided.component));
    let network = decided.network.as_ref().map(|id| {
        let label = pack.and_then(|pack| pack.networks.iter().find(|network| network.id == *id));
        label.map_or_else(|| id.clone(), |network| network.label.clone())
    });
    let touched = incident
        .components
        .iter()
        .find(|c| c.touched.component == decided.component);
    Component {
        label: known.map_or_else(|| decided.component.clone(), |component| component.label.clone()),
        network,
        unavailable: touched.is_some_and(|c| c.unavailable),
        handler: party_name(instance, incident, decided.handler),
        reason: decided.reason.clone(),
        clause: decided.clause.clone(),
    }
}

/// The name of a party as the convention of the dossier writes it.
#[must_use]
pub fn party_name(instance: &Instance, incident: &Incident, party: Party) -> String {
    let named = pack(instance, &incident.decision).and_then(|pack| pack.party_name(party));
    named.unwrap_or_else(|| plain_name(party)).to_owned()
}

/// The name of a party that no convention names.
#[must_use]
pub fn plain_name(party: Party) -> &'static str {
    match party {
        Party::Academie => "l’académie",
        Party::Departement => "le Département",
        Party::Etablissement => "l’établissement",
        Party::Region => "la Région",
        Party::Commune => "la commune",
    }
}

/// Where to write when a recipient cannot be reached: the fallback of its role, else the RSSI.
#[must_use]
pub fn fallback_address(instance: &Instance, incident: &Incident, mail: &Mail) -> Option<String> {
    if incident.exercise {
        return None;
    }
    let pack = pack(instance, &incident.decision)?;
    let own = mail
        .party
        .zip(mail.role)
        .and_then(|(party, role)| pack.contact(party, role))
        .map(|c| c.fallback.clone());
    let rssi = pack
        .contact(Party::Academie, Role::Rssi)
        .map(|c| c.address.clone());
    [own, rssi]
        .into_iter()
        .flatten()
        .find(|address| !address.is_empty() && *address != mail.address)
}

/// The letter that tells that another one could not be delivered.
///
/// # Errors
/// A template that cannot be rendered.
pub fn delivery_failed(
    instance: &Instance,
    incident: &Incident,
    mail: &Mail,
    state: MailState,
    answer: &str,
) -> Result<Letter, StoreError> {
    let recipient = mail
        .party
        .zip(mail.role)
        .map_or("le destinataire", recipient_words);
    let trouble = match state {
        MailState::Refused => Trouble::Refused,
        MailState::Failed => Trouble::GivenUp,
        MailState::Queued | MailState::Sent | MailState::Acknowledged => Trouble::Delayed,
    };
    let school = match &incident.establishment_uai {
        Some(uai) => format!("{} ({uai})", incident.establishment_name),
        None => String::new(),
    };
    let letter = DeliveryFailed {
        reference: incident.reference.clone(),
        school,
        kind: mail.kind,
        recipient: recipient.to_owned(),
        trouble,
        answer: answer.to_owned(),
        queued: in_full(mail.queued_at),
        dossier_link: dossier_link(instance, incident),
        exercise: incident.exercise,
    };
    written(letter.letter())
}
