//! Attachments on their way out: streamed, under headers that let a browser do nothing with them but keep or show them.

use actix_web::body::SizedStream;
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use super::allowed::Allowed;
use super::app::App;
use super::error::Error;
use super::upload::on_disk;
use crate::actions::attach::note_reading;
use crate::store::StoreError;
use crate::store::attachments::{self, Attachment};
use crate::vault::{Reading, VaultRefused};

/// No script, no form, no other origin: a picture or a PDF is shown and nothing else happens.
const SANDBOX: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
/// Characters that stand as they are in `filename*` (RFC 8187).
const ATTR_CHAR: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// What a browser is told to do with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Keep it.
    Kept,
    /// Show it if it is a picture or a PDF, keep it otherwise.
    Shown,
}

/// An attachment of a dossier that the account sees; the reading is journaled before the first byte leaves.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn attachment<R>(
    app: &App,
    who: &Allowed<R>,
    request: &HttpRequest,
    id: &str,
    way: Way,
) -> Result<HttpResponse, Error> {
    let (id, sight) = (identifier(id)?, who.sight());
    let found = app.read(move |db| attachments::find(db, &id, &sight)).await;
    let found: Option<_> = found.map_err(|error: StoreError| Error::from(error))?;
    let (attachment, incident) = found.ok_or(Error::NotFound)?;
    if attachment.purged.is_some() {
        return Err(Error::Gone);
    }
    let reading = open(app, &attachment).await?;
    if request.method() != Method::HEAD {
        let (by, now, read) = (who.account(), app.now(), attachment.clone());
        let noted = app.write(move |db| note_reading(db, &by, (&read, &incident), now));
        noted.await.map_err(|error: StoreError| Error::from(error))?;
    }
    Ok(answer(&attachment, reading, way))
}

/// An identifier as this program gives them: anything else names nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub fn identifier(text: &str) -> Result<String, Error> {
    let id = Uuid::try_parse(text).map_err(|_| Error::NotFound)?;
    Ok(id.to_string())
}

/// The content on the disk, if its length is the one recorded.
async fn open(app: &App, attachment: &Attachment) -> Result<Reading, Error> {
    let (vault, sha256) = (app.instance.vault.clone(), attachment.sha256.clone());
    let recorded = u64::try_from(attachment.size).unwrap_or(u64::MAX);
    let opened = on_disk(move || {
        let reading = vault.read(&sha256)?;
        let is_right = reading.left() == recorded;
        is_right.then_some(reading).ok_or(VaultRefused::Damaged(sha256))
    });
    opened.await
}

fn answer(attachment: &Attachment, reading: Reading, way: Way) -> HttpResponse {
    let shown = way == Way::Shown && attachment.kind.is_shown();
    let size = reading.left();
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, attachment.kind.media_type()))
        .insert_header((CONTENT_DISPOSITION, disposition(&attachment.name, shown)))
        .insert_header((CONTENT_SECURITY_POLICY, SANDBOX))
        .body(SizedStream::new(size, stream::try_unfold(reading, some_bytes)))
}

async fn some_bytes(mut reading: Reading) -> Result<Option<(Bytes, Reading)>, Error> {
    let read = on_disk(move || Ok(reading.next_chunk()?.map(|chunk| (Bytes::from(chunk), reading))));
    let read = read.await;
    if let Err(error) = &read {
        // The answer has begun: cutting it off is the only way left to say so.
        tracing::error!(error = ?error, "attachment_cut_off");
    }
    read
}

/// RFC 6266: the name for every client in ASCII, and the whole name for those that read RFC 8187.
fn disposition(name: &str, shown: bool) -> String {
    let way = if shown { "inline" } else { "attachment" };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_');
    let ascii: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let whole = utf8_percent_encode(name, ATTR_CHAR);
    format!("{way}; filename=\"{ascii}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_header() {
        assert_eq!(
            disposition("journal d’accès \"1\";.log", false),
            "attachment; filename=\"journal d_acc_s _1__.log\"; \
             filename*=UTF-8''journal%20d%E2%80%99acc%C3%A8s%20%221%22%3B.log"
        );
        assert!(disposition("a.png", true).starts_with("inline; "));
    }

    #[test]
    fn what_is_no_identifier_names_nothing() {
        let id = "01936f1e-0000-7000-8000-000000000000";
        assert_eq!(identifier(&id.to_uppercase()).unwrap(), id);
        for odd in ["", "1", "../etc/passwd", "SSI-2026-0001"] {
            assert!(identifier(odd).is_err(), "{odd}");
        }
    }
}
