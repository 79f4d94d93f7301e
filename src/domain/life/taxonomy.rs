//! The Reference Security Incident Taxonomy of ENISA and TF-CSIRT (working copy 1003, CC0): its identifiers, with French
//! labels and plain words of our own in `taxonomy.json`.
//!
//! The class is mandatory, the type desired: whoever qualifies at night may not know more than « code malveillant ».

use std::sync::OnceLock;

use serde::Deserialize;

const TABLE: &str = include_str!("taxonomy.json");

/// A class of incidents.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Identifier of the taxonomy.
    pub id: String,
    /// French label.
    pub label: String,
    /// Its types.
    pub types: Vec<Kind>,
}

/// A type of incident.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Identifier of the taxonomy.
    pub id: String,
    /// French label.
    pub label: String,
    /// The same in everyday words, French.
    pub plain: String,
}

/// Every class, in the order of the taxonomy.
#[must_use]
pub fn taxonomy() -> &'static [Class] {
    static READ: OnceLock<Vec<Class>> = OnceLock::new();
    READ.get_or_init(|| serde_json::from_str(TABLE).unwrap_or_default())
}

/// The class of this identifier.
#[must_use]
pub fn class(id: &str) -> Option<&'static Class> {
    taxonomy().iter().find(|class| class.id == id)
}

impl Class {
    /// Its type of this identifier.
    #[must_use]
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.types.iter().find(|kind| kind.id == id)
    }
}

/// What a category and a type name together: a class, with the type when one is given. A type alone names its class.
#[must_use]
pub fn find(category: &str, kind: &str) -> Option<(&'static Class, Option<&'static Kind>)> {
    match (class(category), kind) {
        (Some(class), "") => Some((class, None)),
        (Some(class), kind) => class.kind(kind).map(|kind| (class, Some(kind))),
        (None, "") => taxonomy()
            .iter()
            .find_map(|class| Some((class, Some(class.kind(category)?)))),
        (None, _) => None,
    }
}
