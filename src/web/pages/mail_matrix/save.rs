//! The administrator decides: only what they changed on the page is changed, whatever somebody else decided meanwhile.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::web::Data;

use crate::actions::mailing::{Cell, decide};
use crate::domain::letter::LetterKind;
use crate::domain::mailing::{OPTIONAL, roles};
use crate::web::allowed::{Administer, Allowed};
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::{FormFields, Posted};

/// `POST /qui-recoit-quoi`.
///
/// # Errors
/// Those of a form, and the machine's.
pub async fn save(app: Data<App>, who: Allowed<Administer>, posted: Posted) -> Result<HttpResponse, Error> {
    let cells = changed(posted.form(&app, &who).await?);
    let (by, now) = (who.account(), app.now());
    app.write(move |db| decide(db, &by, &cells, now)).await?;
    Ok(see_other(&Flash::MatrixSaved.after(paths::WHO_RECEIVES)))
}

/// The cells that were changed on the page.
fn changed(mut fields: FormFields) -> Vec<Cell> {
    let shown = value(&mut fields, "shown");
    let shown: BTreeSet<&str> = shown.split(' ').collect();
    let chosen = fields.iter().filter(|(name, _)| name == "given");
    let chosen: BTreeSet<&str> = chosen.map(|(_, value)| value.as_str()).collect();
    let all = OPTIONAL.iter().flat_map(|kind: &LetterKind| {
        roles()
            .into_iter()
            .map(move |role| (format!("{kind}:{role}"), *kind, role))
    });
    all.filter(|(name, _, _)| shown.contains(name.as_str()) != chosen.contains(name.as_str()))
        .map(|(name, kind, role)| Cell {
            kind,
            role,
            wanted: chosen.contains(name.as_str()),
        })
        .collect()
}
