//! The chooser of components: what a person in a hurry says is touched, in plain words.
//!
//! Shared by the report and by « Qui traite ? ». It works without scripts: checkboxes in sections that open.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::convention::{Catalogue, Component, ComponentNature, Pack};
use crate::domain::establishment::Establishment;
use crate::domain::incident::TouchedComponent;
use crate::domain::routing::Touched;
use crate::web::view::Choice;

/// How many plain words are shown under a label: enough to recognise it, few enough to read.
const EXAMPLES: usize = 4;
/// Components read of one form; the domain sets the real limit.
const READ_MAX: usize = 200;

/// What was chosen, kept as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Component identifiers in the order of the form.
    pub components: Vec<String>,
    /// Identifier of the main one; empty when the person did not say.
    pub main: String,
    /// Network identifier by component, where the person said one.
    pub networks: BTreeMap<String, String>,
    /// Components that can no longer be used.
    pub unavailable: BTreeSet<String>,
}

impl Chosen {
    /// Takes one field of the form; gives it back when it is not the chooser's.
    pub fn take(&mut self, name: String, value: String) -> Option<(String, String)> {
        if name == "component" {
            self.components.push(value);
        } else if name == "main" {
            self.main = value;
        } else if let Some(id) = name.strip_prefix("network_") {
            self.networks.insert(id.to_owned(), value);
        } else if let Some(id) = name.strip_prefix("unavailable_") {
            self.unavailable.insert(id.to_owned());
        } else {
            return Some((name, value));
        }
        None
    }

    /// The components with the main one first; the first of the form is the main one when the person did not say.
    #[must_use]
    pub fn main_first(&self) -> Vec<&str> {
        let (main, others): (Vec<_>, Vec<_>) = self
            .components
            .iter()
            .map(String::as_str)
            .partition(|id| *id == self.main);
        main.into_iter().chain(others).collect()
    }

    /// The network the person gave for a component, unless it was left as usual.
    #[must_use]
    pub fn network(&self, component: &str) -> Option<&str> {
        self.networks
            .get(component)
            .map(String::as_str)
            .filter(|id| !id.is_empty())
    }

    /// As the domain takes them, the main one first.
    #[must_use]
    pub fn touched(&self) -> Vec<TouchedComponent> {
        let read = self.main_first().into_iter().take(READ_MAX);
        read.map(|id| TouchedComponent {
            touched: Touched {
                component: id.to_owned(),
                network: self.network(id).map(str::to_owned),
            },
            unavailable: self.unavailable.contains(id),
        })
        .collect()
    }

    fn has(&self, component: &str) -> bool {
        self.components.iter().any(|id| id == component)
    }
}

/// Everything the chooser shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chooser {
    /// « Je ne sais pas », shown first and apart.
    pub unknown: Option<ComponentChoice>,
    /// The others, by section of the annex.
    pub groups: Vec<ComponentGroup>,
}

/// The components of one section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComponentGroup {
    /// Title of the section.
    pub section: String,
    /// Its components.
    pub items: Vec<ComponentChoice>,
}

/// One component that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComponentChoice {
    /// Identifier.
    pub id: String,
    /// Label.
    pub label: String,
    /// A few plain words shown under the label.
    pub examples: String,
    /// Every plain word by which the filter finds it.
    pub words: String,
    /// Networks to choose from, only where the network changes who handles it.
    pub networks: Vec<Choice>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Whether it is the main one.
    pub main: bool,
    /// Whether it can no longer be used.
    pub unavailable: bool,
}

impl ComponentGroup {
    /// How many of this section are chosen.
    #[must_use]
    pub fn count(&self) -> usize {
        self.items.iter().filter(|item| item.chosen).count()
    }
}

impl Chooser {
    /// The components of a pack, marked with what was chosen.
    #[must_use]
    pub fn of(pack: &Pack, chosen: &Chosen) -> Self {
        let mut chooser = Self::default();
        for component in &pack.components {
            let choice = choice(pack, component, chosen);
            if component.nature == ComponentNature::Unknown {
                chooser.unknown = Some(choice);
            } else {
                chooser.put(&component.section, choice);
            }
        }
        chooser
    }

    /// The components of the pack that covers a school on a day; of the home pack when none does, or for no school.
    #[must_use]
    pub fn for_school(
        catalogue: &Catalogue,
        school: Option<&Establishment>,
        day: NaiveDate,
        chosen: &Chosen,
    ) -> Self {
        let covering = school.and_then(|school| catalogue.covering(school, day));
        let pack = covering.or_else(|| catalogue.home());
        pack.map(|pack| Self::of(pack, chosen)).unwrap_or_default()
    }

    fn put(&mut self, section: &str, choice: ComponentChoice) {
        if let Some(group) = self.groups.iter_mut().find(|group| group.section == section) {
            group.items.push(choice);
        } else {
            self.groups.push(ComponentGroup {
                section: section.to_owned(),
                items: vec![choice],
            });
        }
    }
}

fn choice(pack: &Pack, component: &Component, chosen: &Chosen) -> ComponentChoice {
    ComponentChoice {
        id: component.id.clone(),
        label: component.label.clone(),
        examples: examples(&component.words),
        words: component.words.join(" "),
        networks: networks(pack, component, chosen.network(&component.id)),
        chosen: chosen.has(&component.id),
        main: chosen.main_first().first() == Some(&component.id.as_str()),
        unavailable: chosen.unavailable.contains(&component.id),
    }
}

fn examples(words: &[String]) -> String {
    let few: Vec<_> = words.iter().take(EXAMPLES).map(String::as_str).collect();
    few.join(", ")
}

/// The usual network and those that change the decision; none when the network changes nothing.
fn networks(pack: &Pack, component: &Component, given: Option<&str>) -> Vec<Choice> {
    if component.on_network.is_empty() {
        return Vec::new();
    }
    pack.networks
        .iter()
        .filter(|network| {
            component.network.as_ref() == Some(&network.id) || component.on_network.contains_key(&network.id)
        })
        .map(|network| Choice {
            value: network.id.clone(),
            label: network.label.clone(),
            selected: given == Some(network.id.as_str()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(fields: &[(&str, &str)]) -> Chosen {
        let mut chosen = Chosen::default();
        for (name, value) in fields {
            assert_eq!(chosen.take((*name).to_owned(), (*value).to_owned()), None);
        }
        chosen
    }

    #[test]
    fn the_main_component_comes_first() {
        let said = chosen(&[
            ("component", "amigo"),
            ("component", "tablette"),
            ("main", "tablette"),
        ]);
        assert_eq!(said.main_first(), ["tablette", "amigo"]);
        let unsaid = chosen(&[("component", "amigo"), ("component", "tablette")]);
        assert_eq!(unsaid.main_first(), ["amigo", "tablette"]);
    }

    #[test]
    fn a_main_component_that_is_no_longer_chosen_is_forgotten() {
        let said = chosen(&[("component", "amigo"), ("main", "tablette")]);
        assert_eq!(said.main_first(), ["amigo"]);
    }

    #[test]
    fn a_network_left_as_usual_is_not_a_network() {
        let said = chosen(&[("network_poste", ""), ("network_tablette", "iot")]);
        assert_eq!(said.network("poste"), None);
        assert_eq!(said.network("tablette"), Some("iot"));
    }

    #[test]
    fn other_fields_are_given_back() {
        let mut chosen = Chosen::default();
        let field = ("title".to_owned(), "Panne".to_owned());
        assert_eq!(chosen.take(field.0.clone(), field.1.clone()), Some(field));
    }
}
