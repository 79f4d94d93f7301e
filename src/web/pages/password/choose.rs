//! `POST /mot-de-passe/{secret}`: takes the password chosen. The link, every session and every other link end.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::set::{PasswordForm, ended, owner, shown};
use crate::actions::accounts;
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::Posted;

/// Chooses the password, or shows every fault; nothing typed is shown again.
///
/// # Errors
/// [`Error::LinkEnded`], those of a form of a stranger, and the machine's failures.
pub async fn choose(
    app: Data<App>,
    secret: Path<String>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form_of_stranger(&app).await?;
    let form = PasswordForm {
        password: value(&mut fields, "password"),
        again: value(&mut fields, "again"),
    };
    let account = owner(&app, &secret).await?;
    let problems = form.problems(&account.email);
    if !problems.is_empty() {
        return shown(&app, &request, &account, &secret, problems);
    }
    let (now, turn) = (app.now(), app.limits.turn().await?);
    let chosen = app
        .write(move |db| accounts::choose_password(db, &secret, &form.password, now))
        .await;
    drop(turn);
    chosen.map_err(ended)?;
    Ok(see_other(&Flash::PasswordChosen.after(paths::SIGN_IN)))
}
