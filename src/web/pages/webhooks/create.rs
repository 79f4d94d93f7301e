//! A subscriber is registered: the page tells its secret once. Or the page again, with what was typed and what is wrong.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;

use super::index::{WebhookForm, of};
use crate::actions::webhooks::WebhookRefused;
use crate::actions::webhooks::register::{Asked, Registered, register};
use crate::domain::people::Party;
use crate::domain::webhooks::Event;
use crate::web::allowed::{Administer, Allowed};
use crate::web::answer::page_with;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::form::value;
use crate::web::posted::{FormFields, Posted};

/// `POST /evenements`.
///
/// # Errors
/// Those of a form, and the machine's. What must be corrected is shown beside its field.
pub async fn create(app: Data<App>, who: Allowed<Administer>, posted: Posted) -> Result<HttpResponse, Error> {
    let form = read(posted.form(&app, &who).await?);
    let asked = Asked {
        name: form.name.clone(),
        url: form.url.clone(),
        convention: None,
        party: Party::parse(&form.party),
        events: form.events.iter().filter_map(|text| Event::parse(text)).collect(),
    };
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let registered = app
        .write(move |db| register(db, &instance, &by.id, asked, now))
        .await;
    match registered {
        Ok(Registered { webhook, secret }) => {
            let mut page = of(&app, &who, WebhookForm::default()).await?;
            page.registered = Some((webhook.name, secret));
            page_with(StatusCode::CREATED, &page)
        }
        Err(WebhookRefused::Problems(problems)) => {
            let mut page = of(&app, &who, form).await?;
            page.problems = problems.into();
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(refused) => Err(refused.into()),
    }
}

fn read(mut fields: FormFields) -> WebhookForm {
    WebhookForm {
        name: value(&mut fields, "name"),
        url: value(&mut fields, "url"),
        party: value(&mut fields, "party"),
        events: fields
            .into_iter()
            .filter(|(name, _)| name == "events")
            .map(|(_, value)| value)
            .collect(),
    }
}
