//! `POST /api/v1/incidents/{ref}/availability` and `…/first-action`: what cannot be used, and what is done about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::values::At;
use super::dossier::{Dossier, reference};
use crate::actions::availability::first_action;
use crate::actions::availability::mark::{Given, mark as mark_component};
use crate::store::incidents;
use crate::store::outages::{self, Deed, Recorded};
use crate::store::{Db, StoreError};
use crate::web::allowed::{Allowed, RecordAvailability};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// A period during which a component cannot be used.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Outage)]
pub struct OutageShape {
    /// Component identifier.
    component: String,
    /// Since when.
    unavailable_from: At,
    /// Until when; `null` while it lasts, and the beginning itself when it was marked by mistake.
    unavailable_until: Option<At>,
    /// Whether spare equipment is at hand; `null` until somebody says so.
    spare: Option<bool>,
    /// Whether what fails is under the control of the handler; `null` until somebody says so.
    under_control: Option<bool>,
    /// Whether user data on shared spaces are to be restored.
    shared_data: bool,
    /// What makes up for it.
    mitigations: Vec<DeedShape>,
    /// Identifiers of its service levels among the obligations of the dossier.
    obligations: Vec<String>,
}

/// Something done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Deed)]
pub struct DeedShape {
    /// When.
    at: At,
    /// What, French.
    text: String,
}

impl From<Deed> for DeedShape {
    fn from(deed: Deed) -> Self {
        Self {
            at: At(deed.at),
            text: deed.text,
        }
    }
}

/// The outages of a dossier, and the first actions on it.
///
/// # Errors
/// The store's own failures.
pub(super) fn of_incident(
    db: &mut Db,
    incident_id: &str,
) -> Result<(Vec<OutageShape>, Vec<DeedShape>), StoreError> {
    let mut mitigations: BTreeMap<String, Vec<DeedShape>> = BTreeMap::new();
    for deed in outages::mitigations(db, incident_id)? {
        mitigations
            .entry(deed.about.clone())
            .or_default()
            .push(deed.into());
    }
    let links = outages::links(db, incident_id)?;
    let shape = |recorded: Recorded| {
        let own = links.iter().filter(|(_, outage)| **outage == recorded.id);
        OutageShape {
            obligations: own.map(|(duty, _)| duty.clone()).collect(),
            mitigations: mitigations.remove(&recorded.id).unwrap_or_default(),
            component: recorded.outage.component,
            unavailable_from: At(recorded.outage.began_at),
            unavailable_until: recorded.outage.ended_at.map(At),
            spare: recorded.outage.spare,
            under_control: recorded.outage.under_control,
            shared_data: recorded.outage.shared_data,
        }
    };
    let outages = outages::of_incident(db, incident_id)?
        .into_iter()
        .map(shape)
        .collect();
    let actions = outages::first_actions(db, incident_id)?;
    Ok((outages, actions.into_iter().map(DeedShape::from).collect()))
}

/// What is said of a component.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewAvailability {
    /// Component identifier, among those of the dossier.
    component: String,
    /// Whether it can be used.
    available: bool,
    /// Since when; for a component that is unavailable already, when what is said became so.
    #[schema(value_type = At)]
    at: At,
    /// Whether spare equipment is at hand; without it nobody promises to restore.
    spare: Option<bool>,
    /// Whether what fails is under the control of the handler; otherwise nobody promises to restore.
    under_control: Option<bool>,
    /// Whether user data on shared spaces are to be restored, which takes longer.
    shared_data: Option<bool>,
    /// What makes up for it meanwhile, French.
    #[schema(max_length = 20_000)]
    mitigation: Option<String>,
    /// Why it is late; asked for after the time agreed.
    #[schema(max_length = 20_000)]
    late_reason: Option<String>,
}

/// Marks a component unavailable, available again, or says more of one that is unavailable. Available at the instant at
/// which it became unavailable undoes a mark made by mistake.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Problems`], [`Error::NotTheOfficer`] for whoever does not handle the dossier,
/// [`Error::Stands`] when nothing would change.
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/availability", tag = "incidents",
    request_body = NewAvailability,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The dossier as it stands now", body = Dossier)))]
pub async fn mark(
    app: Data<App>,
    who: Allowed<RecordAvailability>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<Dossier>, Error> {
    let (reference, mut fields) = (reference(&path)?, Fields::of(posted.json().await?)?);
    let given = said(&mut fields);
    fields.finished()?;
    let given = given.ok_or_else(|| Error::failure("an availability without instant"))?;
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let marked = app.write(move |db| {
        let incident = mark_component(db, &instance, &by, &reference, &given, now)?;
        let incident = incidents::by_id(db, &incident.id)?.ok_or(Error::NotFound)?;
        Ok::<_, Error>(Dossier::load(db, &instance, incident, now)?)
    });
    Ok(Json(marked.await?))
}

/// What the body says; `None` when its instant is missing, which the fields have noted.
fn said(fields: &mut Fields) -> Option<Given> {
    let (component, at) = (fields.text("component"), fields.instant("at"));
    let available = fields.flag_required("available");
    let (spare, under_control) = (fields.flag_if_any("spare"), fields.flag_if_any("under_control"));
    let shared_data = fields.flag_if_any("shared_data");
    let mitigation = fields.text_if_any("mitigation").unwrap_or_default();
    let late_reason = fields.text_if_any("late_reason").unwrap_or_default();
    Some(Given {
        component,
        available,
        at: at?,
        spare,
        under_control,
        shared_data,
        mitigation,
        late_reason,
    })
}

/// The first action of the handler.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewFirstAction {
    /// When.
    #[schema(value_type = At)]
    at: At,
    /// What was done, French.
    #[schema(max_length = 20_000)]
    text: String,
    /// Why it is late; asked for after the time agreed.
    #[schema(max_length = 20_000)]
    late_reason: Option<String>,
}

/// Records the first action of the handler: what cannot be used is taken charge of.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Problems`], [`Error::NotTheOfficer`] for whoever does not handle the dossier,
/// [`Error::Stands`] when nothing waits to be taken charge of.
#[utoipa::path(post, path = "/api/v1/incidents/{reference}/first-action", tag = "incidents",
    request_body = NewFirstAction,
    params(("reference" = String, Path, description = "Reference of the dossier")),
    responses((status = 200, description = "The dossier as it stands now", body = Dossier)))]
pub async fn first_action(
    app: Data<App>,
    who: Allowed<RecordAvailability>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<Dossier>, Error> {
    let (reference, mut fields) = (reference(&path)?, Fields::of(posted.json().await?)?);
    let (at, text) = (fields.instant("at"), fields.text("text"));
    let late_reason = fields.text_if_any("late_reason").unwrap_or_default();
    fields.finished()?;
    let at = at.ok_or_else(|| Error::failure("a first action without instant"))?;
    let given = first_action::Given {
        at,
        text,
        late_reason,
    };
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let recorded = app.write(move |db| {
        let incident = first_action::record(db, &by, &reference, &given, now)?;
        Ok::<_, Error>(Dossier::load(db, &instance, incident, now)?)
    });
    Ok(Json(recorded.await?))
}
