//! Giving a view another name.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::index::{corrected, load};
use crate::actions::views::{ViewRefused, rename as give_name};
use crate::domain::incident::Problem;
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::download::identifier;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::Posted;

/// `POST /dossiers/vues/{id}`.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn rename(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let (id, typed) = (identifier(&path)?, value(&mut fields, "name"));
    let (by, now, of, name) = (who.account(), app.now(), id.clone(), typed.clone());
    let renamed = app.write(move |db| give_name(db, &by, &of, &name, now)).await;
    match renamed {
        Ok(_) => Ok(see_other(&Flash::ViewRenamed.after(paths::VIEWS))),
        Err(ViewRefused::Problems(problems)) => {
            let mut page = load(&app, &who).await?;
            let mut field = "name".to_owned();
            for view in page.views.iter_mut().filter(|view| view.id == id) {
                view.typed.clone_from(&typed);
                field = view.field();
            }
            let beside_it = problems
                .into_iter()
                .map(|problem| Problem::new(field.clone(), problem.message));
            corrected(page, beside_it.collect())
        }
        Err(other) => Err(other.into()),
    }
}
