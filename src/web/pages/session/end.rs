//! `POST /deconnexion`: ends the session, which then opens nothing any more, wherever its cookie may be.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::web::allowed::{Allowed, UseService};
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::posted::Posted;
use crate::web::{paths, session};

/// Signs out.
///
/// # Errors
/// Those of a form, and the machine's failures.
pub async fn end(
    app: Data<App>,
    who: Allowed<UseService>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    posted.form(&app, &who).await?;
    let gone = session::close(&app, &request).await?;
    let mut answer = see_other(&Flash::SignedOut.after(paths::SIGN_IN));
    answer.add_cookie(&gone).map_err(Error::failure)?;
    Ok(answer)
}
