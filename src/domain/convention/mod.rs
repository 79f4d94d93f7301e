//! A convention pack: who the parties are, what they share out, within which hours they answer (DOMAIN §2).
//!
//! These are values only. Reading a pack from its TOML text, with every fault at once, is `crate::packs`.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use super::establishment::Establishment;
use super::people::{Party, Role, named};
use super::uai::Uai;

/// One version of one convention, whole and valid.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pack {
    /// Stable identifier, for example `ille-et-vilaine-2025`.
    pub id: String,
    /// SHA-256 of the pack's text, 64 hexadecimal digits: the version under which a dossier is decided.
    pub hash: String,
    /// Title in French.
    pub title: String,
    /// What a reader must know about this pack, in French (for example that no incident clause is stated).
    pub notes: String,
    /// First day in force.
    pub valid_from: NaiveDate,
    /// Last day in force, included; `None` while open-ended.
    pub valid_until: Option<NaiveDate>,
    /// The parties that signed or are bound.
    pub parties: Vec<PartyEntry>,
    /// Where each role is written to.
    pub contacts: Vec<Contact>,
    /// Which establishments the pack covers.
    pub coverage: Coverage,
    /// Networks that a component may be plugged into.
    pub networks: Vec<Network>,
    /// The perimeter table, in the order of the annex.
    pub components: Vec<Component>,
    /// Duties switched on by this pack.
    pub obligations: Vec<ObligationRule>,
    /// Service levels for critical components.
    pub service_levels: Vec<ServiceLevel>,
    /// Processing activities, to prefill a breach.
    pub treatments: Vec<Treatment>,
    /// Kinds of log that can be asked for.
    pub log_categories: Vec<LogCategory>,
    /// Half days that count as working time; `None` when the convention states no working-time duration.
    pub calendar: Option<Calendar>,
    /// Clauses that rules refer to, by identifier.
    pub clauses: BTreeMap<String, Clause>,
}

/// A party and its particulars.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartyEntry {
    /// Which party.
    pub kind: Party,
    /// Name as shown, for example « Département d'Ille-et-Vilaine ».
    pub name: String,
    /// Official code (département, académie), or empty.
    pub code: String,
}

/// Where a role of a party receives its mail.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contact {
    /// Party.
    pub party: Party,
    /// Role within it.
    pub role: Role,
    /// Mail address.
    pub address: String,
    /// Address tried when the first one fails, or empty.
    pub fallback: String,
}

/// Which establishments a pack covers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Coverage {
    /// How covered establishments are told.
    pub scope: Scope,
    /// Schools the convention names as run by somebody else, for example the cités scolaires.
    pub exceptions: Vec<CoverageException>,
}

/// How covered establishments are told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Every establishment with this département code, kind and public status.
    Kind {
        /// Three characters; `None` for any département (a model to be filled in).
        departement_code: Option<String>,
        /// `type_etablissement` values.
        kinds: Vec<String>,
        /// Only public schools.
        public_only: bool,
    },
    /// Exactly these schools.
    List(Vec<Uai>),
    /// Nobody: a model, or a convention kept for reference. Used only when named explicitly.
    Nobody,
}

/// Schools that fall under the pack with a rule of their own (cités scolaires).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverageException {
    /// Schools concerned.
    pub uais: Vec<Uai>,
    /// Who runs their IT.
    pub handler: Party,
    /// Party whose online services stay with it.
    pub online_services_stay_with: Party,
    /// Warning code added to the decision, for example `cite_scolaire`.
    pub warning: String,
    /// Clause identifier.
    pub clause: String,
}

/// A network of a school.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Network {
    /// Identifier, for example `administratif`.
    pub id: String,
    /// French label.
    pub label: String,
}

named! {
    /// What a component is, as far as the letter of the convention distinguishes.
    ComponentNature {
        /// A workstation: the network it is on decides who handles it.
        Workstation = "workstation",
        /// A service reached over the Internet.
        OnlineService = "online_service",
        /// Anything else inside the perimeter.
        Equipment = "equipment",
        /// « Je ne sais pas ».
        Unknown = "unknown",
    }
}

named! {
    /// How sure a decision is, from the firmest to the weakest (DOMAIN §3.4).
    Certainty {
        /// The letter names it.
        Explicit = "explicit",
        /// It falls to the one who takes everything else.
        Residual = "residual",
        /// The letter and the matrix disagree: the decision stands, the RSSI confirms it.
        Contested = "contested",
        /// The person does not know what is touched.
        Undetermined = "undetermined",
        /// Neither party takes it in charge.
        Outside = "outside",
    }
}

/// One row of the perimeter table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Component {
    /// Identifier, for example `serveur-horus`.
    pub id: String,
    /// Label as in the annex, French.
    pub label: String,
    /// Plain words by which a person in a hurry finds it, French.
    pub words: Vec<String>,
    /// Section of the annex, for grouping.
    pub section: String,
    /// What it is.
    pub nature: ComponentNature,
    /// Network it is on unless the person says otherwise.
    pub network: Option<String>,
    /// Who supplies, installs, repairs, administers, assists, accompanies: as in the matrix, for explanation.
    pub matrix: BTreeMap<String, String>,
    /// Whether its availability is critical.
    pub critical: bool,
    /// The decision on its own network.
    pub rule: Rule,
    /// Decisions on other networks, by network id.
    pub on_network: BTreeMap<String, Rule>,
}

/// Who handles a component, how surely, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rule {
    /// Who handles it.
    pub handler: Party,
    /// How sure.
    pub certainty: Certainty,
    /// The other reading, when contested.
    pub alternative: Option<Party>,
    /// Clause identifier.
    pub clause: String,
    /// One French sentence.
    pub reason: String,
}

/// A duty that the pack switches on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ObligationRule {
    /// Kind, for example `report_to_rssi` (see `domain::obligations::Kind`).
    pub kind: super::obligations::Kind,
    /// Elapsed hours before it is due; `None` means without delay.
    pub hours: Option<u32>,
    /// Hours before the due instant at which reminders leave, descending.
    pub reminders: Vec<u32>,
    /// Hours before the due instant at which the system acts by itself.
    pub auto_send_before: Option<u32>,
    /// Hours between escalations while overdue.
    pub escalate_every: Option<u32>,
    /// Clause identifier.
    pub clause: String,
}

/// A working-time duration promised for critical components.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServiceLevel {
    /// `take_charge`, `restore_service` or `restore_shared_data`.
    pub kind: String,
    /// Who promises.
    pub party: Party,
    /// Number of working half days.
    pub half_days: u32,
    /// Clause identifier.
    pub clause: String,
}

/// A processing activity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Treatment {
    /// Identifier.
    pub id: String,
    /// French name.
    pub name: String,
    /// Controller.
    pub controller: Party,
    /// Categories of personal data, French.
    pub data_categories: Vec<String>,
    /// Categories of data subjects, French.
    pub data_subjects: Vec<String>,
    /// Clause identifier.
    pub clause: String,
}

/// A kind of log that the département keeps.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LogCategory {
    /// `workstation_logins`, `internet_access` or `extranet_access`.
    pub id: String,
    /// French label.
    pub label: String,
    /// Days the log is kept.
    pub retention_days: u32,
    /// Clause identifier, or the text the retention comes from.
    pub clause: String,
}

/// Working half days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calendar {
    /// Two half days, each from–to, Paris local time.
    pub half_days: Vec<(NaiveTime, NaiveTime)>,
    /// Whether French public holidays are excluded.
    pub french_holidays: bool,
}

/// A clause: where it stands and what it says in a few words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Clause {
    /// Where it stands, French: « Annexe opérationnelle, partie 5, 2ᵉ cas ».
    pub reference: String,
    /// What it says, paraphrased, French.
    pub says: String,
}

impl Pack {
    /// The component of this identifier.
    #[must_use]
    pub fn component(&self, id: &str) -> Option<&Component> {
        self.components.iter().find(|c| c.id == id)
    }

    /// Where a clause stands, ready to be shown; the identifier itself if the pack did not list it.
    #[must_use]
    pub fn clause_reference(&self, id: &str) -> String {
        self.clauses
            .get(id)
            .map_or_else(|| id.to_owned(), |c| c.reference.clone())
    }

    /// Where a role of a party is written to.
    #[must_use]
    pub fn contact(&self, party: Party, role: Role) -> Option<&Contact> {
        self.contacts.iter().find(|c| c.party == party && c.role == role)
    }

    /// The name of a party as this convention writes it.
    #[must_use]
    pub fn party_name(&self, party: Party) -> Option<&str> {
        self.parties
            .iter()
            .find(|p| p.kind == party)
            .map(|p| p.name.as_str())
    }

    /// The duty of this kind, if the pack switches it on.
    #[must_use]
    pub fn obligation(&self, kind: super::obligations::Kind) -> Option<&ObligationRule> {
        self.obligations.iter().find(|o| o.kind == kind)
    }

    /// What a party promises for critical components, in working time.
    #[must_use]
    pub fn service_level(&self, kind: &str, party: Party) -> Option<&ServiceLevel> {
        self.service_levels
            .iter()
            .find(|level| level.kind == kind && level.party == party)
    }

    /// Whether this pack covers an establishment, its exceptions included.
    #[must_use]
    pub fn covers(&self, school: &Establishment) -> bool {
        self.exception_for(&school.uai).is_some()
            || match &self.coverage.scope {
                Scope::Kind {
                    departement_code,
                    kinds,
                    public_only,
                } => {
                    departement_code
                        .as_ref()
                        .is_some_and(|code| *code == school.departement_code)
                        && kinds.contains(&school.kind)
                        && (school.public || !public_only)
                }
                Scope::List(uais) => uais.contains(&school.uai),
                Scope::Nobody => false,
            }
    }

    /// The exception that names this school, if any.
    #[must_use]
    pub fn exception_for(&self, uai: &Uai) -> Option<&CoverageException> {
        self.coverage.exceptions.iter().find(|e| e.uais.contains(uai))
    }

    /// Whether the pack is in force on a day (local to Paris).
    #[must_use]
    pub fn in_force_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_until.is_none_or(|last| day <= last)
    }
}

/// The packs in use, in order of preference, and the one whose officers are told when none covers a school.
#[derive(Clone, Debug)]
pub struct Catalogue {
    packs: Vec<Pack>,
    home: String,
}

impl Catalogue {
    /// Puts packs together; `home` is the identifier of the convention this installation serves first.
    #[must_use]
    pub fn new(packs: Vec<Pack>, home: &str) -> Self {
        Self {
            packs,
            home: home.to_owned(),
        }
    }

    /// Every pack.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// The pack of this identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Pack> {
        self.packs.iter().find(|p| p.id == id)
    }

    /// The convention this installation serves first: its officers are told when no pack covers a school.
    #[must_use]
    pub fn home(&self) -> Option<&Pack> {
        self.get(&self.home)
    }

    /// The pack that covers a school: one in force on `day` is preferred, the most recent otherwise.
    #[must_use]
    pub fn covering(&self, school: &Establishment, day: NaiveDate) -> Option<&Pack> {
        let covering = || self.packs.iter().filter(|p| p.covers(school));
        covering()
            .find(|p| p.in_force_on(day))
            .or_else(|| covering().max_by_key(|p| p.valid_from))
    }
}
