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
}

impl Flash {
    const ALL: &[Self] = &[Self::SignedOut, Self::PasswordChosen, Self::SecondFactorConfirmed];

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
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::SignedOut => "deconnexion",
            Self::PasswordChosen => "mot-de-passe",
            Self::SecondFactorConfirmed => "double-authentification",
        }
    }
}
