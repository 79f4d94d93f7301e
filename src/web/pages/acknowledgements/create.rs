//! `POST /accuse-de-reception/{token}`: records that the recipient read the letter, once.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::actions::acknowledge;
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::posted::Posted;

/// Acknowledges, then leads back to the link, which says thanks.
///
/// # Errors
/// [`Error::LinkEnded`], those of a form, and the machine's failures.
pub async fn create(app: Data<App>, token: Path<String>, posted: Posted) -> Result<HttpResponse, Error> {
    posted.form_of_link(&app).await?;
    let (instance, now, link) = (Arc::clone(&app.instance), app.now(), token.clone());
    app.write(move |db| acknowledge::acknowledge(db, &instance, &link, now))
        .await?;
    Ok(see_other(&paths::acknowledgement(&token)))
}
