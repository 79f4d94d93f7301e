//! One text for one value: JSON with sorted keys and no space, after RFC 8785 (JSON Canonicalization Scheme).
//!
//! Deliberately absent: fractions. Two programs seldom print the same fraction alike, so a journal body has
//! whole numbers only; a fraction that slips in is written as its text, within quotes.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value};

/// The canonical text of `value`: keys sorted by UTF-16 code units, no space, shortest escapes.
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => write_plain(value, out),
        Value::Number(number) => write_plain(&whole(number), out),
        Value::Array(items) => write_list(out, ['[', ']'], items, write),
        Value::Object(map) => write_list(out, ['{', '}'], sorted(map), |(key, value), out| {
            write_plain(&Value::from(key.as_str()), out);
            out.push(':');
            write(value, out);
        }),
    }
}

/// Without a copy in between: an entry has a hundred values, and every act writes one.
fn write_plain(value: &Value, out: &mut String) {
    // Writing to a String cannot fail.
    write!(out, "{value}").unwrap_or_default();
}

fn write_list<T>(
    out: &mut String,
    [open, close]: [char; 2],
    items: impl IntoIterator<Item = T>,
    write: impl Fn(T, &mut String),
) {
    out.push(open);
    for (rank, item) in items.into_iter().enumerate() {
        if rank > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

fn sorted(map: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut fields: Vec<_> = map.iter().collect();
    fields.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    fields
}

/// The number itself when it is whole, else its text.
fn whole(number: &Number) -> Value {
    if number.is_i64() || number.is_u64() {
        Value::Number(number.clone())
    } else {
        Value::String(number.to_string())
    }
}

/// `value` as every store gives it back: fractions as text, and no U+0000, which PostgreSQL cannot hold.
#[must_use]
pub(super) fn storable(value: &Value) -> Value {
    match value {
        Value::Null | Value::Bool(_) => value.clone(),
        Value::Number(number) => whole(number),
        Value::String(text) => Value::String(storable_text(text)),
        Value::Array(items) => items.iter().map(storable).collect(),
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (storable_text(key), storable(value)))
            .collect(),
    }
}

/// `text` with U+FFFD in place of U+0000.
#[must_use]
pub(super) fn storable_text(text: &str) -> String {
    text.replace('\0', "\u{FFFD}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_are_sorted_at_every_depth_and_no_space_is_left() {
        let value = json!({"b": [1, {"z": null, "a": true}], "a": "é", "": -5});
        assert_eq!(
            canonical(&value),
            r#"{"":-5,"a":"é","b":[1,{"a":true,"z":null}]}"#
        );
    }

    #[test]
    fn keys_are_sorted_as_rfc_8785_section_3_2_3_shows() {
        let value =
            json!({"\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "\u{f6}": 7});
        assert_eq!(
            canonical(&value),
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}"
        );
    }

    #[test]
    fn strings_are_escaped_as_rfc_8785_asks() {
        let value = json!("\u{20ac}$\u{000F}\u{000a}A'\u{42}\"\\\"/");
        assert_eq!(canonical(&value), "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\"/\"");
    }

    #[test]
    fn a_fraction_becomes_text() {
        assert_eq!(
            canonical(&json!({"score": 1.5, "n": u64::MAX})),
            r#"{"n":18446744073709551615,"score":"1.5"}"#
        );
        assert_eq!(storable(&json!([1.5, "a\0b"])), json!(["1.5", "a\u{FFFD}b"]));
    }
}
