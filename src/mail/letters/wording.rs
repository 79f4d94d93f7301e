//! French words for the values that letters show.

use crate::domain::convention::Certainty;
use crate::domain::incident::PersonalData;
use crate::domain::letter::LetterKind;

/// How sure the attribution is, said in full.
pub(super) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Explicit => "la convention le prévoit expressément",
        Certainty::Residual => "la convention ne le confie pas à une autre partie",
        Certainty::Contested => "à confirmer, car deux lectures de la convention sont possibles",
        Certainty::Undetermined => "à déterminer, car l’élément touché n’a pas pu être précisé",
        Certainty::Outside => "hors du champ de la convention",
    }
}

/// Whether personal data are touched, as far as the person who reports can tell.
pub(super) fn personal_data(answer: PersonalData) -> &'static str {
    match answer {
        PersonalData::Yes => "oui, d’après la personne qui signale",
        PersonalData::No => "non, d’après la personne qui signale",
        PersonalData::Unknown => "la personne qui signale ne sait pas",
    }
}

/// What a letter was for, to tell that it did not arrive.
pub(super) fn purpose(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::IncidentReported => "le signalement d’un incident, à qualifier sans délai",
        LetterKind::HeadOfSchoolAlert => "l’alerte au chef d’établissement",
        LetterKind::DepartementInformed => "l’information d’un incident pouvant toucher son périmètre",
        LetterKind::HandlerTold => "l’attribution d’un incident à traiter",
        LetterKind::DeliveryFailed => "une alerte de remise de courriel",
        LetterKind::PersonalDataQuestion => "la question de savoir si des données personnelles sont touchées",
        LetterKind::BreachOpened => "l’ouverture d’une violation de données suspectée",
        LetterKind::BreachNotification => "la notification d’une violation de données",
        LetterKind::DeadlineReminder => "le rappel d’une échéance",
        LetterKind::DeadlineOverdue => "l’alerte d’une échéance dépassée",
        LetterKind::ExportReported => "le signalement d’un export",
        LetterKind::Mentioned => "l’avis d’une mention dans un dossier",
        LetterKind::ActionDue => "le rappel d’une action du plan",
        LetterKind::ReviewDue => "le rappel d’un dossier à revoir",
        LetterKind::Assigned => "l’avis d’un dossier confié",
        LetterKind::DossierNews => "les nouvelles d’un dossier suivi",
        LetterKind::IncidentQualified => "la qualification de l’incident",
        LetterKind::IncidentRejected => "le rejet du signalement",
        LetterKind::HandoverProposed => "la proposition de reprise",
        LetterKind::HandoverAnswered => "la réponse à la proposition de reprise",
        LetterKind::AssociateAdded => "l’association au dossier",
        LetterKind::FollowUp => "les suites données",
        LetterKind::SetPassword => "un lien pour choisir un mot de passe",
    }
}
