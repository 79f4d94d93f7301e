//! Who handles a dossier: the proposal that waits for an answer, a new one, the associates, and everything decided
//! before.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;

use crate::actions::Instance;
use crate::actions::letters::party_name;
use crate::actions::life::Dossier;
use crate::actions::tell::pack;
use crate::domain::life::{Act, handles, may};
use crate::domain::people::{Account, Party};
use crate::store::life::{Decided, Handover, decisions, handovers};
use crate::store::{Db, StoreError, accounts};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::pages::life::{Head, Refusal, read};
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::{Choice, Moment};
use crate::web::wording::Words as _;
use crate::web::{life_words, paths, wording};

/// The page « Qui s’en charge ».
#[derive(Debug, Template)]
#[template(path = "pages/attribution/show.html")]
pub struct AttributionPage {
    /// Frame.
    pub shell: Shell,
    /// Which dossier.
    pub subject: Head,
    /// Address the forms are sent to.
    pub action: String,
    /// Name of the party that handles it.
    pub handler: String,
    /// The associates, by value and name.
    pub associates: Vec<Choice>,
    /// The proposal that waits for an answer.
    pub open: Option<Open>,
    /// Every proposal, the latest first.
    pub handovers: Vec<Proposal>,
    /// Every decision once there are several, the latest first.
    pub decisions: Vec<Past>,
    /// The parties that may be asked; empty when the reader may not ask.
    pub candidates: Vec<Choice>,
    /// The parties that may be associated; empty when the reader may not.
    pub newcomers: Vec<Choice>,
    /// Whether the reader may remove an associate.
    pub may_remove: bool,
    /// What was typed.
    pub form: AttributionForm,
    /// Every fault.
    pub problems: Problems,
    /// What somebody else did meanwhile.
    pub meanwhile: Option<Vec<String>>,
}

/// The proposal that waits, and what the reader may do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Its number.
    pub number: i64,
    /// Name of the party asked.
    pub to: String,
    /// Why it is asked.
    pub reason: String,
    /// Since when.
    pub since: Moment,
    /// Whether the reader answers for the party.
    pub may_answer: bool,
    /// Whether the reader may take it back.
    pub may_withdraw: bool,
}

/// A proposal and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// From whom to whom.
    pub what: String,
    /// Why.
    pub reason: String,
    /// Who proposed, when.
    pub by: String,
    /// When.
    pub at: Moment,
    /// What became of it, in a word; empty while nobody answered.
    pub answer: &'static str,
    /// Why, by whom.
    pub answer_reason: String,
    /// When.
    pub answered: Option<Moment>,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// What led to it.
    pub cause: &'static str,
    /// Who handles by it.
    pub handler: &'static str,
    /// Who is associated by it, in words; empty for nobody.
    pub associates: String,
    /// Why, in words; empty for the first one.
    pub reason: String,
    /// Who took it.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// What people type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttributionForm {
    /// Party asked.
    pub to: String,
    /// Why it is asked.
    pub reason: String,
    /// Why it answers so.
    pub answer_reason: String,
    /// Party associated or removed.
    pub party: String,
    /// Why.
    pub party_reason: String,
}

/// The page as it stands.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    shown(
        &app,
        &who,
        reference(&path)?,
        AttributionForm::default(),
        Refusal::none(),
    )
    .await
}

/// The page with what was typed and every problem.
pub(super) async fn shown<R>(
    app: &App,
    who: &Allowed<R>,
    reference: String,
    form: AttributionForm,
    refusal: Refusal,
) -> Result<HttpResponse, Error> {
    let (dossier, past) = read(app, who, reference, Told::load).await?;
    let (instance, incident) = (Arc::clone(&app.instance), &dossier.incident);
    let action = paths::attribution(&incident.reference);
    let title = format!("Qui s’en charge – {}", incident.reference);
    let free = may(&who.roles, incident.decision.handler, Act::HandOver) && dossier.facts.is_open();
    let offered = |offered: bool, newcomers: bool, chosen: &str| {
        let parties = if offered {
            others(&dossier, &instance, newcomers)
        } else {
            Vec::new()
        };
        choices(&instance, &dossier, &parties, chosen)
    };
    let candidates = offered(free && dossier.handover.is_none(), false, &form.to);
    let newcomers = offered(free, true, &form.party);
    let page = AttributionPage {
        shell: Shell {
            exercise: incident.exercise,
            ..Shell::of(app, who, title, action.clone())
        },
        subject: Head::of(incident),
        action,
        handler: party_name(&instance, incident, incident.decision.handler),
        associates: choices(&instance, &dossier, &incident.decision.associates, ""),
        open: dossier
            .handover
            .as_ref()
            .map(|open| Open::of(&instance, &dossier, open, who)),
        candidates,
        newcomers,
        may_remove: free,
        handovers: past.handovers,
        decisions: past.decisions,
        form,
        problems: refusal.problems.into(),
        meanwhile: refusal.meanwhile,
    };
    page_with(refusal.status, &page)
}

/// The parties that the convention names and that do not handle the dossier, nor are associated when they should not be.
fn others(dossier: &Dossier, instance: &Instance, newcomers: bool) -> Vec<Party> {
    let decision = &dossier.incident.decision;
    let pack = pack(instance, decision);
    let known = |party: Party| match party {
        Party::Etablissement => dossier.incident.establishment_uai.is_some(),
        Party::Academie | Party::Departement | Party::Region | Party::Commune => {
            pack.is_some_and(|pack| pack.party_name(party).is_some())
        }
    };
    let mut others: Vec<Party> = Party::ALL.iter().copied().filter(|party| known(*party)).collect();
    others.retain(|party| *party != decision.handler && !(newcomers && decision.associates.contains(party)));
    others
}

fn choices(instance: &Instance, dossier: &Dossier, parties: &[Party], chosen: &str) -> Vec<Choice> {
    let choice = |party: &Party| Choice {
        value: party.to_string(),
        label: party_name(instance, &dossier.incident, *party),
        selected: party.as_str() == chosen,
    };
    parties.iter().map(choice).collect()
}

impl Open {
    fn of(instance: &Instance, dossier: &Dossier, open: &Handover, by: &Account) -> Self {
        Self {
            number: open.number,
            to: party_name(instance, &dossier.incident, open.to),
            reason: open.reason.clone(),
            since: Moment::of(open.at),
            may_answer: handles(&by.roles, open.to),
            may_withdraw: may(&by.roles, open.from, Act::HandOver),
        }
    }
}

/// What was decided and proposed before, in words.
struct Told {
    handovers: Vec<Proposal>,
    decisions: Vec<Past>,
}

impl Told {
    fn load(db: &mut Db, dossier: &Dossier, _: &Account) -> Result<Self, StoreError> {
        let id = &dossier.incident.id;
        let (mut proposed, mut decided) = (handovers(db, id)?, decisions(db, id)?);
        proposed.reverse();
        decided.reverse();
        let handovers = proposed.into_iter().map(|one| proposal(db, one));
        let handovers = handovers.collect::<Result<_, StoreError>>()?;
        let decisions = decided.into_iter().map(|one| past(db, one));
        Ok(Self {
            handovers,
            decisions: decisions.collect::<Result<_, StoreError>>()?,
        })
    }
}

fn name(db: &mut Db, id: &str) -> Result<String, StoreError> {
    Ok(accounts::name(db, id)?.unwrap_or_else(|| id.to_owned()))
}

fn proposal(db: &mut Db, handover: Handover) -> Result<Proposal, StoreError> {
    let (from, to) = (wording::party(handover.from), wording::party(handover.to));
    let by = name(db, &handover.by)?;
    let answered = handover.answered;
    let answer_reason = match &answered {
        Some(answered) => {
            let who = name(db, &answered.by)?;
            if answered.reason.is_empty() {
                who
            } else {
                format!("{who}\u{a0}: {}", answered.reason)
            }
        }
        None => String::new(),
    };
    Ok(Proposal {
        what: format!("{from} → {to}"),
        reason: handover.reason,
        by,
        at: Moment::of(handover.at),
        answer: answered
            .as_ref()
            .map_or("", |answered| life_words::answer(answered.answer)),
        answer_reason,
        answered: answered.map(|answered| Moment::of(answered.at)),
    })
}

fn past(db: &mut Db, decided: Decided) -> Result<Past, StoreError> {
    let associates = decided.decision.associates.iter();
    let associates: Vec<&str> = associates.map(|party| wording::party(*party)).collect();
    Ok(Past {
        cause: life_words::cause(decided.cause),
        handler: wording::party(decided.decision.handler),
        associates: associates.join(", "),
        reason: decided.reason,
        by: name(db, &decided.by)?,
        at: Moment::of(decided.at),
    })
}
