//! The key of a form: pressing its button twice, or reloading what follows, does nothing twice.

use serde_json::json;

use crate::actions::report::Key;
use crate::signing::sha256_hex;
use crate::web::posted::FormFields;

/// Longest key of our making, in characters.
const KEY_MAX: usize = 64;
/// Name of its field.
pub(super) const KEY: &str = "key";
/// Said when a form that was recorded comes back with other words.
pub(super) const SENT_BEFORE: &str = "Ce formulaire a déjà été envoyé une fois avec un autre contenu, et ce premier envoi est enregistré. \
     S’il s’agit d’autre chose, envoyez-le de nouveau.";

/// The key of a form sent to `path`; none when it is not of our making, and then nothing protects from a second press.
pub(super) fn key(path: &str, fields: &FormFields) -> Option<Key> {
    let given = fields.iter().find(|(name, _)| name == KEY);
    let given = given
        .map(|(_, key)| key)
        .filter(|key| !key.is_empty() && key.len() <= KEY_MAX)?;
    let mut said: Vec<_> = fields.iter().filter(|(name, _)| name != KEY).collect();
    said.sort();
    Some(Key {
        key: given.clone(),
        request_hash: sha256_hex(json!([path, said]).to_string().as_bytes()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> FormFields {
        let owned = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        owned.collect()
    }

    #[test]
    fn the_same_form_has_the_same_fingerprint_and_another_place_or_word_has_not() {
        let one = key("/a", &fields(&[("text", "Oui."), ("kind", "fact"), ("key", "k")])).unwrap();
        let again = key("/a", &fields(&[("kind", "fact"), ("key", "k"), ("text", "Oui.")])).unwrap();
        assert_eq!((&one.key, &one.request_hash), (&again.key, &again.request_hash));
        let elsewhere = key("/b", &fields(&[("kind", "fact"), ("key", "k"), ("text", "Oui.")])).unwrap();
        assert_ne!(one.request_hash, elsewhere.request_hash);
        assert!(key("/a", &fields(&[("text", "Oui.")])).is_none());
        assert!(key("/a", &fields(&[("key", "")])).is_none());
    }
}
