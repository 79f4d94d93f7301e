//! A sight as branches, each of which an index gives in order: the list reads the newest of each and keeps the newest
//! of all, where one condition with its OR would make an engine read everything.

use std::collections::BTreeSet;

use super::conditions::shared_with;
use super::sql::Sql;
use crate::domain::people::{Party, Sight};
use crate::domain::uai::Uai;

/// Most branches for the schools of one account: engines limit how many parts a question has.
const OF_SCHOOLS: usize = 64;

/// One of the parts of a sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Branch<'a> {
    /// Every dossier of this convention.
    Of(&'a str),
    /// Every dossier of no convention.
    OfNone,
    /// Those of this convention that one of these parties handles, is associated with or was informed of.
    Shared(&'a str, &'a BTreeSet<Party>),
    /// Those of these schools.
    Schools(Vec<&'a Uai>),
}

/// The branches of a sight; some dossiers may stand on several.
pub(super) fn branches(sight: &Sight) -> Vec<Branch<'_>> {
    let mut branches = Vec::new();
    if let Some(convention) = &sight.all_of {
        branches.extend([Branch::Of(convention), Branch::OfNone]);
    }
    if let Some((convention, parties)) = &sight.shared_with {
        branches.push(Branch::Shared(convention, parties));
    }
    let schools: Vec<&Uai> = sight.schools.iter().collect();
    let together = schools.len().div_ceil(OF_SCHOOLS).max(1);
    let of_schools = schools.chunks(together);
    branches.extend(of_schools.map(|some| Branch::Schools(some.to_vec())));
    branches
}

impl Branch<'_> {
    /// What comes first in its order. To PostgreSQL, nothing is not one value, and an index is not in order after it.
    pub(super) fn first_column(&self) -> &'static str {
        match self {
            Self::OfNone => "i.convention desc, ",
            Self::Of(_) | Self::Shared(..) | Self::Schools(_) => "",
        }
    }

    /// Writes the condition on a dossier `i`.
    pub(super) fn write(&self, sql: &mut Sql) {
        match self {
            Self::Of(convention) => {
                sql.add("i.convention = ").text(*convention);
            }
            Self::OfNone => {
                sql.add("i.convention is null");
            }
            Self::Shared(convention, parties) => {
                sql.add("i.convention = ").text(*convention).add(" and ");
                shared_with(sql, parties.iter().copied());
            }
            Self::Schools(schools) => {
                sql.add("i.establishment_uai in ");
                sql.texts(schools.iter().map(|uai| uai.as_str()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn school(number: u32) -> Uai {
        let digits = format!("{:07}", 350_000 + number);
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars();
        let mut codes = letters.filter_map(|letter| Uai::parse(&format!("{digits}{letter}")).ok());
        codes.next().unwrap()
    }

    #[test]
    fn a_sight_has_a_branch_for_each_thing_it_gives() {
        let sight = Sight {
            all_of: Some("c".to_owned()),
            shared_with: None,
            schools: (1..=3).map(school).collect(),
        };
        assert_eq!(branches(&sight).len(), 5);
        assert!(branches(&Sight::default()).is_empty());
    }

    #[test]
    fn the_schools_of_one_account_never_make_a_question_too_long() {
        let schools: BTreeSet<Uai> = (1..=1_000).map(school).collect();
        let sight = Sight {
            schools: schools.clone(),
            ..Sight::default()
        };
        let branches = branches(&sight);
        assert!(branches.len() <= OF_SCHOOLS);
        let covered = branches.iter().map(|branch| match branch {
            Branch::Schools(some) => some.len(),
            Branch::Of(_) | Branch::OfNone | Branch::Shared(..) => 0,
        });
        assert_eq!(covered.sum::<usize>(), schools.len());
    }
}
