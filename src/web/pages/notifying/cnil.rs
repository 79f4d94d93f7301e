//! The CNIL: what to copy into its form, the filing once it is made, or the reasoned decision not to file.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};

use super::chain::{Sent, consult};
use super::refusal::{Refusal, gathered};
use super::subject::Subject;
use super::typed::TypedInstant;
use crate::actions::Instance;
use crate::actions::breach::papers::{CNIL_FORM, cnil_sections};
use crate::actions::breach::{BreachRefused, Case, chain};
use crate::domain::attachment::size_in_words;
use crate::domain::breach::cnil::{SheetSection, TO_COMPLETE};
use crate::domain::breach::{NoticeKind, Risk, is_officer_of};
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Party};
use crate::store::attachments::{self, Attachment};
use crate::store::notifications::Notification;
use crate::store::obligations::Obligation;
use crate::store::{Db, notifications, obligations};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::deadline::Deadline;
use crate::web::error::Error;
use crate::web::pages::breaches::conflict::{Change, Shown};
use crate::web::params::Params;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::{Choice, Moment};
use crate::web::wording::Words as _;

/// The page « CNIL ».
#[derive(Debug, Template)]
#[template(path = "pages/notifying/cnil.html")]
pub struct CnilPage {
    /// Frame.
    pub shell: Shell,
    /// Which breach.
    pub subject: Subject,
    /// Address of the form of the CNIL.
    pub form_url: &'static str,
    /// What to copy there, in its order.
    pub sections: Vec<SectionView>,
    /// The controllers that owe a filing, the one shown selected; empty or one alone needs no choice.
    pub controllers: Vec<Choice>,
    /// The duty of the controller shown; `None` when nothing is owed.
    pub duty: Option<DutyView>,
    /// The attachments of the dossier, that may prove a filing.
    pub proofs: Vec<Choice>,
    /// What helps to choose a file to send as proof.
    pub largest: String,
    /// What was typed.
    pub form: CnilForm,
    /// Every fault.
    pub problems: Problems,
    /// What somebody else did since the form was opened, when that is why nothing was recorded.
    pub conflict: Option<Vec<Change>>,
    /// What was already filed.
    pub chain: Vec<Sent>,
    /// The moment at which the time left is right.
    pub as_of: Moment,
}

/// A section of the form of the CNIL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionView {
    /// Its number there.
    pub number: u8,
    /// Its title there.
    pub title: &'static str,
    /// Question, answer, and whether there is one.
    pub rows: Vec<RowView>,
}

/// A question of the form of the CNIL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowView {
    /// The question.
    pub label: &'static str,
    /// What to copy.
    pub value: String,
    /// Whether something is known.
    pub known: bool,
}

impl SectionView {
    /// How many of its questions have an answer to copy.
    #[must_use]
    pub fn known(&self) -> usize {
        self.rows.iter().filter(|row| row.known).count()
    }
}

impl From<SheetSection> for SectionView {
    fn from(section: SheetSection) -> Self {
        let row = |row: crate::domain::breach::cnil::SheetRow| RowView {
            label: row.label,
            known: row.value != TO_COMPLETE,
            value: row.value,
        };
        Self {
            number: section.number,
            title: section.title,
            rows: section.rows.into_iter().map(row).collect(),
        }
    }
}

/// The duty to file, of one controller.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each tells one part of the page that is shown or not"
)]
pub struct DutyView {
    /// Its identifier.
    pub id: String,
    /// The controller, as the form sends it.
    pub debtor: Party,
    /// The controller's name.
    pub name: String,
    /// Where it stands.
    pub deadline: Deadline,
    /// Why it was set aside; empty when it was not.
    pub waived: String,
    /// What may be recorded now, the first one selected.
    pub kinds: Vec<Choice>,
    /// Whether it is still owed.
    pub pending: bool,
    /// Whether its due instant is past.
    pub late: bool,
    /// Whether the verdict says that there is a risk, which leaves no ground not to file.
    pub risky: bool,
    /// Whether this account may record or decide.
    pub may: bool,
}

/// What the officer types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CnilForm {
    /// Whose filing.
    pub debtor: Option<Party>,
    /// Place in the chain.
    pub kind: Option<NoticeKind>,
    /// Number given by the CNIL.
    pub number: String,
    /// When it was filed.
    pub done: TypedInstant,
    /// Why it is late.
    pub late_reason: String,
    /// Why an earlier filing is taken back.
    pub withdrawal_reasons: String,
    /// Why nothing is filed.
    pub reason: String,
    /// The attachment that proves the filing, or empty.
    pub proof: String,
    /// The state of the breach that the form was filled from.
    pub shown: Shown,
}

impl CnilForm {
    fn is_of(&self, kind: &str) -> bool {
        self.kind.is_some_and(|own| own.as_str() == kind)
    }
}

/// The page as it stands; reading it is journaled.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    let mut params = Params::of(&request);
    let words: Vec<&str> = Party::ALL.iter().map(|party| party.as_str()).collect();
    let form = CnilForm {
        debtor: params.choice("responsable", &words, Party::parse),
        done: TypedInstant::proposed(app.now()),
        ..CnilForm::default()
    };
    params.finish()?;
    consult(&app, &who, &reference, "page").await?;
    shown(&app, &who, reference, form, Refusal::none()).await
}

/// The page with what was typed and every problem.
pub(super) async fn shown(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: String,
    form: CnilForm,
    refusal: Refusal,
) -> Result<HttpResponse, Error> {
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let gathered = gathered(app, move |db| {
        Gathered::load(db, &instance, &by, &reference, form, now)
    })
    .await?;
    let conflict = refusal
        .conflict(app, &gathered.subject, gathered.form.shown)
        .await?;
    let title = format!("CNIL – {}", gathered.subject.reference);
    let page = CnilPage {
        shell: gathered.subject.shell(app, who, title),
        form_url: CNIL_FORM,
        sections: gathered.sections,
        controllers: gathered.controllers,
        duty: gathered.duty,
        proofs: gathered.proofs,
        largest: size_in_words(app.instance.vault.largest()),
        form: gathered.form,
        problems: refusal.problems.into(),
        conflict,
        chain: gathered.chain,
        subject: gathered.subject,
        as_of: Moment::of(now),
    };
    page_with(refusal.status, &page)
}

struct Gathered {
    subject: Subject,
    sections: Vec<SectionView>,
    controllers: Vec<Choice>,
    duty: Option<DutyView>,
    proofs: Vec<Choice>,
    form: CnilForm,
    chain: Vec<Sent>,
}

impl Gathered {
    fn load(
        db: &mut Db,
        instance: &Instance,
        by: &Account,
        reference: &str,
        mut form: CnilForm,
        now: DateTime<Utc>,
    ) -> Result<Self, BreachRefused> {
        let case = Case::of(db, instance, by, reference)?;
        let earlier = notifications::of_breach(db, &case.breach.id)?;
        let duties = obligations::of_incident(db, &case.incident.id)?;
        let own = chain::standing(&duties, Kind::Cnil72h);
        let duty = chosen(&own, by, form.debtor);
        form.debtor = duty.map(|duty| duty.debtor);
        let kinds = duty
            .map(|duty| chain::possible(&case, &[duty], &earlier))
            .unwrap_or_default();
        form.kind = form
            .kind
            .filter(|kind| kinds.contains(kind))
            .or_else(|| kinds.first().copied());
        let sections = cnil_sections(&case, duty, &earlier);
        Ok(Self {
            subject: Subject::of_case(db, &case, by, "cnil")?,
            sections: sections.into_iter().map(SectionView::from).collect(),
            controllers: controllers(&case, &own, form.debtor),
            duty: duty.map(|duty| DutyView::of(&case, duty, by, &kinds, &form, now)),
            proofs: proofs(&attachments::of_incident(db, &case.incident.id)?, &form.proof),
            chain: filed(&earlier),
            form,
        })
    }
}

/// The attachments of the dossier, the latest first, after the choice of none.
#[must_use]
pub fn proofs(attached: &[Attachment], chosen: &str) -> Vec<Choice> {
    let choice = |value: &str, label: String| Choice {
        value: value.to_owned(),
        label,
        selected: value == chosen,
    };
    let latest = attached.iter().rev();
    let named = latest.map(|file| {
        let size = size_in_words(u64::try_from(file.size).unwrap_or_default());
        choice(&file.id, format!("{} ({size})", file.name))
    });
    let none = choice("", "Aucune pour l’instant".to_owned());
    std::iter::once(none).chain(named).collect()
}

fn filed(earlier: &[Notification]) -> Vec<Sent> {
    Sent::of(earlier, Kind::Cnil72h)
}

/// The duty asked for; otherwise the first that this account answers for and that still is owed.
fn chosen<'a>(own: &[&'a Obligation], by: &Account, debtor: Option<Party>) -> Option<&'a Obligation> {
    let asked = own.iter().find(|duty| Some(duty.debtor) == debtor);
    let mut own = own.to_vec();
    own.sort_by_key(|duty| (!is_officer_of(by, duty.debtor), duty.state != State::Pending));
    asked.or(own.first()).copied()
}

fn controllers(case: &Case<'_>, own: &[&Obligation], shown: Option<Party>) -> Vec<Choice> {
    let choice = |duty: &&Obligation| Choice {
        value: duty.debtor.as_str().to_owned(),
        label: case.party_name(duty.debtor),
        selected: Some(duty.debtor) == shown,
    };
    own.iter().map(choice).collect()
}

impl DutyView {
    fn of(
        case: &Case<'_>,
        duty: &Obligation,
        by: &Account,
        kinds: &[NoticeKind],
        form: &CnilForm,
        now: DateTime<Utc>,
    ) -> Self {
        let verdict = case.breach.verdict.as_ref().map(|verdict| verdict.risk);
        let choice = |kind: &NoticeKind| Choice {
            value: kind.as_str().to_owned(),
            label: kind.label().to_owned(),
            selected: form.is_of(kind.as_str()),
        };
        Self {
            id: duty.id.clone(),
            debtor: duty.debtor,
            name: case.party_name(duty.debtor),
            deadline: Deadline::of(duty.state, duty.due_at, duty.met_at, now),
            waived: duty
                .reason
                .clone()
                .filter(|_| duty.state == State::Waived)
                .unwrap_or_default(),
            kinds: kinds.iter().map(choice).collect(),
            pending: duty.state == State::Pending,
            late: duty.is_overdue(now),
            risky: verdict.is_some_and(|risk| risk != Risk::Unlikely),
            may: is_officer_of(by, duty.debtor),
        }
    }
}
