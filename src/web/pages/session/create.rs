//! `POST /connexion`: recognises somebody and opens their session, or shows the form again.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::new::{REFUSED, SignInPage, TOO_MANY, shown};
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::error::{Error, seconds};
use crate::web::form::value;
use crate::web::posted::Posted;
use crate::web::session::{self, Credentials, safe_return};

/// Signs in. A wrong address, a wrong password, a missing or wrong one-time code and a disabled account are answered
/// alike.
///
/// # Errors
/// Those of a form of a stranger, [`Error::Busy`], and the machine's failures.
pub async fn create(app: Data<App>, request: HttpRequest, posted: Posted) -> Result<HttpResponse, Error> {
    let mut fields = posted.form_of_stranger(&app).await?;
    let given = Credentials {
        email: value(&mut fields, "email"),
        password: value(&mut fields, "password"),
        code: value(&mut fields, "totp"),
    };
    let (email, next) = (given.email.clone(), value(&mut fields, "next"));
    match session::recognise(&app, &request, given).await {
        Ok(recognised) => {
            let cookie = session::open(&app, recognised).await?;
            let mut answer = see_other(safe_return(&next));
            answer.add_cookie(&cookie).map_err(Error::failure)?;
            Ok(answer)
        }
        Err(Error::NotRecognised) => again(&app, &request, email, &next, REFUSED),
        Err(Error::TooMany { retry_after }) => {
            let answer = again(&app, &request, email, &next, TOO_MANY)?;
            Ok(too_many(answer, retry_after))
        }
        Err(other) => Err(other),
    }
}

/// The form once more, the address kept, the password and the code forgotten.
fn again(
    app: &App,
    request: &HttpRequest,
    email: String,
    next: &str,
    refusal: &'static str,
) -> Result<HttpResponse, Error> {
    let page = SignInPage {
        email,
        refusal,
        next: safe_return(next).to_owned(),
        ..SignInPage::default()
    };
    shown(app, request, page, StatusCode::UNPROCESSABLE_ENTITY)
}

fn too_many(mut answer: HttpResponse, retry_after: Duration) -> HttpResponse {
    *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    answer
        .headers_mut()
        .insert(RETRY_AFTER, seconds(retry_after).into());
    answer
}
