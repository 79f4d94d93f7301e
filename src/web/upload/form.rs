//! A file sent by the form of a page, which works without scripts: `multipart/form-data`, read as it comes.
//!
//! The token stands first in the form, so that it is checked before a byte of the file is written.

use actix_multipart::{Field, Multipart};
use actix_web::HttpRequest;

use super::{Upload, announced, keep, next, on_disk, receive};
use crate::actions::attach::Piece;
use crate::domain::incident::Problem;
use crate::vault::Incoming;
use crate::web::allowed::Allowed;
use crate::web::app::App;
use crate::web::csrf;
use crate::web::error::Error;

const MULTIPART: &str = "multipart/form-data";
/// Longest value of a field that is not the file, in bytes.
const VALUE_MAX: usize = 1024;
/// What a form may weigh beside its file, in bytes.
const ENVELOPE: u64 = 16 * 1024;
/// Names of the fields.
const MARK: &str = "with_notification";
const FILE: &str = "file";
const UNEXPECTED: &str = "Le formulaire contient autre chose que ce qui est attendu.";

/// What was read of the form so far.
#[derive(Default)]
struct Form {
    trusted: bool,
    mark: Option<bool>,
    file: Option<(String, Incoming)>,
}

impl Upload {
    /// Keeps the file of a form sent by somebody signed in.
    ///
    /// # Errors
    /// Those of [`keep`](Self::keep), [`Error::ForeignForm`] and [`Error::MediaType`]; nothing is kept then.
    pub async fn form<R>(self, app: &App, who: &Allowed<R>) -> Result<Piece, Error> {
        let Self { request, payload } = self;
        check_envelope(app, &request)?;
        check_room(app, &request).await?;
        let (mut parts, mut form) = (Multipart::new(request.headers(), payload), Form::default());
        while let Some(part) = next(&mut parts).await? {
            form.take(app, who, &request, part).await?;
        }
        form.keep().await
    }
}

fn check_envelope(app: &App, request: &HttpRequest) -> Result<(), Error> {
    let header = request.headers().get("content-type");
    let media_type = header.and_then(|it| it.to_str().ok()).unwrap_or_default();
    if !media_type.to_ascii_lowercase().starts_with(MULTIPART) {
        return Err(Error::MediaType(MULTIPART));
    }
    let (largest, length) = (app.instance.vault.largest(), announced::length(request.headers()));
    if length.is_some_and(|length| length > largest.saturating_add(ENVELOPE)) {
        return Err(Error::FileTooLarge(largest));
    }
    Ok(())
}

/// What is announced has room, with the little that surrounds the file.
async fn check_room(app: &App, request: &HttpRequest) -> Result<(), Error> {
    let (vault, length) = (app.instance.vault.clone(), announced::length(request.headers()));
    let file = length.unwrap_or(0).saturating_sub(ENVELOPE);
    on_disk(move || vault.expect(file)).await
}

impl Form {
    async fn take<R>(
        &mut self,
        app: &App,
        who: &Allowed<R>,
        request: &HttpRequest,
        part: Field,
    ) -> Result<(), Error> {
        match part.name().unwrap_or_default() {
            csrf::FIELD if !self.trusted => {
                csrf::check(app, request, &who.form_token(app), &text(part).await?)?;
                self.trusted = true;
            }
            _ if !self.trusted => return Err(Error::ForeignForm),
            MARK if self.mark.is_none() => self.mark = Some(text(part).await? == "true"),
            FILE if self.file.is_none() => {
                let name = part.content_disposition().and_then(|it| it.get_filename());
                let name = name.unwrap_or_default().to_owned();
                self.file = Some((name, receive(app, part, None).await?));
            }
            _ => return Err(Error::Malformed(UNEXPECTED.to_owned())),
        }
        Ok(())
    }

    async fn keep(self) -> Result<Piece, Error> {
        if !self.trusted {
            return Err(Error::ForeignForm);
        }
        // A browser sends a field without name nor content when no file was chosen.
        let chosen = self
            .file
            .filter(|(name, incoming)| !name.is_empty() || incoming.content().size > 0);
        let nothing = || Error::Problems(vec![Problem::new(FILE, "Choisissez un fichier.")]);
        let (name, incoming) = chosen.ok_or_else(nothing)?;
        Ok(Piece {
            content: keep(incoming).await?,
            name,
            with_notification: self.mark.unwrap_or(false),
        })
    }
}

async fn text(mut part: Field) -> Result<String, Error> {
    let unexpected = || Error::Malformed(UNEXPECTED.to_owned());
    let mut value = Vec::new();
    while let Some(bytes) = next(&mut part).await? {
        value.extend_from_slice(&bytes);
        if value.len() > VALUE_MAX {
            return Err(unexpected());
        }
    }
    String::from_utf8(value).map_err(|_| unexpected())
}
