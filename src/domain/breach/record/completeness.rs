//! What a complete notification still lacks (GDPR art. 33(3) and 33(4)).

use super::lists::Communication;
use super::{FIELDS, Field, Record};
use crate::domain::breach::risk::Risk;

/// The facts that are required of a complete notification and that the record does not hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// Whether it is known when the controller became aware (field 48).
    pub has_awareness: bool,
    /// Verdict on the risk, with its reasons (fields 89 and 90).
    pub risk: Option<Risk>,
}

/// How far a record is from a complete notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// Required answers that are given.
    pub filled: usize,
    /// Required answers that this breach calls for.
    pub asked: usize,
    /// Names of those that are missing or pending, in order.
    pub missing: Vec<&'static str>,
}

impl Record {
    /// Names of what a complete notification still lacks: fields in their order, then `awareness` and `risk`.
    #[must_use]
    pub fn missing_for_complete(&self, outside: &Outside) -> Vec<&'static str> {
        let fields = FIELDS
            .iter()
            .filter(|field| self.lacks(field, *outside))
            .map(|field| field.name);
        let awareness = (!outside.has_awareness).then_some("awareness");
        let risk = outside.risk.is_none().then_some("risk");
        fields.chain(awareness).chain(risk).collect()
    }

    /// The same as figures, for a meter.
    #[must_use]
    pub fn completeness(&self, outside: &Outside) -> Completeness {
        let required =
            |field: &&Field| field.asked(self) && (field.mandatory(self) || self.lacks(field, *outside));
        let missing = self.missing_for_complete(outside);
        let asked = FIELDS.iter().filter(required).count() + 2;
        Completeness {
            filled: asked - missing.len(),
            asked,
            missing,
        }
    }

    fn lacks(&self, field: &Field, outside: Outside) -> bool {
        if !field.asked(self) {
            return false;
        }
        let answer = field.answer(self);
        answer.is_pending()
            || (answer.is_empty() && field.mandatory(self))
            || (field.name == "communication" && self.contradicts(outside))
    }

    /// A high risk has to be communicated, or exempted by art. 34(3): « peu probable » no longer answers.
    fn contradicts(&self, outside: Outside) -> bool {
        outside.risk == Some(Risk::High) && self.communication == Some(Communication::NoHighRisk)
    }
}
