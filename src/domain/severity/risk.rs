//! The three outcomes that art. 33 and 34 of the GDPR tell apart.

use crate::domain::people::named;

named! {
    /// Risk of a breach to the rights and freedoms of natural persons.
    Risk {
        /// Unlikely: the breach is documented (art. 33(5)).
        Unlikely = "unlikely",
        /// A risk: the authority is notified (art. 33(1)).
        Risk = "risk",
        /// A high risk: the persons are told as well (art. 34(1)).
        High = "high",
    }
}

impl Risk {
    /// The risk in French.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Unlikely => "Risque improbable",
            Self::Risk => "Risque",
            Self::High => "Risque élevé",
        }
    }
}
