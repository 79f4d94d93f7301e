//! Parties of a convention, roles of accounts, and who may do what (DOMAIN §10).
//!
//! Permission stands here and nowhere else: the web layer types a [`Right`] into each handler and asks
//! [`Account::may`]; the store turns [`Account::sees`] into its row filter.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::uai::Uai;

/// Defines an enum whose values have one fixed text form, used in the API, the store and the packs.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every value, in declaration order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The fixed text form.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value whose text form is `text`, if any.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}
pub(crate) use named;

named! {
    /// A party that can handle an incident, owe a duty or be told (DOMAIN §1).
    Party {
        /// The State's education authority.
        Academie = "academie",
        /// The county council that owns and runs the IT of collèges.
        Departement = "departement",
        /// The school itself.
        Etablissement = "etablissement",
        /// Runs the IT of lycées and of the cités scolaires.
        Region = "region",
        /// Owns the equipment of primary schools.
        Commune = "commune",
    }
}

named! {
    /// What an account is for (DOMAIN §10).
    Role {
        /// Référent sécurité numérique of one or several schools.
        Rsn = "rsn",
        /// Head of school, legally responsible.
        ChefEtablissement = "chef_etablissement",
        /// The académie's head of IT security: entry point, qualifies.
        Rssi = "rssi",
        /// The académie's data-protection officer.
        Dpd = "dpd",
        /// Handles incidents for the académie.
        AgentAcademie = "agent_academie",
        /// The département's data-protection officer.
        Dpo = "dpo",
        /// Handles incidents for the département.
        AgentDepartement = "agent_departement",
        /// Sees figures only, for the committees.
        Observer = "observer",
        /// Accounts, packs, settings, delivery state; no dossier content.
        Admin = "admin",
    }
}

impl Role {
    /// The party on whose side this role acts, if it acts on one.
    #[must_use]
    pub fn party(self) -> Option<Party> {
        match self {
            Self::Rsn | Self::ChefEtablissement => Some(Party::Etablissement),
            Self::Rssi | Self::Dpd | Self::AgentAcademie => Some(Party::Academie),
            Self::Dpo | Self::AgentDepartement => Some(Party::Departement),
            Self::Observer | Self::Admin => None,
        }
    }

    /// Whether accounts of this role are tied to schools.
    #[must_use]
    pub fn belongs_to_schools(self) -> bool {
        self.party() == Some(Party::Etablissement)
    }
}

/// Something a person may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// Use the account itself: own profile, reference lists, "what if" decisions.
    UseService,
    /// Report an incident.
    Report,
    /// Read dossiers (which ones, [`Account::sees`] tells).
    ReadDossiers,
    /// Read the journal of the dossiers one sees, and verify the chain.
    ReadJournal,
    /// See the state of outgoing mail, without dossier content.
    ReadDelivery,
    /// Say what is known of a breach.
    RecordBreach,
    /// Assess a breach, notify it, hold, waive; the officer of which party may do which is the act's own to say.
    DecideBreach,
    /// Read the register of breaches of the dossiers one sees.
    ReadRegister,
    /// Read the figures of the register, without any dossier.
    ReadFigures,
    /// Read the figures of the committees, without any dossier.
    ReadCommitteeFigures,
    /// Take registers and figures out: given account by account, whatever the role.
    Export,
    /// Attach files to the dossiers one sees, and say which ones the notification carries.
    Attach,
    /// Say which components cannot be used and what is done about it; who handles the dossier, the act itself looks at.
    RecordAvailability,
    /// Hold the files of a dossier for a legal reason, and let them go.
    HoldFiles,
    /// Write in the dossiers one sees: entries, review days, the plan; whose plan it is, is the act's own to say.
    Contribute,
    /// Qualify or reject what was reported, propose another handler, name associates.
    Qualify,
    /// Handle incidents: take in hand, resolve, close, answer a handover; of which dossiers, the act says.
    Handle,
    /// Read the duties of dossiers; a machine may hold this right and no other one on dossiers.
    ReadObligations,
    /// Set the installation up, without dossier content: teams, who receives which letter, tokens of machines, who is
    /// told of events.
    Administer,
    /// Read how people are organised: the teams, and who receives which letter.
    ReadSettings,
}

impl Role {
    fn grants(self, right: Right) -> bool {
        match right {
            Right::UseService => true,
            Right::Report
            | Right::ReadDossiers
            | Right::ReadObligations
            | Right::Attach
            | Right::Contribute
            | Right::RecordAvailability
            | Right::Handle => self.party().is_some(),
            Right::Export => self != Self::Admin,
            Right::ReadSettings => self.party().is_some() || self == Self::Admin,
            Right::HoldFiles => matches!(self, Self::Rssi | Self::Dpd),
            Right::Qualify => self == Self::Rssi,
            Right::Administer => self == Self::Admin,
            Right::ReadJournal => matches!(self, Self::Rssi | Self::Dpd | Self::Dpo),
            Right::ReadDelivery => matches!(self, Self::Admin | Self::Rssi | Self::Dpd),
            Right::RecordBreach => self.party().is_some() && self != Self::Rsn,
            Right::DecideBreach | Right::ReadRegister => {
                matches!(self, Self::Rssi | Self::Dpd | Self::Dpo | Self::ChefEtablissement)
            }
            Right::ReadFigures => self == Self::Observer || self.grants(Right::ReadRegister),
            // A single school's figures are single dossiers.
            Right::ReadCommitteeFigures => {
                self == Self::Observer || (self.party().is_some() && !self.belongs_to_schools())
            }
        }
    }
}

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Stable identifier (UUID text).
    pub id: String,
    /// Address used to sign in, lower case.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// Roles held; a person holds one at least, a [machine](super::machines) none.
    pub roles: BTreeSet<Role>,
    /// Schools of an `rsn` or `chef_etablissement`.
    pub schools: BTreeSet<Uai>,
    /// The convention whose dossiers this account works on; `None` for school accounts and administrators.
    pub convention: Option<String>,
    /// Whether the account was given the right to take registers and figures out (DOMAIN §10).
    pub may_export: bool,
}

/// The facts about a dossier that decide who sees it.
#[derive(Clone, Copy, Debug)]
pub struct DossierAccess<'a> {
    /// School of the incident, if any.
    pub establishment: Option<&'a Uai>,
    /// Convention under which it was decided; `None` when no pack covers the school.
    pub convention: Option<&'a str>,
    /// Parties that handle it, are associated with it or were informed of it.
    pub parties: &'a [Party],
}

/// Which dossiers an account sees: the union of what each of its roles gives. The store filters rows by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// Every dossier of this convention, and those that no convention covers.
    pub all_of: Option<String>,
    /// Dossiers of this convention that one of these parties handles, is associated with or was informed of.
    pub shared_with: Option<(String, BTreeSet<Party>)>,
    /// Every dossier of these schools.
    pub schools: BTreeSet<Uai>,
}

impl Account {
    /// Whether one of the account's roles grants `right`.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        let granted = self.roles.iter().any(|role| role.grants(right));
        granted && (right != Right::Export || self.may_export)
    }

    /// What this account sees (DOMAIN §10).
    #[must_use]
    pub fn sight(&self) -> Sight {
        let mut sight = Sight::default();
        for role in &self.roles {
            match role {
                Role::Rsn | Role::ChefEtablissement => sight.schools.extend(self.schools.iter().cloned()),
                Role::Rssi | Role::Dpd => sight.all_of.clone_from(&self.convention),
                Role::AgentAcademie => self.share(&mut sight, Party::Academie),
                Role::Dpo | Role::AgentDepartement => self.share(&mut sight, Party::Departement),
                Role::Observer | Role::Admin => {}
            }
        }
        sight
    }

    /// Whether this is the author that a [machine](super::machines)'s token stands for.
    #[must_use]
    pub fn is_machine(&self) -> bool {
        self.roles.is_empty()
    }

    /// Whether only incidents of the account's own schools may be reported.
    #[must_use]
    pub fn reports_for_its_schools_only(&self) -> bool {
        if self.is_machine() {
            self.convention.is_none()
        } else {
            self.roles.iter().all(|role| role.belongs_to_schools())
        }
    }

    fn share(&self, sight: &mut Sight, party: Party) {
        if let Some(convention) = &self.convention {
            sight
                .shared_with
                .get_or_insert_with(|| (convention.clone(), BTreeSet::new()))
                .1
                .insert(party);
        }
    }

    /// Whether the account may read this dossier.
    #[must_use]
    pub fn sees(&self, dossier: DossierAccess<'_>) -> bool {
        self.sight().covers(dossier)
    }
}

impl Sight {
    /// Whether a dossier is within this sight.
    #[must_use]
    pub fn covers(&self, dossier: DossierAccess<'_>) -> bool {
        let of_all = self
            .all_of
            .as_deref()
            .is_some_and(|id| dossier.convention.is_none_or(|c| c == id));
        let shared = self.shared_with.as_ref().is_some_and(|(id, parties)| {
            dossier.convention == Some(id.as_str()) && dossier.parties.iter().any(|p| parties.contains(p))
        });
        of_all
            || shared
            || dossier
                .establishment
                .is_some_and(|uai| self.schools.contains(uai))
    }

    /// Whether nothing at all can be seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all_of.is_none() && self.shared_with.is_none() && self.schools.is_empty()
    }
}

/// An address as it must be written to: a role of a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// Party told.
    pub party: Party,
    /// Role within the party.
    pub role: Role,
    /// Mail address; empty when the directory or the pack knows none.
    pub address: String,
}
