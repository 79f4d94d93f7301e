//! A token is taken back.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::actions::machines::TokenRefused;
use crate::actions::machines::revoke;
use crate::web::allowed::{Administer, Allowed};
use crate::web::answer::see_other;
use crate::web::api::tokens::identifier_of;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /jetons/{id}/revocation`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's.
pub async fn revoke(
    app: Data<App>,
    who: Allowed<Administer>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    posted.form(&app, &who).await?;
    let (id, by, now) = (identifier_of(&path)?, who.account(), app.now());
    let revoked: Result<bool, TokenRefused> = app.write(move |db| revoke::revoke(db, &by.id, &id, now)).await;
    revoked?;
    Ok(see_other(&Flash::TokenRevoked.after(paths::TOKENS)))
}
