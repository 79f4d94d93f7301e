//! Reading the fields of a form one by one.

use super::posted::FormFields;

/// Takes the first value of a field; empty when the form lacks it.
pub fn value(fields: &mut FormFields, name: &str) -> String {
    let at = fields.iter().position(|(given, _)| given == name);
    at.map(|at| fields.remove(at).1).unwrap_or_default()
}
