//! What holds of every decision, whatever the convention, the components and their networks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use tocsin::domain::convention::{Catalogue, Certainty, Pack};
use tocsin::domain::establishment::Establishment;
use tocsin::domain::routing::{Decision, Touched, decide};

use super::examples::{catalogue, college, in_force, school};

/// One catalogue for each pack, which then decides what is of no school.
static HOMES: LazyLock<Vec<(Pack, Catalogue)>> = LazyLock::new(|| {
    let packs = catalogue().packs();
    let of_home = |pack: &Pack| (pack.clone(), Catalogue::new(packs.to_vec(), &pack.id));
    packs.iter().map(of_home).collect()
});

/// Every component of a pack on its own network and on every other one.
fn every_place(pack: &Pack) -> Vec<Touched> {
    let networks = || pack.networks.iter().map(|network| Some(network.id.clone()));
    let places = pack.components.iter().flat_map(|component| {
        std::iter::once(None).chain(networks()).map(|network| Touched {
            component: component.id.clone(),
            network,
        })
    });
    places.collect()
}

fn schools() -> Vec<Option<Establishment>> {
    vec![
        None,
        Some(college()),
        Some(school("0350707D", "Collège", true)),
        Some(school("0350710G", "Lycée", true)),
    ]
}

#[test]
fn every_component_of_every_pack_is_decided_on_every_network() {
    for (pack, catalogue) in HOMES.iter() {
        for place in every_place(pack) {
            let decision = decide(catalogue, None, std::slice::from_ref(&place), false, in_force()).unwrap();
            assert_eq!(decision.convention.as_deref(), Some(pack.id.as_str()));
            assert_explained(&decision);
        }
    }
}

/// No decision without clause and reason, and a contested component names its other reading.
fn assert_explained(decision: &Decision) {
    for component in &decision.components {
        assert!(
            !component.clause.is_empty() && !component.reason.is_empty(),
            "{component:?}"
        );
        let is_contested = component.certainty == Certainty::Contested;
        assert_eq!(component.alternative.is_some(), is_contested, "{component:?}");
        assert_ne!(component.alternative, Some(component.handler), "{component:?}");
    }
    for inform in &decision.inform {
        assert!(
            !inform.clause.is_empty() && !inform.reason.is_empty(),
            "{inform:?}"
        );
    }
    let roles: BTreeSet<_> = decision.inform.iter().map(|i| (i.party, i.role)).collect();
    assert_eq!(roles.len(), decision.inform.len(), "each role is told once");
}

/// What neither the order of components nor the choice of the main one changes.
fn beside_order(decision: &Decision) -> impl PartialEq + std::fmt::Debug {
    let mut handlers: BTreeSet<_> = decision.associates.iter().copied().collect();
    handlers.insert(decision.handler);
    let by_component: BTreeMap<_, _> = decision
        .components
        .iter()
        .map(|c| {
            (
                (c.component.clone(), c.network.clone()),
                (c.handler, c.certainty, c.alternative),
            )
        })
        .collect();
    let told: BTreeSet<_> = decision
        .inform
        .iter()
        .map(|i| (i.party, i.role, i.address.clone()))
        .collect();
    (
        decision.convention.clone(),
        decision.certainty,
        decision.warnings.clone(),
        handlers,
        by_component,
        told,
    )
}

/// Distinct places of the home convention, in any order.
fn incident() -> impl Strategy<Value = Vec<Touched>> {
    let pack = catalogue().home().unwrap();
    let places: Vec<Touched> = every_place(pack)
        .into_iter()
        .filter(|place| {
            place.network.is_none() || pack.component(&place.component).unwrap().network != place.network
        })
        .collect();
    let count = 1..=6;
    proptest::sample::subsequence(places, count).prop_shuffle()
}

proptest! {
    #[test]
    fn the_whole_follows_from_its_components(
        touched in incident(),
        school in select(schools()),
        impact: bool,
    ) {
        let decision = decide(catalogue(), school.as_ref(), &touched, impact, in_force()).unwrap();
        assert_explained(&decision);
        prop_assert_eq!(decision.components.len(), touched.len());
        prop_assert_eq!(decision.handler, decision.components[0].handler);
        prop_assert!(!decision.associates.contains(&decision.handler));
        let inside = decision.components.iter().map(|c| c.certainty).filter(|c| *c != Certainty::Outside);
        prop_assert_eq!(decision.certainty, inside.max().unwrap_or(Certainty::Outside));
        prop_assert!(decision.alternative.is_none_or(|party| party != decision.handler));
    }

    #[test]
    fn the_order_of_components_changes_only_handler_associates_and_alternative(
        touched in incident(),
        school in select(schools()),
        main: Index,
    ) {
        let mut other = touched.clone();
        other.rotate_left(main.index(touched.len()));
        let one = decide(catalogue(), school.as_ref(), &touched, false, in_force()).unwrap();
        let two = decide(catalogue(), school.as_ref(), &other, false, in_force()).unwrap();
        prop_assert_eq!(format!("{:?}", beside_order(&one)), format!("{:?}", beside_order(&two)));
    }

    #[test]
    fn any_words_are_answered_or_refused_without_panic(
        words in proptest::collection::vec((".{0,12}", proptest::option::of(".{0,12}")), 0..5),
    ) {
        let touched: Vec<Touched> = words
            .into_iter()
            .map(|(component, network)| Touched { component, network })
            .collect();
        prop_assert!(decide(catalogue(), Some(&college()), &touched, false, in_force()).is_err());
    }
}
