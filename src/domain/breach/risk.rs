//! What a breach may mean for persons: the verdict on which the duties of GDPR art. 33 and 34 hang.
//!
//! Deliberately absent: how the verdict is reached and by whom; a verdict not yet given is `Option::None`.

use super::super::people::named;

named! {
    /// Risk to the rights and freedoms of natural persons (GDPR art. 33(1) and 34(1)).
    Risk {
        /// Unlikely to result in a risk: documented, not notified to the CNIL.
        Unlikely = "unlikely",
        /// A risk: notified to the CNIL.
        Risk = "risk",
        /// A high risk: notified, and communicated to the persons.
        High = "high",
    }
}

impl Risk {
    /// The verdict in French, in the words of the regulation.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Unlikely => "Pas de risque probable pour les droits et libertés des personnes",
            Self::Risk => "Risque pour les droits et libertés des personnes",
            Self::High => "Risque élevé pour les droits et libertés des personnes",
        }
    }

    /// Key of the verdict in field 89 of the EDPB template.
    #[must_use]
    pub fn edpb_key(self) -> &'static str {
        match self {
            Self::High => "a",
            Self::Risk => "b",
            Self::Unlikely => "c",
        }
    }
}
