//! The ministry: whether it is to be told, by when, and that it was.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;
use chrono::{DateTime, Utc};

use super::chain::consult;
use super::refusal::{Refusal, gathered};
use super::subject::Subject;
use super::typed::TypedInstant;
use crate::actions::Instance;
use crate::actions::breach::{BreachRefused, Case, chain};
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Role};
use crate::store::{Db, obligations};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::deadline::Deadline;
use crate::web::error::Error;
use crate::web::pages::breaches::conflict::{Change, Shown};
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::Moment;
use crate::web::wording::Words as _;

/// The page « Ministère ».
#[derive(Debug, Template)]
#[template(path = "pages/notifying/ministry.html")]
pub struct MinistryPage {
    /// Frame.
    pub shell: Shell,
    /// Which breach.
    pub subject: Subject,
    /// When it was decided, if it was.
    pub decided: Option<Moment>,
    /// Where the duty stands, once decided.
    pub deadline: Option<Deadline>,
    /// Why it was late; empty when it was not.
    pub late: String,
    /// Whether the ministry still is to be told.
    pub pending: bool,
    /// Whether the due instant is past.
    pub overdue: bool,
    /// Whether this account decides.
    pub may: bool,
    /// What was typed.
    pub form: MinistryForm,
    /// Every fault.
    pub problems: Problems,
    /// What somebody else did since the form was opened, when that is why nothing was recorded.
    pub conflict: Option<Vec<Change>>,
    /// The moment at which the time left is right.
    pub as_of: Moment,
}

/// What the officer types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MinistryForm {
    /// By when, if not without delay.
    pub due: TypedInstant,
    /// Why it is late.
    pub late_reason: String,
    /// The state of the breach that the form was filled from.
    pub shown: Shown,
}

/// The page as it stands; reading it is journaled.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    consult(&app, &who, &reference, "page").await?;
    shown(&app, &who, reference, MinistryForm::default(), Refusal::none()).await
}

/// The page with what was typed and every problem.
pub(super) async fn shown(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: String,
    form: MinistryForm,
    refusal: Refusal,
) -> Result<HttpResponse, Error> {
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let gathered = gathered(app, move |db| Gathered::load(db, &instance, &by, &reference, now)).await?;
    let conflict = refusal.conflict(app, &gathered.subject, form.shown).await?;
    let title = format!("Ministère – {}", gathered.subject.reference);
    let page = MinistryPage {
        shell: gathered.subject.shell(app, who, title),
        decided: gathered.decided,
        deadline: gathered.deadline,
        late: gathered.late,
        pending: gathered.pending,
        overdue: gathered.overdue,
        may: who.roles.contains(&Role::Dpd) || who.roles.contains(&Role::Rssi),
        form,
        problems: refusal.problems.into(),
        conflict,
        subject: gathered.subject,
        as_of: Moment::of(now),
    };
    page_with(refusal.status, &page)
}

struct Gathered {
    subject: Subject,
    decided: Option<Moment>,
    deadline: Option<Deadline>,
    late: String,
    pending: bool,
    overdue: bool,
}

impl Gathered {
    fn load(
        db: &mut Db,
        instance: &Instance,
        by: &Account,
        reference: &str,
        now: DateTime<Utc>,
    ) -> Result<Self, BreachRefused> {
        let case = Case::of(db, instance, by, reference)?;
        let duties = obligations::of_incident(db, &case.incident.id)?;
        let duty = chain::standing(&duties, Kind::EscalateToMinistry).last().copied();
        Ok(Self {
            subject: Subject::of_case(db, &case, by, "ministere")?,
            decided: case
                .breach
                .ministry
                .map(|ministry| Moment::of(ministry.decided_at)),
            deadline: duty.map(|duty| Deadline::of(duty.state, duty.due_at, duty.met_at, now)),
            late: duty.and_then(|duty| duty.late_reason.clone()).unwrap_or_default(),
            pending: duty.is_some_and(|duty| duty.state == State::Pending),
            overdue: duty.is_some_and(|duty| duty.is_overdue(now)),
        })
    }
}
