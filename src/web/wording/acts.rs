//! Words for the acts of a dossier's journal.

use super::following;

/// An act of a dossier's journal; the act's own name when it has no words.
#[must_use]
pub fn act(act: &str) -> &str {
    match act {
        "incident_reported" => "Incident signalé",
        "mail_accepted" => "Courriel accepté par le serveur du destinataire",
        "mail_acknowledged" => "Réception d’un courriel confirmée",
        "breach_opened" => "Violation de données ouverte",
        "breach_amended" => "Violation de données complétée",
        "breach_assessed" => "Gravité et risque appréciés",
        "breach_notified" => "Notification faite",
        "breach_read" => "Violation de données consultée",
        "personal_data_denied" => "Données personnelles\u{a0}: non touchées",
        "automatic_sending_held" => "Envoi automatique retenu",
        "automatic_sending_released" => "Envoi automatique rétabli",
        "ministry_escalation_decided" => "Remontée au ministère décidée",
        "ministry_told" => "Ministère informé",
        "obligation_waived" => "Obligation levée avec motif",
        "notification_bounced" => "Notification revenue sans être remise",
        "awareness_recorded" => "Prise de connaissance enregistrée",
        "deadlines_enforced" => "Rappels et relances des échéances",
        "register_read" => "Registre consulté",
        "register_exported" => "Registre exporté",
        "figures_exported" => "Chiffres exportés",
        "mail_alarm_raised" => "Alerte\u{a0}: un courriel n’a pas pu être remis",
        "attachment_added" => "Pièce jointe ajoutée",
        "attachment_marked" => "Pièces à joindre à la notification modifiées",
        "attachment_read" => "Pièce jointe consultée",
        other => of_levels_and_files(other).unwrap_or_else(|| following::act(other)),
    }
}

/// An act about availability or about how long files are kept; `None` for any other.
fn of_levels_and_files(act: &str) -> Option<&'static str> {
    let words = match act {
        "attachments_held" => "Pièces jointes gelées",
        "attachments_released" => "Gel des pièces jointes levé",
        "attachments_purged" => "Pièces jointes détruites, leur durée de conservation écoulée",
        "component_unavailable" => "Élément noté indisponible",
        "outage_followed" => "Suivi d’une indisponibilité",
        "component_available" => "Élément noté de nouveau disponible",
        "first_action_recorded" => "Première action de traitement notée",
        _ => return None,
    };
    Some(words)
}
