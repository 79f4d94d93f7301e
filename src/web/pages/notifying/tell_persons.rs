//! That the persons were told, or why they are not, is recorded or shown again with what was typed.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde_json::{Map, Value, json};

use super::file_cnil::{WAIVE, Which};
use super::persons::{PersonsForm, shown};
use super::refusal::Refusal;
use crate::actions::breach::BreachRefused;
use crate::actions::breach::amend::{Amendment, amend};
use crate::actions::breach::notify::{Asked, notify};
use crate::actions::breach::waive::Ground;
use crate::domain::breach::NoticeKind;
use crate::domain::breach::record::lists::{Communication, Exemption};
use crate::domain::obligations::Kind;
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::Posted;

/// Records what the officer did, or decided; the record of the breach says the same.
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
    let waives = value(&mut fields, "action") == WAIVE;
    let form = PersonsForm::read(fields);
    let (flash, done) = if waives {
        (Flash::DutyWaived, set_aside(&app, &who, &reference, &form).await)
    } else {
        (Flash::PersonsTold, tell(&app, &who, &reference, &form).await)
    };
    match done {
        Ok(()) => Ok(see_other(&flash.after(&paths::breach(&reference)))),
        Err(refused) => shown(&app, &who, reference, Some(form), Refusal::of(refused)?).await,
    }
}

async fn tell(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: &str,
    form: &PersonsForm,
) -> Result<(), BreachRefused> {
    let (instance, by, now, reference) = (
        Arc::clone(&app.instance),
        who.account(),
        app.now(),
        reference.to_owned(),
    );
    let told = Amendment {
        version: form.shown.version,
        ..recorded(told(form))
    };
    let asked = Asked {
        duty: Kind::PersonsArt34,
        kind: NoticeKind::Initial,
        late_reason: String::new(),
        reference: String::new(),
        done_at: None,
        withdrawal_reasons: String::new(),
        proof: None,
    };
    app.write(move |db| {
        amend(db, &instance, &by, &reference, &told, now)?;
        notify(db, &instance, &by, &reference, &asked, now).map(|_| ())
    })
    .await
}

async fn set_aside(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: &str,
    form: &PersonsForm,
) -> Result<(), BreachRefused> {
    let (instance, by, now, reference) = (
        Arc::clone(&app.instance),
        who.account(),
        app.now(),
        reference.to_owned(),
    );
    let (ground, reason) = (Ground::parse(&form.ground), form.reason.clone());
    let which = Which {
        kind: Kind::PersonsArt34,
        debtor: None,
        ground,
    };
    let exempted = ground.map(|ground| recorded(exempted(ground, &reason)));
    app.write(move |db| {
        which.waive(db, &instance, &by, &reference, &reason, now)?;
        if let Some(exempted) = exempted {
            amend(db, &instance, &by, &reference, &exempted, now)?;
        }
        Ok(())
    })
    .await
}

fn recorded(record: Map<String, Value>) -> Amendment {
    Amendment {
        record,
        ..Amendment::default()
    }
}

/// The fields of the record that the form fills; what is left empty empties them.
fn told(form: &PersonsForm) -> Map<String, Value> {
    let text = |text: &str| json!(text.trim());
    [
        ("communication", json!(Communication::Yes)),
        ("informed_on", text(&form.informed_on)),
        ("informed_extent", text(&form.informed_extent)),
        ("not_all_reasons", text(&form.not_all_reasons)),
        ("communication_means", text(&form.communication_means)),
        (
            "communication_means_description",
            text(&form.communication_means_description),
        ),
        ("communication_content", text(&form.communication_content)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect()
}

/// The same ground in the record, from which the notifications are written.
fn exempted(ground: Ground, reason: &str) -> Map<String, Value> {
    let exemption = match ground {
        Ground::Protected => Exemption::Protected,
        Ground::RiskAverted => Exemption::RiskRemoved,
        Ground::DisproportionateEffort => Exemption::Disproportionate,
    };
    [
        ("communication", json!(Communication::Exempted)),
        ("exemption", json!(exemption)),
        ("exemption_reasons", json!(reason.trim())),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect()
}
