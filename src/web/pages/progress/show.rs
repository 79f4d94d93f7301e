//! Taking a dossier in hand, saying what was done, closing it with everything that stands in the way, taking it up
//! again.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;

use crate::actions::life::Dossier;
use crate::domain::incident::Status;
use crate::domain::life::{Act, Obstacle, handles, may};
use crate::domain::obligations::Kind;
use crate::domain::people::{Account, Party};
use crate::store::breaches;
use crate::web::allowed::{Allowed, Handle};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::pages::life::{Head, Refusal, read};
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::wording::Words as _;
use crate::web::{life_words, paths};

/// The page « Avancement ».
#[derive(Debug, Template)]
#[template(path = "pages/progress/show.html")]
pub struct ProgressPage {
    /// Frame.
    pub shell: Shell,
    /// Which dossier.
    pub subject: Head,
    /// Address the forms are sent to.
    pub action: String,
    /// What may be done now.
    pub may: May,
    /// Whether the département handles it: what was done then leaves by letter.
    pub follow_up_leaves: bool,
    /// What stands in the way of closing.
    pub obstacles: Vec<InTheWay>,
    /// Why nothing may be done by the reader; empty when something may.
    pub not_yours: String,
    /// What was typed.
    pub form: ProgressForm,
    /// Every fault.
    pub problems: Problems,
    /// What somebody else did meanwhile.
    pub meanwhile: Option<Vec<String>>,
}

/// What the reader may do now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a form that the page shows or not"
)]
pub struct May {
    /// Take it in hand.
    pub start: bool,
    /// Say that it is handled.
    pub resolve: bool,
    /// Tell the RSSI what was done, of what is resolved already.
    pub follow_up: bool,
    /// Close it, or learn why not.
    pub close: bool,
    /// Take it up again.
    pub reopen: bool,
}

/// What the handler types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgressForm {
    /// What was done.
    pub follow_up: String,
    /// Why it is taken up again.
    pub reason: String,
}

/// Something that stands in the way of closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTheWay {
    /// What.
    pub what: String,
    /// What to do about it.
    pub remedy: &'static str,
    /// Where that is done; empty when nowhere here.
    pub path: String,
}

/// The page as it stands.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(app: Data<App>, who: Allowed<Handle>, path: Path<String>) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    shown(&app, &who, reference, ProgressForm::default(), Refusal::none()).await
}

/// The page with what was typed and every problem.
pub(super) async fn shown(
    app: &App,
    who: &Allowed<Handle>,
    reference: String,
    form: ProgressForm,
    refusal: Refusal,
) -> Result<HttpResponse, Error> {
    let of_breach = |db: &mut _, dossier: &Dossier, _: &_| breaches::of_incident(db, &dossier.incident.id);
    let (dossier, breach) = read(app, who, reference, of_breach).await?;
    let incident = &dossier.incident;
    let breach = breach.map(|breach| breach.reference);
    let may = May::of(&dossier, who);
    let action = paths::progress(&incident.reference);
    let title = format!("Avancement – {}", incident.reference);
    let handler = incident.decision.handler;
    let page = ProgressPage {
        shell: Shell {
            exercise: incident.exercise,
            ..Shell::of(app, who, title, action.clone())
        },
        subject: Head::of(incident),
        action,
        follow_up_leaves: handler == Party::Departement,
        obstacles: obstacles(&dossier, breach.as_deref()),
        not_yours: not_yours(may, &dossier, who),
        may,
        form,
        problems: refusal.problems.into(),
        meanwhile: refusal.meanwhile,
    };
    page_with(refusal.status, &page)
}

impl May {
    /// What this account may do with a dossier as it stands.
    #[must_use]
    pub fn of(dossier: &Dossier, by: &Account) -> Self {
        let (handler, status) = (dossier.incident.decision.handler, dossier.incident.status);
        let allowed = |act: Act| may(&by.roles, handler, act);
        let owed = dossier.facts.follow_up_missing
            || dossier
                .facts
                .pending
                .iter()
                .any(|duty| duty.kind == Kind::FollowUpToRssi);
        let over = matches!(status, Status::Resolved | Status::Closed);
        Self {
            start: status == Status::Qualified && allowed(Act::Start),
            resolve: status == Status::InProgress && allowed(Act::Resolve),
            follow_up: status == Status::Resolved && owed && allowed(Act::Resolve),
            close: status == Status::Resolved && allowed(Act::Close),
            reopen: over && allowed(Act::Reopen),
        }
    }
}

fn not_yours(may: May, dossier: &Dossier, by: &Account) -> String {
    let (handler, status) = (dossier.incident.decision.handler, dossier.incident.status);
    if may != May::default() {
        return String::new();
    }
    if handles(&by.roles, handler) {
        life_words::out_of_place(Act::Start, status)
    } else {
        life_words::not_yours(Act::Close, handler)
    }
}

/// What stands in the way of closing, each with the place where it is put right.
fn obstacles(dossier: &Dossier, breach: Option<&str>) -> Vec<InTheWay> {
    let reference = &dossier.incident.reference;
    let in_the_way = dossier.facts.in_the_way_of_closing().into_iter();
    in_the_way
        .map(|obstacle| InTheWay {
            what: life_words::obstacle(&obstacle),
            remedy: life_words::remedy(&obstacle),
            path: place(&obstacle, reference, breach),
        })
        .collect()
}

fn place(obstacle: &Obstacle, reference: &str, breach: Option<&str>) -> String {
    let of_breach = || breach.map(paths::breach).unwrap_or_default();
    match obstacle {
        Obstacle::HandoverOpen(_) => paths::attribution(reference),
        Obstacle::BreachUndecided | Obstacle::BreachStands => of_breach(),
        Obstacle::FollowUpMissing => String::new(),
        Obstacle::Pending(pending) => match pending.kind {
            Kind::Breach48h | Kind::Cnil72h | Kind::PersonsArt34 | Kind::EscalateToMinistry => of_breach(),
            Kind::FollowUpToRssi => String::new(),
            Kind::ReportToRssi
            | Kind::AlertHeadOfSchool
            | Kind::InformRssi
            | Kind::InformDepartement
            | Kind::LogExport
            | Kind::TakeCharge
            | Kind::RestoreService
            | Kind::AssessPersonalData
            | Kind::Nis2EarlyWarning
            | Kind::Nis2Notification
            | Kind::Nis2FinalReport => paths::incident(reference),
        },
    }
}
