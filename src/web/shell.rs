//! What surrounds every page: who is signed in, where one may go, and what must be said loudly.

use super::allowed::{Allowed, Caller, UseService};
use super::app::App;
use super::{paths, wording};
use crate::domain::people::{Account, Right};

/// The frame of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shell {
    /// Title of the page, also its heading in the browser's tab.
    pub title: String,
    /// Path of the page, to mark the present entry of the navigation.
    pub path: String,
    /// Who is signed in.
    pub person: Option<Person>,
    /// Entries this person may follow.
    pub navigation: Vec<Entry>,
    /// Token that every form of this session carries; empty for strangers.
    pub csrf: String,
    /// Whether mail is written to a folder instead of leaving: the page then says so loudly.
    pub mail_stays: bool,
    /// Whether the dossier shown is a drill.
    pub exercise: bool,
    /// What was just done.
    pub flash: Option<String>,
}

/// The person signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Name as shown.
    pub name: String,
    /// Roles in words.
    pub roles: String,
}

/// An entry of the navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Address.
    pub path: &'static str,
    /// What people read.
    pub label: &'static str,
}

const ENTRIES: &[(Right, Entry)] = &[
    (
        Right::ReadDossiers,
        Entry {
            path: paths::MY_QUEUE,
            label: "Ma file",
        },
    ),
    (
        Right::ReadDossiers,
        Entry {
            path: paths::INCIDENTS,
            label: "Dossiers",
        },
    ),
    (
        Right::Qualify,
        Entry {
            path: paths::TO_QUALIFY,
            label: "À qualifier",
        },
    ),
    (
        Right::ReadDossiers,
        Entry {
            path: paths::QUEUE,
            label: "Échéances",
        },
    ),
    (
        Right::ReadDossiers,
        Entry {
            path: paths::ACTIONS,
            label: "Actions",
        },
    ),
    (
        Right::ReadRegister,
        Entry {
            path: paths::BREACHES,
            label: "Violations",
        },
    ),
    (
        Right::ReadCommitteeFigures,
        Entry {
            path: paths::COMMITTEES,
            label: "Chiffres",
        },
    ),
    (
        Right::Report,
        Entry {
            path: paths::REPORT,
            label: "Signaler",
        },
    ),
    (
        Right::UseService,
        Entry {
            path: paths::WHAT_IF,
            label: "Qui traite\u{202f}?",
        },
    ),
    (
        Right::Administer,
        Entry {
            path: paths::TOKENS,
            label: "Jetons",
        },
    ),
    (
        Right::Administer,
        Entry {
            path: paths::WEBHOOKS,
            label: "Événements",
        },
    ),
    (
        Right::ReadDelivery,
        Entry {
            path: paths::DELIVERIES,
            label: "Acheminement",
        },
    ),
    (
        Right::Administer,
        Entry {
            path: paths::TEAMS,
            label: "Équipes",
        },
    ),
    (
        Right::Administer,
        Entry {
            path: paths::WHO_RECEIVES,
            label: "Qui reçoit quoi",
        },
    ),
];

impl Shell {
    /// The frame of a page for whoever was allowed to open it: what they may do, their forms' token, and loudly
    /// whether mail stays on this machine.
    pub fn of<R>(app: &App, who: &Allowed<R>, title: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            mail_stays: !app.mail_leaves,
            ..Self::for_account(title, path, who, who.form_token(app))
        }
    }

    /// The frame of a page that anybody may open: that of their other pages when they are signed in.
    pub fn of_anybody(
        app: &App,
        who: Option<&Allowed<UseService>>,
        title: impl Into<String>,
        path: impl Into<String>,
    ) -> Self {
        match who {
            Some(who) => Self::of(app, who, title, path),
            None => Self::for_stranger(title, path),
        }
    }

    /// The untitled frame for whoever was recognised, for a page that tells them what went wrong.
    pub(super) fn of_caller(app: &App, caller: &Caller, path: &str) -> Self {
        Self {
            mail_stays: !app.mail_leaves,
            ..Self::for_account("", path, &caller.account, caller.form_token(app))
        }
    }

    /// The same frame with the token of a form for strangers.
    #[must_use]
    pub fn with_form(self, token: impl Into<String>) -> Self {
        Self {
            csrf: token.into(),
            ..self
        }
    }

    /// The same frame that says first what was just done.
    #[must_use]
    pub fn saying(self, flash: Option<&str>) -> Self {
        Self {
            flash: flash.map(ToOwned::to_owned),
            ..self
        }
    }

    /// The frame for somebody who is not signed in.
    pub fn for_stranger(title: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            path: path.into(),
            ..Self::default()
        }
    }

    /// The frame for an account: it only offers what the account may do.
    pub fn for_account(
        title: impl Into<String>,
        path: impl Into<String>,
        account: &Account,
        csrf: impl Into<String>,
    ) -> Self {
        Self {
            person: Some(Person::of(account)),
            navigation: navigation(account),
            csrf: csrf.into(),
            ..Self::for_stranger(title, path)
        }
    }

    /// Whether this entry is the page shown.
    #[must_use]
    pub fn is_at(&self, entry: &Entry) -> bool {
        self.path == entry.path
    }
}

impl Person {
    fn of(account: &Account) -> Self {
        let roles: Vec<_> = account.roles.iter().map(|role| wording::role(*role)).collect();
        Self {
            name: account.name.clone(),
            roles: roles.join(", "),
        }
    }
}

fn navigation(account: &Account) -> Vec<Entry> {
    ENTRIES
        .iter()
        .filter(|(right, _)| account.may(*right))
        .map(|(_, entry)| entry.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::people::Role;

    fn labels(role: Role) -> Vec<&'static str> {
        let account = Account {
            id: String::new(),
            email: String::new(),
            name: String::new(),
            roles: BTreeSet::from([role]),
            schools: BTreeSet::new(),
            convention: None,
            may_export: false,
        };
        let shell = Shell::for_account("", "", &account, "");
        shell.navigation.iter().map(|entry| entry.label).collect()
    }

    #[test]
    fn the_navigation_offers_only_what_a_role_may_do() {
        assert_eq!(
            labels(Role::Rsn),
            [
                "Ma file",
                "Dossiers",
                "Échéances",
                "Actions",
                "Signaler",
                "Qui traite\u{202f}?"
            ]
        );
        assert_eq!(
            labels(Role::Admin),
            [
                "Qui traite\u{202f}?",
                "Jetons",
                "Événements",
                "Acheminement",
                "Équipes",
                "Qui reçoit quoi"
            ]
        );
        assert_eq!(labels(Role::Observer), ["Chiffres", "Qui traite\u{202f}?"]);
        assert!(labels(Role::Dpo).contains(&"Violations"));
    }
}
