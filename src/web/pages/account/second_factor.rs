//! The second factor of the person signed in: asks for a key, confirms it by a first code.
//!
//! Deliberately absent: taking it away, which would let whoever finds a session open undo it. An administrator does.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::show;
use crate::actions::accounts::AccountRefused;
use crate::actions::second_factor;
use crate::store::second_factors::SecondFactor;
use crate::web::allowed::{Allowed, UseService};
use crate::web::answer::{page_with, see_other};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::Posted;
use crate::web::problems::Problems;
use crate::web::view::Moment;

/// Where the section stands in the page.
pub const SECTION: &str = "double-authentification";

/// What the page tells about the second factor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SecondFactorState {
    /// There is none.
    #[default]
    Absent,
    /// A key waits for its first code.
    Proposed {
        /// The key in base32, in groups of four.
        key: String,
        /// The same for an application of this device.
        link: String,
    },
    /// A code is asked for at every sign-in.
    Active {
        /// When it was confirmed.
        since: Moment,
    },
}

impl SecondFactorState {
    /// How the second factor of the account with this address stands. A confirmed key is never shown again.
    #[must_use]
    pub fn of(factor: Option<SecondFactor>, email: &str) -> Self {
        let Some(factor) = factor else {
            return Self::Absent;
        };
        match factor.confirmed_at {
            Some(at) => Self::Active {
                since: Moment::of(at),
            },
            None => Self::Proposed {
                key: in_groups(&factor.secret),
                link: link(&factor.secret, email),
            },
        }
    }
}

fn in_groups(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// The address that authenticators understand; what it leaves out is what they take for granted (SHA-1, six digits,
/// thirty seconds).
fn link(secret: &str, email: &str) -> String {
    let email = utf8_percent_encode(email, NON_ALPHANUMERIC);
    format!("otpauth://totp/Tocsin:{email}?secret={secret}&issuer=Tocsin")
}

/// `POST /compte/double-authentification`: gives a key.
///
/// # Errors
/// Those of a form, and the machine's failures.
pub async fn propose(
    app: Data<App>,
    who: Allowed<UseService>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    posted.form(&app, &who).await?;
    let account = who.account();
    app.write(move |db| second_factor::propose(db, &account)).await?;
    Ok(see_other(&format!("{}#{SECTION}", paths::ACCOUNT)))
}

/// `POST /compte/double-authentification/code`: confirms the key, or shows the page again with what is wrong.
///
/// # Errors
/// Those of a form, and the machine's failures.
pub async fn confirm(
    app: Data<App>,
    who: Allowed<UseService>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let (code, account, now) = (value(&mut fields, "code"), who.account(), app.now());
    let confirmed = app
        .write(move |db| second_factor::confirm(db, &account, &code, now))
        .await;
    match confirmed {
        Ok(()) => Ok(see_other(&Flash::SecondFactorConfirmed.after(paths::ACCOUNT))),
        Err(AccountRefused::Problems(problems)) => {
            let page = show::of(&app, &who, None, Problems::from(problems)).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposed_key_is_easy_to_type_and_to_open() {
        let proposed = SecondFactor {
            secret: "GEZDGNBVGY3TQOJQ".to_owned(),
            confirmed_at: None,
            last_step: 0,
        };
        let link = "otpauth://totp/Tocsin:a%40b%2Efr?secret=GEZDGNBVGY3TQOJQ&issuer=Tocsin";
        let expected = SecondFactorState::Proposed {
            key: "GEZD GNBV GY3T QOJQ".to_owned(),
            link: link.to_owned(),
        };
        assert_eq!(SecondFactorState::of(Some(proposed), "a@b.fr"), expected);
    }
}
