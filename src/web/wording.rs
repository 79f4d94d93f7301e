//! French words for every closed set of the domain, in one place, so that a thing has one name everywhere.
//!
//! Sentences that belong to one page stand in its template; reasons and clauses come from the packs.

mod acts;
mod following;
mod machines;

pub use acts::act;

use super::deadline::Shape;
use crate::domain::attachment::FileKind;
use crate::domain::breach::{self, NoticeKind, Risk};
use crate::domain::convention::Certainty;
use crate::domain::incident::{PersonalData, Status};
use crate::domain::letter::{LetterKind, MailState};
use crate::domain::obligations::{Creditor, Kind, State};
use crate::domain::people::{Party, Role};

/// A value of a closed set that has words: lets a template write `{{ status.words() }}`.
pub trait Words {
    /// What people read.
    fn words(&self) -> &'static str;
}

macro_rules! words {
    ($($name:ty => $function:ident),+ $(,)?) => {
        $(impl Words for $name {
            fn words(&self) -> &'static str { $function(*self) }
        })+
    };
}

words! {
    Party => party,
    Role => role,
    Status => status,
    PersonalData => personal_data,
    breach::Status => breach_status,
    Risk => risk,
    Certainty => certainty,
    Kind => obligation,
    Creditor => creditor,
    State => obligation_state,
    Shape => deadline,
    LetterKind => letter,
    MailState => mail_state,
    FileKind => file_kind,
}

/// A party as a label.
#[must_use]
pub fn party(party: Party) -> &'static str {
    match party {
        Party::Academie => "Académie",
        Party::Departement => "Département",
        Party::Etablissement => "Établissement",
        Party::Region => "Région",
        Party::Commune => "Commune",
    }
}

/// A party with its article, inside a sentence.
#[must_use]
pub fn the_party(party: Party) -> &'static str {
    match party {
        Party::Academie => "l’académie",
        Party::Departement => "le département",
        Party::Etablissement => "l’établissement",
        Party::Region => "la région",
        Party::Commune => "la commune",
    }
}

/// A party as the one something belongs to.
#[must_use]
pub fn of_the_party(party: Party) -> &'static str {
    match party {
        Party::Academie => "de l’académie",
        Party::Departement => "du département",
        Party::Etablissement => "de l’établissement",
        Party::Region => "de la région",
        Party::Commune => "de la commune",
    }
}

/// Who handles, as the heading of an answer.
#[must_use]
pub fn handled_by(party: Party) -> &'static str {
    match party {
        Party::Academie => "L’académie s’en charge.",
        Party::Departement => "Le département s’en charge.",
        Party::Etablissement => "L’établissement garde la main.",
        Party::Region => "La région s’en charge.",
        Party::Commune => "La commune s’en charge.",
    }
}

/// A role.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Rsn => "Référent sécurité numérique",
        Role::ChefEtablissement => "Chef d’établissement",
        Role::Rssi => "RSSI de l’académie",
        Role::Dpd => "Délégué à la protection des données de l’académie",
        Role::AgentAcademie => "Agent de l’académie",
        Role::Dpo => "Délégué à la protection des données du département",
        Role::AgentDepartement => "Agent du département",
        Role::Observer => "Observateur",
        Role::Admin => "Administrateur",
    }
}

/// Where a dossier stands.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Reported => "Signalé",
        Status::Qualified => "Qualifié",
        Status::InProgress => "En cours de traitement",
        Status::Resolved => "Résolu",
        Status::Closed => "Clos",
        Status::Rejected => "Écarté",
    }
}

/// Whether personal data are touched.
#[must_use]
pub fn personal_data(answer: PersonalData) -> &'static str {
    match answer {
        PersonalData::Yes => "Oui",
        PersonalData::No => "Non",
        PersonalData::Unknown => "On ne sait pas encore",
    }
}

/// What a breach is taken to be.
#[must_use]
pub fn breach_status(status: breach::Status) -> &'static str {
    match status {
        breach::Status::Suspected => "Suspectée",
        breach::Status::Confirmed => "Confirmée",
        breach::Status::NotABreach => "Pas une violation",
    }
}

/// The verdict on the risk, in a word or two.
#[must_use]
pub fn risk(risk: Risk) -> &'static str {
    match risk {
        Risk::Unlikely => "Pas de risque probable",
        Risk::Risk => "Risque",
        Risk::High => "Risque élevé",
    }
}

/// How sure a decision is, in a word.
#[must_use]
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Explicit => "Règle claire",
        Certainty::Residual => "Règle générale",
        Certainty::Contested => "À confirmer",
        Certainty::Undetermined => "À préciser",
        Certainty::Outside => "Hors convention",
    }
}

/// What this certainty means for the reader.
#[must_use]
pub fn certainty_meaning(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Explicit => "La convention désigne nommément qui s’en charge.",
        Certainty::Residual => {
            "La convention attribue à cette partie tout ce qu’elle ne confie pas à une autre."
        }
        Certainty::Contested => "Deux lectures de la convention sont possibles : le RSSI confirmera.",
        Certainty::Undetermined => "On ne sait pas encore ce qui est touché : le RSSI qualifiera l’incident.",
        Certainty::Outside => "Aucune des parties de la convention ne prend cet élément en charge.",
    }
}

/// A warning of a decision; `None` for a code without words, which is then shown as it is.
#[must_use]
pub fn warning(code: &str) -> Option<&'static str> {
    match code {
        "no_convention" => Some(
            "Aucune convention ne couvre cet établissement. Le RSSI et le chef d’établissement sont prévenus malgré tout.",
        ),
        "convention_not_in_force" => {
            Some("La convention n’était pas en vigueur au moment des faits. La décision la suit malgré tout.")
        }
        "cite_scolaire" => {
            Some("Cet établissement fait partie d’une cité scolaire : la région gère son informatique.")
        }
        _ => None,
    }
}

/// A duty, as something to do.
#[must_use]
pub fn obligation(kind: Kind) -> &'static str {
    match kind {
        Kind::ReportToRssi => "Signaler l’incident au RSSI de l’académie",
        Kind::AlertHeadOfSchool => "Alerter le chef d’établissement",
        Kind::InformRssi => "Informer le RSSI de l’académie",
        Kind::FollowUpToRssi => "Rendre compte au RSSI des suites données",
        Kind::InformDepartement => "Informer le département",
        Kind::Breach48h => "Notifier la violation au délégué de l’académie (48 h)",
        Kind::Cnil72h => "Notifier la violation à la CNIL (72 h)",
        Kind::PersonsArt34 => "Prévenir les personnes concernées",
        Kind::LogExport => "Remettre les journaux demandés",
        Kind::TakeCharge => "Prendre en charge l’indisponibilité",
        Kind::RestoreService => "Rétablir le service",
        Kind::EscalateToMinistry => "Informer le ministère",
        Kind::AssessPersonalData => "Dire si des données personnelles sont touchées",
        Kind::Nis2EarlyWarning => "Alerter l’équipe nationale de réponse (NIS 2, 24 h)",
        Kind::Nis2Notification => "Notifier à l’équipe nationale de réponse (NIS 2, 72 h)",
        Kind::Nis2FinalReport => "Remettre le rapport final (NIS 2)",
    }
}

/// A notification of a chain, by the duty it serves.
#[must_use]
pub fn notice(duty: Kind, kind: NoticeKind) -> String {
    match duty {
        Kind::PersonsArt34 => "Information des personnes concernées".to_owned(),
        Kind::Cnil72h => format!("{} à la CNIL", kind.label()),
        _ => format!("{} au délégué de l’académie", kind.label()),
    }
}

/// To whom a duty is owed.
#[must_use]
pub fn creditor(creditor: Creditor) -> &'static str {
    match creditor {
        Creditor::Rssi => "RSSI de l’académie",
        Creditor::Dpd => "Délégué à la protection des données de l’académie",
        Creditor::ChefEtablissement => "Chef d’établissement",
        Creditor::Departement => "Département",
        Creditor::Etablissement => "Établissement",
        Creditor::Cnil => "CNIL",
        Creditor::Persons => "Personnes concernées",
        Creditor::Ministere => "Ministère",
        Creditor::Csirt => "Équipe nationale de réponse aux incidents",
    }
}

/// Where a duty stands.
#[must_use]
pub fn obligation_state(state: State) -> &'static str {
    match state {
        State::Pending => "À faire",
        State::Met => "Fait",
        State::MetLate => "Fait en retard",
        State::Waived => "Dispensé",
        State::Cancelled => "Sans objet",
    }
}

/// How a deadline stands.
#[must_use]
pub fn deadline(shape: Shape) -> &'static str {
    match shape {
        Shape::Far => "Dans les temps",
        Shape::Near => "Moins de 24 heures",
        Shape::Urgent => "Moins de 2 heures",
        Shape::Overdue => "En retard",
        Shape::Now => "À faire sans délai",
        Shape::Met => "Fait à temps",
        Shape::MetLate => "Fait en retard",
        Shape::Waived => "Dispensé",
        Shape::Cancelled => "Sans objet",
    }
}

/// Where a mail to one recipient stands.
#[must_use]
pub fn mail_state(state: MailState) -> &'static str {
    match state {
        MailState::Queued => "En attente",
        MailState::Sent => "Envoyé",
        MailState::Refused => "Refusé",
        MailState::Failed => "Abandonné",
        MailState::Acknowledged => "Réception confirmée",
    }
}

/// What a letter is about.
#[must_use]
pub fn letter(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::IncidentReported => "Signalement d’un incident",
        LetterKind::HeadOfSchoolAlert => "Alerte au chef d’établissement",
        LetterKind::DepartementInformed => "Information du département",
        LetterKind::HandlerTold => "Attribution d’un incident",
        LetterKind::DeliveryFailed => "Courriel non remis",
        LetterKind::PersonalDataQuestion => "Question\u{a0}: données personnelles touchées",
        LetterKind::BreachOpened => "Violation suspectée\u{a0}: délais en cours",
        LetterKind::BreachNotification => "Notification de violation",
        LetterKind::DeadlineReminder => "Rappel d’échéance",
        LetterKind::DeadlineOverdue => "Échéance dépassée",
        LetterKind::ExportReported => "Export signalé",
        LetterKind::Mentioned => "Mention dans un dossier",
        LetterKind::ActionDue => "Rappel d’une action",
        LetterKind::ReviewDue => "Dossier à revoir",
        LetterKind::Assigned => "Dossier confié",
        LetterKind::DossierNews => "Nouvelles d’un dossier suivi",
        LetterKind::IncidentQualified => "Incident qualifié",
        LetterKind::IncidentRejected => "Signalement écarté",
        LetterKind::HandoverProposed => "Proposition de reprise",
        LetterKind::HandoverAnswered => "Réponse à une proposition de reprise",
        LetterKind::AssociateAdded => "Association à un dossier",
        LetterKind::FollowUp => "Suites données",
        LetterKind::SetPassword => "Choix d’un mot de passe",
    }
}

/// What a file is, by its content.
#[must_use]
pub fn file_kind(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Png => "Image PNG",
        FileKind::Jpeg => "Image JPEG",
        FileKind::Gif => "Image GIF",
        FileKind::Webp => "Image WebP",
        FileKind::Pdf => "Document PDF",
        FileKind::Office => "Document bureautique",
        FileKind::Zip => "Archive ZIP",
        FileKind::Text => "Texte",
        FileKind::Unknown => "Type non reconnu",
    }
}

/// Who acted, when it is not a person with an account.
#[must_use]
pub fn actor(actor: &str) -> Option<&'static str> {
    match actor {
        "recipient" => Some("Le destinataire"),
        "tocsin" | "worker" => Some("Tocsin"),
        "command line" => Some("L’administrateur, au terminal"),
        _ => None,
    }
}

/// How grave an incident is, from 1 to 4; empty for any other figure.
#[must_use]
pub fn severity(level: u8) -> &'static str {
    match level {
        1 => "Gravité faible",
        2 => "Gravité modérée",
        3 => "Gravité élevée",
        4 => "Gravité critique",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_values_of_a_set_share_their_words() {
        fn all_differ(words: &[&str]) {
            let different: std::collections::BTreeSet<_> = words.iter().collect();
            assert_eq!(different.len(), words.len(), "{words:?}");
        }
        all_differ(&Party::ALL.iter().map(|v| party(*v)).collect::<Vec<_>>());
        all_differ(&Role::ALL.iter().map(|v| role(*v)).collect::<Vec<_>>());
        all_differ(&Status::ALL.iter().map(|v| status(*v)).collect::<Vec<_>>());
        all_differ(&Certainty::ALL.iter().map(|v| certainty(*v)).collect::<Vec<_>>());
        all_differ(&Kind::ALL.iter().map(|v| obligation(*v)).collect::<Vec<_>>());
        all_differ(
            &State::ALL
                .iter()
                .map(|v| obligation_state(*v))
                .collect::<Vec<_>>(),
        );
        all_differ(&Shape::ALL.iter().map(|v| deadline(*v)).collect::<Vec<_>>());
        all_differ(&LetterKind::ALL.iter().map(|v| letter(*v)).collect::<Vec<_>>());
        all_differ(&FileKind::ALL.iter().map(|v| file_kind(*v)).collect::<Vec<_>>());
        all_differ(&MailState::ALL.iter().map(|v| mail_state(*v)).collect::<Vec<_>>());
    }
}
