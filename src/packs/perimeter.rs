//! The networks and the perimeter table of a pack: who handles each component, how surely, by which clause.

use std::collections::{BTreeMap, BTreeSet};

use super::known::{self, Known, unique};
use super::section::Section;
use crate::domain::convention::{Certainty, Component, ComponentNature, Network, Rule};
use crate::domain::people::Party;

/// The columns of the matrix of an annex.
const MATRIX: [&str; 6] = [
    "fourniture",
    "installation",
    "depannage",
    "administration",
    "assistance",
    "accompagnement",
];

/// Reads `[[networks]]`.
pub(super) fn networks(root: &Section<'_>) -> Vec<Option<Network>> {
    let mut seen = BTreeSet::new();
    root.tables("networks", |section| {
        let id = known::identifier(section, "id");
        let label = section.text("label");
        if let Some(id) = &id {
            unique(&mut seen, id.clone(), section, "id");
        }
        Some(Network {
            id: id?,
            label: label.unwrap_or_default(),
        })
    })
}

/// Reads `[[components]]`.
pub(super) fn components(root: &Section<'_>, known: &Known) -> Vec<Option<Component>> {
    let mut seen = BTreeSet::new();
    let mut has_unknown = false;
    let components = root.tables("components", |section| {
        let id = known::identifier(section, "id");
        if let Some(id) = &id {
            unique(&mut seen, id.clone(), section, "id");
        }
        let nature = section.one_of("nature", ComponentNature::parse, ComponentNature::ALL);
        has_unknown |= nature == Some(ComponentNature::Unknown);
        component(section, known, id, nature)
    });
    if !has_unknown {
        root.note(
            "components",
            "il manque l’élément «\u{a0}je ne sais pas\u{a0}» (nature = \"unknown\")",
        );
    }
    components
}

fn component(
    section: &Section<'_>,
    known: &Known,
    id: Option<String>,
    nature: Option<ComponentNature>,
) -> Option<Component> {
    let label = section.text("label");
    let words = section.texts("words");
    let group = section.text("section");
    let network = network(section, known);
    let matrix = section.optional_table("matrix", matrix).unwrap_or_default();
    let critical = section.flag("critical");
    let rule = rule(section, known);
    note_wrong_certainty(section, nature, rule.as_ref());
    let on_network = on_network(section, known, network.as_deref());
    Some(Component {
        id: id?,
        label: label?,
        words,
        section: group?,
        nature: nature?,
        network,
        matrix,
        critical,
        rule: rule?,
        on_network,
    })
}

fn network(section: &Section<'_>, known: &Known) -> Option<String> {
    let id = section.optional_text("network")?;
    known
        .network(&id)
        .map_err(|message| section.note("network", message))
        .ok()
}

/// Never faulty as a whole: an unwritten column is simply not shown.
#[allow(clippy::unnecessary_wraps, reason = "every reader of a table may refuse it")]
fn matrix(section: &Section<'_>) -> Option<BTreeMap<String, String>> {
    let cell = |column: &&'static str| {
        section
            .optional_text(column)
            .map(|party| ((*column).to_owned(), party))
    };
    Some(MATRIX.iter().filter_map(cell).collect())
}

fn note_wrong_certainty(section: &Section<'_>, nature: Option<ComponentNature>, rule: Option<&Rule>) {
    let (Some(nature), Some(rule)) = (nature, rule) else {
        return;
    };
    if (nature == ComponentNature::Unknown) != (rule.certainty == Certainty::Undetermined) {
        section.note(
            "certainty",
            "undetermined va avec l’élément de nature unknown, et avec lui seul",
        );
    }
}

fn rule(section: &Section<'_>, known: &Known) -> Option<Rule> {
    let handler = known.party(section, "handler");
    let certainty = section.one_of("certainty", Certainty::parse, Certainty::ALL);
    let alternative = section
        .has("alternative")
        .then(|| known.party(section, "alternative"))
        .flatten();
    let clause = known.clause(section, "clause");
    let reason = section.text("reason");
    note_wrong_alternative(section, handler, certainty);
    Some(Rule {
        handler: handler?,
        certainty: certainty?,
        alternative,
        clause: clause?,
        reason: reason?,
    })
}

fn note_wrong_alternative(section: &Section<'_>, handler: Option<Party>, certainty: Option<Certainty>) {
    let written = section.has("alternative");
    match certainty {
        Some(Certainty::Contested) if !written => {
            section.note(
                "alternative",
                "une décision contested nomme l’autre lecture (alternative)",
            );
        }
        Some(certainty) if certainty != Certainty::Contested && written => {
            section.note("alternative", "seule une décision contested a une autre lecture");
        }
        _ => {}
    }
    if written
        && handler.is_some()
        && section.optional_text("alternative").as_deref() == handler.map(Party::as_str)
    {
        section.note(
            "alternative",
            "l’autre lecture ne peut pas être celle qui est retenue (handler)",
        );
    }
}

/// Reads `[[components.on_network]]`: what is decided when the component is on another network than its own.
fn on_network(section: &Section<'_>, known: &Known, own: Option<&str>) -> BTreeMap<String, Rule> {
    let mut seen = BTreeSet::new();
    let overrides = section.tables("on_network", |section| {
        let networks = section.texts_as("networks", |id| known.network(id));
        for id in &networks {
            unique(&mut seen, id.clone(), section, "networks");
            if Some(id.as_str()) == own {
                section.note(
                    "networks",
                    format!("«\u{a0}{id}\u{a0}» est déjà le réseau de cet élément"),
                );
            }
        }
        rule(section, known).map(|rule| (networks, rule))
    });
    overrides
        .into_iter()
        .flatten()
        .flat_map(|(networks, rule)| networks.into_iter().map(move |id| (id, rule.clone())))
        .collect()
}
