//! The question: « avez-vous bien reçu ce message ? ». Nothing of the dossier but its reference is shown, since
//! whoever holds the link sees this page.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;

use super::done::AcknowledgedPage;
use crate::actions::acknowledge;
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::view::Moment;

/// The page behind the link of a mail.
#[derive(Debug, Template)]
#[template(path = "pages/acknowledgements/new.html")]
pub struct AcknowledgePage {
    /// Frame.
    pub shell: Shell,
    /// Where the button leads: the signed link itself.
    pub action: String,
    /// Reference of the dossier.
    pub reference: String,
    /// When the message was written.
    pub sent: Moment,
}

/// `GET /accuse-de-reception/{token}`: the question, or the thanks once it was answered. Changes nothing.
///
/// # Errors
/// [`Error::LinkEnded`], and the machine's failures.
pub async fn show(app: Data<App>, token: Path<String>) -> Result<HttpResponse, Error> {
    let (instance, now, link) = (Arc::clone(&app.instance), app.now(), token.clone());
    let found = app
        .read(move |db| acknowledge::letter_of(db, &instance, &link, now))
        .await?;
    let (letter, Some(reference)) = found else {
        return Err(Error::LinkEnded);
    };
    match letter.acknowledged_at {
        Some(at) => page(&AcknowledgedPage::of(reference, at)),
        None => page(&AcknowledgePage {
            shell: Shell::for_stranger("Accuser réception", paths::ACKNOWLEDGEMENT),
            action: paths::acknowledgement(&token),
            reference,
            sent: Moment::of(letter.queued_at),
        }),
    }
}
