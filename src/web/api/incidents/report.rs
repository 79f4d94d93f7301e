//! `POST /api/v1/incidents`: reporting an incident. The same key and request again answer with the same dossier.

use std::sync::Arc;

use actix_web::http::header::LOCATION;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::decisions::{TouchedShape, add_new, touched};
use super::super::idempotency::{fingerprint, key};
use super::super::values::{At, words_of};
use super::dossier::Dossier;
use crate::actions::report::{ReportRefused, Reported, problems, report};
use crate::domain::incident::{PersonalData, Problem, Report as Reporting, Status, TouchedComponent};
use crate::domain::people::Party;
use crate::store::{Db, incidents};
use crate::web::allowed::{Allowed, Report};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// An incident, as it is reported.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewIncident {
    /// National code of the school; `null` for no school.
    establishment_uai: Option<String>,
    /// One line, at most 160 characters.
    #[schema(max_length = 160)]
    title: String,
    /// What happened, at most 20 000 characters.
    #[schema(max_length = 20_000)]
    description: String,
    /// Components touched, the main one first.
    #[schema(min_items = 1, max_items = 50)]
    components: Vec<NewTouched>,
    /// When it was noticed, with its offset.
    #[schema(value_type = At)]
    detected_at: At,
    /// When it began, if known.
    #[schema(value_type = Option<At>)]
    occurred_from: Option<At>,
    /// Whether personal data are touched.
    personal_data: PersonalData,
    /// Whether the département's perimeter may be touched; no unless given.
    departement_impact_possible: Option<bool>,
    /// What was already done.
    #[schema(max_length = 20_000)]
    measures_taken: Option<String>,
    /// References elsewhere, for example a ticket.
    external_refs: Option<Vec<String>>,
    /// Whether this is a drill; no unless given.
    exercise: Option<bool>,
}

/// A component touched.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewTouched {
    #[serde(flatten)]
    touched: TouchedShape,
    /// Whether it can no longer be used; no unless given.
    unavailable: Option<bool>,
}

/// What a machine is told of its report: it reads no dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportReceipt {
    /// Reference of the dossier.
    reference: String,
    /// Where it stands.
    status: Status,
    /// Who handles it, as it was decided.
    handler: Party,
}

/// What a report is answered with.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "one answer is made at a time")]
pub enum ReportAnswer {
    /// To a person: the dossier.
    Dossier(Dossier),
    /// To a machine: its receipt.
    Receipt(ReportReceipt),
}

/// Reports an incident: it is decided, recorded, and those concerned are written to.
///
/// # Errors
/// [`Error::Problems`] with every problem at once, [`Error::KeyReused`], and those of a body.
#[utoipa::path(post, path = "/api/v1/incidents", tag = "incidents", request_body = NewIncident,
    params(("Idempotency-Key" = Option<String>, Header,
        description = "Chosen by the caller: the same key and request again create nothing and answer the same dossier")),
    responses((status = 201, description = "The dossier; for the token of a machine, a receipt", body = ReportAnswer, headers(
        ("Location" = String, description = "Address of the dossier"),
        ("Idempotency-Replayed" = Option<String>, description = "`true` when an earlier call had created it"),
    ))))]
pub async fn create(
    app: Data<App>,
    who: Allowed<Report>,
    request: HttpRequest,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let body = posted.json().await?;
    let asked = fingerprint(&body);
    let mut fields = Fields::of(body)?;
    let key = key(&request, asked, &mut fields);
    let given = read(&mut fields, &app);
    let unreadable = fields.finish();
    if !unreadable.is_empty() {
        return Err(every_problem(&app, &who, given, unreadable).await);
    }
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let (shown, is_machine) = (Arc::clone(&instance), who.machine().is_some());
    let act = move |db: &mut Db| report(db, &instance, &by, given, key.as_ref(), now);
    let show = move |db: &mut Db, mut reported: Reported| {
        let incident = match reported.incident.take() {
            Some(incident) => Some(incident),
            None => incidents::by_reference(db, &reported.reference)?,
        };
        let answer = incident.map(|incident| {
            if is_machine {
                return Ok(ReportAnswer::Receipt(ReportReceipt {
                    status: incident.status,
                    handler: incident.decision.handler,
                    reference: incident.reference,
                }));
            }
            Dossier::load(db, &shown, incident, now).map(ReportAnswer::Dossier)
        });
        Ok::<_, ReportRefused>((reported, answer.transpose()?))
    };
    let (reported, dossier) = app.write_then_read(act, show).await?;
    Ok(created(&reported, &dossier.ok_or(Error::NotFound)?))
}

fn created(reported: &Reported, dossier: &ReportAnswer) -> HttpResponse {
    let mut answer = HttpResponse::Created();
    answer.insert_header((LOCATION, format!("/api/v1/incidents/{}", reported.reference)));
    if reported.already {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    answer.json(dossier)
}

/// What could not be read, and what is wrong with the rest.
async fn every_problem<R>(
    app: &App,
    who: &Allowed<R>,
    given: Reporting,
    mut unreadable: Vec<Problem>,
) -> Error {
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let further = app.read(move |db| problems(db, &instance, &by, given, now)).await;
    match further {
        Ok(further) => {
            add_new(&mut unreadable, further);
            Error::Problems(unreadable)
        }
        Err(error) => error.into(),
    }
}

/// The fields of a report. What is missing or unreadable was complained of; something legal stands in its place, so
/// that the rest can be checked all the same.
fn read(fields: &mut Fields, app: &App) -> Reporting {
    let personal_data = words_of(PersonalData::ALL, PersonalData::as_str);
    Reporting {
        establishment_uai: fields.school("establishment_uai"),
        title: fields.text("title"),
        description: fields.text("description"),
        components: fields.objects("components", |component| TouchedComponent {
            touched: touched(component),
            unavailable: component.flag("unavailable"),
        }),
        detected_at: fields.instant("detected_at").unwrap_or_else(|| app.now()),
        occurred_from: fields.instant_if_any("occurred_from"),
        personal_data: fields
            .choice("personal_data", &personal_data, PersonalData::parse)
            .unwrap_or(PersonalData::Unknown),
        departement_impact_possible: fields.flag("departement_impact_possible"),
        measures_taken: fields.text_if_any("measures_taken").unwrap_or_default(),
        external_refs: fields.texts("external_refs"),
        exercise: fields.flag("exercise"),
    }
}
