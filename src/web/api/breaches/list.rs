//! `GET /api/v1/breaches`: the breaches of the dossiers that an account sees, the latest first.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::incidents::dossier::EstablishmentName;
use super::super::values::{At, Listed, words_of};
use crate::actions::breach::read::note_register;
use crate::domain::breach::{Risk, Status};
use crate::domain::people::Party;
use crate::store::StoreError;
use crate::store::breaches::{self, Filter};
use crate::web::allowed::{Allowed, ReadRegister};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::pages::register::filter::RegisterFilter;
use crate::web::params::Params;

/// A line of the list.
#[derive(Serialize, ToSchema)]
pub struct BreachLine {
    /// Reference.
    reference: String,
    /// Reference of the dossier.
    incident: String,
    /// Title of the dossier.
    title: String,
    /// What it is taken to be.
    status: Status,
    /// School; `null` for an incident of no school.
    establishment: Option<EstablishmentName>,
    /// Who handles the incident.
    handler: Party,
    /// The controllers of the processing touched.
    controllers: Vec<Party>,
    /// The verdict on the risk; `null` until it is given.
    risk: Option<Risk>,
    /// Whether this is a drill.
    exercise: bool,
    /// When the incident was noticed.
    detected_at: At,
    /// When the breach was opened.
    opened_at: At,
    /// Grows with each change.
    version: i64,
}

impl From<breaches::Listed> for BreachLine {
    fn from(line: breaches::Listed) -> Self {
        let (breach, name) = (line.breach, line.establishment_name);
        Self {
            reference: breach.reference,
            incident: line.incident,
            title: line.title,
            status: breach.status,
            establishment: line.establishment_uai.map(|uai| EstablishmentName { uai, name }),
            handler: line.handler,
            controllers: breach.controllers.into_iter().collect(),
            risk: breach.verdict.map(|verdict| verdict.risk),
            exercise: line.exercise,
            detected_at: At(line.detected_at),
            opened_at: At(breach.opened_at),
            version: breach.version,
        }
    }
}

/// Takes the filters of the register from the parameters of an address; drills are left out.
pub fn filter(params: &mut Params) -> Filter {
    let party =
        |params: &mut Params, name| params.choice(name, &words_of(Party::ALL, Party::as_str), Party::parse);
    Filter {
        status: params.choice("status", &words_of(Status::ALL, Status::as_str), Status::parse),
        risk: params.choice("risk", &words_of(Risk::ALL, Risk::as_str), Risk::parse),
        controller: party(params, "controller"),
        handler: party(params, "handler"),
        establishment: params.school("establishment"),
        from: params.instant("from"),
        to: params.instant("to"),
        ..Filter::default()
    }
}

/// The breaches of the dossiers that the account sees, the latest opened first. Drills are listed when asked for.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/breaches", tag = "breaches",
    params(
        ("status" = Option<Status>, Query, description = "What it is taken to be"),
        ("risk" = Option<Risk>, Query, description = "The verdict on the risk"),
        ("controller" = Option<Party>, Query, description = "A controller of the processing touched"),
        ("handler" = Option<Party>, Query, description = "Who handles the incident"),
        ("establishment" = Option<String>, Query, description = "National code of the school"),
        ("from" = Option<At>, Query, description = "Opened at or after this instant"),
        ("to" = Option<At>, Query, description = "Opened before this instant"),
        ("exercises" = Option<bool>, Query, description = "Whether drills are listed too; no unless given"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Breaches", body = Listed<BreachLine>)))]
pub async fn list(
    app: Data<App>,
    who: Allowed<ReadRegister>,
    request: HttpRequest,
) -> Result<Json<Listed<BreachLine>>, Error> {
    let mut params = Params::of(&request);
    let filter = Filter {
        with_exercises: params.flag("exercises"),
        ..filter(&mut params)
    };
    let slice = params.slice(1);
    params.finish()?;
    let (by, now) = (who.account(), app.now());
    let words = RegisterFilter::from(&filter).sentence();
    let found = app.write(move |db| {
        let mut lines = breaches::list(db, &by.sight(), &filter, slice.after_one(), slice.one_more())?;
        let next = slice.cut(&mut lines, |line| vec![&line.breach.id]);
        note_register(db, &by, ("api", &words), lines.len(), now)?;
        Ok((lines, next))
    });
    let found: Result<_, StoreError> = found.await;
    let (lines, next_cursor) = found?;
    let items = lines.into_iter().map(BreachLine::from).collect();
    Ok(Json(Listed { items, next_cursor }))
}
