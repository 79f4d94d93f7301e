//! The life of a dossier for programs: qualification, transitions, handovers, associates, and the taxonomy.

pub mod associates;
pub mod handovers;
pub mod qualification;
pub mod shape;
pub mod taxonomy;
pub mod transitions;

use std::sync::Arc;

use actix_web::web::Json;

use super::incidents::dossier::Dossier;
use crate::actions::life::{Acting, LifeRefused};
use crate::store::Db;
use crate::store::incidents::{self, Incident};
use crate::web::allowed::Allowed;
use crate::web::app::App;
use crate::web::error::Error;

/// Acts, and answers with the dossier as it stands from then on.
///
/// # Errors
/// What the act refuses, and the machine's.
async fn acted<R>(
    app: &App,
    who: &Allowed<R>,
    version: Option<i64>,
    act: impl FnOnce(&mut Db, &Acting<'_>) -> Result<Incident, LifeRefused> + Send + 'static,
) -> Result<Json<Dossier>, Error> {
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let acted = app.write(move |db| {
        let acting = Acting {
            instance: &instance,
            by: &by,
            version,
            now,
        };
        let reference = act(db, &acting)?.reference;
        let incident = incidents::find(db, &reference, &by.sight())?.ok_or(Error::NotFound)?;
        Ok::<_, Error>(Dossier::load(db, &instance, incident, now)?)
    });
    acted.await.map(Json)
}
