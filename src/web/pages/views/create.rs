//! Keeping the filter of the list under a name.

use actix_web::HttpResponse;
use actix_web::web::Data;

use super::index::{Waiting, corrected, load};
use crate::actions::views::{ViewRefused, keep};
use crate::domain::incident::Problem;
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::form::value;
use crate::web::narrowing::Typed;
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /dossiers/vues`: leads back to the list, which shows the view as the one chosen.
///
/// # Errors
/// Those of a form, and the machine's. What must be corrected is shown beside its field.
pub async fn create(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let (name, typed) = (
        value(&mut fields, "name"),
        Typed::read(&value(&mut fields, "query")),
    );
    let (by, now, query) = (who.account(), app.now(), typed.query());
    let of_filter = typed.problems(now);
    let waiting = Waiting {
        name: name.clone(),
        query: query.clone(),
    };
    let kept = if of_filter.is_empty() {
        let kept = app.write(move |db| keep(db, &by, &name, &query, None, now)).await;
        kept.map(|_| ())
    } else {
        Err(ViewRefused::Problems(of_filter))
    };
    match kept {
        Ok(()) => Ok(see_other(&paths::incidents(&waiting.query))),
        Err(ViewRefused::Problems(problems)) => {
            let mut page = load(&app, &who).await?;
            page.waiting = Some(waiting);
            // The form has one field that a person sees.
            let beside_it = problems
                .into_iter()
                .map(|problem| Problem::new("name", problem.message));
            corrected(page, beside_it.collect())
        }
        Err(other) => Err(other.into()),
    }
}
