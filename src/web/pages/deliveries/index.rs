//! State of outgoing mail, for those who keep the service running. It shows nothing of what dossiers contain:
//! no subject, no school, no reference.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};

use crate::domain::letter::{LetterKind, MailState};
use crate::store::mails::{self, Mail};
use crate::store::{Db, StoreError, alarms, webhooks};
use crate::web::allowed::{Allowed, ReadDelivery};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::{Params, Slice};
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::view::{Moment, Slices};
use crate::web::wording::{self, Words as _};

/// The page « Acheminement ».
#[derive(Debug, Template)]
#[template(path = "pages/deliveries/index.html")]
pub struct DeliveriesPage {
    /// Frame.
    pub shell: Shell,
    /// How many messages stand in each state.
    pub counts: Vec<(MailState, i64)>,
    /// How many alarms nobody has settled yet.
    pub alarms: i64,
    /// How many events could not be told to a subscriber.
    pub failed_events: i64,
    /// Since when the oldest message waits, if any waits.
    pub oldest_waiting: Option<Moment>,
    /// Where messages go: a mail server, or a folder.
    pub transport: &'static str,
    /// Messages, those in trouble first.
    pub rows: Vec<Row>,
    /// Links to the other slices.
    pub slices: Slices,
}

/// A message to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub kind: LetterKind,
    /// Role written to, in words, or empty.
    pub to: String,
    /// Address.
    pub address: String,
    /// Where it stands.
    pub state: MailState,
    /// Attempts so far.
    pub attempts: i64,
    /// When it was queued.
    pub queued: Moment,
    /// When it is tried next, while it waits.
    pub next: Option<Moment>,
    /// The mail server's last answer, or empty.
    pub answer: String,
}

/// `GET /acheminement`.
///
/// # Errors
/// [`Error::Problems`] for a cursor that is not ours, and the machine's failures.
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDelivery>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let mut params = Params::of(&request);
    let slice = params.slice(2);
    params.finish()?;
    let asked = slice.clone();
    let mut seen = app.read(move |db| Seen::of(db, &asked)).await?;
    let next = slice.cut(&mut seen.letters, |letter| vec![part(letter.state), &letter.id]);
    page(&DeliveriesPage {
        shell: Shell::of(&app, &who, "Acheminement", paths::DELIVERIES),
        counts: seen.counts,
        alarms: seen.alarms,
        failed_events: seen.failed_events,
        oldest_waiting: seen.oldest_waiting.map(Moment::of),
        transport: transport(app.mail_leaves),
        rows: seen.letters.into_iter().map(Row::of).collect(),
        slices: Slices {
            first: slice.after.is_some().then(|| paths::DELIVERIES.to_owned()),
            next: next.map(|cursor| format!("{}?cursor={cursor}", paths::DELIVERIES)),
        },
    })
}

/// What is read at once, so that the figures agree with the rows.
struct Seen {
    counts: Vec<(MailState, i64)>,
    alarms: i64,
    failed_events: i64,
    oldest_waiting: Option<DateTime<Utc>>,
    letters: Vec<Mail>,
}

impl Seen {
    fn of(db: &mut Db, slice: &Slice) -> Result<Self, StoreError> {
        Ok(Self {
            counts: mails::count_by_state(db)?,
            alarms: alarms::standing(db)?,
            failed_events: webhooks::count_failed(db)?,
            oldest_waiting: mails::oldest_waiting(db)?,
            letters: letters(db, slice)?,
        })
    }
}

/// First part of the list: what did not arrive.
const TROUBLE: &str = "0";
/// Second part: everything else.
const REST: &str = "1";

fn part(state: MailState) -> &'static str {
    match state {
        MailState::Refused | MailState::Failed => TROUBLE,
        MailState::Queued | MailState::Sent | MailState::Acknowledged => REST,
    }
}

/// One letter more than the slice holds, those in trouble first.
fn letters(db: &mut Db, slice: &Slice) -> Result<Vec<Mail>, StoreError> {
    let (in_rest, before) = match slice.after.as_deref() {
        Some([part, id]) => (part == REST, Some(id.as_str())),
        _ => (false, None),
    };
    if in_rest {
        return mails::on_their_way(db, before, slice.one_more());
    }
    let mut letters = mails::undelivered(db, before, slice.one_more())?;
    let left = slice.one_more() - i64::try_from(letters.len()).unwrap_or(i64::MAX);
    letters.extend(mails::on_their_way(db, None, left)?);
    Ok(letters)
}

fn transport(mail_leaves: bool) -> &'static str {
    if mail_leaves {
        "serveur d’envoi (SMTP)"
    } else {
        "dossier de la machine\u{a0}: aucun courriel ne part"
    }
}

impl Row {
    fn of(letter: Mail) -> Self {
        let waits = letter.state == MailState::Queued;
        Self {
            kind: letter.kind,
            to: letter.role.map(wording::role).unwrap_or_default().to_owned(),
            address: letter.address,
            state: letter.state,
            attempts: letter.attempts,
            queued: Moment::of(letter.queued_at),
            next: waits.then(|| Moment::of(letter.next_attempt_at)),
            answer: letter.last_answer,
        }
    }
}
