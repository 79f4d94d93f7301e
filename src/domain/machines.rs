//! Programs that call the API with a token of their own: what each may do, for which schools, and until when.
//!
//! A machine is an author and nothing else: it has no address, no password and no role, so every right that its scopes
//! do not name is refused to it.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::incident::Problem;
use super::instants::{paris_day, start_of_day};
use super::people::{Party, Right, Sight, named};
use super::uai::Uai;

/// Longest name of a machine, in characters.
pub const NAME_MAX: usize = 80;
/// Longest life of a token, in days: a forgotten one ends by itself.
pub const DAYS_MAX: u64 = 730;

named! {
    /// What a token is for. A scope is added when somebody needs it, not before.
    Scope {
        /// Report incidents, through the API or the entrance of supervision tools.
        Report = "report",
        /// Read the duties and their deadlines, without a word of what dossiers say.
        ReadObligations = "read:obligations",
    }
}

impl Scope {
    /// Whether this scope opens `right`.
    #[must_use]
    pub fn grants(self, right: Right) -> bool {
        match self {
            Self::Report => matches!(right, Right::UseService | Right::Report),
            Self::ReadObligations => matches!(right, Right::UseService | Right::ReadObligations),
        }
    }
}

/// Which schools a token is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// These ones; never empty.
    Schools(BTreeSet<Uai>),
    /// Every school of this convention.
    Convention(String),
}

impl Reach {
    /// The dossiers whose duties the token reads.
    #[must_use]
    pub fn sight(&self) -> Sight {
        match self {
            Self::Schools(schools) => Sight {
                schools: schools.clone(),
                ..Sight::default()
            },
            // Not `all_of`, which also gives the dossiers that no convention covers.
            Self::Convention(id) => Sight {
                shared_with: Some((id.clone(), Party::ALL.iter().copied().collect())),
                ..Sight::default()
            },
        }
    }
}

/// A token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Identifier of the author that the token is (UUID text).
    pub id: String,
    /// First characters after `tocsin_`, to recognise it.
    pub prefix: String,
    /// Name of the machine.
    pub name: String,
    /// What it may do; never empty.
    pub scopes: BTreeSet<Scope>,
    /// For which schools.
    pub reach: Reach,
    /// When it was given (UTC).
    pub created_at: DateTime<Utc>,
    /// From this instant on it opens nothing (UTC).
    pub expires_at: DateTime<Utc>,
    /// Its latest call, to the minute (UTC).
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was taken back (UTC).
    pub revoked_at: Option<DateTime<Utc>>,
}

/// How a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It opens what its scopes name.
    Open,
    /// Its last day is over.
    Expired,
    /// Somebody took it back.
    Revoked,
}

impl Token {
    /// How it stands at `now` (UTC).
    #[must_use]
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        if self.revoked_at.is_some() {
            Standing::Revoked
        } else if now >= self.expires_at {
            Standing::Expired
        } else {
            Standing::Open
        }
    }

    /// Whether one of its scopes opens `right`.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.scopes.iter().any(|scope| scope.grants(right))
    }
}

/// The instant (UTC) at which a token ends whose last day (Paris) is `day`.
#[must_use]
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    start_of_day(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

/// What is wrong with a token asked for at `now` (UTC), the schools and the convention aside.
#[must_use]
pub fn problems(
    name: &str,
    scopes: &BTreeSet<Scope>,
    last_day: NaiveDate,
    now: DateTime<Utc>,
) -> Vec<Problem> {
    let (mut problems, today) = (Vec::new(), paris_day(now));
    if name.is_empty() || name.chars().count() > NAME_MAX {
        let message = format!("Donnez à cette machine un nom de 1 à {NAME_MAX} caractères.");
        problems.push(Problem::new("name", message));
    }
    if scopes.is_empty() {
        problems.push(Problem::new("scopes", "Indiquez au moins un usage."));
    }
    let latest = today.checked_add_days(Days::new(DAYS_MAX)).unwrap_or(today);
    if last_day < today || last_day > latest {
        let message = format!("Choisissez un dernier jour entre aujourd’hui et dans {DAYS_MAX} jours.");
        problems.push(Problem::new("last_day", message));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::DossierAccess;

    fn token() -> Token {
        Token {
            id: String::new(),
            prefix: String::new(),
            name: "Zabbix".to_owned(),
            scopes: BTreeSet::from([Scope::Report]),
            reach: Reach::Convention("ille-et-vilaine-2025".to_owned()),
            created_at: at("2026-03-02T08:00:00Z"),
            expires_at: end_of(day("2026-03-28")),
            last_used_at: None,
            revoked_at: None,
        }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_token_is_good_to_the_end_of_its_last_day_in_paris() {
        let token = token();
        assert_eq!(token.standing(at("2026-03-28T22:59:59Z")), Standing::Open);
        assert_eq!(token.standing(at("2026-03-28T23:00:00Z")), Standing::Expired);
        let revoked = Token {
            revoked_at: Some(at("2026-03-03T08:00:00Z")),
            ..token
        };
        assert_eq!(revoked.standing(at("2026-03-03T08:00:00Z")), Standing::Revoked);
    }

    #[test]
    fn a_scope_opens_what_it_names_and_nothing_else() {
        let token = token();
        assert!(token.may(Right::Report) && token.may(Right::UseService));
        for refused in [
            Right::ReadDossiers,
            Right::ReadObligations,
            Right::Attach,
            Right::Contribute,
            Right::Administer,
            Right::Export,
        ] {
            assert!(!token.may(refused), "{refused:?}");
        }
        assert!(!Scope::ReadObligations.grants(Right::Report));
        assert!(!Scope::ReadObligations.grants(Right::ReadDossiers));
    }

    #[test]
    fn everything_wrong_with_a_token_is_told_at_once() {
        let now = at("2026-03-02T08:00:00Z");
        let told = problems("", &BTreeSet::new(), day("2026-03-01"), now);
        let fields: Vec<&str> = told.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["name", "scopes", "last_day"]);
        let scopes = BTreeSet::from([Scope::Report]);
        assert!(problems("Zabbix", &scopes, day("2026-03-02"), now).is_empty());
        assert!(problems("Zabbix", &scopes, day("2028-03-01"), now).is_empty());
        assert_eq!(problems("Zabbix", &scopes, day("2028-03-02"), now).len(), 1);
    }

    #[test]
    fn a_token_reads_the_duties_of_its_schools_only() {
        let uai = Uai::parse("0350003N").unwrap();
        let sight = Reach::Schools(BTreeSet::from([uai.clone()])).sight();
        assert_eq!((sight.all_of, sight.schools), (None, BTreeSet::from([uai])));
        let of_convention = Reach::Convention("ille-et-vilaine-2025".to_owned()).sight();
        let uncovered = DossierAccess {
            establishment: None,
            convention: None,
            parties: &[Party::Academie],
        };
        let covered = DossierAccess {
            convention: Some("ille-et-vilaine-2025"),
            ..uncovered
        };
        assert!(of_convention.covers(covered) && !of_convention.covers(uncovered));
    }
}
