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
        /// To an officer: are personal data touched?
        PersonalDataQuestion = "personal_data_question",
        /// To the officers: a breach was opened and its clocks run.
        BreachOpened = "breach_opened",
        /// To the DPD: the notification of a breach.
        BreachNotification = "breach_notification",
        /// To the people accountable: a due instant nears.
        DeadlineReminder = "deadline_reminder",
        /// To the officers of both sides: a due instant is past.
        DeadlineOverdue = "deadline_overdue",
        /// To the RSSI and the DPD: somebody exported.
        ExportReported = "export_reported",
        /// To somebody named in an entry of a dossier.
        Mentioned = "mentioned",
        /// To the owner of an action: its day is near, or past.
        ActionDue = "action_due",
        /// To whoever set the review day of a dossier: it has come.
        ReviewDue = "review_due",
        /// To whoever a dossier was given to: a person, or the members of a team.
        Assigned = "assigned",
        /// To somebody who follows a dossier: something happened in it.
        DossierNews = "dossier_news",
        /// To the handler, the associates and the school: the RSSI confirmed the incident.
        IncidentQualified = "incident_qualified",
        /// To the school that reported: the RSSI rejected the incident.
        IncidentRejected = "incident_rejected",
        /// To a party: it is asked to handle an incident.
        HandoverProposed = "handover_proposed",
        /// To the RSSI and the former handler: the party answered.
        HandoverAnswered = "handover_answered",
        /// To a party: it is associated with an incident.
        AssociateAdded = "associate_added",
        /// To the RSSI: what the département did.
        FollowUp = "follow_up",
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
