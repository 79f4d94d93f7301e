//! Who receives what, for the page and the API alike: told from what the acts themselves ask when they write.

use std::collections::BTreeMap;

use crate::domain::convention::Pack;
use crate::domain::letter::LetterKind;
use crate::domain::mailing::{OPTIONAL, Why, given, mailboxes, roles, why};
use crate::domain::people::{Party, Role};
use crate::store::{Db, StoreError, mailing};

/// A letter that always leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Letter.
    pub kind: LetterKind,
    /// What commands it.
    pub why: Why,
    /// Clauses of the installation's convention that command it, each once.
    pub clauses: Vec<String>,
    /// The mailboxes that read it; none when it is written to one person, or to whoever replaces a reader.
    pub mailboxes: Vec<(Party, Role)>,
}

/// A letter that people may do without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Letter.
    pub kind: LetterKind,
    /// Each role, and whether its people are given it.
    pub roles: Vec<(Role, bool)>,
    /// The mailboxes that read it where nobody in person does: these cannot do without.
    pub mailboxes: Vec<(Party, Role)>,
}

/// Every letter that always leaves, with the clauses of this pack.
#[must_use]
pub fn locked(pack: Option<&Pack>) -> Vec<Locked> {
    let always = LetterKind::ALL.iter().filter(|kind| why(**kind) != Why::Choice);
    always
        .map(|kind| Locked {
            kind: *kind,
            why: why(*kind),
            clauses: clauses(pack, *kind),
            mailboxes: mailboxes(*kind).into_iter().collect(),
        })
        .collect()
}

fn clauses(pack: Option<&Pack>, kind: LetterKind) -> Vec<String> {
    let (Some(pack), Why::Duties(duties)) = (pack, why(kind)) else {
        return Vec::new();
    };
    let mut clauses = Vec::new();
    for rule in duties.iter().filter_map(|duty| pack.obligation(*duty)) {
        let clause = pack.clause_reference(&rule.clause);
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    clauses
}

/// Every letter that people may do without, as the administrator decided.
///
/// # Errors
/// The store's own failures.
pub fn open(db: &mut Db) -> Result<Vec<Open>, StoreError> {
    let decided = mailing::decided(db)?;
    Ok(open_with(&decided))
}

fn open_with(decided: &BTreeMap<LetterKind, Vec<(Role, bool)>>) -> Vec<Open> {
    let of_kind = |kind: &LetterKind| {
        let decided = decided.get(kind).map(Vec::as_slice).unwrap_or_default();
        let role = |role: Role| (role, given(*kind, role, decided));
        Open {
            kind: *kind,
            roles: roles().into_iter().map(role).collect(),
            mailboxes: mailboxes(*kind).into_iter().collect(),
        }
    };
    OPTIONAL.iter().map(of_kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_in_the_table_once() {
        let open = open_with(&BTreeMap::new());
        let mut kinds: Vec<LetterKind> = locked(None).into_iter().map(|line| line.kind).collect();
        kinds.extend(open.iter().map(|line| line.kind));
        kinds.sort_unstable();
        let mut all = LetterKind::ALL.to_vec();
        all.sort_unstable();
        assert_eq!(kinds, all);
        assert!(open.iter().all(|line| line.roles.iter().all(|(_, given)| *given)));
    }
}
