//! What an SMTP exchange that went wrong means for the message.
//!
//! The same error means different things at different moments: a refusal before the recipient was named speaks
//! of our settings, after it of the recipient; a lost connection loses nothing until the final dot has been
//! sent, and leaves a doubt from then on (RFC 5321 §4.2.5 and §6.1).

use std::error::Error;
use std::io;
use std::iter::successors;

use lettre::transport::smtp::Error as SmtpError;

use super::Outcome;

/// Longest answer kept, in characters: servers may answer with a page of advice.
const ANSWER_MAX: usize = 1_000;

/// How far the exchange had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Connection, greeting, encryption, login, sender: nothing yet that concerns this message's recipient.
    Opening,
    /// The recipient is being named, or the content announced.
    Recipient,
    /// The content is on its way.
    Content {
        /// Whether the final dot has been handed to the network.
        dot_sent: bool,
    },
}

/// Why a step did not succeed.
#[derive(Debug)]
pub(super) enum Failure {
    /// The library or the server says so.
    Smtp(SmtpError),
    /// Nothing came within the time allowed.
    Silence,
    /// The server answered positively, but not with what this step calls for.
    OutOfStep(String),
    /// Our settings forbid to go on.
    Settings(&'static str),
}

impl From<SmtpError> for Failure {
    fn from(error: SmtpError) -> Self {
        Self::Smtp(error)
    }
}

impl Failure {
    /// What becomes of the message.
    pub(super) fn outcome(&self, stage: Stage) -> Outcome {
        let answer = self.answer();
        match self.code() {
            Some(400..=499) => Outcome::Transient { answer },
            Some(530) => Outcome::Misconfigured { answer },
            Some(_) if stage == Stage::Opening => Outcome::Misconfigured { answer },
            Some(_) => Outcome::Permanent { answer },
            None => self.without_code(stage, answer),
        }
    }

    fn without_code(&self, stage: Stage, answer: String) -> Outcome {
        if stage == (Stage::Content { dot_sent: true }) {
            return Outcome::AnswerLost { answer };
        }
        match self {
            Self::Settings(_) => Outcome::Misconfigured { answer },
            Self::Silence | Self::OutOfStep(_) => Outcome::Transient { answer },
            Self::Smtp(error) => match tls_fault(error) {
                Some(rustls::Error::InvalidCertificate(_)) => Outcome::Untrusted { answer },
                Some(_) => Outcome::Misconfigured { answer },
                None if error.is_client() => Outcome::Misconfigured { answer },
                None => Outcome::Transient { answer },
            },
        }
    }

    /// Whether the connection can still be used: the server said no and goes on listening.
    pub(super) fn leaves_connection_usable(&self) -> bool {
        self.code().is_some_and(|code| code != 421)
    }

    fn code(&self) -> Option<u16> {
        match self {
            Self::Smtp(error) => error.status().map(u16::from),
            Self::Silence | Self::OutOfStep(_) | Self::Settings(_) => None,
        }
    }

    /// The server's words after its code, or one French sentence.
    pub(super) fn answer(&self) -> String {
        match self {
            Self::Smtp(error) => match (error.status(), error.source()) {
                (Some(code), Some(words)) => one_line(&format!("{code} {words}")),
                (Some(code), None) => code.to_string(),
                (None, _) => one_line(&in_french(error)),
            },
            Self::Silence => "le serveur n’a pas répondu dans le temps imparti".to_owned(),
            Self::OutOfStep(said) => one_line(&format!("réponse inattendue du serveur : {said}")),
            Self::Settings(why) => (*why).to_owned(),
        }
    }
}

fn in_french(error: &SmtpError) -> String {
    let detail = root_words(error);
    match tls_fault(error) {
        Some(rustls::Error::InvalidCertificate(_)) => {
            format!("le certificat du serveur n’est pas reconnu : {detail}")
        }
        Some(_) => format!("le chiffrement n’a pas pu s’établir : {detail}"),
        None if error.is_client() => format!("le serveur ne convient pas aux réglages : {detail}"),
        None if error.is_response() => format!("connexion coupée ou réponse illisible : {detail}"),
        None => format!("connexion impossible ou interrompue : {detail}"),
    }
}

/// The TLS library's own error, when it lies somewhere under this one.
fn tls_fault(error: &SmtpError) -> Option<&rustls::Error> {
    causes(error)
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .find_map(|cause| cause.get_ref()?.downcast_ref())
}

/// The words of the deepest cause: those around it only name layers.
fn root_words(error: &SmtpError) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}

fn causes(error: &SmtpError) -> impl Iterator<Item = &(dyn Error + 'static)> {
    successors(error.source(), |&cause| cause.source())
}

/// On one line and of bounded length, fit for a record and a page.
pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(ANSWER_MAX)
        .collect()
}
