//! Who is told of events, how their deliveries stand, and a form for one more.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::actions::webhooks::register::PARTIES;
use crate::domain::webhooks::{DeliveryState, Event, Webhook};
use crate::store::webhooks::Delivery;
use crate::store::{Db, StoreError, webhooks};
use crate::web::allowed::{Administer, Allowed};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::{Choice, Moment};
use crate::web::wording::Words;

/// Deliveries shown.
const LATEST: i64 = 50;

/// The page « Événements sortants ».
#[derive(Debug, Template)]
#[template(path = "pages/webhooks/index.html")]
pub struct WebhooksPage {
    /// Frame.
    pub shell: Shell,
    /// The subscriber just registered and its secret, told this once.
    pub registered: Option<(String, String)>,
    /// How many deliveries were given up.
    pub failed: i64,
    /// Every subscriber.
    pub rows: Vec<Row>,
    /// The latest deliveries.
    pub deliveries: Vec<Line>,
    /// What was typed.
    pub form: WebhookForm,
    /// Parties to choose from.
    pub parties: Vec<Choice>,
    /// Events to choose from.
    pub events: Vec<Choice>,
    /// What is wrong with it.
    pub problems: Problems,
}

/// A subscriber.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// The party whose dossiers it is told of.
    pub party: &'static str,
    /// What it is told of.
    pub events: Vec<&'static str>,
}

/// A delivery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What happened.
    pub event: String,
    /// Who is told.
    pub subscriber: String,
    /// Where it stands, in words.
    pub state: &'static str,
    /// Attempts so far.
    pub attempts: i64,
    /// When it was queued.
    pub queued: Moment,
    /// When it is tried next, while it waits.
    pub next: Option<Moment>,
    /// The last answer, or empty.
    pub answer: String,
}

/// A subscriber as it is asked for, kept as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookForm {
    /// Its name.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// The party.
    pub party: String,
    /// Events ticked.
    pub events: Vec<String>,
}

/// `GET /evenements`.
///
/// # Errors
/// The machine's failures.
pub async fn show(
    app: Data<App>,
    who: Allowed<Administer>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let flash = Flash::of(&mut Params::of(&request));
    let mut shown = of(&app, &who, WebhookForm::default()).await?;
    shown.shell = shown.shell.saying(flash.map(Flash::words));
    page(&shown)
}

struct Seen {
    subscribers: Vec<Webhook>,
    deliveries: Vec<Delivery>,
    failed: i64,
}

fn seen(db: &mut Db) -> Result<Seen, StoreError> {
    Ok(Seen {
        subscribers: webhooks::all(db)?,
        deliveries: webhooks::latest(db, LATEST)?,
        failed: webhooks::count_failed(db)?,
    })
}

/// The page with this form.
pub(super) async fn of(
    app: &App,
    who: &Allowed<Administer>,
    form: WebhookForm,
) -> Result<WebhooksPage, Error> {
    let seen = app.read(seen).await?;
    Ok(WebhooksPage {
        shell: Shell::of(app, who, "Événements sortants", paths::WEBHOOKS),
        registered: None,
        failed: seen.failed,
        rows: seen.subscribers.into_iter().map(Row::from).collect(),
        deliveries: seen.deliveries.into_iter().map(Line::from).collect(),
        parties: PARTIES
            .map(|party| choice(party.as_str(), party.words(), form.party == party.as_str()))
            .into(),
        events: Event::ALL
            .iter()
            .map(|event| {
                let ticked = form.events.iter().any(|ticked| ticked == event.as_str());
                choice(event.as_str(), event.words(), ticked)
            })
            .collect(),
        form,
        problems: Problems::none(),
    })
}

fn choice(value: &str, label: &str, selected: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        selected,
    }
}

impl From<Webhook> for Row {
    fn from(webhook: Webhook) -> Self {
        Self {
            id: webhook.id,
            name: webhook.name,
            url: webhook.url,
            party: webhook.party.words(),
            events: webhook.events.iter().map(Words::words).collect(),
        }
    }
}

impl From<Delivery> for Line {
    fn from(delivery: Delivery) -> Self {
        let waits = delivery.state == DeliveryState::Queued;
        let event = Event::parse(&delivery.event).map(|event| event.words().to_owned());
        Self {
            event: event.unwrap_or(delivery.event),
            subscriber: delivery.subscriber,
            state: delivery.state.words(),
            attempts: delivery.attempts,
            queued: Moment::of(delivery.queued_at),
            next: waits.then(|| Moment::of(delivery.next_attempt_at)),
            answer: delivery.last_answer,
        }
    }
}
