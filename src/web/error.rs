//! Everything that may stop a request, with its status and the French words that tell it.
//!
//! Deliberately absent: how it looks. [`fault`](super::fault) shows it as a problem document or as a page,
//! according to who asked.

use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use thiserror::Error;

use crate::actions::accounts::AccountRefused;
use crate::actions::acknowledge::AcknowledgeRefused;
use crate::actions::breach::BreachRefused;
use crate::actions::once::KeyRefused;
use crate::actions::password::HashingFailed;
use crate::actions::report::ReportRefused;
use crate::actions::views::ViewRefused;
use crate::domain::incident::Problem;
use crate::store::StoreError;
use crate::vault::VaultRefused;

/// Largest body taken, in bytes.
pub const BODY_MAX: usize = 256 * 1024;

/// Why a request is not answered as asked.
#[derive(Debug, Error)]
pub enum Error {
    /// The request cannot be read; the text says what is wrong and how to put it right.
    #[error("malformed request: {0}")]
    Malformed(String),
    /// Fields are wrong: every problem at once.
    #[error("{} field problem(s)", .0.len())]
    Problems(Vec<Problem>),
    /// The idempotency key was used before for another request.
    #[error("idempotency key reused")]
    KeyReused,
    /// No valid access token came with a call of the API.
    #[error("no valid access token")]
    Unauthenticated,
    /// The page is for people who signed in; `back` is where they wanted to go.
    #[error("not signed in")]
    SignInFirst {
        /// Path and query to come back to, when coming back makes sense.
        back: Option<String>,
    },
    /// Wrong address, password or one-time code, or a disabled account: never says which.
    #[error("not recognised")]
    NotRecognised,
    /// The account's roles do not give this right.
    #[error("right missing")]
    Forbidden,
    /// The act belongs to the officer of another party; the sentence says to whom.
    #[error("another officer's act")]
    NotTheOfficer(String),
    /// Facts stand in the way of the act: every one at once.
    #[error("{} fact(s) in the way", .0.len())]
    Stands(Vec<Problem>),
    /// Somebody else changed it since it was read.
    #[error("changed meanwhile")]
    Changed,
    /// A link of a letter that is unknown, was used or has ended: never says which.
    #[error("link ended")]
    LinkEnded,
    /// The form was not sent from one of our pages, or its session ended meanwhile.
    #[error("form not from our pages")]
    ForeignForm,
    /// Nothing is there, or nothing that this account may see.
    #[error("not found")]
    NotFound,
    /// The address exists, not for this method; the text lists those it takes.
    #[error("method not allowed")]
    MethodNotAllowed(String),
    /// The body took too long to arrive.
    #[error("body too slow")]
    TooSlow,
    /// The body is larger than [`BODY_MAX`].
    #[error("body too large")]
    TooLarge,
    /// A file is larger than this many bytes.
    #[error("file over {0} bytes")]
    FileTooLarge(u64),
    /// The disk lacks room for a file.
    #[error("no room for a file")]
    NoRoom,
    /// The body is of another media type than the one named.
    #[error("media type other than {0}")]
    MediaType(&'static str),
    /// Too many attempts to sign in.
    #[error("too many attempts")]
    TooMany {
        /// After which one more may be made.
        retry_after: Duration,
    },
    /// More people sign in at this moment than the machine can check.
    #[error("busy")]
    Busy,
    /// The database cannot be reached at this moment.
    #[error("unavailable")]
    Unavailable(#[source] StoreError),
    /// The machine failed.
    #[error("failure")]
    Failure(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A failure of the machine, whatever its source.
    pub fn failure(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Failure(source.into())
    }

    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::Problems(_) => "invalid-fields",
            Self::KeyReused => "idempotency-key-reused",
            Self::Unauthenticated | Self::SignInFirst { .. } => "unauthenticated",
            Self::NotRecognised => "not-recognised",
            Self::Forbidden => "forbidden",
            Self::NotTheOfficer(_) => "not-the-officer",
            Self::Stands(_) => "stands-in-the-way",
            Self::Changed => "changed-meanwhile",
            Self::ForeignForm => "foreign-form",
            Self::LinkEnded => "link-ended",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed(_) => "method-not-allowed",
            Self::TooSlow => "too-slow",
            Self::TooLarge => "too-large",
            Self::FileTooLarge(_) => "file-too-large",
            Self::NoRoom => "no-room",
            Self::MediaType(_) => "media-type",
            Self::TooMany { .. } => "too-many-attempts",
            Self::Busy | Self::Unavailable(_) => "unavailable",
            Self::Failure(_) => "failure",
        }
    }

    /// A few French words, the same for every occurrence.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "Demande illisible",
            Self::Problems(_) => "Demande à corriger",
            Self::KeyReused => "Clé d’idempotence déjà utilisée",
            Self::Unauthenticated | Self::SignInFirst { .. } => "Authentification requise",
            Self::NotRecognised => "Connexion refusée",
            Self::Forbidden => "Droit insuffisant",
            Self::NotTheOfficer(_) => "Acte réservé à un autre officier",
            Self::Stands(_) => "Impossible en l’état du dossier",
            Self::Changed => "Modifié entre-temps",
            Self::ForeignForm => "Formulaire expiré",
            Self::LinkEnded => "Ce lien n’est plus valable",
            Self::NotFound => "Introuvable",
            Self::MethodNotAllowed(_) => "Méthode non admise",
            Self::TooSlow => "Envoi trop lent",
            Self::TooLarge | Self::FileTooLarge(_) => "Envoi trop volumineux",
            Self::NoRoom => "Place insuffisante",
            Self::MediaType(_) => "Format non admis",
            Self::TooMany { .. } => "Trop de tentatives",
            Self::Busy | Self::Unavailable(_) => "Service momentanément indisponible",
            Self::Failure(_) => "Erreur de notre côté",
        }
    }

    /// What happened and how to go on, in French.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::Malformed(detail) | Self::NotTheOfficer(detail) => detail.clone(),
            Self::Problems(problems) => count(problems.len()),
            Self::Stands(facts) => sentences(facts),
            Self::MethodNotAllowed(allowed) => format!("Cette adresse admet seulement\u{a0}: {allowed}."),
            Self::TooLarge => format!("La limite est de {}\u{a0}Kio.", BODY_MAX / 1024),
            Self::FileTooLarge(largest) => {
                format!("Un fichier peut peser {}\u{a0}Mo au plus.", largest / 1_000_000)
            }
            Self::MediaType(expected) => {
                format!("Envoyez le contenu au format {expected} et dites-le dans l’en-tête Content-Type.")
            }
            Self::TooMany { retry_after } => {
                format!("Réessayez dans {}\u{a0}s.", seconds(*retry_after))
            }
            other => other.fixed_detail().to_owned(),
        }
    }

    fn fixed_detail(&self) -> &'static str {
        match self {
            Self::KeyReused => {
                "Cette clé a déjà servi pour une demande différente\u{a0}: choisissez-en une nouvelle pour chaque demande."
            }
            Self::Unauthenticated => {
                "Présentez un jeton d’accès valable dans l’en-tête Authorization (Bearer). Il s’obtient par POST /api/v1/auth/token."
            }
            Self::SignInFirst { .. } => "Connectez-vous pour continuer.",
            Self::NotRecognised => "Adresse de courriel, mot de passe ou code incorrect.",
            Self::Forbidden => {
                "Votre compte n’ouvre pas ce droit. Si votre fonction l’exige, adressez-vous à l’administrateur."
            }
            Self::ForeignForm => {
                "Ce formulaire n’est plus valable. Revenez à la page précédente, rechargez-la et envoyez-la de nouveau."
            }
            Self::Changed => {
                "Quelqu’un a modifié la violation depuis que vous l’avez lue\u{a0}: relisez-la, puis recommencez."
            }
            Self::LinkEnded => "Il a déjà servi, il a expiré, ou l’adresse n’a pas été recopiée en entier.",
            Self::NotFound => "Rien ne se trouve à cette adresse, ou vous n’y avez pas accès.",
            Self::TooSlow => "Le contenu n’est pas arrivé à temps. Réessayez.",
            Self::NoRoom => {
                "Il n’y a plus assez de place pour garder ce fichier\u{a0}: rien n’a été enregistré. Prévenez l’administrateur."
            }
            Self::Busy | Self::Unavailable(_) => {
                "Réessayez dans quelques instants. Si l’incident est urgent, prévenez par téléphone."
            }
            Self::Failure(_) => {
                "Votre demande n’a pas été enregistrée. Réessayez\u{202f}; si cela se répète, donnez le numéro de la demande à l’administrateur."
            }
            Self::Malformed(_)
            | Self::NotTheOfficer(_)
            | Self::Stands(_)
            | Self::Problems(_)
            | Self::MethodNotAllowed(_)
            | Self::TooLarge
            | Self::FileTooLarge(_)
            | Self::MediaType(_)
            | Self::TooMany { .. } => "",
        }
    }

    /// The problems of fields, or the facts in the way, if that is what is wrong.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Problems(problems) | Self::Stands(problems) => problems,
            _ => &[],
        }
    }
}

fn count(problems: usize) -> String {
    match problems {
        1 => "Un champ est à corriger.".to_owned(),
        many => format!("{many} champs sont à corriger."),
    }
}

fn sentences(facts: &[Problem]) -> String {
    let sentences: Vec<&str> = facts.iter().map(|fact| fact.message.as_str()).collect();
    sentences.join(" ")
}

/// Whole seconds, rounded up, at least one.
pub(super) fn seconds(left: Duration) -> u64 {
    (left.as_secs() + u64::from(left.subsec_nanos() > 0)).max(1)
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Problems(_) | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unauthenticated | Self::NotRecognised => StatusCode::UNAUTHORIZED,
            Self::SignInFirst { .. } => StatusCode::SEE_OTHER,
            Self::Forbidden | Self::NotTheOfficer(_) | Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::Stands(_) | Self::Changed => StatusCode::CONFLICT,
            Self::NotFound | Self::LinkEnded => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge | Self::FileTooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
            Self::MediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failure(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        match self {
            Self::Unauthenticated => answer.insert_header((header::WWW_AUTHENTICATE, "Bearer")),
            Self::MethodNotAllowed(allowed) => answer.insert_header((header::ALLOW, allowed.as_str())),
            Self::TooMany { retry_after } => {
                answer.insert_header((header::RETRY_AFTER, seconds(*retry_after).to_string()))
            }
            Self::Busy | Self::Unavailable(_) => answer.insert_header((header::RETRY_AFTER, "5")),
            Self::SignInFirst { back } => {
                answer.insert_header((header::LOCATION, super::session::sign_in_path(back.as_deref())))
            }
            _ => &mut answer,
        };
        answer.finish()
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Connection(_) => Self::Unavailable(error),
            other => Self::failure(other),
        }
    }
}

impl From<HashingFailed> for Error {
    fn from(error: HashingFailed) -> Self {
        Self::failure(error)
    }
}

impl From<AccountRefused> for Error {
    fn from(refused: AccountRefused) -> Self {
        match refused {
            AccountRefused::Problems(problems) => Self::Problems(problems),
            AccountRefused::NotRecognised => Self::NotRecognised,
            AccountRefused::Store(error) => error.into(),
            AccountRefused::Hashing(_) | AccountRefused::Signature(_) => Self::failure(refused),
        }
    }
}

impl From<ReportRefused> for Error {
    fn from(refused: ReportRefused) -> Self {
        match refused {
            ReportRefused::Problems(problems) => Self::Problems(problems),
            ReportRefused::KeyReused => Self::KeyReused,
            ReportRefused::Store(error) => error.into(),
        }
    }
}

impl From<AcknowledgeRefused> for Error {
    fn from(refused: AcknowledgeRefused) -> Self {
        match refused {
            AcknowledgeRefused::Store(error) => error.into(),
            AcknowledgeRefused::Link(_) | AcknowledgeRefused::Unknown => Self::LinkEnded,
        }
    }
}

impl From<BreachRefused> for Error {
    fn from(refused: BreachRefused) -> Self {
        match refused {
            BreachRefused::Problems(problems) => Self::Problems(problems),
            BreachRefused::NotFound => Self::NotFound,
            BreachRefused::NotTheOfficer(whose) => Self::NotTheOfficer(whose),
            BreachRefused::Stands(facts) => Self::Stands(facts),
            BreachRefused::Changed => Self::Changed,
            BreachRefused::Store(error) => error.into(),
        }
    }
}

impl From<KeyRefused> for Error {
    fn from(refused: KeyRefused) -> Self {
        match refused {
            KeyRefused::Reused => Self::KeyReused,
            KeyRefused::Store(error) => error.into(),
        }
    }
}

impl From<ViewRefused> for Error {
    fn from(refused: ViewRefused) -> Self {
        match refused {
            ViewRefused::Problems(problems) => Self::Problems(problems),
            ViewRefused::NotFound => Self::NotFound,
            ViewRefused::KeyReused => Self::KeyReused,
            ViewRefused::Store(error) => error.into(),
        }
    }
}

impl From<VaultRefused> for Error {
    fn from(refused: VaultRefused) -> Self {
        match refused {
            VaultRefused::TooLarge(largest) => Self::FileTooLarge(largest),
            VaultRefused::NoRoom => Self::NoRoom,
            VaultRefused::Damaged(_) | VaultRefused::Disk(_) => Self::failure(refused),
        }
    }
}

impl From<Vec<Problem>> for Error {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Problems(problems)
    }
}
