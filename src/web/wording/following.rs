//! Words for what follows a dossier: entries, the plan, review days.

use super::Words;
use crate::domain::entries::EntryKind;
use crate::domain::remediation::ActionState;

impl Words for EntryKind {
    fn words(&self) -> &'static str {
        match self {
            Self::Comment => "Commentaire",
            Self::Fact => "Fait",
            Self::Decision => "Décision",
        }
    }
}

impl Words for ActionState {
    fn words(&self) -> &'static str {
        match self {
            Self::Planned => "À commencer",
            Self::InProgress => "En cours",
            Self::Done => "Terminée",
            Self::Dropped => "Abandonnée",
        }
    }
}

/// An act of a dossier's journal; the act's own name when it has no words.
pub(super) fn act(act: &str) -> &str {
    match act {
        "entry_written" => "Écriture ajoutée au dossier",
        "action_planned" => "Action ajoutée au plan",
        "action_changed" => "Action du plan modifiée",
        "actions_reminded" => "Rappel des actions du plan",
        "review_set" => "Date de revue fixée",
        "review_cleared" => "Date de revue effacée",
        "external_ref_added" => "Référence ailleurs ajoutée",
        "external_ref_removed" => "Référence ailleurs retirée",
        "review_told" => "Rappel de la date de revue",
        "dossier_assigned" => "Dossier confié",
        "dossier_released" => "Dossier rendu\u{a0}: personne ne le tient",
        "dossier_watched" => "Dossier suivi",
        "dossier_unwatched" => "Dossier suivi\u{a0}: abandonné",
        other => crate::web::life_words::act(other),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_values_of_a_set_share_their_words() {
        let kinds: BTreeSet<_> = EntryKind::ALL.iter().map(Words::words).collect();
        let states: BTreeSet<_> = ActionState::ALL.iter().map(Words::words).collect();
        assert_eq!(
            (kinds.len(), states.len()),
            (EntryKind::ALL.len(), ActionState::ALL.len())
        );
    }
}
