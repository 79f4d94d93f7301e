//! Words for what machines may do and what they are told.

use super::Words;
use crate::domain::machines::Scope;
use crate::domain::webhooks::{DeliveryState, Event};

impl Words for Scope {
    fn words(&self) -> &'static str {
        match self {
            Self::Report => "Signaler des incidents",
            Self::ReadObligations => "Lire les obligations et leurs échéances",
        }
    }
}

impl Words for Event {
    fn words(&self) -> &'static str {
        match self {
            Self::Reported => "Incident signalé",
            Self::Qualified => "Incident qualifié",
            Self::Rejected => "Signalement écarté",
            Self::Started => "Traitement commencé",
            Self::Resolved => "Incident résolu",
            Self::Closed => "Dossier clos",
            Self::Reopened => "Dossier rouvert",
            Self::HandoverProposed => "Reprise proposée à une autre autorité",
            Self::HandoverAnswered => "Réponse à la proposition de reprise",
            Self::BreachOpened => "Violation de données ouverte",
            Self::BreachNotified => "Violation notifiée",
        }
    }
}

impl Words for DeliveryState {
    fn words(&self) -> &'static str {
        match self {
            Self::Queued => "En attente",
            Self::Sent => "Remis",
            Self::Failed => "Abandonné",
        }
    }
}
