//! What cannot be used, on the page of its dossier: outages, service levels apart from legal deadlines, the forms of
//! whoever handles it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::outages::{DeedLine, OutageLine, Seen};
use crate::domain::incident::{Problem, Status};
use crate::domain::life::handles;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Right};
use crate::store::incidents::Incident;
use crate::web::commitment::Standing;
use crate::web::pages::notifying::typed::TypedInstant;
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::view::Choice;

pub(super) use super::outages::seen;

/// Value of `availability_state` for a component that cannot be used.
pub const UNAVAILABLE: &str = "indisponible";
/// Value of `availability_state` for one that can be used again.
pub const AVAILABLE: &str = "disponible";
/// Values of what somebody may know.
pub const YES: &str = "oui";
/// See [`YES`].
pub const NO: &str = "non";
/// The section, where what is wrong with no field is shown.
pub const SECTION: &str = "niveaux";

/// The section « Disponibilité et niveaux de service ».
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Availability {
    /// Outages, in the order they were recorded.
    pub outages: Vec<OutageLine>,
    /// First actions, in the order they were recorded.
    pub first_actions: Vec<DeedLine>,
    /// The form about a component, for those who handle the dossier.
    pub marking: Option<MarkingForm>,
    /// The form of the first action, while one is waited for.
    pub first: Option<FirstForm>,
    /// What is wrong with the form that was just sent.
    pub problems: Problems,
}

/// What is said of a component, kept as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkingForm {
    /// Where it is sent.
    pub action: String,
    /// Components of the dossier: identifier and label.
    pub components: Vec<(String, String)>,
    /// The one chosen.
    pub component: String,
    /// [`UNAVAILABLE`], [`AVAILABLE`] or empty.
    pub state: String,
    /// When.
    pub at: TypedInstant,
    /// Whether spare equipment is at hand: [`YES`], [`NO`] or empty.
    pub spare: String,
    /// Whether what fails is under control.
    pub under_control: String,
    /// Whether shared data are to be restored.
    pub shared_data: String,
    /// What makes up for it.
    pub mitigation: String,
    /// Why it is late.
    pub late_reason: String,
}

/// The first action, kept as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstForm {
    /// Where it is sent.
    pub action: String,
    /// When.
    pub at: TypedInstant,
    /// What.
    pub text: String,
    /// Why it is late.
    pub late_reason: String,
}

impl Availability {
    /// As an account sees it at `now` (UTC).
    pub(super) fn of(seen: &Seen, incident: &Incident, by: &Account, now: DateTime<Utc>) -> Self {
        let is_over = matches!(incident.status, Status::Closed | Status::Rejected);
        let may =
            !is_over && by.may(Right::RecordAvailability) && handles(&by.roles, incident.decision.handler);
        let waits = seen
            .duties
            .iter()
            .any(|duty| duty.kind == Kind::TakeCharge && duty.state == State::Pending);
        let at = TypedInstant::proposed(now);
        Self {
            marking: may.then(|| MarkingForm {
                action: paths::availability(&incident.reference),
                components: components(incident, &seen.labels),
                at: at.clone(),
                ..MarkingForm::default()
            }),
            first: (may && waits).then(|| FirstForm {
                action: paths::first_action(&incident.reference),
                at,
                ..FirstForm::default()
            }),
            first_actions: seen.first_actions(),
            outages: seen.outages(now),
            problems: Problems::default(),
        }
    }

    /// Whether there is anything to show.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        !self.outages.is_empty() || self.marking.is_some()
    }

    /// Whether the time agreed for something is over, so that a reason may be asked for.
    #[must_use]
    pub fn is_late(&self) -> bool {
        let mut promises = self.outages.iter().flat_map(|outage| &outage.promises);
        promises.any(|promise| promise.commitment.standing == Standing::Over)
    }

    /// The form about a component as it was sent, with what is wrong.
    pub(super) fn marking_again(&mut self, typed: MarkingForm, problems: Vec<Problem>) {
        self.problems = renamed(problems, |field| match field {
            "at" => "availability_at",
            "component" => "availability_component",
            "availability_state" | "mitigation" | "late_reason" => field,
            _ => SECTION,
        });
        if let Some(form) = &mut self.marking {
            let (action, components) = (form.action.clone(), std::mem::take(&mut form.components));
            *form = MarkingForm {
                action,
                components,
                ..typed
            };
        }
    }

    /// The form of the first action as it was sent, with what is wrong.
    pub(super) fn first_again(&mut self, typed: FirstForm, problems: Vec<Problem>) {
        let is_asked = self.first.is_some();
        self.problems = renamed(problems, |field| match field {
            _ if !is_asked => SECTION,
            "at" => "first_at",
            "text" => "first_text",
            "late_reason" => "first_late_reason",
            _ => SECTION,
        });
        if let Some(form) = &mut self.first {
            let action = form.action.clone();
            *form = FirstForm { action, ..typed };
        }
    }
}

/// The problems beside the fields of the page, which has two forms.
fn renamed(problems: Vec<Problem>, name: impl Fn(&str) -> &str) -> Problems {
    let renamed = problems.into_iter().map(|problem| Problem {
        field: name(&problem.field).to_owned(),
        ..problem
    });
    renamed.collect::<Vec<_>>().into()
}

fn components(incident: &Incident, labels: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let touched = incident.components.iter().map(|it| &it.touched.component);
    let mut components: Vec<(String, String)> = Vec::new();
    for id in touched {
        if components.iter().all(|(known, _)| known != id) {
            components.push((id.clone(), labels.get(id).unwrap_or(id).clone()));
        }
    }
    components
}

impl MarkingForm {
    /// The components, the one chosen among them.
    #[must_use]
    pub fn component_choices(&self) -> Vec<Choice> {
        let choice = |(id, label): &(String, String)| Choice {
            value: id.clone(),
            label: label.clone(),
            selected: *id == self.component,
        };
        self.components.iter().map(choice).collect()
    }

    /// Whether it cannot be used or can again.
    #[must_use]
    pub fn state_choices(&self) -> Vec<Choice> {
        let states = [
            (UNAVAILABLE, "Indisponible, ou l’est toujours"),
            (AVAILABLE, "De nouveau disponible"),
        ];
        chosen_among(&states, &self.state)
    }

    /// What may be known.
    #[must_use]
    pub fn fact_choices(&self, known: &str) -> Vec<Choice> {
        chosen_among(&[("", "Ne rien dire de plus"), (YES, "Oui"), (NO, "Non")], known)
    }
}

fn chosen_among(choices: &[(&str, &str)], chosen: &str) -> Vec<Choice> {
    let choice = |(value, label): &(&str, &str)| Choice {
        value: (*value).to_owned(),
        label: (*label).to_owned(),
        selected: *value == chosen,
    };
    choices.iter().map(choice).collect()
}
