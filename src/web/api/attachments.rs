//! `/api/v1/incidents/{ref}/attachments` and `/api/v1/attachments/{id}`: files of a dossier, sent and read as streams.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::incidents::dossier::reference;
use super::values::{At, Listed, slice_of};
use crate::actions::attach::{Piece, attach};
use crate::domain::attachment::FileKind;
use crate::domain::people::Sight;
use crate::store::StoreError;
use crate::store::attachments::{self, Attachment};
use crate::store::incidents::{self, Incident};
use crate::web::allowed::{Allowed, Attach, ReadDossiers};
use crate::web::app::App;
use crate::web::download::{self, Way};
use crate::web::error::Error;
use crate::web::params::Params;
use crate::web::upload::Upload;

/// A file attached to a dossier.
#[derive(Serialize, ToSchema)]
#[schema(as = Attachment)]
pub struct AttachmentShape {
    /// Identifier.
    id: String,
    /// Name: the last segment of the one given, without control characters.
    name: String,
    /// Bytes.
    size: i64,
    /// SHA-256 of the content, hexadecimal.
    sha256: String,
    /// What it is, by its content.
    kind: FileKind,
    /// Whether the notification of the breach carries it.
    with_notification: bool,
    /// When it arrived.
    uploaded_at: At,
    /// When its content was destroyed; `null` while it is there.
    purged_at: Option<At>,
    /// Why it was destroyed, French.
    purge_reason: Option<String>,
}

impl From<Attachment> for AttachmentShape {
    fn from(attachment: Attachment) -> Self {
        let purged = attachment.purged;
        Self {
            purged_at: purged.as_ref().map(|purged| At(purged.at)),
            purge_reason: purged.map(|purged| purged.reason),
            id: attachment.id,
            name: attachment.name,
            size: attachment.size,
            sha256: attachment.sha256,
            kind: attachment.kind,
            with_notification: attachment.with_notification,
            uploaded_at: At(attachment.uploaded_at),
        }
    }
}

/// Attaches the body, whatever its media type. Nothing is kept of a body that is cut off, too large, or other than its
/// `Content-Length` or `Repr-Digest` says.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Problems`], [`Error::FileTooLarge`], [`Error::NoRoom`] and those of a body.
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/attachments", tag = "incidents",
    params(
        ("reference" = String, Path, description = "Reference of the dossier"),
        ("name" = String, Query, description = "Name of the file"),
        ("with_notification" = Option<bool>, Query,
            description = "Whether the notification of the breach carries it; no unless given"),
        ("Repr-Digest" = Option<String>, Header,
            description = "`sha-256=:…:` (RFC 9530): a body with another digest is refused"),
    ),
    request_body(content = String, content_type = "application/octet-stream", description = "The file"),
    responses((status = 201, description = "The attachment", body = AttachmentShape, headers(
        ("Location" = String, description = "Address of the attachment"),
    ))))]
pub async fn create(
    app: Data<App>,
    who: Allowed<Attach>,
    request: HttpRequest,
    path: Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let incident = seen(&app, &path, who.sight()).await?;
    let (name, with_notification) = parameters(&request)?;
    let piece = Piece {
        content: upload.keep(&app).await?,
        name,
        with_notification,
    };
    let (by, now) = (who.account(), app.now());
    let attached = app.write(move |db| attach(db, &by, &incident, piece, now)).await;
    let attached = attached.map_err(|error: StoreError| Error::from(error))?;
    let address = format!("/api/v1/attachments/{}", attached.id);
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, address))
        .json(AttachmentShape::from(attached)))
}

fn parameters(request: &HttpRequest) -> Result<(String, bool), Error> {
    let mut params = Params::of(request);
    let name = params.required("name");
    let marked = params.choice("with_notification", &["true", "false"], |word| word.parse().ok());
    params.finish()?;
    Ok((name, marked.unwrap_or(false)))
}

async fn seen(app: &App, path: &str, sight: Sight) -> Result<Incident, Error> {
    let reference = reference(path)?;
    let found = app.read(move |db| incidents::find(db, &reference, &sight)).await;
    let found: Option<_> = found.map_err(|error: StoreError| Error::from(error))?;
    found.ok_or(Error::NotFound)
}

/// The attachments of a dossier, oldest first.
///
/// # Errors
/// [`Error::NotFound`] for a dossier that the account does not see; [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/incidents/{reference}/attachments", tag = "incidents",
    params(
        ("reference" = String, Path, description = "Reference of the dossier"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Attachments", body = Listed<AttachmentShape>)))]
pub async fn list(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
    path: Path<String>,
) -> Result<Json<Listed<AttachmentShape>>, Error> {
    let incident = seen(&app, &path, who.sight()).await?;
    let mut params = Params::of(&request);
    let slice = params.slice(1);
    params.finish()?;
    let all = app
        .read(move |db| attachments::of_incident(db, &incident.id))
        .await;
    let all = all.map_err(|error: StoreError| Error::from(error))?;
    let (slice, next_cursor) = slice_of(&all, &slice, |attachment| &attachment.id);
    let items = slice.into_iter().cloned().map(AttachmentShape::from).collect();
    Ok(Json(Listed { items, next_cursor }))
}

/// The content of an attachment; reading it is journaled.
///
/// # Errors
/// [`Error::NotFound`] for an attachment of a dossier that the account does not see, [`Error::Gone`] once its content
/// was destroyed.
#[utoipa::path(get, path = "/api/v1/attachments/{id}", tag = "incidents",
    params(("id" = String, Path, description = "Identifier of the attachment")),
    responses((status = 200, description = "The file, under the media type of its content", body = String,
        content_type = "application/octet-stream", headers(
        ("Content-Disposition" = String, description = "`attachment` and the name (RFC 6266)"),
    ))))]
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    download::attachment(&app, &who, &request, &path, Way::Kept).await
}
