//! `GET /api/v1/incidents/{ref}`: one dossier, whole.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::assignment::AssignmentShape;
use super::super::decisions::DecisionShape;
use super::super::life::shape::LifeShape;
use super::super::obligations::ObligationShape;
use super::super::review::ReviewShape;
use super::super::values::At;
use super::availability::{self, DeedShape, OutageShape};
use super::legal_hold::LegalHoldShape;
use crate::actions::Instance;
use crate::actions::breach::Case;
use crate::domain::breach;
use crate::domain::incident::{PersonalData, Status, TouchedComponent};
use crate::domain::letter::{LetterKind, MailState};
use crate::domain::people::{Party, Role};
use crate::store::alarms::{self, Alarm};
use crate::store::incidents::{self, Incident};
use crate::store::mails::{self, Mail};
use crate::store::{Db, StoreError, accounts, assignments, legal_holds, obligations, reviews};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;

/// A dossier.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Incident)]
pub struct Dossier {
    /// Reference, stable for ever.
    pub(super) reference: String,
    /// Where it stands.
    status: Status,
    /// One line.
    title: String,
    /// What happened.
    description: String,
    /// School; `null` for an incident of no school.
    establishment: Option<EstablishmentName>,
    /// The decision as it stands; past ones are in `decisions`.
    decision: DecisionShape,
    /// What people said of it since its report.
    #[serde(flatten)]
    life: LifeShape,
    /// Components touched, the main one first.
    components: Vec<TouchedComponentShape>,
    /// When it was noticed.
    detected_at: At,
    /// When it began, if known.
    occurred_from: Option<At>,
    /// Whether personal data are touched.
    personal_data: PersonalData,
    /// Whether the département's perimeter may be touched.
    departement_impact_possible: bool,
    /// What was already done.
    measures_taken: String,
    /// References elsewhere.
    external_refs: Vec<String>,
    /// Whether this is a drill.
    exercise: bool,
    /// Who reported it.
    reported_by: Option<String>,
    /// When it was reported.
    reported_at: At,
    /// Grows with each change.
    version: i64,
    /// Duties, in the order they arose.
    obligations: Vec<ObligationShape>,
    /// Periods during which components cannot be used, in the order they were recorded.
    availability: Vec<OutageShape>,
    /// First actions of the handler on what cannot be used.
    first_actions: Vec<DeedShape>,
    /// Why the files of the dossier must stay; `null` while they follow their retention.
    legal_hold: Option<LegalHoldShape>,
    /// The personal-data breach; `null` while none is attached.
    breach: Option<BreachSummary>,
    /// Log requests.
    log_requests: Vec<LogRequestSummary>,
    /// Letters written because of it.
    mails: Vec<MailShape>,
    /// What somebody must look at.
    alarms: Vec<AlarmShape>,
    /// The days on which parties come back to it, soonest first.
    reviews: Vec<ReviewShape>,
    /// Who holds it; `null` when nobody ever did.
    assignment: Option<AssignmentShape>,
}

/// A school, named.
#[derive(Debug, Serialize, ToSchema)]
pub struct EstablishmentName {
    /// National code.
    pub(in crate::web::api) uai: String,
    /// Name on the day of the report.
    pub(in crate::web::api) name: String,
}

/// A component touched.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TouchedComponent)]
pub struct TouchedComponentShape {
    /// Component identifier.
    component: String,
    /// Network identifier, when it was told.
    network: Option<String>,
    /// Whether it can no longer be used.
    unavailable: bool,
}

/// A breach, in short.
#[derive(Debug, Serialize, ToSchema)]
pub struct BreachSummary {
    /// Reference.
    reference: String,
    /// What it is taken to be.
    status: breach::Status,
    /// Names of what a complete notification still lacks.
    missing_for_complete: Vec<&'static str>,
}

impl From<Case<'_>> for BreachSummary {
    fn from(case: Case<'_>) -> Self {
        Self {
            missing_for_complete: case.missing_for_complete(),
            status: case.breach.status,
            reference: case.breach.reference,
        }
    }
}

/// A log request, in short.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogRequestSummary {
    /// Reference.
    reference: String,
}

/// A letter to one recipient.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Mail)]
pub struct MailShape {
    /// Identifier.
    id: String,
    /// Kind.
    kind: LetterKind,
    /// Party written to.
    party: Option<Party>,
    /// Role written to.
    role: Option<Role>,
    /// Where it stands.
    state: MailState,
    /// Attempts so far.
    attempts: i64,
    /// The mail server's last answer.
    answer: String,
    /// When it was queued.
    queued_at: At,
    /// When it was accepted, refused or given up.
    settled_at: Option<At>,
    /// When the recipient said that they read it.
    acknowledged_at: Option<At>,
}

/// What somebody must look at.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Alarm)]
pub struct AlarmShape {
    /// Kind.
    kind: String,
    /// What happened and what to do, French.
    message: String,
    /// When it was raised.
    raised_at: At,
}

impl From<TouchedComponent> for TouchedComponentShape {
    fn from(component: TouchedComponent) -> Self {
        Self {
            component: component.touched.component,
            network: component.touched.network,
            unavailable: component.unavailable,
        }
    }
}

impl From<Mail> for MailShape {
    fn from(mail: Mail) -> Self {
        Self {
            id: mail.id,
            kind: mail.kind,
            party: mail.party,
            role: mail.role,
            state: mail.state,
            attempts: mail.attempts,
            answer: mail.last_answer,
            queued_at: At(mail.queued_at),
            settled_at: mail.settled_at.map(At),
            acknowledged_at: mail.acknowledged_at.map(At),
        }
    }
}

impl From<Alarm> for AlarmShape {
    fn from(alarm: Alarm) -> Self {
        Self {
            kind: alarm.kind,
            message: alarm.message,
            raised_at: At(alarm.raised_at.0),
        }
    }
}

impl Dossier {
    /// Everything about a dossier as it stands at `now` (UTC).
    ///
    /// # Errors
    /// The store's own failures.
    pub fn load(
        db: &mut Db,
        instance: &Instance,
        incident: Incident,
        now: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let breach = Case::of_incident(db, instance, &incident.id)?;
        let owed = obligations::of_incident(db, &incident.id)?;
        let hold = legal_holds::standing(db, &incident.id)?;
        let (availability, first_actions) = availability::of_incident(db, &incident.id)?;
        let letters = mails::of_incident(db, &incident.id)?;
        let standing = alarms::of_incident(db, &incident.id)?;
        let set = reviews::of_incident(db, &incident.id)?;
        let reporter = accounts::name(db, &incident.reported_by)?;
        let life = LifeShape::load(db, &incident)?;
        let assigned = assignments::of_incident(db, &incident.id)?;
        let assignment = assigned
            .map(|known| AssignmentShape::load(db, known))
            .transpose()?;
        let name = incident.establishment_name;
        Ok(Self {
            life,
            reference: incident.reference,
            status: incident.status,
            title: incident.title,
            description: incident.description,
            establishment: incident.establishment_uai.map(|uai| EstablishmentName {
                uai: uai.to_string(),
                name,
            }),
            decision: incident.decision.into(),
            components: incident
                .components
                .into_iter()
                .map(TouchedComponentShape::from)
                .collect(),
            detected_at: At(incident.detected_at),
            occurred_from: incident.occurred_from.map(At),
            personal_data: incident.personal_data,
            departement_impact_possible: incident.departement_impact_possible,
            measures_taken: incident.measures_taken,
            external_refs: incident.external_refs,
            exercise: incident.exercise,
            reported_by: reporter,
            reported_at: At(incident.reported_at),
            version: incident.version,
            obligations: owed
                .into_iter()
                .map(|duty| ObligationShape::of(duty, now))
                .collect(),
            availability,
            first_actions,
            legal_hold: hold.map(LegalHoldShape::from),
            breach: breach.map(BreachSummary::from),
            log_requests: Vec::new(),
            mails: letters.into_iter().map(MailShape::from).collect(),
            alarms: standing.into_iter().map(AlarmShape::from).collect(),
            reviews: set.into_iter().map(ReviewShape::from).collect(),
            assignment,
        })
    }
}

/// One dossier. One that does not exist and one that the account may not see are answered alike.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, path = "/api/v1/incidents/{reference}", tag = "incidents",
    params(("reference" = String, Path, description = "Reference, for example SSI-2026-0001")),
    responses((status = 200, description = "The dossier", body = Dossier)))]
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
) -> Result<Json<Dossier>, Error> {
    let (reference, account, now) = (reference(&path)?, who.account(), app.now());
    let instance = Arc::clone(&app.instance);
    let dossier = app.read(move |db| {
        let incident = incidents::find(db, &reference, &account.sight())?.ok_or(Error::NotFound)?;
        Ok::<_, Error>(Dossier::load(db, &instance, incident, now)?)
    });
    dossier.await.map(Json)
}

/// A reference as this program gives them: anything else names nothing, and some of it no store could even look for.
///
/// # Errors
/// [`Error::NotFound`].
pub fn reference(text: &str) -> Result<String, Error> {
    let plain = text.len() <= 32 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if plain {
        Ok(text.to_owned())
    } else {
        Err(Error::NotFound)
    }
}
