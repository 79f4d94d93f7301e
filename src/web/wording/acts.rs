//! Words for the acts of a dossier's journal about availability and about how long files are kept.

/// The words of such an act; `None` for any other.
pub(super) fn of_levels_and_files(act: &str) -> Option<&'static str> {
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
