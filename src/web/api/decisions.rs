//! `POST /api/v1/decisions`: who would handle an incident, and why. Nothing is recorded.

use std::sync::Arc;

use actix_web::web::{Data, Json};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::values::At;
use crate::actions::Instance;
use crate::actions::report::component_problem;
use crate::domain::convention::Certainty;
use crate::domain::incident::Problem;
use crate::domain::people::{Party, Role};
use crate::domain::routing::{self, ComponentDecision, Decision, Inform, Touched};
use crate::domain::uai::Uai;
use crate::store::{Db, establishments};
use crate::web::allowed::{Allowed, UseService};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// What one asks.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct Question {
    /// National code of the school; `null` for no school.
    establishment_uai: Option<String>,
    /// Components touched, the main one first.
    components: Vec<TouchedShape>,
    /// When it would be noticed; now unless given.
    #[schema(value_type = Option<At>)]
    at: Option<At>,
    /// Whether the département's perimeter may be touched; no unless given.
    departement_impact_possible: Option<bool>,
}

/// A component touched.
#[derive(Serialize, ToSchema)]
#[schema(as = Touched)]
pub struct TouchedShape {
    /// Component identifier.
    pub component: String,
    /// Network identifier, when it is not on its usual one.
    pub network: Option<String>,
}

/// A decision that explains itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Decision)]
pub struct DecisionShape {
    /// Convention applied; `null` when none covers the school.
    convention: Option<String>,
    /// Content hash of its version.
    convention_hash: Option<String>,
    /// Who handles the incident.
    handler: Party,
    /// How sure; the weakest of all components.
    certainty: Certainty,
    /// The other reading of the main component, when contested.
    alternative: Option<Party>,
    /// The other handlers.
    associates: Vec<Party>,
    /// Component by component.
    components: Vec<ComponentDecisionShape>,
    /// Who must be told.
    inform: Vec<InformShape>,
    /// Warning codes.
    warnings: Vec<String>,
}

/// The decision for one component.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ComponentDecision)]
pub struct ComponentDecisionShape {
    /// Component.
    component: String,
    /// Network considered.
    network: Option<String>,
    /// Who handles it.
    handler: Party,
    /// How sure.
    certainty: Certainty,
    /// The other reading, when contested.
    alternative: Option<Party>,
    /// Where the clause stands, French.
    clause: String,
    /// One French sentence.
    reason: String,
}

/// Somebody who must be told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Inform)]
pub struct InformShape {
    /// Party told.
    party: Party,
    /// Role within it.
    role: Role,
    /// Mail address; empty when none is known.
    address: String,
    /// Where the clause stands, French.
    clause: String,
    /// One French sentence.
    reason: String,
}

impl From<Decision> for DecisionShape {
    fn from(decision: Decision) -> Self {
        Self {
            convention: decision.convention,
            convention_hash: decision.convention_hash,
            handler: decision.handler,
            certainty: decision.certainty,
            alternative: decision.alternative,
            associates: decision.associates,
            components: decision
                .components
                .into_iter()
                .map(ComponentDecisionShape::from)
                .collect(),
            inform: decision.inform.into_iter().map(InformShape::from).collect(),
            warnings: decision.warnings,
        }
    }
}

impl From<ComponentDecision> for ComponentDecisionShape {
    fn from(decision: ComponentDecision) -> Self {
        Self {
            component: decision.component,
            network: decision.network,
            handler: decision.handler,
            certainty: decision.certainty,
            alternative: decision.alternative,
            clause: decision.clause,
            reason: decision.reason,
        }
    }
}

impl From<Inform> for InformShape {
    fn from(inform: Inform) -> Self {
        Self {
            party: inform.party,
            role: inform.role,
            address: inform.address,
            clause: inform.clause,
            reason: inform.reason,
        }
    }
}

/// Who would handle an incident, and why. Nothing is recorded.
///
/// # Errors
/// [`Error::Problems`] with every problem at once, and those of a body.
#[utoipa::path(post, path = "/api/v1/decisions", tag = "incidents", request_body = Question,
    responses((status = 200, description = "The decision", body = DecisionShape)))]
pub async fn decide(
    app: Data<App>,
    _who: Allowed<UseService>,
    posted: Posted,
) -> Result<Json<DecisionShape>, Error> {
    let mut fields = Fields::of(posted.json().await?)?;
    let asked = Asked {
        uai: fields.school("establishment_uai"),
        touched: fields.objects("components", touched),
        at: fields.instant_if_any("at").unwrap_or_else(|| app.now()),
        departement_impact_possible: fields.flag("departement_impact_possible"),
    };
    let (problems, instance) = (fields.finish(), Arc::clone(&app.instance));
    let decision = app.read(move |db| asked.answer(db, &instance, problems)).await;
    decision.map(|decision| Json(decision.into()))
}

/// Reads one component touched.
pub(super) fn touched(fields: &mut Fields) -> Touched {
    Touched {
        component: fields.text("component"),
        network: fields.text_if_any("network"),
    }
}

struct Asked {
    uai: Option<Uai>,
    touched: Vec<Touched>,
    at: DateTime<Utc>,
    departement_impact_possible: bool,
}

impl Asked {
    fn answer(self, db: &mut Db, instance: &Instance, mut problems: Vec<Problem>) -> Result<Decision, Error> {
        let school = self
            .uai
            .as_ref()
            .map(|uai| establishments::find(db, uai))
            .transpose()?
            .flatten();
        if let Some(uai) = self.uai.filter(|_| school.is_none()) {
            let message = format!("L’établissement {uai} n’est pas dans l’annuaire.");
            problems.push(Problem::new("establishment_uai", message));
        }
        let impact = self.departement_impact_possible;
        let decision = routing::decide(
            &instance.catalogue,
            school.as_ref(),
            &self.touched,
            impact,
            self.at,
        );
        match decision {
            Ok(decision) if problems.is_empty() => Ok(decision),
            decided => {
                let refused = decided.err().unwrap_or_default();
                add_new(&mut problems, refused.iter().map(component_problem));
                Err(Error::Problems(problems))
            }
        }
    }
}

/// Adds problems of fields that were not complained of yet, neither they, nor what they are in, nor what is in them.
pub(super) fn add_new(problems: &mut Vec<Problem>, further: impl IntoIterator<Item = Problem>) {
    for problem in further {
        let related =
            |known: &Problem| inside(&known.field, &problem.field) || inside(&problem.field, &known.field);
        if !problems.iter().any(related) {
            problems.push(problem);
        }
    }
}

fn inside(field: &str, whole: &str) -> bool {
    field
        .strip_prefix(whole)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
