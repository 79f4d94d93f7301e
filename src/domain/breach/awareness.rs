//! Since when a party knows of a breach: a fact of its own for each party (DOMAIN §4).
//!
//! A controller is aware once it has a reasonable degree of certainty that personal data were compromised (EDPB
//! guidelines 9/2022, § 31); the knowledge of the organisation counts, not the day on which its officer reads the mail.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::convention::Pack;
use crate::domain::incident::{Problem, TEXT_MAX};
use crate::domain::people::Party;

/// Clocks of people's machines may be this much ahead of ours.
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// A party became aware.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awareness {
    /// Who.
    pub party: Party,
    /// When (UTC).
    pub aware_at: DateTime<Utc>,
    /// How it came to know, in French; empty when nobody said.
    pub how: String,
}

/// Since when each party is aware: the earliest of its facts counts.
#[must_use]
pub fn aware<'a>(facts: impl IntoIterator<Item = &'a Awareness>) -> BTreeMap<Party, DateTime<Utc>> {
    let mut earliest = BTreeMap::new();
    for fact in facts {
        let known = earliest.entry(fact.party).or_insert(fact.aware_at);
        *known = fact.aware_at.min(*known);
    }
    earliest
}

/// What is wrong with awareness as it is given: never in the future, never before the breach began, only of a party
/// that the convention knows. It may be entered late: a dossier can be born overdue.
#[must_use]
pub fn check(
    given: &[Awareness],
    pack: Option<&Pack>,
    started_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, fact) in given.iter().enumerate() {
        let mut problem = |field: &str, message: &str| {
            problems.push(Problem::new(format!("awareness[{at}].{field}"), message));
        };
        if pack.is_some_and(|pack| pack.party_name(fact.party).is_none()) {
            problem("party", "Cette partie n’est pas à la convention du dossier.");
        }
        if fact.aware_at > now + SKEW {
            problem("aware_at", "La prise de connaissance est dans le futur.");
        }
        if started_at.is_some_and(|started| fact.aware_at < started) {
            problem(
                "aware_at",
                "La prise de connaissance précède le début de la violation.",
            );
        }
        if fact.how.chars().count() > TEXT_MAX {
            problem("how", "Ce texte est trop long.");
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn fact(party: Party, aware_at: &str) -> Awareness {
        Awareness {
            party,
            aware_at: at(aware_at),
            how: String::new(),
        }
    }

    #[test]
    fn the_earliest_fact_counts_for_its_party_and_no_other() {
        let facts = [
            fact(Party::Departement, "2026-11-22T10:00:00Z"),
            fact(Party::Departement, "2026-11-21T10:00:00Z"),
            fact(Party::Etablissement, "2026-11-20T10:00:00Z"),
        ];
        let earliest = aware(&facts);
        assert_eq!(
            earliest.get(&Party::Departement),
            Some(&at("2026-11-21T10:00:00Z"))
        );
        assert_eq!(
            earliest.get(&Party::Etablissement),
            Some(&at("2026-11-20T10:00:00Z"))
        );
        assert_eq!(earliest.get(&Party::Academie), None);
    }

    #[test]
    fn nobody_is_aware_in_the_future_nor_before_the_breach_began() {
        let now = at("2026-11-22T10:00:00Z");
        let given = [
            fact(Party::Departement, "2026-11-22T10:05:00Z"),
            fact(Party::Departement, "2026-11-22T10:05:01Z"),
            fact(Party::Departement, "2026-11-01T00:00:00Z"),
        ];
        let started = Some(at("2026-11-02T00:00:00Z"));
        let fields: Vec<String> = check(&given, None, started, now)
            .into_iter()
            .map(|p| p.field)
            .collect();
        assert_eq!(fields, ["awareness[1].aware_at", "awareness[2].aware_at"]);
    }
}
