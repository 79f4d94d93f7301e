//! Since when each party knows: the page, as recorded or as typed.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use super::conflict::{Change, Shown, since};
use super::seen::Seen;
use crate::domain::breach::Awareness;
use crate::domain::incident::Problem;
use crate::domain::instants::{Fold, fold, from_paris_form, to_form};
use crate::domain::people::Party;
use crate::web::allowed::{Allowed, RecordBreach};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::pages::notifying::subject::Subject;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::Moment;
use crate::web::wording::Words as _;

/// The page « Qui savait, et quand ».
#[derive(Debug, Template)]
#[template(path = "pages/breaches/awareness.html")]
pub struct AwarenessPage {
    /// Frame.
    pub shell: Shell,
    /// Which breach.
    pub subject: Subject,
    /// Each party.
    pub parties: Vec<PartyForm>,
    /// Everything that is wrong.
    pub problems: Problems,
    /// What somebody else did since the form was opened, when that is why nothing was saved.
    pub conflict: Option<Vec<Change>>,
}

/// What one party knew, as a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyForm {
    /// `departement`, `academie`…
    pub id: &'static str,
    /// Name.
    pub name: String,
    /// Since when it counts as knowing, as recorded.
    pub recorded: Option<Moment>,
    /// Local day, as typed.
    pub date: String,
    /// Local hour, as typed.
    pub time: String,
    /// Whether that hour exists twice.
    pub twice: bool,
    /// Whether the second one is meant.
    pub later: bool,
    /// How it came to know.
    pub how: String,
    /// Why what is recorded is corrected.
    pub reason: String,
    /// Whether the reader may correct what is recorded.
    pub may_correct: bool,
}

/// What was typed about each party: `departement_date`, `departement_how`…
#[derive(Clone, Debug, Default)]
pub(super) struct TypedParties {
    pub(super) shown: Shown,
    values: BTreeMap<String, String>,
}

impl TypedParties {
    pub(super) fn of(fields: Vec<(String, String)>) -> Self {
        let values: BTreeMap<String, String> = fields.into_iter().collect();
        Self {
            shown: Shown {
                version: number(&values, "version"),
                journal: number(&values, "journal"),
            },
            values,
        }
    }

    pub(super) fn part(&self, party: Party, part: &str) -> &str {
        self.values
            .get(&format!("{party}_{part}"))
            .map_or("", String::as_str)
    }
}

fn number(values: &BTreeMap<String, String>, name: &str) -> Option<i64> {
    values.get(name).and_then(|value| value.parse().ok())
}

impl PartyForm {
    fn recorded(seen: &Seen, party: Party, name: String) -> Self {
        let at = seen.aware.get(&party).copied();
        let (date, time) = at.map(to_form).unwrap_or_default();
        let facts = seen.awareness.iter();
        let fact = counting(facts, party);
        Self {
            id: party.as_str(),
            name,
            recorded: at.map(Moment::of),
            later: at.and_then(fold) == Some(Fold::Later),
            how: fact.map(|fact| fact.how.clone()).unwrap_or_default(),
            may_correct: at.is_none() || seen.officer_of.contains(&party),
            date,
            time,
            ..Self::default()
        }
        .asking()
    }

    fn typed(self, party: Party, typed: &TypedParties) -> Self {
        if !self.may_correct {
            return self;
        }
        let part = |part| typed.part(party, part).to_owned();
        Self {
            date: part("date"),
            time: part("time"),
            later: Fold::parse(&part("fold")) == Some(Fold::Later),
            how: part("how"),
            reason: part("reason"),
            ..self
        }
        .asking()
    }

    fn asking(self) -> Self {
        let twice = from_paris_form(&self.date, &self.time, None).is_ok_and(|read| read.twice.is_some());
        Self { twice, ..self }
    }

    /// Name of one of its fields.
    #[must_use]
    pub fn field(&self, part: &str) -> String {
        format!("{}_{part}", self.id)
    }
}

/// The party of a field, before what is wrong with it.
fn name_of(parties: &[PartyForm], field: &str) -> Option<String> {
    let of = |party: &&PartyForm| {
        field
            .strip_prefix(party.id)
            .is_some_and(|rest| rest.starts_with('_'))
    };
    parties.iter().find(of).map(|party| party.name.clone())
}

/// The fact of a party that counts: its earliest.
pub(super) fn counting<'a>(
    facts: impl Iterator<Item = &'a Awareness>,
    party: Party,
) -> Option<&'a Awareness> {
    facts
        .filter(|fact| fact.party == party)
        .min_by_key(|fact| fact.aware_at)
}

/// The page as recorded. Reading it is journaled.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<RecordBreach>,
    path: Path<String>,
) -> Result<HttpResponse, Error> {
    render(&app, &who, reference(&path)?, None, Vec::new(), StatusCode::OK).await
}

/// The page, as recorded or as typed with everything that is wrong.
///
/// # Errors
/// As [`show`].
pub(super) async fn render(
    app: &App,
    who: &Allowed<RecordBreach>,
    reference: String,
    typed: Option<&TypedParties>,
    problems: Vec<Problem>,
    status: StatusCode,
) -> Result<HttpResponse, Error> {
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let seen = app
        .write(move |db| Seen::read(db, &instance, &by, &reference, now))
        .await?;
    let parties = seen.possible_parties().into_iter().map(|(party, name)| {
        let recorded = PartyForm::recorded(&seen, party, name);
        match typed {
            Some(typed) => recorded.typed(party, typed),
            None => recorded,
        }
    });
    let mut parties: Vec<PartyForm> = parties.collect();
    // Those that a reader most likely came for first.
    parties.sort_by_key(|party| (!seen.is_of_reader(party.id), party.recorded.is_none()));
    let conflict = match typed.filter(|_| status == StatusCode::CONFLICT) {
        Some(typed) => Some(since(app, &seen.incident.reference, typed.shown).await?),
        None => None,
    };
    let subject = seen.subject("connaissance");
    let page = AwarenessPage {
        shell: subject.shell(app, who, "Qui savait, et quand"),
        subject,
        problems: Problems::from(problems).named(|field| name_of(&parties, field)),
        parties,
        conflict,
    };
    page_with(status, &page)
}
