//! Qualifying a dossier: what happened in plain words, how grave by the grid, who may read it, who handles it; or
//! rejecting it.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;

use crate::actions::Instance;
use crate::actions::breach::pack_as_decided;
use crate::actions::letters::plain_name;
use crate::actions::life::Dossier;
use crate::domain::incident::Status;
use crate::domain::life::{Class, Gravity, Ground, Kind, Qualification, Tlp, taxonomy};
use crate::domain::people::Party;
use crate::store::{Db, StoreError};
use crate::web::allowed::{Allowed, Qualify};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::life_words;
use crate::web::pages::life::{Head, Refusal, read};
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::Choice;
use crate::web::wording::Words as _;

/// The page « Qualifier ».
#[derive(Debug, Template)]
#[template(path = "pages/qualification/new.html")]
pub struct QualificationPage {
    /// Frame.
    pub shell: Shell,
    /// Which dossier.
    pub subject: Head,
    /// The description of the incident.
    pub description: String,
    /// Address the forms are sent to.
    pub action: String,
    /// What was typed.
    pub form: QualificationForm,
    /// The parties that may handle it, the present one first.
    pub handlers: Vec<Choice>,
    /// Whether it may still be rejected.
    pub may_reject: bool,
    /// Whether another handler may still be proposed.
    pub may_hand_over: bool,
    /// Every fault.
    pub problems: Problems,
    /// What somebody else did meanwhile.
    pub meanwhile: Option<Vec<String>>,
}

/// A level of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Value sent by the form.
    pub value: String,
    /// What people read.
    pub label: String,
    /// What makes it, each with the subject of the criterion.
    pub criteria: [(&'static str, &'static str); 4],
    /// Whether it is the one chosen.
    pub chosen: bool,
}

/// What the RSSI types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QualificationForm {
    /// Whether the form is the one that rejects.
    pub rejects: bool,
    /// Class, or class and type parted by a slash.
    pub category: String,
    /// From 1 to 4.
    pub severity: String,
    /// Marking.
    pub tlp: String,
    /// Party.
    pub handler: String,
    /// Why another one.
    pub reason: String,
    /// Ground of a rejection.
    pub ground: String,
    /// Reference of the other dossier.
    pub duplicate_of: String,
    /// Why it is rejected.
    pub rejection_reason: String,
}

impl QualificationForm {
    /// What is said already, to be said better.
    fn recorded(qualification: Option<&Qualification>) -> Self {
        let Some(known) = qualification else {
            return Self {
                tlp: Tlp::Amber.to_string(),
                ..Self::default()
            };
        };
        let category = match &known.kind {
            Some(kind) => format!("{}/{kind}", known.category),
            None => known.category.clone(),
        };
        Self {
            category,
            severity: known.severity.to_string(),
            tlp: known.tlp.to_string(),
            ..Self::default()
        }
    }
}

/// The page as it stands.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(app: Data<App>, who: Allowed<Qualify>, path: Path<String>) -> Result<HttpResponse, Error> {
    shown(&app, &who, reference(&path)?, None, Refusal::none()).await
}

/// The page with what was typed and every problem.
pub(super) async fn shown(
    app: &App,
    who: &Allowed<Qualify>,
    reference: String,
    form: Option<QualificationForm>,
    refusal: Refusal,
) -> Result<HttpResponse, Error> {
    let instance = Arc::clone(&app.instance);
    let parties = move |db: &mut Db, dossier: &Dossier, _: &_| parties(db, &instance, dossier);
    let (dossier, parties) = read(app, who, reference, parties).await?;
    let incident = &dossier.incident;
    let form = form.unwrap_or_else(|| QualificationForm::recorded(incident.qualification.as_ref()));
    let action = paths::qualification(&incident.reference);
    let title = format!("Qualifier – {}", incident.reference);
    let page = QualificationPage {
        shell: Shell {
            exercise: incident.exercise,
            ..Shell::of(app, who, title, action.clone())
        },
        subject: Head::of(incident),
        description: incident.description.clone(),
        action,
        handlers: handlers(&parties, incident.decision.handler, &form.handler),
        may_reject: matches!(incident.status, Status::Reported | Status::Qualified),
        may_hand_over: dossier.handover.is_none() && dossier.facts.is_open(),
        form,
        problems: refusal.problems.into(),
        meanwhile: refusal.meanwhile,
    };
    page_with(refusal.status, &page)
}

/// The parties of the convention, and the school where there is one.
fn parties(db: &mut Db, instance: &Instance, dossier: &Dossier) -> Result<Vec<(Party, String)>, StoreError> {
    let pack = pack_as_decided(db, instance, &dossier.incident.decision)?;
    let name = |party: Party| {
        let named = pack.as_deref().and_then(|pack| pack.party_name(party));
        let of_school = party == Party::Etablissement && dossier.incident.establishment_uai.is_some();
        named
            .or_else(|| of_school.then(|| plain_name(party)))
            .map(ToOwned::to_owned)
    };
    Ok(Party::ALL
        .iter()
        .filter_map(|party| Some((*party, name(*party)?)))
        .collect())
}

fn handlers(parties: &[(Party, String)], present: Party, typed: &str) -> Vec<Choice> {
    let chosen = Party::parse(typed).unwrap_or(present);
    let choice = |party: Party, label: String| Choice {
        value: party.to_string(),
        label,
        selected: party == chosen,
    };
    let others = parties.iter().filter(|(party, _)| *party != present);
    let now = parties.iter().find(|(party, _)| *party == present);
    let name = now.map_or(plain_name(present), |(_, name)| name.as_str());
    std::iter::once(choice(present, format!("{name}, comme aujourd’hui")))
        .chain(others.map(|(party, name)| choice(*party, format!("{name}, si elle l’accepte"))))
        .collect()
}

impl QualificationPage {
    /// The classes of the taxonomy.
    #[must_use]
    pub fn classes(&self) -> &'static [Class] {
        taxonomy()
    }

    /// Whether something of this class was chosen.
    #[must_use]
    pub fn is_open(&self, class: &Class) -> bool {
        self.form.category.split('/').next() == Some(class.id.as_str())
    }

    /// The value of a type.
    #[must_use]
    pub fn within(&self, class: &Class, kind: &Kind) -> String {
        format!("{}/{}", class.id, kind.id)
    }

    /// The levels of the grid.
    #[must_use]
    pub fn levels(&self) -> Vec<Level> {
        let level = |gravity: &Gravity| {
            let (value, grid) = (gravity.level().to_string(), gravity.grid());
            let criteria = [
                ("Touché", grid.hit),
                ("Établissements", grid.schools),
                ("Continuité", grid.continuity),
                ("Données", grid.data),
            ];
            Level {
                chosen: self.form.severity == value,
                value,
                label: life_words::gravity(*gravity),
                criteria,
            }
        };
        Gravity::ALL.iter().map(level).collect()
    }

    /// The markings: value, label, meaning, whether chosen.
    #[must_use]
    pub fn markings(&self) -> Vec<(&'static str, &'static str, &'static str, bool)> {
        let marking = |tlp: &Tlp| {
            (
                tlp.as_str(),
                tlp.label(),
                tlp.meaning(),
                self.form.tlp == tlp.as_str(),
            )
        };
        Tlp::ALL.iter().map(marking).collect()
    }

    /// The grounds of a rejection: value, label, whether chosen.
    #[must_use]
    pub fn grounds(&self) -> Vec<(&'static str, &'static str, bool)> {
        let ground = |ground: &Ground| {
            (
                ground.as_str(),
                life_words::ground(*ground),
                self.form.ground == ground.as_str(),
            )
        };
        Ground::ALL.iter().map(ground).collect()
    }
}
