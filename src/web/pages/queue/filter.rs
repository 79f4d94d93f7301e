//! Whose deadlines are shown, and from where on.

use std::collections::BTreeSet;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::domain::breach::is_officer_of;
use crate::domain::incident::Problem;
use crate::domain::people::{Account, Party, named};
use crate::store::obligations::{Place, Waiting};
use crate::web::error::Error;
use crate::web::params::{CURSOR_WORDS, Params, Slice};
use crate::web::paths;

named! {
    /// Whose deadlines.
    Whose {
        /// Those of the parties whose officer the reader is.
        Mine = "mine",
        /// All that the reader sees.
        All = "all",
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Whose deadlines.
    pub whose: Whose,
    /// The parties whose officer the reader is; nobody's deadlines come to a reader who is none.
    pub parties: BTreeSet<Party>,
    /// How many lines.
    pub slice: Slice,
    /// Where the page before ended, and when the first page was shown (UTC).
    pub after: Option<(DateTime<Utc>, Place)>,
}

impl Asked {
    /// Reads what is asked for; officers are shown what comes back to them unless they ask for more.
    ///
    /// # Errors
    /// [`Error::Problems`] for a parameter that is not ours.
    pub fn of(account: &Account, mut params: Params) -> Result<Self, Error> {
        let of_officer = |party: &&Party| is_officer_of(account, **party);
        let parties: BTreeSet<Party> = Party::ALL.iter().filter(of_officer).copied().collect();
        let words: Vec<&str> = Whose::ALL.iter().map(|whose| whose.as_str()).collect();
        let whose = params.choice("view", &words, Whose::parse);
        let slice = params.slice(3);
        params.finish()?;
        let usual = if parties.is_empty() {
            Whose::All
        } else {
            Whose::Mine
        };
        Ok(Self {
            whose: whose.unwrap_or(usual),
            after: place(&slice)?,
            parties,
            slice,
        })
    }

    /// Whether the reader may choose between what comes back to them and everything.
    #[must_use]
    pub fn has_choice(&self) -> bool {
        !self.parties.is_empty()
    }

    /// The parties that the list is narrowed to.
    #[must_use]
    pub fn debtors(&self) -> Option<BTreeSet<Party>> {
        (self.whose == Whose::Mine).then(|| self.parties.clone())
    }

    /// The address of this list for somebody's deadlines.
    #[must_use]
    pub fn address(whose: Whose) -> String {
        format!("{}?view={whose}", paths::QUEUE)
    }

    /// Takes away the one line too many; answers with the address of the next page when there is one.
    pub fn cut(&self, lines: &mut Vec<Waiting>, began: DateTime<Utc>) -> Option<String> {
        let limit = usize::try_from(self.slice.limit).unwrap_or(usize::MAX);
        let more = lines.len() > limit;
        lines.truncate(limit);
        let last = lines.last().filter(|_| more)?.place(began);
        let (began, due) = (exact(began), exact(last.due_at));
        let cursor = crate::web::params::cursor(&[&began, &due, &last.id]);
        Some(format!("{}&cursor={cursor}", Self::address(self.whose)))
    }
}

/// As exact as the store keeps instants.
fn exact(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

fn place(slice: &Slice) -> Result<Option<(DateTime<Utc>, Place)>, Error> {
    let Some([began, due, id]) = slice.after.as_deref() else {
        return Ok(None);
    };
    let wrong = |_| Error::Problems(vec![Problem::new("cursor", CURSOR_WORDS)]);
    let due_at = due.parse().map_err(wrong)?;
    let place = Place {
        due_at,
        id: id.clone(),
    };
    Ok(Some((began.parse().map_err(wrong)?, place)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::Role;

    fn account(role: Role) -> Account {
        Account {
            id: String::new(),
            email: String::new(),
            name: String::new(),
            roles: BTreeSet::from([role]),
            schools: BTreeSet::new(),
            convention: None,
            may_export: false,
        }
    }

    fn asked(role: Role, query: &str) -> Result<Asked, Error> {
        Asked::of(&account(role), Params::read(query))
    }

    #[test]
    fn officers_see_first_what_comes_back_to_them_and_others_all_they_see() {
        for (role, whose) in [
            (Role::Dpo, Whose::Mine),
            (Role::Dpd, Whose::Mine),
            (Role::ChefEtablissement, Whose::Mine),
            (Role::Rssi, Whose::All),
            (Role::Rsn, Whose::All),
        ] {
            let asked = asked(role, "").unwrap();
            assert_eq!(
                (asked.whose, asked.has_choice()),
                (whose, whose == Whose::Mine),
                "{role}"
            );
        }
        assert_eq!(asked(Role::Dpo, "view=all").unwrap().debtors(), None);
    }

    #[test]
    fn a_cursor_that_names_no_instant_is_refused() {
        let cursor = crate::web::params::cursor(&["hier", "demain", "x"]);
        assert!(asked(Role::Dpo, &format!("cursor={cursor}")).is_err());
        let cursor = crate::web::params::cursor(&["2026-11-24T09:00:00Z", "2026-11-25T09:00:00Z", "x"]);
        let (_, place) = asked(Role::Dpo, &format!("cursor={cursor}"))
            .unwrap()
            .after
            .unwrap();
        assert_eq!(place.id, "x");
    }
}
