//! The officer's queue: what waits to be done, what falls due first on top. What is owed without delay is due now, and
//! stands right after what is overdue.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};

use super::filter::{Asked, Whose};
use super::sending::Sendings;
use crate::domain::obligations::{Creditor, Kind};
use crate::domain::people::{Party, named};
use crate::store::obligations::{self, Waiting};
use crate::store::{Db, StoreError};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::commitment::Commitment;
use crate::web::deadline::{Deadline, Shape};
use crate::web::error::Error;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::view::{Moment, Slices};
use crate::web::wording::Words as _;

/// The page « Échéances ».
#[derive(Debug, Template)]
#[template(path = "pages/queue/index.html")]
pub struct QueuePage {
    /// Frame.
    pub shell: Shell,
    /// Whose deadlines are shown.
    pub whose: Whose,
    /// Whether the reader may choose whose.
    pub has_choice: bool,
    /// Lines by group; no group is empty.
    pub groups: Vec<(Group, Vec<Line>)>,
    /// The instant for which the times left are right.
    pub as_of: Moment,
    /// Links to the other slices.
    pub slices: Slices,
}

named! {
    /// How much a line presses, the most pressing first.
    Group {
        /// Past due.
        Overdue = "overdue",
        /// Owed without delay.
        Now = "now",
        /// Due within 24 hours.
        Soon = "soon",
        /// Due later.
        Later = "later",
        /// Service levels, which are no legal deadlines.
        Levels = "levels",
    }
}

impl Group {
    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Overdue => "En retard",
            Self::Now => "Sans délai",
            Self::Soon => "Dans les 24 heures",
            Self::Later => "Plus tard",
            Self::Levels => "Niveaux de service, en temps ouvré",
        }
    }

    fn of(line: &Line) -> Self {
        if line.kind.is_service_level() {
            return Self::Levels;
        }
        match line.deadline.shape {
            Shape::Overdue => Self::Overdue,
            Shape::Near | Shape::Urgent => Self::Soon,
            Shape::Far => Self::Later,
            Shape::Now | Shape::Met | Shape::MetLate | Shape::Waived | Shape::Cancelled => Self::Now,
        }
    }
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is owed.
    pub kind: Kind,
    /// By whom.
    pub debtor: Party,
    /// To whom.
    pub creditor: Creditor,
    /// When.
    pub deadline: Deadline,
    /// What the program does by itself, or empty.
    pub sending: String,
    /// Reference of the dossier.
    pub incident: String,
    /// Title of the dossier.
    pub title: String,
    /// Name of the school, or empty.
    pub school: String,
    /// Whether this is a drill.
    pub exercise: bool,
    /// Reference of the breach, if the duty is about one.
    pub breach: Option<String>,
}

impl Line {
    /// Where one acts: on the breach, or on the dossier.
    #[must_use]
    pub fn path(&self) -> String {
        match self.breach.as_deref() {
            Some(breach) if self.kind.is_about_a_breach() => paths::breach(breach),
            _ if self.kind.is_service_level() => paths::service_levels(&self.incident),
            _ => paths::incident(&self.incident),
        }
    }

    /// What stands in place of the deadline of a service level.
    #[must_use]
    pub fn commitment(&self) -> Option<Commitment> {
        self.kind
            .is_service_level()
            .then(|| Commitment::from(&self.deadline))
    }

    fn of(line: Waiting, sendings: &Sendings, now: DateTime<Utc>) -> Self {
        let duty = &line.duty;
        Self {
            sending: sendings.words(&line, now),
            deadline: Deadline::of(duty.state, duty.due_at, duty.met_at, now),
            kind: duty.kind,
            debtor: duty.debtor,
            creditor: duty.creditor,
            incident: line.incident,
            title: line.title,
            school: line.school,
            exercise: line.exercise,
            breach: line.breach.map(|breach| breach.reference),
        }
    }
}

/// `GET /echeances`.
///
/// # Errors
/// [`Error::Problems`] for a parameter that is not ours, and the machine's failures.
pub async fn index(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let (asked, now) = (Asked::of(&who, Params::of(&request))?, app.now());
    let (sight, wanted) = (who.sight(), asked.clone());
    let began = asked.after.as_ref().map_or(now, |(began, _)| *began);
    let read = move |db: &mut Db| -> Result<_, StoreError> {
        let (debtors, place) = (wanted.debtors(), wanted.after.map(|(_, place)| place));
        let more = wanted.slice.one_more();
        let lines = obligations::queue(db, &sight, debtors.as_ref(), began, place.as_ref(), more)?;
        let sendings = Sendings::of(db, &lines)?;
        Ok((lines, sendings))
    };
    let (mut lines, sendings) = app.read(read).await?;
    let next = asked.cut(&mut lines, began);
    let lines = lines
        .into_iter()
        .map(|line| Line::of(line, &sendings, now))
        .collect();
    page(&QueuePage {
        shell: Shell::of(&app, &who, "Échéances", paths::QUEUE),
        whose: asked.whose,
        has_choice: asked.has_choice(),
        groups: grouped(lines),
        as_of: Moment::of(now),
        slices: Slices {
            first: asked.after.is_some().then(|| Asked::address(asked.whose)),
            next,
        },
    })
}

/// The lines by group, the order within each kept.
#[must_use]
pub fn grouped(lines: Vec<Line>) -> Vec<(Group, Vec<Line>)> {
    let mut groups: Vec<(Group, Vec<Line>)> = Group::ALL.iter().map(|group| (*group, Vec::new())).collect();
    for line in lines {
        let own = Group::of(&line);
        if let Some((_, members)) = groups.iter_mut().find(|(group, _)| *group == own) {
            members.push(line);
        }
    }
    groups.retain(|(_, members)| !members.is_empty());
    groups
}

impl QueuePage {
    /// Whether a countdown runs on the page.
    #[must_use]
    pub fn counts_down(&self) -> bool {
        let mut lines = self.groups.iter().flat_map(|(_, lines)| lines);
        lines.any(|line| !line.kind.is_service_level() && line.deadline.shape.runs())
    }

    /// Whose deadlines, as the links that lead from one to the other.
    #[must_use]
    pub fn choices(&self) -> [(String, &'static str, bool); 2] {
        let choice = |whose, words| (Asked::address(whose), words, self.whose == whose);
        [
            choice(Whose::Mine, "Qui me reviennent"),
            choice(Whose::All, "Tout ce que je vois"),
        ]
    }
}
