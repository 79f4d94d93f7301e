//! From the decisions of several components to one decision (DOMAIN §3.4). The first component is the main one.

use super::ComponentDecision;
use crate::domain::convention::Certainty;
use crate::domain::people::Party;

/// The handler of the main component, and the other handlers in order of first appearance.
///
/// Without any component nobody is in charge but the school; the question's check refuses that case before.
pub(super) fn handlers(components: &[ComponentDecision]) -> (Party, Vec<Party>) {
    let handler = components
        .first()
        .map_or(Party::Etablissement, |main| main.handler);
    let mut associates = Vec::new();
    for other in components.iter().map(|component| component.handler) {
        if other != handler && !associates.contains(&other) {
            associates.push(other);
        }
    }
    (handler, associates)
}

/// The weakest certainty. A component outside the perimeter counts only when every one is outside.
pub(super) fn certainty(components: &[ComponentDecision]) -> Certainty {
    components
        .iter()
        .map(|component| component.certainty)
        .filter(|certainty| *certainty != Certainty::Outside)
        .max()
        .unwrap_or(Certainty::Outside)
}

/// The other reading of the main component, or else of the first contested one; none when it is the handler.
pub(super) fn alternative(components: &[ComponentDecision], handler: Party) -> Option<Party> {
    components
        .iter()
        .find_map(|component| component.alternative)
        .filter(|alternative| *alternative != handler)
}
