//! The header `Idempotency-Key` of creating calls.

use actix_web::HttpRequest;
use serde_json::Value;

use crate::actions::report::Key;
use crate::domain::journal::canonical;
use crate::signing::sha256_hex;
use crate::web::fields::Fields;

const KEY_HEADER: &str = "Idempotency-Key";
/// Longest key, in characters.
const KEY_MAX: usize = 200;

/// The fingerprint of a request: the same body, its members in any order, gives the same one.
pub(super) fn fingerprint(body: &Value) -> String {
    sha256_hex(canonical(body).as_bytes())
}

/// The key of a request with this fingerprint; a key that cannot be kept is complained of.
pub(super) fn key(request: &HttpRequest, fingerprint: String, fields: &mut Fields) -> Option<Key> {
    let header = request.headers().get(KEY_HEADER)?;
    let plain = header
        .to_str()
        .ok()
        .filter(|key| (1..=KEY_MAX).contains(&key.len()));
    if plain.is_none() {
        let message = format!("Choisissez une clé de 1 à {KEY_MAX} caractères ASCII visibles.");
        fields.problem(KEY_HEADER, message);
    }
    plain.map(|key| Key {
        key: key.to_owned(),
        request_hash: fingerprint,
    })
}
