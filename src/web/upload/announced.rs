//! What the headers of an upload say of its body, to be held against what came: its length, and its digest (RFC 9530).

use actix_web::HttpRequest;
use actix_web::http::header::{CONTENT_LENGTH, HeaderMap};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::domain::incident::Problem;
use crate::signing::hex;
use crate::vault::Stored;
use crate::web::error::Error;

const DIGEST: &str = "Repr-Digest";
const UNREADABLE: &str = "Écrivez l’empreinte sous la forme sha-256=:…:, en base64 (RFC 9530).";
const OTHER_CONTENT: &str =
    "L’empreinte annoncée n’est pas celle du contenu reçu\u{a0}: envoyez le fichier de nouveau.";
const OTHER_LENGTH: &str = "Le fichier reçu n’a pas la longueur annoncée\u{a0}: envoyez-le de nouveau.";

/// What was announced.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Announced {
    /// Bytes.
    pub(super) length: Option<u64>,
    /// SHA-256, lower-case hexadecimal.
    sha256: Option<String>,
}

impl Announced {
    /// # Errors
    /// [`Error::Problems`] for a digest that cannot be read: it would not protect from anything.
    pub(super) fn by(request: &HttpRequest) -> Result<Self, Error> {
        Ok(Self {
            length: length(request.headers()),
            sha256: sha256(request.headers()).map_err(|()| wrong_digest(UNREADABLE))?,
        })
    }

    /// # Errors
    /// [`Error::Malformed`] and [`Error::Problems`] when what came is not what was announced.
    pub(super) fn check(&self, came: &Stored) -> Result<(), Error> {
        if self.length.is_some_and(|length| length != came.size) {
            return Err(Error::Malformed(OTHER_LENGTH.to_owned()));
        }
        if self.sha256.as_ref().is_some_and(|sha256| *sha256 != came.sha256) {
            return Err(wrong_digest(OTHER_CONTENT));
        }
        Ok(())
    }
}

fn wrong_digest(message: &str) -> Error {
    Error::Problems(vec![Problem::new(DIGEST, message)])
}

/// The announced length of a body.
pub(super) fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The SHA-256 among the digests given, if there is one; others are for others to check.
fn sha256(headers: &HeaderMap) -> Result<Option<String>, ()> {
    let mut found = None;
    for header in headers.get_all(DIGEST) {
        for member in header.to_str().map_err(|_| ())?.split(',') {
            if let Some(value) = member.trim().strip_prefix("sha-256=") {
                found = Some(digest(value).ok_or(())?);
            }
        }
    }
    Ok(found)
}

fn digest(value: &str) -> Option<String> {
    let base64 = value.strip_prefix(':')?.strip_suffix(':')?;
    let bytes = STANDARD.decode(base64).ok().filter(|bytes| bytes.len() == 32)?;
    Some(hex(&bytes))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;
    use crate::domain::attachment::FileKind;
    use crate::signing::sha256_hex;

    /// Of `{"hello": "world"}` and a line feed: the example of RFC 9530, appendix D.
    const EXAMPLE: &str = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

    fn announced(digest: &str) -> Result<Announced, Error> {
        Announced::by(
            &TestRequest::default()
                .insert_header((DIGEST, digest))
                .to_http_request(),
        )
    }

    fn came(text: &str) -> Stored {
        Stored {
            sha256: sha256_hex(text.as_bytes()),
            size: u64::try_from(text.len()).unwrap(),
            kind: FileKind::Text,
        }
    }

    #[test]
    fn a_body_is_held_against_its_digest() {
        let announced = announced(&format!("sha-512=:AAAA:, {EXAMPLE}")).unwrap();
        assert!(announced.check(&came("{\"hello\": \"world\"}\n")).is_ok());
        assert!(announced.check(&came("{\"hello\": \"World\"}\n")).is_err());
    }

    #[test]
    fn a_digest_that_cannot_be_read_is_a_problem_and_one_of_another_kind_is_not() {
        for wrong in ["sha-256=AAAA", "sha-256=:AAAA:", "sha-256=:%:", "sha-256="] {
            assert!(announced(wrong).is_err(), "{wrong}");
        }
        assert_eq!(announced("md5=:AAAA:").unwrap().sha256, None);
    }

    #[test]
    fn a_body_of_another_length_is_refused() {
        let announced = Announced {
            length: Some(5),
            sha256: None,
        };
        assert!(announced.check(&came("12345")).is_ok());
        assert!(announced.check(&came("1234")).is_err());
    }
}
