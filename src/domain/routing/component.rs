//! The decision for one component (DOMAIN §3.1 and §3.3).

use super::ComponentDecision;
use super::question::Question;
use super::wording;
use crate::domain::convention::{Certainty, ComponentNature, CoverageException, Pack, Rule};
use crate::domain::establishment::Establishment;
use crate::domain::people::Party;

/// What an incident is decided on.
pub(super) enum Ground<'a> {
    /// No convention covers the school: it stays with its own incident.
    NoConvention,
    /// The perimeter table of a convention.
    Table(&'a Pack),
    /// A school that the convention names as run by somebody else.
    Exception(&'a Pack, &'a CoverageException),
}

impl<'a> Ground<'a> {
    pub(super) fn of(pack: Option<&'a Pack>, school: Option<&Establishment>) -> Self {
        let Some(pack) = pack else {
            return Self::NoConvention;
        };
        match school.and_then(|school| pack.exception_for(&school.uai)) {
            Some(exception) => Self::Exception(pack, exception),
            None => Self::Table(pack),
        }
    }

    /// The exception under which the school falls, if any.
    pub(super) fn exception(&self) -> Option<&'a CoverageException> {
        match self {
            Self::Exception(_, exception) => Some(exception),
            Self::NoConvention | Self::Table(_) => None,
        }
    }

    /// Who handles this component, how surely, by which clause and why.
    pub(super) fn decide(&self, question: &Question<'_>) -> ComponentDecision {
        match self {
            Self::NoConvention => outside(
                question,
                Party::Etablissement,
                wording::NO_CONVENTION_CLAUSE.to_owned(),
                wording::NO_CONVENTION_REASON.to_owned(),
            ),
            Self::Table(pack) => by_rule(question, pack),
            Self::Exception(pack, exception) if keeps_its_service(question, exception) => {
                by_rule(question, pack)
            }
            Self::Exception(pack, exception) => outside(
                question,
                exception.handler,
                pack.clause_reference(&exception.clause),
                wording::exception_reason(exception.handler),
            ),
        }
    }
}

/// Whether this is an online service of the party whose services are reached from every school alike.
fn keeps_its_service(question: &Question<'_>, exception: &CoverageException) -> bool {
    let component = question.component;
    component.nature == ComponentNature::OnlineService
        && component.rule.handler == exception.online_services_stay_with
}

fn by_rule(question: &Question<'_>, pack: &Pack) -> ComponentDecision {
    let rule = rule(question);
    ComponentDecision {
        component: question.component.id.clone(),
        network: question.network.map(str::to_owned),
        handler: rule.handler,
        certainty: rule.certainty,
        alternative: rule.alternative,
        clause: pack.clause_reference(&rule.clause),
        reason: rule.reason.clone(),
    }
}

/// The rule of the network the component is really on, or else its own.
fn rule<'a>(question: &Question<'a>) -> &'a Rule {
    question
        .network
        .and_then(|network| question.component.on_network.get(network))
        .unwrap_or(&question.component.rule)
}

fn outside(question: &Question<'_>, handler: Party, clause: String, reason: String) -> ComponentDecision {
    ComponentDecision {
        component: question.component.id.clone(),
        network: question.network.map(str::to_owned),
        handler,
        certainty: Certainty::Outside,
        alternative: None,
        clause,
        reason,
    }
}
