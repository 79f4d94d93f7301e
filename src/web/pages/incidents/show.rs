//! One dossier: what was reported, who handles it, what is owed to whom, what was written to whom.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};

use super::attachments::{Attachments, HoldLine, UploadForm};
use super::availability::{self, Availability};
use super::breach::{self, Breach};
use super::dossier::Dossier;
use super::follow::Follow;
use super::holding::Holding;
use super::life::Life;
use crate::actions::availability::AvailabilityRefused;
use crate::actions::tell::pack;
use crate::domain::attachment::size_in_words;
use crate::domain::incident::{PersonalData, Problem, Status};
use crate::domain::letter::{LetterKind, MailState};
use crate::domain::obligations::{Creditor, Kind};
use crate::domain::people::{Party, Right};
use crate::store::StoreError;
use crate::store::mails::Mail;
use crate::store::obligations::Obligation;
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::{page, page_with};
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::deadline::Deadline;
use crate::web::error::Error;
use crate::web::explanation::Explanation;
use crate::web::flash::Flash;
use crate::web::pages::breaches::line::is_drawn;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::view::{Fact, Moment, School};
use crate::web::wording::{self, Words as _};

/// The page of a dossier.
#[derive(Debug, Template)]
#[template(path = "pages/incidents/show.html")]
pub struct IncidentPage {
    /// Frame.
    pub shell: Shell,
    /// `SSI-2026-0001`.
    pub reference: String,
    /// Where it stands.
    pub status: Status,
    /// Title.
    pub title: String,
    /// School, if any.
    pub school: Option<School>,
    /// From 1 to 4, once qualified.
    pub severity: Option<u8>,
    /// When it was recorded.
    pub reported: Moment,
    /// When it was noticed.
    pub detected: Moment,
    /// When it began, if known.
    pub occurred: Option<Moment>,
    /// Whether personal data are touched.
    pub personal_data: PersonalData,
    /// What happened.
    pub description: String,
    /// What was already done, or empty.
    pub measures_taken: String,
    /// References elsewhere and other facts that not every dossier has.
    pub facts: Vec<Fact>,
    /// Who handles it and why.
    pub decision: Explanation,
    /// What is owed.
    pub duties: Vec<Duty>,
    /// What was written to whom.
    pub letters: Vec<Letter>,
    /// What somebody must look at.
    pub alarms: Vec<String>,
    /// Files.
    pub attachments: Attachments,
    /// What cannot be used, and the service levels that this calls for.
    pub availability: Availability,
    /// The latest acts, most recent first.
    pub journal: Vec<Act>,
    /// Its breach, or the question whether there is one.
    pub breach: Breach,
    /// Its plan, what was written, its review days.
    pub follow: Follow,
    /// What can be done now, and what was.
    pub life: Life,
    /// Who holds it, and whether the reader follows it.
    pub holding: Holding,
    /// The moment at which the times left are right.
    pub as_of: Moment,
}

/// One dossier, if the account sees it: not allowed and not existing look the same.
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
    let shown = of(&app, &who, &path).await?;
    let shell = shown.shell.clone().saying(flash);
    page(&IncidentPage { shell, ..shown })
}

/// The page again, with what is wrong about the answer whether personal data are touched.
///
/// # Errors
/// As [`show`].
pub(super) async fn again<R>(
    app: &App,
    who: &Allowed<R>,
    reference: &str,
    reason: String,
    problems: Vec<Problem>,
) -> Result<HttpResponse, Error> {
    let mut shown = of(app, who, reference).await?;
    shown.breach.reason = reason;
    shown.breach.problems = problems.into();
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// How a refusal about availability is told on the page: its status and what is wrong.
///
/// # Errors
/// [`Error::NotFound`] and the machine's, for which there is no page to show.
pub(super) fn shown_refusal(refused: AvailabilityRefused) -> Result<(StatusCode, Vec<Problem>), Error> {
    match refused {
        AvailabilityRefused::Problems(problems) => Ok((StatusCode::UNPROCESSABLE_ENTITY, problems)),
        AvailabilityRefused::Stands(facts) => Ok((StatusCode::CONFLICT, facts)),
        other => Err(other.into()),
    }
}

/// The page of a dossier as it stands now, for whoever sees it.
///
/// # Errors
/// As [`show`].
pub async fn of<R>(app: &App, who: &Allowed<R>, path: &str) -> Result<IncidentPage, Error> {
    let (reference, sight, with_journal) = (reference(path)?, who.sight(), who.may(Right::ReadJournal));
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let loaded = app.read(move |db| {
        let Some(dossier) = Dossier::load(db, &reference, &sight, with_journal)? else {
            return Ok(None);
        };
        let seen = breach::seen(db, &instance, &dossier.incident, &by)?;
        let outages = availability::seen(db, &instance, &dossier.incident, &dossier.duties)?;
        let follow = Follow::load(db, &dossier.incident, &by, now)?;
        let life = Life::load(db, &instance, &dossier.incident, &by)?;
        let holding = Holding::load(db, &dossier.incident, &by)?;
        Ok::<_, StoreError>(Some((dossier, seen, outages, (follow, life, holding))))
    });
    let (dossier, seen, outages, (follow, life, holding)) = loaded.await?.ok_or(Error::NotFound)?;
    let availability = Availability::of(&outages, &dossier.incident, who, now);
    let breach = Breach::of(seen.as_ref(), &dossier.incident, &dossier.duties, who, now);
    let incident = &dossier.incident;
    let title = format!("{} – {}", incident.reference, incident.title);
    let shell = Shell {
        exercise: incident.exercise,
        ..Shell::of(app, who, title, paths::incident(&incident.reference))
    };
    let decision = Explanation::of(
        &incident.decision,
        &incident.components,
        pack(&app.instance, &incident.decision),
    );
    let form = who.may(Right::Attach).then(|| UploadForm {
        action: paths::attach(&incident.reference),
        largest: size_in_words(app.instance.vault.largest()),
    });
    let may_hold = who.may(Right::HoldFiles);
    let hold_action = may_hold.then(|| paths::hold_files(&incident.reference));
    let page = IncidentPage::of(shell, dossier, decision, now);
    Ok(IncidentPage {
        breach,
        availability,
        follow,
        severity: life.severity,
        life,
        holding,
        attachments: Attachments {
            form,
            hold_action: hold_action.unwrap_or_default(),
            ..page.attachments
        },
        ..page
    })
}

impl IncidentPage {
    /// The dossier as it stands at `now` (UTC).
    fn of(shell: Shell, dossier: Dossier, decision: Explanation, now: DateTime<Utc>) -> Self {
        // The line of time of the breach shows some, the service levels have a section of their own.
        let elsewhere = |kind: Kind| is_drawn(kind) || kind.is_service_level();
        let listed = dossier.duties.iter().filter(|duty| !elsewhere(duty.kind));
        Self {
            shell,
            school: dossier.school(),
            facts: dossier.facts(),
            journal: dossier.acts(),
            attachments: Attachments {
                files: dossier.files(),
                hold: dossier.hold.clone().map(HoldLine::from),
                ..Attachments::default()
            },
            breach: Breach::default(),
            availability: Availability::default(),
            follow: Follow::default(),
            life: Life::default(),
            holding: Holding::default(),
            duties: listed.map(|duty| Duty::of(duty, now)).collect(),
            letters: dossier.letters.into_iter().map(Letter::from).collect(),
            alarms: dossier.alarms.into_iter().map(|alarm| alarm.message).collect(),
            reference: dossier.incident.reference,
            status: dossier.incident.status,
            title: dossier.incident.title,
            severity: None,
            reported: Moment::of(dossier.incident.reported_at),
            detected: Moment::of(dossier.incident.detected_at),
            occurred: dossier.incident.occurred_from.map(Moment::of),
            personal_data: dossier.incident.personal_data,
            description: dossier.incident.description,
            measures_taken: dossier.incident.measures_taken,
            decision,
            as_of: Moment::of(now),
        }
    }

    /// Whether a time left is shown, so that the page says at which moment it was true.
    #[must_use]
    pub fn counts_down(&self) -> bool {
        self.duties.iter().any(|duty| duty.deadline.shape.runs())
    }

    /// The severity in words, once qualified.
    #[must_use]
    pub fn severity_words(&self) -> Option<&'static str> {
        self.severity.map(wording::severity)
    }
}

/// A duty of the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// What is owed.
    pub kind: Kind,
    /// By whom.
    pub debtor: Party,
    /// To whom.
    pub creditor: Creditor,
    /// Where it stands.
    pub deadline: Deadline,
    /// Where the clause stands.
    pub clause: String,
}

impl Duty {
    fn of(duty: &Obligation, now: DateTime<Utc>) -> Self {
        Self {
            kind: duty.kind,
            debtor: duty.debtor,
            creditor: duty.creditor,
            deadline: Deadline::of(duty.state, duty.due_at, duty.met_at, now),
            clause: duty.clause.clone(),
        }
    }
}

/// A letter to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What it is about.
    pub kind: LetterKind,
    /// Role written to, in words; empty when it is none.
    pub to: String,
    /// Address.
    pub address: String,
    /// Where it stands.
    pub state: MailState,
    /// When that state began: queued, accepted, refused or acknowledged.
    pub since: Moment,
    /// The mail server's last answer, or empty.
    pub answer: String,
}

impl From<Mail> for Letter {
    fn from(mail: Mail) -> Self {
        let since = mail.acknowledged_at.or(mail.settled_at).unwrap_or(mail.queued_at);
        Self {
            kind: mail.kind,
            to: mail.role.map(wording::role).unwrap_or_default().to_owned(),
            address: mail.address,
            state: mail.state,
            since: Moment::of(since),
            answer: mail.last_answer,
        }
    }
}

/// An entry of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Moment,
    /// Who, in words.
    pub actor: String,
    /// What, in words.
    pub what: String,
}
