//! The list of dossiers, and home: those the person may see, in slices, by status and by words.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use url::form_urlencoded;

use super::schools::QUERY_MAX;
use crate::domain::convention::Certainty;
use crate::domain::incident::{PersonalData, Status};
use crate::domain::instants::day_of;
use crate::domain::people::{Party, Right};
use crate::store::incidents::{self, Filter, Listed, OfBreach};
use crate::store::{Db, StoreError, breaches, reviews};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::view::{Choice, Moment, Slices};
use crate::web::wording::Words as _;

/// Dossiers shown on one page.
pub const SLICE: usize = 25;
/// The value of a box that is ticked.
const YES: &str = "true";
/// Parameter that names the last dossier of the slice before.
const AFTER: &str = "after";
/// As many as a slice shows, and one more: whether there is a next slice then shows.
const ONE_MORE: i64 = 26;

/// The list of dossiers.
#[derive(Debug, Template)]
#[template(path = "pages/incidents/index.html")]
pub struct IncidentsPage {
    /// Frame.
    pub shell: Shell,
    /// The filter as it was typed.
    pub filter: ListFilter,
    /// The dossiers of this slice.
    pub rows: Vec<Row>,
    /// Links to the other slices.
    pub slices: Slices,
    /// Whether the person may report.
    pub may_report: bool,
}

/// The dossiers that the account may see, newest report first.
///
/// # Errors
/// The machine's.
pub async fn index(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let (filter, after) = asked(request.query_string());
    let (sight, narrowed, cursor) = (who.sight(), filter.narrowed(), after.clone());
    let parties = who.roles.iter().filter_map(|role| role.party()).collect();
    let read = move |db: &mut Db| -> Result<_, StoreError> {
        let listed = incidents::list(db, &sight, &narrowed, cursor.as_deref(), ONE_MORE)?;
        let ids: Vec<&str> = listed.iter().map(|it| it.id.as_str()).collect();
        let breached = breaches::references_of(db, &ids)?;
        let reviewed = reviews::days_of(db, &ids, &parties)?;
        Ok((listed, breached, reviewed))
    };
    let (mut listed, breached, reviewed) = app.read(read).await?;
    let slices = filter.slices(after.as_deref(), &mut listed);
    page(&IncidentsPage {
        shell: Shell::of(&app, &who, "Dossiers", paths::INCIDENTS),
        filter,
        rows: listed
            .into_iter()
            .map(|it| Row {
                breach: breached.get(&it.id).cloned(),
                review: reviewed.get(&it.id).map(|day| day_of(*day)),
                ..Row::from(it)
            })
            .collect(),
        slices,
        may_report: who.may(Right::Report),
    })
}

/// The filter and the place to go on from; what is not understood is as if left out.
fn asked(query: &str) -> (ListFilter, Option<String>) {
    let (mut filter, mut after) = (ListFilter::default(), None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = value.replace('\0', "");
        match name.as_ref() {
            "q" => filter.q = value.chars().take(QUERY_MAX).collect(),
            "status" => filter.status = Status::parse(&value),
            "breach" => filter.with_breach = value == YES,
            AFTER => after = Some(value).filter(|value| !value.is_empty()),
            _ => {}
        }
    }
    (filter, after)
}

/// What the list is narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// Words, as typed.
    pub q: String,
    /// Status; `None` for all.
    pub status: Option<Status>,
    /// Whether only dossiers with a breach are listed.
    pub with_breach: bool,
}

impl ListFilter {
    /// Whether anything is left out.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status.is_some() || self.with_breach || !self.q.trim().is_empty()
    }

    fn narrowed(&self) -> Filter {
        Filter {
            status: self.status,
            breach: self.with_breach.then_some(OfBreach::Any),
            q: self.q.clone(),
            ..Filter::default()
        }
    }

    /// The links to the other slices; takes away the one dossier too many.
    fn slices(&self, after: Option<&str>, listed: &mut Vec<Listed>) -> Slices {
        let more = listed.len() > SLICE;
        listed.truncate(SLICE);
        let last = listed.last().filter(|_| more);
        Slices {
            first: after.map(|_| self.address(None)),
            next: last.map(|last| self.address(Some(&last.id))),
        }
    }

    fn address(&self, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let q = Some(self.q.trim()).filter(|q| !q.is_empty());
        let parts = [
            ("q", q),
            ("status", self.status.map(Status::as_str)),
            ("breach", self.with_breach.then_some(YES)),
            (AFTER, after),
        ];
        for (name, value) in parts {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        match query.finish().as_str() {
            "" => paths::INCIDENTS.to_owned(),
            query => format!("{}?{query}", paths::INCIDENTS),
        }
    }

    /// The choices of the status field.
    #[must_use]
    pub fn statuses(&self) -> Vec<Choice> {
        let all = Choice {
            value: String::new(),
            label: "Tous".to_owned(),
            selected: self.status.is_none(),
        };
        let each = Status::ALL.iter().map(|status| Choice {
            value: status.as_str().to_owned(),
            label: status.words().to_owned(),
            selected: self.status == Some(*status),
        });
        std::iter::once(all).chain(each).collect()
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
    /// When the reader's party wants to come back to it, if it does.
    pub review: Option<String>,
    /// When it was noticed.
    pub detected: Moment,
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

    #[test]
    fn the_filter_goes_with_the_reader_from_slice_to_slice() {
        let (filter, after) =
            asked("q=vol%20d%E2%80%99%C3%A9cran&status=reported&breach=true&after=0193&autre=x");
        assert_eq!(
            (filter.q.as_str(), filter.status),
            ("vol d’écran", Some(Status::Reported))
        );
        assert_eq!(after.as_deref(), Some("0193"));
        let (again, next) = asked(filter.address(Some("0194")).split_once('?').unwrap().1);
        assert_eq!((again, next.as_deref()), (filter, Some("0194")));
    }

    #[test]
    fn what_is_not_understood_narrows_nothing() {
        let (filter, after) = asked("status=perdu&breach=oui&q=%00&after=");
        assert!(!filter.is_active());
        assert_eq!((after, filter.address(None).as_str()), (None, "/dossiers"));
    }
}
