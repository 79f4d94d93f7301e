//! How a proposal to hand a dossier over ends.

use crate::domain::people::named;

named! {
    /// What became of a proposal.
    Answer {
        /// The party takes the dossier.
        Accepted = "accepted",
        /// The party does not take it.
        Refused = "refused",
        /// The RSSI took the proposal back.
        Withdrawn = "withdrawn",
    }
}
