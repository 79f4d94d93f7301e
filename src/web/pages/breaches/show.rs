//! One breach: what to do next, its line of time, what is known and missing, who knew when, what was notified.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};

use super::chain::{self, Sent};
use super::knowledge::{Knowledge, name};
use super::line::TimeLine;
use super::meter::Meter;
use super::next::{self, Step};
use super::seen::Seen;
use crate::actions::Instance;
use crate::actions::breach::BreachRefused;
use crate::domain::breach::record::{Field, Section};
use crate::domain::breach::{NoticeKind, Risk};
use crate::domain::incident::Problem;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Party, Right};
use crate::domain::plan::Step as Planned;
use crate::store::breaches::{self, Fact};
use crate::store::mails::Mail;
use crate::store::notifications::Notification;
use crate::store::{Db, StoreError, accounts, alarms, steps};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::pages::notifying::subject::{OVERVIEW, Subject};
use crate::web::params::Params;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::{Fact as Line, Moment};
use crate::web::wording::Words as _;

/// The page of a breach.
#[derive(Debug, Template)]
#[template(path = "pages/breaches/show.html")]
pub struct BreachPage {
    /// Frame.
    pub shell: Shell,
    /// Which breach.
    pub subject: Subject,
    /// Why, or empty.
    pub status_reason: String,
    /// Verdict on the risk with its reasons, once given.
    pub verdict: Option<(Risk, String)>,
    /// Controllers, in words.
    pub controllers: String,
    /// What somebody must look at.
    pub alarms: Vec<String>,
    /// What to do next, the most pressing first.
    pub next: Vec<Step>,
    /// The line of time.
    pub line: TimeLine,
    /// How far from a complete notification.
    pub meter: Meter,
    /// The automatic sending.
    pub sending: Sending,
    /// What is known, by section.
    pub record: Vec<Part>,
    /// Who knew when.
    pub knowledge: Vec<Knowledge>,
    /// What was notified.
    pub chain: Vec<Sent>,
    /// Whether the reader may say what is known.
    pub may_record: bool,
    /// What is wrong with the reason of a hold.
    pub problems: Problems,
}

/// A section of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Title.
    pub title: &'static str,
    /// Address of its form.
    pub path: String,
    /// Label and answer; empty when nothing is known.
    pub rows: Vec<Line>,
}

/// Where the automatic sending of the 48 h notification stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sending {
    /// When it leaves by itself; `None` when nothing will.
    pub at: Option<Moment>,
    /// Why, by whom and since when it is held.
    pub held: Option<Held>,
    /// Whether the reader may hold it and let it go.
    pub may_hold: bool,
    /// The reason as typed.
    pub reason: String,
}

/// A hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// Since when.
    pub since: Moment,
}

/// The breach, if the account sees its dossier. Reading it is journaled.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let flash = Flash::of(&mut Params::of(&request)).map(Flash::words);
    let page = load(&app, &who, reference(&path)?).await?;
    let shell = page.shell.clone().saying(flash);
    page_with(StatusCode::OK, &BreachPage { shell, ..page })
}

/// The page again, with what is wrong about a hold.
///
/// # Errors
/// As [`show`].
pub(super) async fn again<R>(
    app: &App,
    who: &Allowed<R>,
    reference: String,
    reason: String,
    problems: Vec<Problem>,
) -> Result<HttpResponse, Error> {
    let page = load(app, who, reference).await?;
    let sending = Sending {
        reason,
        ..page.sending
    };
    let page = BreachPage {
        sending,
        problems: problems.into(),
        ..page
    };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn load<R>(app: &App, who: &Allowed<R>, reference: String) -> Result<BreachPage, Error> {
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let whole = app
        .write(move |db| Whole::of(db, &instance, &by, &reference, now))
        .await?;
    let subject = whole.seen.subject(OVERVIEW);
    let shell = subject.shell(app, who, format!("Violation {}", subject.reference));
    Ok(BreachPage::of(shell, &whole, who, now))
}

/// Everything the page shows.
struct Whole {
    seen: Seen,
    history: Vec<Fact>,
    chain: Vec<(Notification, Vec<Mail>)>,
    alarms: Vec<String>,
    automatic_at: Option<DateTime<Utc>>,
    names: BTreeMap<String, String>,
}

impl Whole {
    fn of(
        db: &mut Db,
        instance: &Instance,
        by: &Account,
        reference: &str,
        now: DateTime<Utc>,
    ) -> Result<Self, BreachRefused> {
        let seen = Seen::read(db, instance, by, reference, now)?;
        let history = breaches::history(db, &seen.breach.id)?;
        let alarms = alarms::of_incident(db, &seen.incident.id)?;
        Ok(Self {
            chain: chain::load(db, &seen.breach.id)?,
            alarms: alarms.into_iter().map(|alarm| alarm.message).collect(),
            automatic_at: automatic_at(db, &seen)?,
            names: names(db, &seen, &history)?,
            history,
            seen,
        })
    }

    /// The duties that a first notification already serves.
    fn served(&self) -> Vec<String> {
        let first = self
            .chain
            .iter()
            .filter(|(told, _)| told.kind == NoticeKind::Initial);
        first.filter_map(|(told, _)| told.obligation_id.clone()).collect()
    }
}

/// When the system would send by itself (UTC), while that step is not done.
fn automatic_at(db: &mut Db, seen: &Seen) -> Result<Option<DateTime<Utc>>, StoreError> {
    let mut pending = seen.duties.iter();
    let pending = pending.find(|duty| duty.kind == Kind::Breach48h && duty.state == State::Pending);
    let Some(duty) = pending else {
        return Ok(None);
    };
    let planned = steps::all(db, &duty.id)?;
    let failsafe = planned
        .into_iter()
        .find(|(planned, done)| planned.step == Planned::Failsafe && done.is_none());
    Ok(failsafe.map(|(planned, _)| planned.at))
}

/// The names of those who recorded something.
fn names(db: &mut Db, seen: &Seen, history: &[Fact]) -> Result<BTreeMap<String, String>, StoreError> {
    let mut names = BTreeMap::new();
    let holder = seen.breach.hold.iter().map(|hold| &hold.by);
    for id in history.iter().map(|fact| &fact.recorded_by).chain(holder) {
        if let Some(stored) = accounts::by_id(db, id)? {
            names.insert(id.clone(), stored.account.name);
        }
    }
    Ok(names)
}

impl BreachPage {
    fn of(shell: Shell, whole: &Whole, by: &Account, now: DateTime<Utc>) -> Self {
        let (seen, breach) = (&whole.seen, &whole.seen.breach);
        let meter = Meter::of(&seen.completeness, &breach.reference);
        let with_message = by.may(Right::ReadJournal);
        let sent = |told| Sent::of(told, &breach.reference, with_message);
        let controllers: Vec<String> = breach
            .controllers
            .iter()
            .map(|party| seen.party(*party))
            .collect();
        let verdict = breach.verdict.as_ref();
        Self {
            shell,
            subject: seen.subject(OVERVIEW),
            status_reason: breach.status_reason.clone(),
            verdict: verdict.map(|verdict| (verdict.risk, verdict.reasons.clone())),
            controllers: controllers.join(", "),
            alarms: whole.alarms.clone(),
            next: next::steps(seen, &meter, &whole.served(), by, now),
            line: TimeLine::of(seen, now),
            meter,
            sending: Sending::of(whole),
            record: parts(seen),
            knowledge: Knowledge::all(seen, &whole.history, &whole.names),
            chain: whole.chain.iter().map(sent).collect(),
            may_record: by.may(Right::RecordBreach),
            problems: Problems::none(),
        }
    }

    /// Whether a time left is shown, so that the page says at which moment it was true.
    #[must_use]
    pub fn counts_down(&self) -> bool {
        self.line.counts_down()
    }
}

impl Sending {
    fn of(whole: &Whole) -> Self {
        let held = whole.seen.breach.hold.as_ref().map(|hold| Held {
            reason: hold.reason.clone(),
            by: name(&hold.by, &whole.names),
            since: Moment::of(hold.at),
        });
        let done = !whole.served().is_empty();
        Self {
            at: whole.automatic_at.filter(|_| !done).map(Moment::of),
            held,
            may_hold: whole.seen.officer_of.contains(&Party::Departement),
            reason: String::new(),
        }
    }
}

/// The record by section, treatments by their names.
fn parts(seen: &Seen) -> Vec<Part> {
    let part = |section: &Section| Part {
        title: section.title(),
        path: paths::breach_page(&seen.breach.reference, section.as_str()),
        rows: rows(seen, *section),
    };
    Section::ALL.iter().map(part).collect()
}

fn rows(seen: &Seen, section: Section) -> Vec<Line> {
    let record = &seen.breach.record;
    let told = |field: &'static Field| {
        let text = if field.name == "treatments" {
            treatments(seen)
        } else {
            record.told_in_french(field)
        };
        text.map(|text| Line::new(field.label, text))
    };
    section.fields().filter_map(told).collect()
}

fn treatments(seen: &Seen) -> Option<String> {
    let chosen = &seen.breach.record.treatments;
    let mut names: Vec<&str> = Vec::new();
    for id in chosen {
        // A treatment that left the convention keeps at least its identifier.
        let known = seen.treatments.iter().find(|treatment| treatment.id == *id);
        names.push(known.map_or(id, |treatment| &treatment.name));
    }
    (!names.is_empty()).then(|| names.join("\u{a0}; "))
}
