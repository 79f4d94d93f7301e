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
        }
    }
}
