//! The dossiers that the reader or one of their teams holds, or that nobody of their party holds yet, what falls due first
//! on top; below, their actions and the review days that they set.

use std::collections::BTreeSet;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};

use crate::domain::breach::is_officer_of;
use crate::domain::incident::Status;
use crate::domain::instants::{day_of, paris_day};
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Party};
use crate::store::held::{Held, Whose};
use crate::store::{Db, StoreError, assignments, obligations};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::deadline::Deadline;
use crate::web::error::Error;
use crate::web::my_queue::{Asked, MyQueue};
use crate::web::pages::remediation::line::ActionLine;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::view::{Moment, Slices};
use crate::web::wording::Words as _;

/// Most duties shown: the page of deadlines shows all of them.
const DUTIES: i64 = 3;

/// The page « Ma file ».
#[derive(Debug, Template)]
#[template(path = "pages/my_queue/index.html")]
pub struct MyQueuePage {
    /// Frame.
    pub shell: Shell,
    /// The part shown.
    pub whose: Whose,
    /// How many dossiers each part has.
    pub counts: Vec<(Whose, i64)>,
    /// The dossiers of this part.
    pub rows: Vec<Row>,
    /// Links to the other slices.
    pub slices: Slices,
    /// Duties that the reader answers for as an officer: those that fall due first.
    pub duties: Vec<DutyRow>,
    /// Actions to be done, soonest first.
    pub actions: Vec<ActionRow>,
    /// Review days, soonest first.
    pub reviews: Vec<ReviewRow>,
    /// The instant for which the times left are right.
    pub as_of: Moment,
}

/// A dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `SSI-2026-0001`.
    pub reference: String,
    /// Title.
    pub title: String,
    /// Name of the school, or empty.
    pub school: String,
    /// Where it stands.
    pub status: Status,
    /// Who handles it.
    pub handler: Party,
    /// Who holds it, or empty.
    pub holder: String,
    /// Whether this is a drill.
    pub exercise: bool,
    /// What falls due in it first.
    pub due: Option<Deadline>,
}

/// A duty and its dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyRow {
    /// What is owed.
    pub kind: Kind,
    /// Where one acts.
    pub path: String,
    /// Reference of the dossier.
    pub incident: String,
    /// When.
    pub deadline: Deadline,
}

/// An action and its dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// The action.
    pub action: ActionLine,
    /// Reference of the dossier.
    pub incident: String,
}

/// A review day and its dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// Reference of the dossier.
    pub incident: String,
    /// Title of the dossier.
    pub title: String,
    /// The day, in full.
    pub day: String,
    /// What is awaited.
    pub reason: String,
    /// Whether the day has come.
    pub is_due: bool,
}

/// `GET /ma-file`.
///
/// # Errors
/// [`Error::Problems`] for a parameter that is not ours, and the machine's.
pub async fn index(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let (asked, by, now) = (Asked::of(Params::of(&request))?, who.account(), app.now());
    let shell = Shell::of(&app, &who, "Ma file", paths::MY_QUEUE);
    let view = app.read(move |db| view(db, &by, shell, &asked, now)).await?;
    page(&view)
}

fn view(
    db: &mut Db,
    by: &Account,
    shell: Shell,
    asked: &Asked,
    now: DateTime<Utc>,
) -> Result<MyQueuePage, StoreError> {
    let queue = MyQueue::load(db, by, asked)?;
    let actions = queue.actions.into_iter().map(|line| {
        Ok(ActionRow {
            action: ActionLine::load(db, &line.incident, line.kept, now)?,
            incident: line.incident,
        })
    });
    let actions = actions.collect::<Result<_, StoreError>>()?;
    let reviews = queue.reviews.into_iter().map(|(set, incident)| ReviewRow {
        incident: incident.reference,
        title: incident.title,
        day: day_of(set.review.due_on),
        is_due: set.review.due_on <= paris_day(now),
        reason: set.review.reason,
    });
    let whose = asked.whose;
    let next = |cursor: &String| format!("{}&cursor={cursor}", address(whose));
    Ok(MyQueuePage {
        shell,
        whose,
        counts: queue.counts,
        slices: Slices {
            first: asked.place.is_some().then(|| address(whose)),
            next: queue.next.as_ref().map(next),
        },
        duties: duties(db, by, now)?,
        actions,
        reviews: reviews.collect(),
        rows: rows(db, queue.dossiers, now)?,
        as_of: Moment::of(now),
    })
}

/// What an officer answers for, what falls due first on top; nothing for anybody else.
fn duties(db: &mut Db, by: &Account, now: DateTime<Utc>) -> Result<Vec<DutyRow>, StoreError> {
    let of_officer = |party: &&Party| is_officer_of(by, **party);
    let parties: BTreeSet<Party> = Party::ALL.iter().filter(of_officer).copied().collect();
    if parties.is_empty() {
        return Ok(Vec::new());
    }
    let waiting = obligations::queue(db, &by.sight(), Some(&parties), now, None, DUTIES)?;
    let row = waiting.into_iter().map(|line| DutyRow {
        path: match &line.breach {
            Some(breach) if line.duty.kind.is_about_a_breach() => paths::breach(&breach.reference),
            _ => paths::incident(&line.incident),
        },
        kind: line.duty.kind,
        deadline: Deadline::of(line.duty.state, line.duty.due_at, None, now),
        incident: line.incident,
    });
    Ok(row.collect())
}

fn rows(db: &mut Db, held: Vec<Held>, now: DateTime<Utc>) -> Result<Vec<Row>, StoreError> {
    let ids: Vec<&str> = held.iter().map(|held| held.listed.id.as_str()).collect();
    let mut due = obligations::next_owed_of(db, &ids)?;
    let mut holders = assignments::holders(db, &ids)?;
    let row = held.into_iter().map(|Held { listed, .. }| Row {
        holder: holders.remove(&listed.id).unwrap_or_default(),
        due: due
            .remove(&listed.id)
            .map(|next| Deadline::of(State::Pending, next.due_at, None, now)),
        reference: listed.reference,
        title: listed.title,
        school: listed.establishment_name,
        status: listed.status,
        handler: listed.handler,
        exercise: listed.exercise,
    });
    Ok(row.collect())
}

/// The address of a part of the queue.
fn address(whose: Whose) -> String {
    format!("{}?whose={whose}", paths::MY_QUEUE)
}

impl MyQueuePage {
    /// The parts, as the links that lead from one to the other: address, words, whether it is shown.
    #[must_use]
    pub fn parts(&self) -> Vec<(String, String, bool)> {
        let part = |(whose, count): &(Whose, i64)| {
            let words = format!("{} ({count})", words(*whose));
            (address(*whose), words, self.whose == *whose)
        };
        self.counts.iter().map(part).collect()
    }

    /// The address of what nobody holds.
    #[must_use]
    pub fn free(&self) -> String {
        address(Whose::Free)
    }

    /// How many dossiers nobody holds.
    #[must_use]
    pub fn waiting(&self) -> i64 {
        let mut counts = self.counts.iter();
        counts
            .find(|(whose, _)| *whose == Whose::Free)
            .map_or(0, |(_, count)| *count)
    }

    /// Whether a countdown runs on the page.
    #[must_use]
    pub fn counts_down(&self) -> bool {
        let of_dossiers = self.rows.iter().filter_map(|row| row.due.as_ref());
        let mut due = self.duties.iter().map(|duty| &duty.deadline).chain(of_dossiers);
        due.any(|deadline| deadline.shape.runs())
    }
}

fn words(whose: Whose) -> &'static str {
    match whose {
        Whose::Mine => "Confiés à moi",
        Whose::Team => "À mes équipes",
        Whose::Free => "À prendre",
    }
}
