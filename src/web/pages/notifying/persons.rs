//! The persons concerned (GDPR art. 34): that they were told, or why they are not; the model letter.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;
use chrono::{DateTime, Utc};

use super::chain::{Sent, consult};
use super::refusal::{Refusal, gathered};
use super::subject::Subject;
use crate::actions::Instance;
use crate::actions::breach::waive::Ground;
use crate::actions::breach::{BreachRefused, Case, chain, papers};
use crate::domain::breach::is_officer_of;
use crate::domain::breach::record::lists::{CommunicationMeans, InformedExtent};
use crate::domain::breach::record::{Choice as Known, Listed as _, Record};
use crate::domain::obligations::{Kind, State};
use crate::domain::people::Account;
use crate::store::{Db, notifications, obligations};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::deadline::Deadline;
use crate::web::error::Error;
use crate::web::form::value;
use crate::web::pages::breaches::conflict::{Change, Shown};
use crate::web::posted::FormFields;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::Choice;
use crate::web::wording::Words as _;

/// The page « Personnes concernées ».
#[derive(Debug, Template)]
#[template(path = "pages/notifying/persons.html")]
pub struct PersonsPage {
    /// Frame.
    pub shell: Shell,
    /// Which breach.
    pub subject: Subject,
    /// The duty; `None` when nothing is owed.
    pub duty: Option<Owed>,
    /// What was typed, or what the record says.
    pub form: PersonsForm,
    /// Means of telling.
    pub means: Vec<Choice>,
    /// How many were told.
    pub extents: Vec<Choice>,
    /// The closed grounds on which they need not be told.
    pub grounds: Vec<Choice>,
    /// The model letter.
    pub letter: String,
    /// What somebody has to complete in it.
    pub to_complete: Vec<String>,
    /// Every fault.
    pub problems: Problems,
    /// What somebody else did since the form was opened, when that is why nothing was recorded.
    pub conflict: Option<Vec<Change>>,
    /// What was already recorded.
    pub chain: Vec<Sent>,
}

/// The duty to tell the persons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Where it stands.
    pub deadline: Deadline,
    /// Who owes it.
    pub debtor: String,
    /// Why it was set aside; empty when it was not.
    pub waived: String,
    /// Whether it is still owed.
    pub pending: bool,
    /// Whether this account may record or decide.
    pub may: bool,
}

/// What the officer types: fields of the record, then a ground and its reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonsForm {
    /// Local day.
    pub informed_on: String,
    /// All, or not all.
    pub informed_extent: String,
    /// Why not all.
    pub not_all_reasons: String,
    /// How.
    pub communication_means: String,
    /// More about how.
    pub communication_means_description: String,
    /// What was told.
    pub communication_content: String,
    /// One of the closed grounds.
    pub ground: String,
    /// Why it applies.
    pub reason: String,
    /// The state of the breach that the form was filled from.
    pub shown: Shown,
}

impl PersonsForm {
    /// What the record says.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let means = record.communication_means.map(CommunicationMeans::as_str);
        let extent = record.informed_extent.map(InformedExtent::as_str);
        Self {
            informed_on: record.informed_on.map(|day| day.to_string()).unwrap_or_default(),
            informed_extent: extent.unwrap_or_default().to_owned(),
            not_all_reasons: record.not_all_reasons.clone(),
            communication_means: means.unwrap_or_default().to_owned(),
            communication_means_description: record.communication_means_description.clone(),
            communication_content: record.communication_content.clone(),
            ..Self::default()
        }
    }

    /// Reads the fields of the form.
    #[must_use]
    pub fn read(mut fields: FormFields) -> Self {
        let shown = Shown::take(&mut fields);
        let mut take = |name: &str| value(&mut fields, name);
        Self {
            shown,
            informed_on: take("informed_on"),
            informed_extent: take("informed_extent"),
            not_all_reasons: take("not_all_reasons"),
            communication_means: take("communication_means"),
            communication_means_description: take("communication_means_description"),
            communication_content: take("communication_content"),
            ground: take("ground"),
            reason: take("reason"),
        }
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
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    consult(&app, &who, &reference, "page").await?;
    shown(&app, &who, reference, None, Refusal::none()).await
}

/// The page with what was typed and every problem.
pub(super) async fn shown(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: String,
    typed: Option<PersonsForm>,
    refusal: Refusal,
) -> Result<HttpResponse, Error> {
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let gathered = gathered(app, move |db| Gathered::load(db, &instance, &by, &reference, now)).await?;
    let form = typed.unwrap_or(gathered.form);
    let conflict = refusal.conflict(app, &gathered.subject, form.shown).await?;
    let title = format!("Prévenir les personnes – {}", gathered.subject.reference);
    let page = PersonsPage {
        shell: gathered.subject.shell(app, who, title),
        means: listed(CommunicationMeans::CHOICES, &form.communication_means),
        extents: listed(InformedExtent::CHOICES, &form.informed_extent),
        grounds: grounds(&form.ground),
        duty: gathered.duty,
        form,
        letter: gathered.letter,
        to_complete: gathered.to_complete,
        problems: refusal.problems.into(),
        conflict,
        chain: gathered.chain,
        subject: gathered.subject,
    };
    page_with(refusal.status, &page)
}

/// The answers of a closed list.
#[must_use]
pub fn listed(known: &[Known], typed: &str) -> Vec<Choice> {
    let choice = |known: &Known| Choice {
        value: known.name.to_owned(),
        label: known.label.to_owned(),
        selected: known.name == typed,
    };
    known.iter().map(choice).collect()
}

/// The three grounds of art. 34(3).
#[must_use]
pub fn grounds(typed: &str) -> Vec<Choice> {
    let choice = |ground: &Ground| Choice {
        value: ground.as_str().to_owned(),
        label: ground.label().to_owned(),
        selected: ground.as_str() == typed,
    };
    Ground::ALL.iter().map(choice).collect()
}

struct Gathered {
    subject: Subject,
    duty: Option<Owed>,
    form: PersonsForm,
    letter: String,
    to_complete: Vec<String>,
    chain: Vec<Sent>,
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
        let earlier = notifications::of_breach(db, &case.breach.id)?;
        let duties = obligations::of_incident(db, &case.incident.id)?;
        let mut own = chain::standing(&duties, Kind::PersonsArt34);
        own.sort_by_key(|duty| (duty.state != State::Pending, !is_officer_of(by, duty.debtor)));
        let letter = papers::families_letter(&case, now);
        Ok(Self {
            subject: Subject::of_case(db, &case, by, "personnes")?,
            duty: own.first().map(|duty| Owed {
                deadline: Deadline::of(duty.state, duty.due_at, duty.met_at, now),
                debtor: case.party_name(duty.debtor),
                waived: duty
                    .reason
                    .clone()
                    .filter(|_| duty.state == State::Waived)
                    .unwrap_or_default(),
                pending: duty.state == State::Pending,
                may: is_officer_of(by, duty.debtor),
            }),
            form: PersonsForm::of(&case.breach.record),
            to_complete: letter.to_complete(),
            letter: letter.text(),
            chain: Sent::of(&earlier, Kind::PersonsArt34),
        })
    }
}
