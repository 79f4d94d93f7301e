//! The risk to the rights and freedoms of persons, as a human decides it (GDPR art. 33(1) and 34(1)).

use crate::domain::people::named;

named! {
    /// The verdict of the officer of the controller.
    Risk {
        /// Unlikely to result in a risk: the supervisory authority need not be told (art. 33(1)).
        Unlikely = "unlikely",
        /// A risk: the supervisory authority is told.
        Risk = "risk",
        /// A high risk: the persons are told too (art. 34(1)).
        High = "high",
    }
}
