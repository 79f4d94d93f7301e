//! What is asked, checked against the words of a convention: every fault at once.

use super::{RoutingRefused, Touched};
use crate::domain::convention::{Catalogue, Component, Pack};

/// One component asked about, known to the convention, on the network that counts.
pub(super) struct Question<'a> {
    /// The row of the perimeter table.
    pub(super) component: &'a Component,
    /// The network told by the person, or else the table's.
    pub(super) network: Option<&'a str>,
}

/// The convention whose words are understood: the applicable one, or else the home one, so that a school that
/// no convention covers is asked the same questions.
pub(super) fn vocabulary<'a>(pack: Option<&'a Pack>, catalogue: &'a Catalogue) -> Option<&'a Pack> {
    pack.or_else(|| catalogue.home())
}

/// Turns what was asked into known components.
pub(super) fn check<'a>(
    words: Option<&'a Pack>,
    touched: &'a [Touched],
) -> Result<Vec<Question<'a>>, Vec<RoutingRefused>> {
    if touched.is_empty() {
        return Err(vec![RoutingRefused::NoComponent]);
    }
    let mut known: Vec<Question<'a>> = Vec::with_capacity(touched.len());
    let mut refused = Vec::new();
    for (position, asked) in touched.iter().enumerate() {
        if let Some(network) = unknown_network(words, asked) {
            refused.push(RoutingRefused::UnknownNetwork(position, network.to_owned()));
        }
        match words.and_then(|pack| pack.component(&asked.component)) {
            None => refused.push(RoutingRefused::UnknownComponent(
                position,
                asked.component.clone(),
            )),
            Some(component) => {
                let question = Question {
                    component,
                    network: asked.network.as_deref().or(component.network.as_deref()),
                };
                if known.iter().any(|earlier| earlier.is_same_as(&question)) {
                    refused.push(RoutingRefused::Twice(position, asked.component.clone()));
                }
                known.push(question);
            }
        }
    }
    if refused.is_empty() {
        Ok(known)
    } else {
        Err(refused)
    }
}

fn unknown_network<'a>(words: Option<&Pack>, asked: &'a Touched) -> Option<&'a str> {
    let network = asked.network.as_deref()?;
    let is_known = words.is_some_and(|pack| pack.networks.iter().any(|known| known.id == network));
    (!is_known).then_some(network)
}

impl Question<'_> {
    fn is_same_as(&self, other: &Question<'_>) -> bool {
        self.component.id == other.component.id && self.network == other.network
    }
}
