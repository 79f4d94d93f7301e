//! The list of dossiers, and home: those the person may see, in slices, narrowed and ordered as they ask.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use url::form_urlencoded;

use super::filter::ListFilter;
use crate::domain::convention::Certainty;
use crate::domain::incident::{PersonalData, Problem, Status};
use crate::domain::instants::day_of;
use crate::domain::obligations::State;
use crate::domain::people::{Party, Right, Sight};
use crate::store::incidents::{self, Count, Filter, Found, Listed, Place};
use crate::store::obligations::NextDue;
use crate::store::views::{self, View};
use crate::store::{Db, StoreError, breaches, obligations, reviews};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::page_with;
use crate::web::app::App;
use crate::web::deadline::Deadline;
use crate::web::error::Error;
use crate::web::narrowing::{self, CURSOR_PARTS, Typed};
use crate::web::pages::together::show::PICKED;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::{Moment, Slices};
use crate::web::wording::Words as _;

/// Dossiers shown on one page.
pub const SLICE: usize = 25;
/// As many as a slice shows, and one more: whether there is a next slice then shows.
const ONE_MORE: i64 = 26;
/// Parameter that names the place after which the slice begins.
const CURSOR: &str = "cursor";

/// The list of dossiers.
#[derive(Debug, Template)]
#[template(path = "pages/incidents/index.html")]
pub struct IncidentsPage {
    /// Frame.
    pub shell: Shell,
    /// The filter as it was typed.
    pub filter: ListFilter,
    /// Everything that is wrong with it.
    pub problems: Problems,
    /// The dossiers of this slice.
    pub rows: Vec<Row>,
    /// How many dossiers there are, in words; empty when that is not told.
    pub count: String,
    /// The views that the person keeps.
    pub views: Vec<ViewLink>,
    /// Links to the other slices.
    pub slices: Slices,
    /// Whether the person may report.
    pub may_report: bool,
    /// Whether the reader may act on several dossiers: schools have few.
    pub may_act: bool,
    /// The instant for which the times left are right.
    pub as_of: Moment,
}

/// A view, above the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewLink {
    /// Its name.
    pub name: String,
    /// The list as it narrows and orders it.
    pub address: String,
    /// Whether the list is so at present.
    pub is_shown: bool,
}

impl ViewLink {
    fn of(view: View, shown: &str) -> Self {
        Self {
            address: paths::incidents(&view.query),
            is_shown: view.query == shown,
            name: view.name,
        }
    }
}

/// `GET /dossiers`. A wrong filter is shown again with all that is wrong with it.
///
/// # Errors
/// The machine's.
pub async fn index(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let (asked, now) = (Asked::read(request.query_string(), app.now()), app.now());
    let (sight, account, wanted) = (who.sight(), who.account(), asked.clone());
    let parties: BTreeSet<Party> = who.roles.iter().filter_map(|role| role.party()).collect();
    let may_act = parties.iter().any(|party| *party != Party::Etablissement);
    let (seen, views) = app
        .read(move |db| {
            let views = views::of_account(db, &account.id)?;
            Ok::<_, StoreError>((Seen::of(db, &sight, &parties, &wanted)?, views))
        })
        .await?;
    let status = if asked.problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = IncidentsPage {
        shell: Shell::of(&app, &who, "Dossiers", paths::INCIDENTS),
        slices: asked.slices(&seen.found),
        count: seen.count.map(count_words).unwrap_or_default(),
        rows: seen.rows(&asked, now),
        views: views
            .into_iter()
            .map(|view| ViewLink::of(view, &asked.typed.query()))
            .collect(),
        may_report: who.may(Right::Report),
        may_act,
        as_of: Moment::of(now),
        problems: Problems::from(asked.problems),
        filter: ListFilter { typed: asked.typed },
    };
    page_with(status, &view)
}

/// What is asked for.
#[derive(Clone, Debug)]
struct Asked {
    typed: Typed,
    filter: Filter,
    place: Option<Place>,
    problems: Vec<Problem>,
}

impl Asked {
    fn read(query: &str, now: DateTime<Utc>) -> Self {
        let typed = Typed::read(query);
        let mut given = form_urlencoded::Serializer::new(typed.query());
        let cursor = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == CURSOR);
        if let Some((name, value)) = cursor {
            given.append_pair(&name, &value);
        }
        let mut params = Params::read(&given.finish());
        let filter = narrowing::filter(&mut params, now);
        let slice = params.slice(CURSOR_PARTS);
        let place = narrowing::place(&mut params, &slice, &filter);
        Self {
            typed,
            filter,
            place,
            problems: params.problems(),
        }
    }

    /// The links to the other slices.
    fn slices(&self, found: &[Found]) -> Slices {
        let last = found.get(SLICE - 1).filter(|_| found.len() > SLICE);
        Slices {
            first: self.place.as_ref().map(|_| self.address(None)),
            next: last.map(|last| self.address(Some(&last.place))),
        }
    }

    fn address(&self, place: Option<&Place>) -> String {
        let mut query = form_urlencoded::Serializer::new(self.typed.query());
        if let Some(place) = place {
            query.append_pair(CURSOR, &narrowing::cursor_of(&self.filter, place));
        }
        paths::incidents(&query.finish())
    }

    /// Whether the list tells what is due: to whoever asks for it.
    fn tells_due(&self) -> bool {
        self.filter.sort == incidents::Sort::Due || self.filter.overdue_at.is_some()
    }
}

/// What the store answers.
#[derive(Debug, Default)]
struct Seen {
    found: Vec<Found>,
    breached: BTreeMap<String, String>,
    reviewed: BTreeMap<String, NaiveDate>,
    due: BTreeMap<String, NextDue>,
    count: Option<Count>,
}

impl Seen {
    /// Nothing is looked for with a wrong filter. The whole list is not counted: there is always more of it.
    fn of(db: &mut Db, sight: &Sight, parties: &BTreeSet<Party>, asked: &Asked) -> Result<Self, StoreError> {
        if !asked.problems.is_empty() {
            return Ok(Self::default());
        }
        let found = incidents::list(db, sight, &asked.filter, asked.place.as_ref(), ONE_MORE)?;
        let ids: Vec<&str> = found.iter().map(|it| it.listed.id.as_str()).collect();
        let breached = breaches::references_of(db, &ids)?;
        let reviewed = reviews::days_of(db, &ids, parties)?;
        let due = if asked.tells_due() {
            obligations::next_of(db, &ids)?
        } else {
            BTreeMap::new()
        };
        let is_counted = asked.typed.is_active() && asked.place.is_none();
        let count = is_counted.then(|| incidents::count(db, sight, &asked.filter));
        Ok(Self {
            breached,
            reviewed,
            due,
            count: count.transpose()?,
            found,
        })
    }

    fn rows(self, asked: &Asked, now: DateTime<Utc>) -> Vec<Row> {
        let (breached, reviewed, due) = (self.breached, self.reviewed, self.due);
        let row = |found: Found| {
            let due = due.get(&found.listed.id).filter(|_| asked.tells_due());
            Row {
                breach: breached.get(&found.listed.id).cloned(),
                review: reviewed.get(&found.listed.id).map(|day| day_of(*day)),
                due: due.map(|due| Deadline::of(State::Pending, due.due_at, None, now)),
                ..Row::from(found.listed)
            }
        };
        self.found.into_iter().take(SLICE).map(row).collect()
    }
}

/// `37 dossiers`.
#[must_use]
pub fn count_words(count: Count) -> String {
    match (count.number, count.more) {
        (_, true) => "Plus de 1\u{202f}000\u{a0}dossiers".to_owned(),
        (0 | 1, false) => format!("{}\u{a0}dossier", count.number),
        (many, false) => format!("{many}\u{a0}dossiers"),
    }
}

impl IncidentsPage {
    /// The page that acts on every dossier shown.
    #[must_use]
    pub fn act_on_all(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for row in &self.rows {
            query.append_pair(PICKED, &row.reference);
        }
        format!("{}?{}", paths::TOGETHER, query.finish())
    }

    /// Whether the page tells what is due.
    #[must_use]
    pub fn tells_due(&self) -> bool {
        self.filter.is_by_due() || self.filter.is_overdue()
    }

    /// Whether a countdown runs on the page.
    #[must_use]
    pub fn counts_down(&self) -> bool {
        let mut due = self.rows.iter().filter_map(|row| row.due.as_ref());
        due.any(|deadline| deadline.shape.runs())
    }

    /// Whether the filter can be kept: it says something, and nothing wrong, and is not kept yet.
    #[must_use]
    pub fn may_keep(&self) -> bool {
        let is_kept = self.views.iter().any(|view| view.is_shown);
        !self.filter.typed.query().is_empty() && self.problems.is_empty() && !is_kept
    }
}

/// One dossier of the list.
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
    /// Whether the RSSI has yet to confirm or find out who handles it.
    pub to_confirm: bool,
    /// Whether personal data are touched.
    pub personal_data: PersonalData,
    /// Whether this is a drill.
    pub exercise: bool,
    /// Reference of its breach, if it has one.
    pub breach: Option<String>,
    /// The day on which the reader’s party means to look at it again.
    pub review: Option<String>,
    /// When it was noticed.
    pub detected: Moment,
    /// What is due in it first, where that is told.
    pub due: Option<Deadline>,
}

impl From<Listed> for Row {
    fn from(listed: Listed) -> Self {
        Self {
            reference: listed.reference,
            title: listed.title,
            school: listed.establishment_name,
            status: listed.status,
            handler: listed.handler,
            to_confirm: matches!(listed.certainty, Certainty::Contested | Certainty::Undetermined),
            personal_data: listed.personal_data,
            exercise: listed.exercise,
            breach: None,
            review: None,
            detected: Moment::of(listed.detected_at),
            due: None,
        }
    }
}

impl Row {
    /// Address of the dossier.
    #[must_use]
    pub fn path(&self) -> String {
        paths::incident(&self.reference)
    }

    /// Whether personal data are known to be touched.
    #[must_use]
    pub fn touches_persons(&self) -> bool {
        self.personal_data == PersonalData::Yes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Asked {
        Asked::read(query, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn the_filter_goes_with_the_reader_from_slice_to_slice() {
        let first = asked("q=vol%20d%E2%80%99%C3%A9cran&status=reported&breach=any&autre=x");
        assert_eq!(
            (first.filter.q.as_str(), first.problems.len()),
            ("vol d’écran", 0)
        );
        let place = Place {
            due: None,
            at: DateTime::UNIX_EPOCH,
            id: "0193".to_owned(),
        };
        let address = first.address(Some(&place));
        let second = asked(address.split_once('?').unwrap().1);
        assert_eq!((second.filter, second.place), (first.filter, Some(place)));
    }

    #[test]
    fn what_is_wrong_is_told_and_kept() {
        let wrong = asked("status=perdu&breach=oui&cursor=x&q=%00");
        assert_eq!(wrong.problems.len(), 3);
        assert_eq!(wrong.typed.value("status"), "perdu");
    }

    #[test]
    fn a_count_is_told_as_people_say_it() {
        let count = |number, more| count_words(Count { number, more });
        assert_eq!(count(0, false), "0\u{a0}dossier");
        assert_eq!(count(1, false), "1\u{a0}dossier");
        assert_eq!(count(37, false), "37\u{a0}dossiers");
        assert_eq!(count(1_000, true), "Plus de 1\u{202f}000\u{a0}dossiers");
    }
}
