//! What is written to people, and where each letter stands (DOMAIN §8).

use super::people::named;

named! {
    /// A kind of letter.
    LetterKind {
        /// To the RSSI: an incident was reported.
        IncidentReported = "incident_reported",
        /// To the head of school: an incident touches the school.
        HeadOfSchoolAlert = "head_of_school_alert",
        /// To the département: an incident handled by the académie may touch its perimeter.
        DepartementInformed = "departement_informed",
        /// To a party that handles an incident, or a part of it.
        HandlerTold = "handler_told",
        /// To the fallback contact: a letter could not be delivered.
        DeliveryFailed = "delivery_failed",
        /// To a person: a link to choose a password.
        SetPassword = "set_password",
    }
}

named! {
    /// Where a letter to one recipient stands.
    MailState {
        /// Waiting for its next attempt.
        Queued = "queued",
        /// Accepted by the recipient's mail server.
        Sent = "sent",
        /// Refused for good by the mail server.
        Refused = "refused",
        /// Given up after trying for as long as allowed.
        Failed = "failed",
        /// The recipient said that they read it.
        Acknowledged = "acknowledged",
    }
}
