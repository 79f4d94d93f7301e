//! The 48 h notification is sent, or shown again with what was typed.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::notification::{LOOK, NotificationForm, shown};
use super::refusal::Refusal;
use crate::actions::breach::notify::{Seen, notify_as_seen};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::paths;
use crate::web::posted::Posted;

/// Sends the notification that was seen, and no other: what changed meanwhile is shown first.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn send(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let form = NotificationForm::read(posted.form(&app, &who).await?);
    let reference = reference(&path)?;
    if form.action == LOOK {
        return shown(&app, &who, reference, form, Refusal::none()).await;
    }
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let (asked, named) = (form.asked(), reference.clone());
    let seen = Seen {
        version: form.shown.version,
        debtor: None,
    };
    let sent = app.write(move |db| notify_as_seen(db, &instance, &by, &named, &asked, seen, now));
    match sent.await {
        Ok(_) => Ok(see_other(
            &Flash::BreachNotified.after(&paths::breach(&reference)),
        )),
        Err(refused) => shown(&app, &who, reference, form, Refusal::of(refused)?).await,
    }
}
