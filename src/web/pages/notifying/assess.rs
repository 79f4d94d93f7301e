//! Answers and a verdict are recorded, or shown again with what was typed.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::assessment::{VerdictForm, shown};
use super::questions::Answers;
use super::refusal::Refusal;
use crate::actions::breach::assess::{Given, assess};
use crate::domain::breach::Risk;
use crate::domain::incident::Problem;
use crate::domain::severity::{Inputs, questionnaire};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::pages::breaches::conflict::Shown;
use crate::web::paths;
use crate::web::posted::Posted;

/// Value of `action` that keeps the answers alone.
pub const ANSWERS: &str = "reponses";

/// What the method says of a question without an answer.
const UNANSWERED: &str = "Répondez à cette question.";

/// Keeps the answers and, unless only these were sent, the verdict.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn record(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let reference = reference(&path)?;
    let answers = Answers::take(&mut fields);
    let form = VerdictForm {
        risk: value(&mut fields, "risk"),
        reasons: value(&mut fields, "reasons"),
        shown: Shown::take(&mut fields),
    };
    let alone = value(&mut fields, "action") == ANSWERS;
    let refusal = match read(&answers, &form, alone) {
        Ok(given) => match keep(&app, &who, &reference, given).await? {
            None => return Ok(see_other(&after(&reference, alone))),
            Some(refusal) => refusal,
        },
        Err(problems) => Refusal::typed(problems),
    };
    shown(&app, &who, reference, Some(answers), form, refusal, None).await
}

/// What is given, or every problem at once.
fn read(answers: &Answers, form: &VerdictForm, alone: bool) -> Result<Given, Vec<Problem>> {
    let mut problems = Vec::new();
    let inputs = (alone || !answers.is_empty()).then(|| Inputs::read(&answers.json()));
    let inputs = inputs.transpose().unwrap_or_else(|refused| {
        problems.extend(refused.into_iter().map(named));
        None
    });
    let risk = Risk::parse(&form.risk);
    if !alone && risk.is_none() {
        problems.push(Problem::new("risk", "Choisissez l’une des trois appréciations."));
    }
    if !alone && form.reasons.trim().is_empty() {
        problems.push(Problem::new("reasons", "Motivez votre appréciation du risque."));
    }
    let verdict = risk.filter(|_| !alone).map(|risk| (risk, form.reasons.clone()));
    if problems.is_empty() {
        Ok(Given { inputs, verdict })
    } else {
        Err(problems)
    }
}

/// Names the question, so that the summary of the faults says which one is left open.
fn named(problem: Problem) -> Problem {
    let questions = questionnaire();
    let open = questions
        .iter()
        .find(|question| question.field == problem.field && problem.message == UNANSWERED);
    open.map(|question| {
        Problem::new(
            question.field,
            format!("Répondez à la question\u{a0}: {}", question.text),
        )
    })
    .unwrap_or(problem)
}

async fn keep(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: &str,
    given: Given,
) -> Result<Option<Refusal>, Error> {
    let (instance, by, now, named) = (
        Arc::clone(&app.instance),
        who.account(),
        app.now(),
        reference.to_owned(),
    );
    let kept = app.write(move |db| assess(db, &instance, &by, &named, &given, now).map(|_| ()));
    kept.await
        .map_or_else(|refused| Refusal::of(refused).map(Some), |()| Ok(None))
}

/// After the answers one looks at the score; after the verdict, at what it changed.
fn after(reference: &str, alone: bool) -> String {
    let page = if alone {
        paths::breach_page(reference, "gravite")
    } else {
        paths::breach(reference)
    };
    Flash::BreachAssessed.after(&page)
}
