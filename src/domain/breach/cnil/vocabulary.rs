//! The lists of the CNIL form, and the value nearest to each answer of the record.
//!
//! Values are those of the form of July 2023 as public copies show them; which is nearest is our reading. « Autre »
//! takes a free text in the form: the sheet puts our own label there.

use super::super::record::lists::{
    AvailabilityConsequence, Cause, Communication, ConfidentialityConsequence, DataCategory, Impact,
    IncidentKind, IntegrityConsequence, Nature, PersonsCategory, Severity,
};

/// The value that takes a free text.
pub(super) const OTHER: &str = "Autre";
/// The same, in the list of data.
pub(super) const OTHER_DATA: &str = "La violation concerne d’autres données";
/// The same, in the list of persons.
pub(super) const OTHER_PERSONS: &str = "Autres";

pub(super) fn nature(nature: Nature) -> &'static str {
    match nature {
        Nature::Confidentiality => "Perte de la confidentialité",
        Nature::Integrity => "Perte de l’intégrité",
        Nature::Availability => "Perte de la disponibilité",
    }
}

/// `None` while it is to be determined.
pub(super) fn origin(kind: IncidentKind) -> Option<&'static str> {
    use IncidentKind as K;
    Some(match kind {
        K::DeviceLostOrStolen => "Équipement perdu ou volé",
        K::PaperLostOrStolen => "Papier perdu, volé ou laissé accessible dans un endroit non sécurisé",
        K::MailLostOrOpened => "Courrier perdu ou ouvert avant d’être retourné à l’envoyeur",
        K::Ransomware
        | K::Malware
        | K::Phishing
        | K::VulnerabilityExploited
        | K::UnauthorisedAccess
        | K::Exfiltration
        | K::UnauthorisedModification => {
            "Piratage, logiciel malveillant (par exemple rançongiciel) et/ou hameçonnage"
        }
        K::PaperDisposal => {
            "Mise au rebut de documents papier contenant des données personnelles sans destruction physique"
        }
        K::DeviceDisposal => {
            "Mise au rebut d’appareils numériques contenant des données personnelles sans effacement sécurisé"
        }
        K::UnintendedPublication | K::WrongPermissions | K::Misconfiguration => {
            "Publication non volontaire d’informations"
        }
        K::WrongPersonShown | K::WrongRecipientShown => {
            "Données de la mauvaise personne affichées sur le portail du client"
        }
        K::SentByMistake | K::OpenMailingList => "Données personnelles envoyées à un mauvais destinataire",
        K::VerbalDisclosure => "Informations personnelles divulguées de façon verbale",
        K::PrivilegeAbuse | K::DataDestroyed | K::TechnicalMalfunction | K::Other => OTHER,
        K::ToBeDetermined => return None,
    })
}

pub(super) fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::InternalAccidental => "Acte interne accidentel",
        Cause::InternalMalicious => "Acte interne malveillant",
        Cause::ExternalAccidental => "Acte externe accidentel",
        Cause::ExternalMalicious => "Acte externe malveillant",
        Cause::ToBeDetermined | Cause::Unknown => "Inconnu",
    }
}

/// A value of the list of data, or of the list of sensitive data.
pub(super) enum Data {
    Ordinary(&'static str),
    Sensitive(&'static str),
}

pub(super) fn data(category: DataCategory) -> Data {
    use Data::{Ordinary, Sensitive};
    use DataCategory as C;
    match category {
        C::Basic => Ordinary("État civil (nom, sexe, date de naissance, âge…)"),
        C::Identification => Ordinary("NIR (numéro de sécurité sociale), si c’est lui qui est concerné"),
        C::Contact => {
            Ordinary("Coordonnées (adresse postale ou électronique, numéros de téléphone fixe ou portable…)")
        }
        C::Credentials => {
            Ordinary("Données d’identification ou d’accès (identifiant, mot de passe, numéro client…)")
        }
        C::Financial | C::Payment => Ordinary(
            "Données relatives à des informations financières (revenus, numéro de carte de crédit, coordonnées \
             bancaires), économiques",
        ),
        C::OfficialDocuments => Ordinary("Documents officiels (passeports, pièces d’identité, etc.)"),
        C::Location => Ordinary("Données de localisation"),
        C::Criminal => Ordinary("Données relatives à des infractions, condamnations, mesures de sûreté"),
        C::NotYetKnown => Ordinary("Les données concernées ne sont pas connues pour le moment"),
        C::Profile | C::Other => Ordinary(OTHER_DATA),
        C::RacialOrEthnic => Sensitive("Origine raciale ou ethnique"),
        C::Political => Sensitive("Opinions politiques"),
        C::Religious => Sensitive("Opinions philosophiques ou religieuses"),
        C::TradeUnion => Sensitive("Appartenance syndicale"),
        C::Sexual => Sensitive("Orientation sexuelle"),
        C::Health | C::EmploymentHealth => Sensitive("Données de santé"),
        C::Biometric => Sensitive("Données biométriques"),
        C::Genetic => Sensitive("Données génétiques"),
    }
}

pub(super) fn persons(category: PersonsCategory) -> &'static str {
    use PersonsCategory as C;
    match category {
        C::Employees => "Employés",
        C::Users => "Utilisateurs",
        C::Subscribers => "Adhérents",
        C::Students => "Étudiants / élèves",
        C::MilitaryOrPolice => "Personnel militaire",
        C::Customers => "Clients (actuels ou potentiels)",
        C::Patients => "Patients",
        C::Minors => "Mineurs",
        C::Vulnerable => "Personnes vulnérables",
        C::NotYetKnown => "Pas déterminé pour le moment",
        C::Other => OTHER_PERSONS,
    }
}

/// `None` while it is under assessment, here and in the two lists that follow.
pub(super) fn confidentiality(consequence: ConfidentialityConsequence) -> Option<&'static str> {
    use ConfidentialityConsequence as C;
    Some(match consequence {
        C::WiderDisclosure => {
            "Les données ont été diffusées plus que nécessaire et ont échappé à la maîtrise des personnes concernées"
        }
        C::Linkable => {
            "Les données peuvent être corrélées avec d’autres informations relatives aux personnes"
        }
        C::Misuse => {
            "Les données peuvent être exploitées à d’autres fins que celles prévues et/ou de manière non loyale"
        }
        C::Other => OTHER,
        C::UnderAssessment => return None,
    })
}

pub(super) fn integrity(consequence: IntegrityConsequence) -> Option<&'static str> {
    use IntegrityConsequence as C;
    Some(match consequence {
        C::NoLongerValid => "Les données ont été modifiées et utilisées alors qu’elles ne sont plus valides",
        C::OtherwiseValid => {
            "Les données ont été modifiées en d’autres données valides, de telle sorte que leur traitement ultérieur \
             a été détourné"
        }
        C::Other => OTHER,
        C::UnderAssessment => return None,
    })
}

pub(super) fn availability(consequence: AvailabilityConsequence) -> Option<&'static str> {
    use AvailabilityConsequence as C;
    Some(match consequence {
        C::NoService => "Perte de la capacité à fournir un service critique",
        C::Disruption => "Dysfonctionnement et difficultés à fournir un service critique",
        C::Other => OTHER,
        C::UnderAssessment => return None,
    })
}

/// `None` while it is to be determined.
pub(super) fn harm(impact: Impact) -> Option<&'static str> {
    Some(match impact {
        Impact::LossOfControl => "Perte de contrôle sur leurs données personnelles",
        Impact::LimitationOfRights => "Limitation de leurs droits",
        Impact::Discrimination => "Discrimination",
        Impact::IdentityTheft => "Vol d’identité",
        Impact::Fraud => "Fraude",
        Impact::PseudonymisationReversal => "Levée non autorisée de pseudonymisation",
        Impact::FinancialLoss => "Pertes financières",
        Impact::Reputation => "Atteinte à la réputation",
        Impact::ProfessionalSecrecy => {
            "Perte de la confidentialité de données protégées par un secret professionnel"
        }
        Impact::ThirdPartyDisclosure
        | Impact::SocialDisadvantage
        | Impact::Harm
        | Impact::PropertyDamage
        | Impact::Other => OTHER,
        Impact::ToBeDetermined => return None,
    })
}

/// The form has four degrees and the record three: the person who copies chooses.
pub(super) fn severity(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Minor => Some("Négligeable ou Limité, à choisir"),
        Severity::Moderate => Some("Limité ou Important, à choisir"),
        Severity::Severe => Some("Important ou Maximal, à choisir"),
        Severity::ToBeDetermined => None,
    }
}

pub(super) fn informed(communication: Communication) -> &'static str {
    match communication {
        Communication::Yes => "Oui, les personnes ont été informées",
        Communication::OnDate | Communication::DateToBeSet => "Non, mais elles le seront",
        Communication::Investigating => "Non déterminé pour le moment",
        Communication::NoHighRisk | Communication::Exempted => "Non ils ne le seront pas",
    }
}
