//! A file sent by the form of a page, which works without scripts: `multipart/form-data`, read as it comes.
//!
//! The token stands first in the form, so that it is checked before a byte of the file is written; the file stands
//! last, so that what else was typed is known whatever becomes of it.

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
use crate::web::posted::{FormFields, Posted};

const MULTIPART: &str = "multipart/form-data";
/// Longest value of a field that is not the file, in bytes.
const VALUE_MAX: usize = 1024;
/// What a form may weigh beside its file, in bytes.
const ENVELOPE: u64 = 16 * 1024;
/// Names of the fields.
const MARK: &str = "with_notification";
const FILE: &str = "file";
/// What the fields of a form with a file among others may weigh, in bytes.
const FIELDS_MAX: usize = 128 * 1024;
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

    /// The fields of a form sent by somebody signed in, and its file: none when none was chosen, and what is wrong with
    /// it beside the fields. A form without a file may come the ordinary way.
    ///
    /// # Errors
    /// As [`form`](Self::form) and [`Posted::form`], but for what is wrong with the file itself.
    pub async fn fields<R>(
        self,
        app: &App,
        who: &Allowed<R>,
    ) -> Result<(FormFields, Result<Option<Piece>, Error>), Error> {
        if !is_multipart(&self.request) {
            let posted = Posted::of(self.request, self.payload);
            return Ok((posted.form(app, who).await?, Ok(None)));
        }
        let Self { request, payload } = self;
        let mut parts = Multipart::new(request.headers(), payload);
        let (mut trusted, mut fields, mut weight) = (false, FormFields::new(), 0);
        while let Some(part) = next(&mut parts).await? {
            let name = part.name().unwrap_or_default().to_owned();
            if !trusted {
                if name != csrf::FIELD {
                    return Err(Error::ForeignForm);
                }
                csrf::check(app, &request, &who.form_token(app), &text(part, VALUE_MAX).await?)?;
                trusted = true;
            } else if name == FILE {
                return Ok((fields, piece(app, part).await));
            } else {
                let value = text(part, FIELDS_MAX).await?;
                weight += value.len();
                if weight > FIELDS_MAX {
                    return Err(Error::TooLarge);
                }
                fields.push((name, value.replace('\0', "")));
            }
        }
        if trusted {
            Ok((fields, Ok(None)))
        } else {
            Err(Error::ForeignForm)
        }
    }
}

/// The file of a form, if one was chosen: a browser sends a field without name nor content otherwise.
async fn piece(app: &App, part: Field) -> Result<Option<Piece>, Error> {
    let name = part.content_disposition().and_then(|it| it.get_filename());
    let name = name.unwrap_or_default().to_owned();
    let incoming = receive(app, part, None).await?;
    if name.is_empty() && incoming.content().size == 0 {
        return Ok(None);
    }
    Ok(Some(Piece {
        content: keep(incoming).await?,
        name,
        with_notification: false,
    }))
}

fn is_multipart(request: &HttpRequest) -> bool {
    let header = request.headers().get("content-type");
    let media_type = header.and_then(|it| it.to_str().ok()).unwrap_or_default();
    media_type.to_ascii_lowercase().starts_with(MULTIPART)
}

fn check_envelope(app: &App, request: &HttpRequest) -> Result<(), Error> {
    if !is_multipart(request) {
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
                csrf::check(app, request, &who.form_token(app), &text(part, VALUE_MAX).await?)?;
                self.trusted = true;
            }
            _ if !self.trusted => return Err(Error::ForeignForm),
            MARK if self.mark.is_none() => self.mark = Some(text(part, VALUE_MAX).await? == "true"),
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

async fn text(mut part: Field, longest: usize) -> Result<String, Error> {
    let unexpected = || Error::Malformed(UNEXPECTED.to_owned());
    let mut value = Vec::new();
    while let Some(bytes) = next(&mut part).await? {
        value.extend_from_slice(&bytes);
        if value.len() > longest {
            return Err(unexpected());
        }
    }
    String::from_utf8(value).map_err(|_| unexpected())
}
