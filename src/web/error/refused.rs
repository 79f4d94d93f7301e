//! What acts refuse and what the machine fails at, as the web tells it: the one place where each becomes a status.

use super::Error;
use crate::actions::accounts::AccountRefused;
use crate::actions::acknowledge::AcknowledgeRefused;
use crate::actions::breach::BreachRefused;
use crate::actions::follow::FollowRefused;
use crate::actions::machines::TokenRefused;
use crate::actions::once::KeyRefused;
use crate::actions::password::HashingFailed;
use crate::actions::report::ReportRefused;
use crate::actions::views::ViewRefused;
use crate::actions::webhooks::WebhookRefused;
use crate::domain::incident::Problem;
use crate::store::StoreError;
use crate::vault::VaultRefused;

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

impl From<FollowRefused> for Error {
    fn from(refused: FollowRefused) -> Self {
        match refused {
            FollowRefused::Problems(problems) => Self::Problems(problems),
            FollowRefused::NotFound => Self::NotFound,
            FollowRefused::NotYours(whose) => Self::NotTheOfficer(whose),
            FollowRefused::Stands(facts) => Self::Stands(facts),
            FollowRefused::KeyReused => Self::KeyReused,
            FollowRefused::Store(error) => error.into(),
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

impl From<TokenRefused> for Error {
    fn from(refused: TokenRefused) -> Self {
        match refused {
            TokenRefused::Problems(problems) => Self::Problems(problems),
            TokenRefused::NotFound => Self::NotFound,
            TokenRefused::KeyReused => Self::KeyReused,
            TokenRefused::Store(error) => error.into(),
            TokenRefused::Hashing(error) => error.into(),
        }
    }
}

impl From<WebhookRefused> for Error {
    fn from(refused: WebhookRefused) -> Self {
        match refused {
            WebhookRefused::Problems(problems) => Self::Problems(problems),
            WebhookRefused::NotFound => Self::NotFound,
            WebhookRefused::KeyReused => Self::KeyReused,
            WebhookRefused::Store(error) => error.into(),
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
