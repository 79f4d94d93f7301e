//! What the RSSI says of a dossier is recorded, or shown again with what was typed.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::new::{QualificationForm, shown};
use crate::actions::life::LifeRefused;
use crate::actions::life::qualify::{Verdict, qualify};
use crate::domain::incident::Problem;
use crate::domain::life::{Ground, Tlp, Typed, TypedRejection};
use crate::domain::people::Party;
use crate::web::allowed::{Allowed, Qualify};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::pages::life::{Refusal, act, version};
use crate::web::paths;
use crate::web::posted::{FormFields, Posted};

/// Value of `verdict` that rejects.
pub const REJECT: &str = "ecarter";

/// Records the verdict.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn create(
    app: Data<App>,
    who: Allowed<Qualify>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let (reference, version) = (reference(&path)?, version(&mut fields));
    let form = typed(&mut fields);
    let (named, done) = (reference.clone(), verdict(&form));
    let done = match done {
        Ok(verdict) => {
            act(&app, &who, version, move |db, acting| {
                qualify(db, acting, &named, &verdict)
            })
            .await
        }
        Err(problems) => Err(LifeRefused::Problems(problems)),
    };
    let flash = if form.rejects {
        Flash::Rejected
    } else {
        Flash::Qualified
    };
    match done {
        Ok(_) => Ok(see_other(&flash.after(&paths::incident(&reference)))),
        Err(refused) => {
            let mut refusal = Refusal::of(refused)?;
            if form.rejects {
                beside(&mut refusal.problems);
            }
            shown(&app, &who, reference, Some(form), refusal).await
        }
    }
}

fn typed(fields: &mut FormFields) -> QualificationForm {
    QualificationForm {
        rejects: value(fields, "verdict") == REJECT,
        category: value(fields, "category"),
        severity: value(fields, "severity"),
        tlp: value(fields, "tlp"),
        handler: value(fields, "handler"),
        reason: value(fields, "reason"),
        ground: value(fields, "ground"),
        duplicate_of: value(fields, "duplicate_of"),
        rejection_reason: value(fields, "rejection_reason"),
    }
}

fn verdict(form: &QualificationForm) -> Result<Verdict, Vec<Problem>> {
    if !form.rejects {
        let (category, kind) = form.category.split_once('/').unwrap_or((&form.category, ""));
        return Ok(Verdict::Confirmed(Typed {
            category: category.to_owned(),
            kind: kind.to_owned(),
            severity: form.severity.parse().ok(),
            tlp: Tlp::parse(&form.tlp),
            handler: Party::parse(&form.handler),
            reason: form.reason.clone(),
        }));
    }
    let given = TypedRejection {
        ground: Ground::parse(&form.ground),
        duplicate_of: form.duplicate_of.trim().to_uppercase(),
        reason: form.rejection_reason.clone(),
    };
    if given.ground.is_some() {
        return Ok(Verdict::Rejected(given));
    }
    let mut problems = vec![Problem::new(
        "ground",
        "Choisissez pourquoi ce signalement est écarté.",
    )];
    problems.extend(given.problems(""));
    Err(problems)
}

/// Two forms share the page: the reason of a rejection has a name of its own there.
fn beside(problems: &mut [Problem]) {
    for problem in problems.iter_mut().filter(|problem| problem.field == "reason") {
        "rejection_reason".clone_into(&mut problem.field);
    }
}
