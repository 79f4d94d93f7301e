//! One action: how it stands, what changed in it, and the form to change it.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};
use serde_json::Map;

use super::line::{ActionLine, owner_words};
use super::owner::OwnerForm;
use crate::actions::follow::{FollowRefused, dossier};
use crate::actions::remediation::change::field_words;
use crate::actions::remediation::handlers;
use crate::domain::incident::Problem;
use crate::domain::people::{Account, Right};
use crate::domain::remediation::{Action, ActionState, Owner, may_change};
use crate::store::attachments::Attachment;
use crate::store::incidents::Incident;
use crate::store::remediation::{self, Kept};
use crate::store::{Db, StoreError, accounts, attachments};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::page_with;
use crate::web::api::actions::place;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::{Choice, Moment};
use crate::web::wording::Words as _;

/// The page of an action.
#[derive(Debug, Template)]
#[template(path = "pages/remediation/show.html")]
pub struct ActionPage {
    /// Frame.
    pub shell: Shell,
    /// `SSI-2026-0001`.
    pub reference: String,
    /// How it stands.
    pub line: ActionLine,
    /// Why it was given up or taken up again, or empty.
    pub reason: String,
    /// What shows that it was done, or empty.
    pub evidence: String,
    /// The file that shows it: its name and its address.
    pub file: Option<(String, String)>,
    /// What changed, in order.
    pub changes: Vec<ChangeLine>,
    /// The form, for those who may change it.
    pub form: Option<ChangeForm>,
    /// Everything that is wrong.
    pub problems: Problems,
    /// What others changed since the form was shown; empty when nothing stands in the way.
    pub meanwhile: Vec<String>,
}

/// One change of an action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeLine {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// Which fields, in words.
    pub what: String,
}

/// The form to change an action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeForm {
    /// What is typed.
    pub typed: Typed,
    /// Who may own it.
    pub owners: Vec<Choice>,
    /// Where it may stand.
    pub states: Vec<Choice>,
    /// Files of the dossier.
    pub files: Vec<Choice>,
}

/// What is typed, kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Version that was shown.
    pub version: i64,
    /// What is to be done.
    pub title: String,
    /// By whom.
    pub owner: OwnerForm,
    /// By when.
    pub due_on: String,
    /// Where it stands.
    pub state: String,
    /// Why.
    pub reason: String,
    /// What shows it.
    pub evidence: String,
    /// Which file shows it, or empty.
    pub attachment: String,
}

impl Typed {
    fn standing(kept: &Kept) -> Self {
        let action = &kept.action;
        Self {
            version: kept.version,
            title: action.title.clone(),
            owner: OwnerForm::standing(&action.owner),
            due_on: action.due_on.to_string(),
            state: action.state.as_str().to_owned(),
            reason: action.reason.clone(),
            evidence: action.evidence.clone(),
            attachment: action.attachment.clone().unwrap_or_default(),
        }
    }
}

/// `GET /dossiers/{reference}/actions/{number}`.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let flash = Flash::of(&mut Params::of(&request)).map(Flash::words);
    render(
        &app,
        &who,
        place(&path)?,
        None,
        Refused {
            flash,
            ..Refused::none()
        },
    )
    .await
}

/// What is wrong with what was typed.
pub(super) struct Refused {
    pub(super) problems: Vec<Problem>,
    pub(super) meanwhile: Vec<String>,
    pub(super) status: StatusCode,
    pub(super) flash: Option<&'static str>,
}

impl Refused {
    pub(super) fn none() -> Self {
        Self {
            problems: Vec::new(),
            meanwhile: Vec::new(),
            status: StatusCode::OK,
            flash: None,
        }
    }
}

/// The page with what was typed, or as the action stands.
pub(super) async fn render<R>(
    app: &App,
    who: &Allowed<R>,
    (reference, number): (String, i64),
    typed: Option<Typed>,
    refused: Refused,
) -> Result<HttpResponse, Error> {
    let (by, now, of) = (who.account(), app.now(), reference.clone());
    let seen = app
        .read(move |db| Seen::load(db, &by, (&of, number), now))
        .await?;
    let form = seen.may_change.then(|| seen.form(typed));
    let shell = Shell::of(
        app,
        who,
        format!("Action n°\u{a0}{number}"),
        paths::action(&reference, number),
    );
    let action = seen.kept.action.clone();
    let page = ActionPage {
        shell: Shell {
            exercise: seen.incident.exercise,
            ..shell.saying(refused.flash)
        },
        file: seen.file(&action),
        line: seen.line,
        reason: action.reason,
        evidence: action.evidence,
        changes: seen.changes,
        form,
        problems: refused.problems.into(),
        meanwhile: refused.meanwhile,
        reference,
    };
    page_with(refused.status, &page)
}

/// What the page is made of.
struct Seen {
    incident: Incident,
    kept: Kept,
    line: ActionLine,
    person: Option<String>,
    files: Vec<Attachment>,
    changes: Vec<ChangeLine>,
    may_change: bool,
}

impl Seen {
    fn load(
        db: &mut Db,
        by: &Account,
        (reference, number): (&str, i64),
        now: DateTime<Utc>,
    ) -> Result<Self, FollowRefused> {
        let incident = dossier(db, by, reference)?;
        let kept = remediation::find(db, &incident.id, number)?.ok_or(FollowRefused::NotFound)?;
        let owner = &kept.action.owner;
        let person = match owner {
            Owner::Account(_) => Some(owner_words(db, owner)?),
            Owner::Party(_) => None,
        };
        Ok(Self {
            line: ActionLine::load(db, reference, kept.clone(), now)?,
            files: attachments::of_incident(db, &incident.id)?,
            changes: changes(db, &kept)?,
            may_change: by.may(Right::Contribute) && may_change(by, owner, &handlers(&incident)),
            person,
            kept,
            incident,
        })
    }

    fn form(&self, typed: Option<Typed>) -> ChangeForm {
        let mut typed = typed.unwrap_or_else(|| Typed::standing(&self.kept));
        // What is sent next is about what is shown now.
        typed.version = self.kept.version;
        let states = ActionState::ALL.iter().map(|state| Choice {
            value: state.as_str().to_owned(),
            label: state.words().to_owned(),
            selected: typed.state == state.as_str(),
        });
        let none = Choice {
            value: String::new(),
            label: "Aucune".to_owned(),
            selected: typed.attachment.is_empty(),
        };
        let files = self.files.iter().map(|file| Choice {
            value: file.id.clone(),
            label: file.name.clone(),
            selected: typed.attachment == file.id,
        });
        ChangeForm {
            owners: typed
                .owner
                .choices(&self.incident.parties, self.person.as_deref()),
            states: states.collect(),
            files: std::iter::once(none).chain(files).collect(),
            typed,
        }
    }

    fn file(&self, action: &Action) -> Option<(String, String)> {
        let id = action.attachment.as_ref()?;
        let file = self.files.iter().find(|file| file.id == *id)?;
        Some((file.name.clone(), paths::attachment(id)))
    }
}

fn changes(db: &mut Db, kept: &Kept) -> Result<Vec<ChangeLine>, StoreError> {
    let mut lines = Vec::new();
    for changed in remediation::changes_after(db, &kept.id, 1)? {
        let names = changed.fields.as_object().into_iter().flat_map(Map::keys);
        let names: Vec<&str> = names.map(|name| field_words(name)).collect();
        lines.push(ChangeLine {
            at: Moment::of(changed.at),
            by: accounts::name(db, &changed.by)?.unwrap_or_default(),
            what: names.join(", "),
        });
    }
    Ok(lines)
}
