//! Signed texts for one purpose each: access tokens of the API, acknowledgement links of letters,
//! addresses of calendars.
//!
//! Deliberately absent: reading the clock. Whether a token has expired is judged against a given instant.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// What a signed text may be used for; a text signed for one purpose is refused for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Calling the API as an account.
    Access,
    /// Acknowledging one letter.
    Acknowledgement,
    /// Reading the calendar of an account.
    Calendar,
}

impl Purpose {
    fn audience(self) -> &'static str {
        match self {
            Self::Access => "tocsin:access",
            Self::Acknowledgement => "tocsin:acknowledgement",
            Self::Calendar => "tocsin:calendar",
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Claims {
    aud: String,
    sub: String,
    iat: i64,
    exp: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    epoch: Option<String>,
}

/// What a valid text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Account or letter.
    pub subject: String,
    /// Fingerprint of the account's password when the token was given: a new password voids older tokens.
    pub epoch: Option<String>,
}

/// The text is not ours, was signed for another purpose, or has expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("signature refused")]
pub struct SignatureRefused;

/// Signs and checks with the installation's secret.
#[derive(Clone)]
pub struct Signer {
    encoding: EncodingKey,
    decoding: DecodingKey,
    secret: Vec<u8>,
}

impl Signer {
    /// A signer with this secret, at least 32 bytes.
    #[must_use]
    pub fn new(secret: &[u8]) -> Self {
        Self {
            encoding: EncodingKey::from_secret(secret),
            decoding: DecodingKey::from_secret(secret),
            secret: secret.to_vec(),
        }
    }

    /// Signs `subject` for one purpose until `expires_at` (UTC).
    ///
    /// # Errors
    /// [`SignatureRefused`] when the signature cannot be made, which a well-formed secret never causes.
    pub fn sign(
        &self,
        purpose: Purpose,
        subject: &str,
        epoch: Option<&str>,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<String, SignatureRefused> {
        let claims = Claims {
            aud: purpose.audience().to_owned(),
            sub: subject.to_owned(),
            iat: now.timestamp(),
            exp: expires_at.timestamp(),
            epoch: epoch.map(ToOwned::to_owned),
        };
        encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).map_err(|_| SignatureRefused)
    }

    /// Reads a text signed for `purpose` that is still valid at `now`.
    ///
    /// # Errors
    /// [`SignatureRefused`] for anything else; it does not say why.
    pub fn check(
        &self,
        purpose: Purpose,
        text: &str,
        now: DateTime<Utc>,
    ) -> Result<Signed, SignatureRefused> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[purpose.audience()]);
        validation.validate_exp = false;
        validation.required_spec_claims =
            HashSet::from(["aud".to_owned(), "sub".to_owned(), "exp".to_owned()]);
        let claims = decode::<Claims>(text, &self.decoding, &validation)
            .map_err(|_| SignatureRefused)?
            .claims;
        if now.timestamp() >= claims.exp {
            return Err(SignatureRefused);
        }
        Ok(Signed {
            subject: claims.sub,
            epoch: claims.epoch,
        })
    }

    /// A token that belongs to one session and cannot be guessed without the secret, for forms (CSRF).
    #[must_use]
    pub fn form_token(&self, session: &str) -> String {
        let mut digest = Sha256::new_with_prefix(b"tocsin:form:");
        digest.update(Sha256::digest(&self.secret));
        digest.update(session.as_bytes());
        hex(&digest.finalize())
    }
}

/// How a secret of a subscriber begins.
const WEBHOOK_BEGINS: &str = "tocsin_hook_";

impl Signer {
    /// The secret that a subscriber to events checks our calls with, derived from the installation's: it is kept nowhere,
    /// so no copy of the database holds it.
    #[must_use]
    pub fn webhook_secret(&self, webhook: &str) -> String {
        let derived = hmac(&self.secret, &[b"tocsin:webhook:", webhook.as_bytes()]);
        format!("{WEBHOOK_BEGINS}{}", hex(&derived))
    }

    /// The signature of a call: HMAC-SHA-256, under the subscriber's secret, of the instant of sending in seconds, a dot,
    /// and the body. Whoever checks it refuses an instant that is long past.
    #[must_use]
    pub fn webhook_signature(&self, webhook: &str, sent_at: DateTime<Utc>, body: &str) -> String {
        let seconds = sent_at.timestamp().to_string();
        let secret = self.webhook_secret(webhook);
        let parts = [seconds.as_bytes(), b".", body.as_bytes()];
        format!("t={seconds},v1={}", hex(&hmac(secret.as_bytes(), &parts)))
    }
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    // A key of any length is taken: the error is that of other constructions.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Vec::new();
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            #[allow(clippy::let_underscore_must_use, reason = "writing to a String cannot fail")]
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// SHA-256 as 64 hexadecimal digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn noon() -> DateTime<Utc> {
        "2026-03-02T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_text_is_good_for_its_purpose_until_it_expires() {
        let signer = Signer::new(&[7; 32]);
        let end = noon() + TimeDelta::hours(1);
        let text = signer
            .sign(Purpose::Access, "anne", Some("e1"), noon(), end)
            .unwrap();
        let read = signer
            .check(Purpose::Access, &text, end - TimeDelta::seconds(1))
            .unwrap();
        assert_eq!(
            read,
            Signed {
                subject: "anne".into(),
                epoch: Some("e1".into())
            }
        );
        assert!(signer.check(Purpose::Access, &text, end).is_err(), "expired");
        assert!(
            signer.check(Purpose::Acknowledgement, &text, noon()).is_err(),
            "another purpose"
        );
        assert!(
            Signer::new(&[8; 32])
                .check(Purpose::Access, &text, noon())
                .is_err(),
            "another secret"
        );
    }

    /// The figures of the guide of exploitation: whoever follows its example finds the same signature.
    #[test]
    fn a_call_is_signed_under_the_secret_of_its_subscriber() {
        assert_eq!(
            hex(&hmac(b"Jefe", &[b"what do ya want ", b"for nothing?"])),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "RFC 4231, test case 2"
        );
        let signer = Signer::new(&[7; 32]);
        let made = signer.webhook_signature("w", noon(), "{}");
        assert!(made.starts_with("t=1772452800,v1="));
        for other in [
            signer.webhook_signature("x", noon(), "{}"),
            signer.webhook_signature("w", noon(), "{ }"),
            signer.webhook_signature("w", noon() + TimeDelta::seconds(1), "{}"),
            Signer::new(&[8; 32]).webhook_signature("w", noon(), "{}"),
        ] {
            assert_ne!(other, made);
        }
    }

    #[test]
    fn a_text_without_signature_is_refused() {
        let none =
            "eyJhbGciOiJub25lIn0.eyJhdWQiOiJ0b2NzaW46YWNjZXNzIiwic3ViIjoiYW5uZSIsImV4cCI6OTk5OTk5OTk5OX0.";
        assert!(
            Signer::new(&[7; 32])
                .check(Purpose::Access, none, noon())
                .is_err()
        );
    }
}
