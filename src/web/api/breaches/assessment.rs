//! `POST /api/v1/breaches/{ref}/assessment`: the severity score of the answers, and the officer's verdict beside it.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::super::incidents::dossier::reference;
use super::super::values::words_of;
use crate::actions::breach::BreachRefused;
use crate::actions::breach::assess::{Given, assess};
use crate::domain::breach::Risk;
use crate::domain::incident::Problem;
use crate::domain::severity::{
    Assessment, Availability, Band, Category, Confidentiality, Doubt, Flag, Identification, Inputs, Integrity,
};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::posted::Posted;

/// Answers to the severity method, a verdict, or both.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewAssessment {
    /// Answers to the questions of the method.
    inputs: Option<SeverityInputs>,
    /// The officer's verdict.
    risk: Option<Risk>,
    /// Reasons of the verdict.
    reasons: Option<String>,
}

/// Answers to the questions of ENISA's method.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct SeverityInputs {
    /// Categories of data touched, each once.
    contexts: Vec<SeverityContext>,
    /// How easily the persons are identified.
    identification: Identification,
    /// Loss of confidentiality.
    confidentiality: Confidentiality,
    /// Loss of integrity.
    integrity: Integrity,
    /// Loss of availability.
    availability: Availability,
    /// Whether somebody acted on purpose.
    malicious_intent: bool,
    /// How many persons, when known.
    persons: Option<u64>,
    /// Whether the data are strongly encrypted and the key is safe.
    unintelligible: Option<bool>,
}

/// A category of data touched.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct SeverityContext {
    /// Category.
    category: Category,
    /// Points added to or taken from those of the category, as the method allows.
    adjustment: i8,
}

/// What the method says, and the verdict beside it.
#[derive(Serialize, ToSchema)]
#[schema(as = Assessment)]
pub struct AssessmentShape {
    /// Severity, `dpc` × `ei` + `cb`; `null` when no answers were given.
    score: Option<f64>,
    /// Context of the data.
    dpc: Option<u8>,
    /// Ease of identification.
    ei: Option<f64>,
    /// Circumstances of the breach.
    cb: Option<f64>,
    /// Band of the score.
    band: Option<Band>,
    /// What the score proposes, never a decision.
    proposed_risk: Option<Risk>,
    /// Why a low score does not let a risk be excluded.
    doubts: Vec<Doubt>,
    /// Facts shown beside the score.
    flags: Vec<Flag>,
    /// The verdict that now stands; `null` until one is given.
    risk: Option<Risk>,
    /// Reasons of the verdict.
    risk_reasons: Option<String>,
}

/// Scores the answers and keeps them; with `risk` and `reasons`, records the verdict of the officer, and the duties
/// follow it.
///
/// # Errors
/// [`Error::Problems`] with every problem at once, [`Error::NotTheOfficer`], [`Error::Stands`].
#[utoipa::path(post, path = "/api/v1/breaches/{reference}/assessment", tag = "breaches", request_body = NewAssessment,
    params(("reference" = String, Path, description = "Reference of the breach")),
    responses((status = 200, description = "What the method says, and the verdict", body = AssessmentShape)))]
pub async fn create(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<Json<AssessmentShape>, Error> {
    let (reference, given) = (reference(&path)?, read(posted.json().await?)?);
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let assessed = app.write(move |db| {
        let (case, assessment) = assess(db, &instance, &by, &reference, &given, now)?;
        let verdict = case.breach.verdict.map(|verdict| (verdict.risk, verdict.reasons));
        Ok::<_, BreachRefused>(shape(assessment.as_ref(), verdict))
    });
    Ok(Json(assessed.await?))
}

fn shape(it: Option<&Assessment>, verdict: Option<(Risk, String)>) -> AssessmentShape {
    AssessmentShape {
        score: it.map(|it| it.score.into()),
        dpc: it.map(|it| it.dpc),
        ei: it.map(|it| it.ei.into()),
        cb: it.map(|it| it.cb.into()),
        band: it.map(|it| it.band),
        proposed_risk: it.map(|it| it.proposed_risk),
        doubts: it.map(|it| it.doubts.clone()).unwrap_or_default(),
        flags: it.map(|it| it.flags.clone()).unwrap_or_default(),
        risk: verdict.as_ref().map(|(risk, _)| *risk),
        risk_reasons: verdict.map(|(_, reasons)| reasons),
    }
}

fn read(body: Value) -> Result<Given, Error> {
    let mut fields = Fields::of(body)?;
    let answers = fields.members_if_any("inputs");
    let decided = fields.is_given("risk");
    let risk = fields.choice_if_any("risk", &words_of(Risk::ALL, Risk::as_str), Risk::parse);
    let reasons = fields.text_if_any("reasons");
    if reasons.is_some() && !decided {
        fields.problem("risk", "Indiquez le risque que ces motifs fondent.");
    }
    let inputs = answers.map(|answers| Inputs::read(&answers)).transpose();
    let mut problems = fields.finish();
    match inputs {
        Ok(inputs) if problems.is_empty() => Ok(Given {
            inputs,
            verdict: risk.map(|risk| (risk, reasons.unwrap_or_default())),
        }),
        inputs => {
            problems.extend(inputs.err().unwrap_or_default().into_iter().map(inside));
            Err(Error::Problems(problems))
        }
    }
}

fn inside(problem: Problem) -> Problem {
    Problem::new(format!("inputs.{}", problem.field), problem.message)
}
