//! What was just done, said once on the page that follows. A fixed set of words named in the address: nobody can make
//! our pages say anything else.

use super::params::Params;

/// Name of the parameter.
const NAME: &str = "fait";

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flash {
    /// The session was ended.
    SignedOut,
    /// A password was chosen.
    PasswordChosen,
    /// A second factor was confirmed.
    SecondFactorConfirmed,
    /// The 48 h notification was sent.
    BreachNotified,
    /// Answers or a verdict were recorded.
    BreachAssessed,
    /// A filing at the CNIL was recorded.
    CnilFiled,
    /// A duty was set aside with its reasons.
    DutyWaived,
    /// The communication to the persons was recorded.
    PersonsTold,
    /// The ministry is to be told.
    MinistryDecided,
    /// The ministry was told.
    MinistryTold,
    /// A breach was opened.
    BreachOpened,
    /// Personal data were said not to be touched.
    PersonalDataDenied,
    /// A part of the record was saved.
    RecordSaved,
    /// It was saved, and its answers call for more.
    QuestionsFollow,
    /// Who knew when was saved.
    AwarenessSaved,
    /// What the breach is taken to be was saved.
    StatusSaved,
    /// The automatic sending is held.
    SendingHeld,
    /// The automatic sending goes on.
    SendingReleased,
    /// What is said of a component was saved.
    AvailabilitySaved,
    /// The first action was saved.
    FirstActionSaved,
    /// An entry was written.
    EntryWritten,
    /// An action was planned.
    ActionPlanned,
    /// An action was changed.
    ActionChanged,
    /// A review day was set.
    ReviewSet,
    /// A review day was taken away.
    ReviewCleared,
    /// What an incident is was recorded.
    Qualified,
    /// What was reported was rejected.
    Rejected,
    /// A dossier moved on.
    MovedOn,
    /// Who handles, or is asked to, changed.
    Attributed,
    /// A view has another name.
    ViewRenamed,
    /// A view was dropped.
    ViewDropped,
    /// A token of a machine was taken back.
    TokenRevoked,
    /// A program is told of events no more.
    WebhookRemoved,
    /// What was given up for it is tried again.
    WebhookRetried,
    /// A dossier bears one more reference elsewhere.
    ReferenceAdded,
    /// A dossier bears one reference less.
    ReferenceRemoved,
    /// The reader holds the dossier.
    DossierTaken,
    /// Somebody else holds it.
    DossierGiven,
    /// Nobody holds it any more.
    DossierReleased,
    /// The reader follows it.
    Watched,
    /// The reader follows it no more.
    Unwatched,
    /// A team was added or changed.
    TeamSaved,
    /// A team was ended.
    TeamEnded,
    /// Which letters the reader wants was recorded.
    MailChoicesSaved,
    /// Which letters roles are given was recorded.
    MatrixSaved,
}

impl Flash {
    const ALL: &[Self] = &[
        Self::SignedOut,
        Self::PasswordChosen,
        Self::SecondFactorConfirmed,
        Self::BreachNotified,
        Self::BreachAssessed,
        Self::CnilFiled,
        Self::DutyWaived,
        Self::PersonsTold,
        Self::MinistryDecided,
        Self::MinistryTold,
        Self::BreachOpened,
        Self::PersonalDataDenied,
        Self::RecordSaved,
        Self::QuestionsFollow,
        Self::AwarenessSaved,
        Self::StatusSaved,
        Self::SendingHeld,
        Self::SendingReleased,
        Self::AvailabilitySaved,
        Self::FirstActionSaved,
        Self::EntryWritten,
        Self::ActionPlanned,
        Self::ActionChanged,
        Self::ReviewSet,
        Self::ReviewCleared,
        Self::Qualified,
        Self::Rejected,
        Self::MovedOn,
        Self::Attributed,
        Self::ViewRenamed,
        Self::ViewDropped,
        Self::TokenRevoked,
        Self::WebhookRemoved,
        Self::WebhookRetried,
        Self::ReferenceAdded,
        Self::ReferenceRemoved,
        Self::DossierTaken,
        Self::DossierGiven,
        Self::DossierReleased,
        Self::Watched,
        Self::Unwatched,
        Self::TeamSaved,
        Self::TeamEnded,
        Self::MailChoicesSaved,
        Self::MatrixSaved,
    ];

    /// What the parameters of a request say was done.
    pub fn of(params: &mut Params) -> Option<Self> {
        let name = params.text(NAME)?;
        Self::ALL.iter().copied().find(|flash| flash.name() == name)
    }

    /// The address of the page that says it.
    #[must_use]
    pub fn after(self, path: &str) -> String {
        format!("{path}?{NAME}={}", self.name())
    }

    /// What people read.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::SignedOut => "Vous êtes déconnecté. À bientôt.",
            Self::PasswordChosen => "Votre mot de passe est enregistré. Vous pouvez vous connecter.",
            Self::SecondFactorConfirmed => {
                "La double authentification est active\u{a0}: un code vous sera demandé à chaque connexion."
            }
            Self::BreachNotified => {
                "La notification est enregistrée et part au délégué à la protection des données de l’académie."
            }
            Self::BreachAssessed => "Votre appréciation est enregistrée.",
            Self::CnilFiled => "Le dépôt auprès de la CNIL est enregistré.",
            Self::DutyWaived => "Votre décision et ses motifs sont enregistrés.",
            Self::PersonsTold => "L’information des personnes concernées est enregistrée.",
            Self::MinistryDecided => "La remontée au ministère est décidée\u{a0}: son échéance court.",
            Self::MinistryTold => "La remontée au ministère est enregistrée.",
            Self::BreachOpened => {
                "La violation de données est ouverte. Ses délais courent, à titre de précaution."
            }
            Self::PersonalDataDenied => {
                "Votre réponse est enregistrée\u{a0}: aucune donnée personnelle n’est touchée."
            }
            Self::RecordSaved => "Vos réponses sont enregistrées.",
            Self::QuestionsFollow => {
                "Vos réponses sont enregistrées. Elles appellent d’autres questions, ajoutées à cette page."
            }
            Self::AwarenessSaved => "La prise de connaissance est enregistrée\u{a0}; les délais la suivent.",
            Self::StatusSaved => "Votre conclusion est enregistrée\u{a0}; les échéances la suivent.",
            Self::SendingHeld => "L’envoi automatique est retenu. Le délai, lui, court toujours.",
            Self::SendingReleased => "L’envoi automatique est rétabli.",
            Self::AvailabilitySaved => "La disponibilité est notée\u{a0}; les niveaux de service la suivent.",
            Self::FirstActionSaved => "La première action est notée\u{a0}: la prise en charge est tenue.",
            Self::EntryWritten => "C’est écrit au dossier.",
            Self::ActionPlanned => "L’action est ajoutée au plan.",
            Self::ActionChanged => "L’action est à jour.",
            Self::ReviewSet => "La date de revue est fixée.",
            Self::ReviewCleared => "La date de revue est effacée.",
            Self::Qualified => {
                "La qualification est enregistrée\u{a0}; les personnes concernées sont prévenues."
            }
            Self::Rejected => "Le signalement est écarté\u{a0}: plus rien n’est demandé à personne.",
            Self::MovedOn => "Le dossier a avancé.",
            Self::Attributed => "C’est enregistré\u{a0}; l’autorité concernée est prévenue.",
            Self::ViewRenamed => "Le nouveau nom est enregistré.",
            Self::ViewDropped => "La vue est supprimée. Les dossiers, eux, n’ont pas changé.",
            Self::TokenRevoked => "Le jeton est révoqué\u{a0}: son prochain appel sera refusé.",
            Self::WebhookRemoved => "L’abonné est retiré\u{a0}: il ne sera plus prévenu de rien.",
            Self::WebhookRetried => "Les envois abandonnés sont repris.",
            Self::ReferenceAdded => "La référence est ajoutée au dossier.",
            Self::ReferenceRemoved => "La référence est retirée du dossier.",
            Self::DossierTaken => "Vous tenez ce dossier.",
            Self::DossierGiven => "Le dossier est confié.",
            Self::DossierReleased => "Le dossier est rendu\u{a0}: personne ne le tient pour l’instant.",
            Self::Watched => "Vous suivez ce dossier.",
            Self::Unwatched => "Vous ne suivez plus ce dossier.",
            Self::TeamSaved => "L’équipe est enregistrée.",
            Self::TeamEnded => "L’équipe est dissoute.",
            Self::MailChoicesSaved => "Vos choix de courriels sont enregistrés.",
            Self::MatrixSaved => "Les réglages des courriels sont enregistrés.",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::SignedOut => "deconnexion",
            Self::PasswordChosen => "mot-de-passe",
            Self::SecondFactorConfirmed => "double-authentification",
            Self::BreachNotified => "notification",
            Self::BreachAssessed => "appreciation",
            Self::CnilFiled => "cnil",
            Self::DutyWaived => "dispense",
            Self::PersonsTold => "personnes",
            Self::MinistryDecided => "ministere-decide",
            Self::MinistryTold => "ministere",
            Self::BreachOpened => "violation",
            Self::PersonalDataDenied => "aucune-donnee",
            Self::RecordSaved => "enregistre",
            Self::QuestionsFollow => "suite",
            Self::AwarenessSaved => "connaissance",
            Self::StatusSaved => "statut",
            Self::SendingHeld => "retenu",
            Self::SendingReleased => "retabli",
            Self::AvailabilitySaved => "disponibilite",
            Self::FirstActionSaved => "premiere-action",
            Self::EntryWritten => "ecriture",
            Self::ActionPlanned => "action",
            Self::ActionChanged => "action-a-jour",
            Self::ReviewSet => "revoir",
            Self::ReviewCleared => "revoir-efface",
            Self::Qualified => "qualifie",
            Self::Rejected => "ecarte",
            Self::MovedOn => "avance",
            Self::Attributed => "attribue",
            Self::ViewRenamed => "vue-renommee",
            Self::ViewDropped => "vue-supprimee",
            Self::TokenRevoked => "jeton-revoque",
            Self::WebhookRemoved => "abonne-retire",
            Self::WebhookRetried => "envois-repris",
            Self::ReferenceAdded => "reference-ajoutee",
            Self::ReferenceRemoved => "reference-retiree",
            Self::DossierTaken => "pris",
            Self::DossierGiven => "confie",
            Self::DossierReleased => "rendu",
            Self::Watched => "suivi",
            Self::Unwatched => "non-suivi",
            Self::TeamSaved => "equipe",
            Self::TeamEnded => "equipe-dissoute",
            Self::MailChoicesSaved => "courriels",
            Self::MatrixSaved => "qui-recoit-quoi",
        }
    }
}
