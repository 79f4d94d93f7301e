//! The decision as a whole: which convention applies, what it says of each component, who is told.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Paris;

use super::component::Ground;
use super::question::{check, vocabulary};
use super::{CONVENTION_NOT_IN_FORCE, Decision, NO_CONVENTION, RoutingRefused, Touched, inform, whole};
use crate::domain::convention::{Catalogue, Pack};
use crate::domain::establishment::Establishment;

/// Decides who handles an incident.
///
/// `at` is the instant of detection (UTC); whether a pack is in force is judged on its local day in Paris.
/// `departement_impact_possible` tells whether an incident handled by the académie may touch the département's
/// perimeter (annexe opérationnelle, partie 5): then the département is told.
/// An incident of no school (`school` is `None`) is decided by the convention this installation serves first.
///
/// # Errors
/// Every fault of the question at once, with the position of the component, counted from 0.
pub fn decide(
    catalogue: &Catalogue,
    school: Option<&Establishment>,
    touched: &[Touched],
    departement_impact_possible: bool,
    at: DateTime<Utc>,
) -> Result<Decision, Vec<RoutingRefused>> {
    let day = at.with_timezone(&Paris).date_naive();
    let pack = applicable(catalogue, school, day);
    let known = check(vocabulary(pack, catalogue), touched)?;
    let ground = Ground::of(pack, school);
    let components: Vec<_> = known.iter().map(|question| ground.decide(question)).collect();
    let (handler, associates) = whole::handlers(&components);
    let mut decision = Decision {
        convention: pack.map(|pack| pack.id.clone()),
        convention_hash: pack.map(|pack| pack.hash.clone()),
        handler,
        certainty: whole::certainty(&components),
        alternative: whole::alternative(&components, handler),
        associates,
        components,
        inform: Vec::new(),
        warnings: warnings(pack, &ground, day),
    };
    decision.inform = inform::told(
        pack.or_else(|| catalogue.home()),
        school,
        &decision,
        departement_impact_possible,
    );
    Ok(decision)
}

fn applicable<'a>(
    catalogue: &'a Catalogue,
    school: Option<&Establishment>,
    day: NaiveDate,
) -> Option<&'a Pack> {
    match school {
        Some(school) => catalogue.covering(school, day),
        None => catalogue.home(),
    }
}

fn warnings(pack: Option<&Pack>, ground: &Ground<'_>, day: NaiveDate) -> Vec<String> {
    let of_pack = match pack {
        None => Some(NO_CONVENTION),
        Some(pack) if !pack.in_force_on(day) => Some(CONVENTION_NOT_IN_FORCE),
        Some(_) => None,
    };
    let of_school = ground.exception().map(|exception| exception.warning.clone());
    of_pack.map(str::to_owned).into_iter().chain(of_school).collect()
}
