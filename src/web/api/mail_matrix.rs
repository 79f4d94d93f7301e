//! `/api/v1/mail-matrix`: who receives which letter, and what the administrator decides about the optional ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::values::words_of;
use crate::actions::Instance;
use crate::actions::follow::FollowRefused;
use crate::actions::mailing::{Cell, decide};
use crate::domain::letter::LetterKind;
use crate::domain::mailing::{OPTIONAL, Why, roles};
use crate::domain::people::{Party, Role};
use crate::store::{Db, StoreError};
use crate::web::allowed::{Administer, Allowed, ReadSettings};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::mail_matrix::{Locked, Open, locked, open};
use crate::web::posted::Posted;

/// Who receives what.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailMatrix {
    /// Every kind of letter.
    letters: Vec<LetterLine>,
}

/// A kind of letter and its readers.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterLine {
    /// Kind.
    kind: LetterKind,
    /// Whether people may do without.
    optional: bool,
    /// What commands one that is not optional: `law`, `life` of a dossier, or `service`; `null` for an optional one.
    commanded_by: Option<&'static str>,
    /// Where the clauses stand that command it.
    clauses: Vec<String>,
    /// The mailboxes of parties that read it; those are never silenced.
    mailboxes: Vec<MailboxName>,
    /// Of an optional one: each role, and whether its people are given it as long as they choose nothing else.
    roles: BTreeMap<&'static str, bool>,
}

/// A role of a party, written to at its mailbox.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailboxName {
    /// Party.
    party: Party,
    /// Role.
    role: Role,
}

impl From<(Party, Role)> for MailboxName {
    fn from((party, role): (Party, Role)) -> Self {
        Self { party, role }
    }
}

impl From<Locked> for LetterLine {
    fn from(line: Locked) -> Self {
        let commanded_by = match line.why {
            Why::Duties(_) => Some("law"),
            Why::Life => Some("life"),
            Why::Service => Some("service"),
            Why::Choice => None,
        };
        Self {
            kind: line.kind,
            optional: false,
            commanded_by,
            clauses: line.clauses,
            mailboxes: line.mailboxes.into_iter().map(MailboxName::from).collect(),
            roles: BTreeMap::new(),
        }
    }
}

impl From<Open> for LetterLine {
    fn from(line: Open) -> Self {
        let roles = line.roles.into_iter();
        Self {
            kind: line.kind,
            optional: true,
            commanded_by: None,
            clauses: Vec::new(),
            mailboxes: line.mailboxes.into_iter().map(MailboxName::from).collect(),
            roles: roles.map(|(role, given)| (role.as_str(), given)).collect(),
        }
    }
}

fn matrix(db: &mut Db, instance: &Instance) -> Result<MailMatrix, StoreError> {
    let always = locked(instance.catalogue.home()).into_iter();
    let optional = open(db)?.into_iter();
    Ok(MailMatrix {
        letters: always
            .map(LetterLine::from)
            .chain(optional.map(LetterLine::from))
            .collect(),
    })
}

/// Who receives what: what always leaves with what commands it, and what each role is given of the rest.
///
/// # Errors
/// The machine's failures.
#[utoipa::path(get, path = "/api/v1/mail-matrix", tag = "account",
    responses((status = 200, description = "Every kind of letter and its readers", body = MailMatrix)))]
pub async fn show(app: Data<App>, _: Allowed<ReadSettings>) -> Result<Json<MailMatrix>, Error> {
    let instance = Arc::clone(&app.instance);
    let read = app.read(move |db| matrix(db, &instance));
    Ok(Json(read.await?))
}

/// What is decided: the cells named, the others stay.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct NewMailMatrix {
    /// Cells.
    given: Vec<GivenLetter>,
}

/// Whether a role is given a kind of letter.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct GivenLetter {
    /// An optional kind.
    kind: LetterKind,
    /// Role.
    role: Role,
    /// Whether its people are given it as long as they choose nothing else.
    wanted: bool,
}

/// Decides which optional letters roles are given. What the law commands is refused: it always leaves.
///
/// # Errors
/// [`Error::Problems`].
#[utoipa::path(put, path = "/api/v1/mail-matrix", tag = "account", request_body = NewMailMatrix,
    responses((status = 200, description = "Every kind of letter and its readers", body = MailMatrix)))]
pub async fn put(
    app: Data<App>,
    who: Allowed<Administer>,
    posted: Posted,
) -> Result<Json<MailMatrix>, Error> {
    let mut fields = Fields::of(posted.json().await?)?;
    let kinds = words_of(OPTIONAL, LetterKind::as_str);
    let known: Vec<&str> = roles().into_iter().map(Role::as_str).collect();
    let cells = fields.objects("given", |cell| {
        let kind = cell.choice("kind", &kinds, LetterKind::parse);
        let role = cell.choice("role", &known, Role::parse);
        let wanted = cell.flag_required("wanted");
        kind.zip(role).map(|(kind, role)| Cell { kind, role, wanted })
    });
    fields.finished()?;
    let cells: Vec<Cell> = cells.into_iter().flatten().collect();
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let decided = app.write(move |db| {
        decide(db, &by, &cells, now)?;
        Ok::<_, FollowRefused>(matrix(db, &instance)?)
    });
    Ok(Json(decided.await?))
}
