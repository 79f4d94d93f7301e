//! `GET /static/…` and the icon: files built in, compressed beforehand, kept for ever by browsers.

use actix_web::http::header::{
    self, AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, Encoding, Header as _, VARY,
};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};

use super::Asset;
use crate::web::error::Error;

/// The name changes with the content, so that nothing ever has to be asked for again.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Browsers ask for the icon under one fixed name.
const ONE_DAY: &str = "public, max-age=86400";

/// An asset under the address that pages give.
///
/// # Errors
/// [`Error::NotFound`], also for an address of an older version.
pub async fn show(request: HttpRequest) -> Result<HttpResponse, Error> {
    let asset = super::find(request.path()).ok_or(Error::NotFound)?;
    Ok(send(asset, &request, FOR_EVER))
}

/// The icon, for browsers that ask for `/favicon.ico` whatever the page says.
///
/// # Errors
/// [`Error::NotFound`] without an icon.
pub async fn icon(request: HttpRequest) -> Result<HttpResponse, Error> {
    let asset = super::find(super::url("icon.svg")).ok_or(Error::NotFound)?;
    Ok(send(asset, &request, ONE_DAY))
}

fn send(asset: &'static Asset, request: &HttpRequest, kept: &'static str) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((CONTENT_TYPE, asset.media_type))
        .insert_header((CACHE_CONTROL, kept))
        .insert_header((VARY, header::ACCEPT_ENCODING.as_str()));
    if takes_gzip(request) {
        answer.insert_header((CONTENT_ENCODING, "gzip"));
        answer.body(Bytes::from_static(&asset.gzip))
    } else {
        answer.body(Bytes::from_static(asset.raw))
    }
}

/// Whether the browser says that it understands gzip; saying nothing means no.
fn takes_gzip(request: &HttpRequest) -> bool {
    let said = request.headers().contains_key(header::ACCEPT_ENCODING);
    let accepted = AcceptEncoding::parse(request);
    said && accepted
        .is_ok_and(|accepted| accepted.negotiate([Encoding::gzip()].iter()) == Some(Encoding::gzip()))
}
