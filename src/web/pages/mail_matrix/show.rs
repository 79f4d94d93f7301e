//! Every kind of letter with its readers: those that always leave with what commands them, and the others with the roles
//! that are given them.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::actions::letters::recipient_words;
use crate::domain::mailing::Why;
use crate::domain::people::{Party, Right, Role};
use crate::web::allowed::{Allowed, ReadSettings};
use crate::web::answer::page;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::mail_matrix::{Locked, Open, locked, open};
use crate::web::pages::account::letters::hint;
use crate::web::params::Params;
use crate::web::paths;
use crate::web::shell::Shell;
use crate::web::wording::{self, Words as _};

/// The page « Qui reçoit quoi ».
#[derive(Debug, Template)]
#[template(path = "pages/mail_matrix/show.html")]
pub struct MatrixPage {
    /// Frame.
    pub shell: Shell,
    /// Letters that always leave.
    pub always: Vec<AlwaysLine>,
    /// Letters that people may do without.
    pub optional: Vec<OptionalLine>,
    /// Names of the roles, in the order of the cells.
    pub roles: Vec<&'static str>,
    /// Whether the reader decides.
    pub may_change: bool,
    /// The cells that are given as the page shows them: what is changed is told from it.
    pub shown: String,
}

/// A letter that always leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlwaysLine {
    /// Letter.
    pub letter: &'static str,
    /// Its readers, in words.
    pub to: Vec<String>,
    /// Why.
    pub why: &'static str,
    /// Clauses that command it.
    pub clauses: Vec<String>,
}

/// A letter that people may do without.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionalLine {
    /// Letter.
    pub letter: &'static str,
    /// When it is written.
    pub hint: &'static str,
    /// Each role, in the order of the columns.
    pub cells: Vec<CellLine>,
    /// Whether a mailbox reads it where nobody in person does.
    pub has_mailbox: bool,
}

/// Whether a role is given a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellLine {
    /// Value sent by the form.
    pub value: String,
    /// Role, in words.
    pub role: &'static str,
    /// Whether it is given it.
    pub given: bool,
}

/// `GET /qui-recoit-quoi`.
///
/// # Errors
/// The machine's failures.
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadSettings>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let flash = Flash::of(&mut Params::of(&request)).map(Flash::words);
    let open = app.read(open).await?;
    let shell = Shell::of(&app, &who, "Qui reçoit quoi", paths::WHO_RECEIVES).saying(flash);
    let always = locked(app.instance.catalogue.home());
    page(&MatrixPage::of(shell, always, open, who.may(Right::Administer)))
}

impl MatrixPage {
    /// The page for these letters.
    #[must_use]
    pub fn of(shell: Shell, always: Vec<Locked>, open: Vec<Open>, may_change: bool) -> Self {
        let roles = open.first().map(|line| line.roles.clone()).unwrap_or_default();
        let optional: Vec<OptionalLine> = open.into_iter().map(OptionalLine::from).collect();
        let cells = optional.iter().flat_map(|line| &line.cells);
        let given: Vec<&str> = cells
            .filter(|cell| cell.given)
            .map(|cell| cell.value.as_str())
            .collect();
        Self {
            shell,
            always: always.into_iter().map(AlwaysLine::from).collect(),
            shown: given.join(" "),
            optional,
            roles: roles.into_iter().map(|(role, _)| wording::role(role)).collect(),
            may_change,
        }
    }
}

impl From<Locked> for AlwaysLine {
    fn from(line: Locked) -> Self {
        Self {
            letter: line.kind.words(),
            to: line.mailboxes.into_iter().map(reader).collect(),
            why: match line.why {
                Why::Duties(_) => "La loi ou la convention le demande.",
                Why::Life => "Une autorité a quelque chose à faire, ou à savoir.",
                Why::Service | Why::Choice => "Rien ne se perd ni ne sort sans que quelqu’un le sache.",
            },
            clauses: line.clauses,
        }
    }
}

/// The contact of the région and of the commune is named by the convention.
fn reader((party, role): (Party, Role)) -> String {
    match party {
        Party::Region | Party::Commune => party.words().to_owned(),
        Party::Academie | Party::Departement | Party::Etablissement => {
            recipient_words((party, role)).to_owned()
        }
    }
}

impl From<Open> for OptionalLine {
    fn from(line: Open) -> Self {
        let kind = line.kind;
        let cell = |(role, given): (Role, bool)| CellLine {
            value: format!("{kind}:{role}"),
            role: wording::role(role),
            given,
        };
        Self {
            letter: kind.words(),
            hint: hint(kind),
            cells: line.roles.into_iter().map(cell).collect(),
            has_mailbox: !line.mailboxes.is_empty(),
        }
    }
}
