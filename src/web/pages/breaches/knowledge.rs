//! Who knew when, with the history of corrections.

use std::collections::BTreeMap;

use super::seen::Seen;
use crate::store::breaches::Fact;
use crate::web::view::Moment;
use crate::web::wording;

/// A fact of awareness as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// The party.
    pub party: String,
    /// Since when it knows.
    pub at: Moment,
    /// How it came to know, or empty.
    pub how: String,
    /// Why it corrects an earlier one, or empty.
    pub reason: String,
    /// Who recorded it.
    pub by: String,
    /// When it was recorded.
    pub recorded: Moment,
    /// When a correction took its place.
    pub superseded: Option<Moment>,
}

impl Knowledge {
    /// The facts: those that count first, then those that were corrected.
    pub(super) fn all(seen: &Seen, history: &[Fact], names: &BTreeMap<String, String>) -> Vec<Self> {
        let mut facts: Vec<&Fact> = history.iter().collect();
        facts.sort_by_key(|fact| (fact.superseded_at.is_some(), fact.awareness.aware_at));
        let known = |fact: &&Fact| Self {
            party: seen.party(fact.awareness.party),
            at: Moment::of(fact.awareness.aware_at),
            how: fact.awareness.how.clone(),
            reason: fact.reason.clone().unwrap_or_default(),
            by: name(&fact.recorded_by, names),
            recorded: Moment::of(fact.recorded_at),
            superseded: fact.superseded_at.map(Moment::of),
        };
        facts.iter().map(known).collect()
    }
}

/// Who acted, by name.
pub(super) fn name(id: &str, names: &BTreeMap<String, String>) -> String {
    let known = wording::actor(id).or_else(|| names.get(id).map(String::as_str));
    known.unwrap_or(id).to_owned()
}
