//! How easily persons are identified, and what happened to the data: the answers and their points.

use super::Points;
use crate::domain::people::named;

named! {
    /// How easily somebody who holds the data recognises whom they are about (EI).
    Identification {
        /// Extremely difficult.
        Negligible = "negligible",
        /// With other data at hand.
        Limited = "limited",
        /// After some research.
        Significant = "significant",
        /// At once.
        Maximum = "maximum",
    }
}

named! {
    /// Who may have read the data.
    Confidentiality {
        /// Nobody, or nobody as far as is known: lost or stolen in transit.
        NoneOrExposed = "none_or_exposed",
        /// A known number of recipients.
        KnownRecipients = "known_recipients",
        /// Nobody can tell how many.
        UnknownRecipients = "unknown_recipients",
    }
}

named! {
    /// Whether data were altered.
    Integrity {
        /// Not altered, or altered and not used.
        NoneOrUnused = "none_or_unused",
        /// Altered and possibly used, can be restored.
        Recoverable = "recoverable",
        /// Altered and possibly used, cannot be restored.
        Unrecoverable = "unrecoverable",
    }
}

named! {
    /// Whether data can still be used.
    Availability {
        /// Never lost, or restored without difficulty.
        NoneOrEasy = "none_or_easy",
        /// Out of reach for a time.
        Temporary = "temporary",
        /// Lost for good.
        Full = "full",
    }
}

/// Points of a deliberate act.
const MALICIOUS_INTENT: Points = Points::from_quarters(2);

impl Identification {
    /// EI.
    #[must_use]
    pub fn points(self) -> Points {
        Points::from_quarters(match self {
            Self::Negligible => 1,
            Self::Limited => 2,
            Self::Significant => 3,
            Self::Maximum => 4,
        })
    }
}

impl Confidentiality {
    /// Its part of CB.
    #[must_use]
    pub fn points(self) -> Points {
        Points::from_quarters(match self {
            Self::NoneOrExposed => 0,
            Self::KnownRecipients => 1,
            Self::UnknownRecipients => 2,
        })
    }
}

impl Integrity {
    /// Its part of CB.
    #[must_use]
    pub fn points(self) -> Points {
        Points::from_quarters(match self {
            Self::NoneOrUnused => 0,
            Self::Recoverable => 1,
            Self::Unrecoverable => 2,
        })
    }
}

impl Availability {
    /// Its part of CB.
    #[must_use]
    pub fn points(self) -> Points {
        Points::from_quarters(match self {
            Self::NoneOrEasy => 0,
            Self::Temporary => 1,
            Self::Full => 2,
        })
    }
}

/// The part of CB that intent adds.
pub(super) fn intent(malicious: bool) -> Points {
    if malicious {
        MALICIOUS_INTENT
    } else {
        Points::from_quarters(0)
    }
}
