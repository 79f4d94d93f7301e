//! Who holds a dossier, on its page: a person, a team or nobody, with what the reader may do about it; and whether the
//! reader follows it.

use crate::actions::assignment::{Candidates, candidates, is_there};
use crate::domain::assignment::{Holder, is_open, may_assign};
use crate::domain::people::{Account, Right};
use crate::store::assignments::{self, Assignment};
use crate::store::incidents::Incident;
use crate::store::{Db, StoreError, accounts, teams, watchers};
use crate::web::paths;
use crate::web::problems::Problems;
use crate::web::view::{Choice, Moment};

/// Before the identifier of an account, in the value of a choice.
pub(in crate::web::pages) const PERSON: &str = "personne:";
/// Before the identifier of a team.
pub(in crate::web::pages) const TEAM: &str = "equipe:";

/// The section « Qui s’en occupe ».
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a control of the page, shown or not"
)]
pub struct Holding {
    /// Reference of the dossier.
    pub reference: String,
    /// Who holds it.
    pub holder: Option<HolderLine>,
    /// The version shown: the form sends it back.
    pub version: i64,
    /// Whether the reader can take it.
    pub may_take: bool,
    /// Whether the reader can give it back.
    pub may_release: bool,
    /// Whom the reader can give it to; nobody when they may not say so.
    pub choices: Vec<Choice>,
    /// What is wrong with what was chosen.
    pub problems: Problems,
    /// Whether the reader can follow the dossier.
    pub may_watch: bool,
    /// Whether they do.
    pub watched: bool,
}

/// Who holds a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HolderLine {
    /// Name of the person or of the team.
    pub name: String,
    /// Whether it is a team.
    pub is_team: bool,
    /// Whether it is the reader, or one of their teams.
    pub is_own: bool,
    /// Whether the person signs in no more, or the team ended.
    pub is_gone: bool,
    /// Who said so.
    pub by: String,
    /// When.
    pub since: Moment,
}

impl Holding {
    /// Who holds a dossier, for a reader.
    ///
    /// # Errors
    /// The store's own failures.
    pub fn load(db: &mut Db, incident: &Incident, reader: &Account) -> Result<Self, StoreError> {
        let known = assignments::of_incident(db, &incident.id)?;
        let version = known.as_ref().map_or(0, |known| known.version);
        let holder = match &known {
            Some(known) => HolderLine::load(db, known, reader)?,
            None => None,
        };
        let (open, own) = (
            is_open(incident.status),
            may_assign(reader, incident.decision.handler),
        );
        let candidates = if open {
            candidates(db, reader, incident)?
        } else {
            Candidates::default()
        };
        let mine = holder.as_ref().is_some_and(|holder| holder.is_own);
        let mine_alone = holder
            .as_ref()
            .is_some_and(|holder| holder.is_own && !holder.is_team);
        Ok(Self {
            reference: incident.reference.clone(),
            may_take: open && own && !mine_alone,
            may_release: holder.is_some() && (own || mine),
            choices: choices(&candidates),
            version,
            holder,
            problems: Problems::none(),
            may_watch: reader.may(Right::ReadDossiers),
            watched: watchers::follows(db, &incident.id, &reader.id)?,
        })
    }

    /// As it stands, with what somebody chose.
    #[must_use]
    pub fn chosen(mut self, value: &str) -> Self {
        for choice in &mut self.choices {
            choice.selected = choice.value == value;
        }
        self
    }

    /// Where it is said who holds the dossier.
    #[must_use]
    pub fn path(&self) -> String {
        paths::assignment(&self.reference)
    }

    /// Where one follows the dossier, or ceases to.
    #[must_use]
    pub fn watch_path(&self) -> String {
        paths::watch(&self.reference)
    }
}

impl HolderLine {
    fn load(db: &mut Db, known: &Assignment, reader: &Account) -> Result<Option<Self>, StoreError> {
        let Some(holder) = &known.holder else {
            return Ok(None);
        };
        let is_own = match holder {
            Holder::Account(id) => *id == reader.id,
            Holder::Team(id) => teams::of_account(db, &reader.id)?.contains(id),
        };
        Ok(Some(Self {
            name: assignments::name(db, holder)?,
            is_team: matches!(holder, Holder::Team(_)),
            is_own,
            is_gone: !is_there(db, holder)?,
            by: accounts::name(db, &known.by)?.unwrap_or_default(),
            since: Moment::of(known.at),
        }))
    }
}

/// People and teams as choices.
pub(in crate::web::pages) fn choices(candidates: &Candidates) -> Vec<Choice> {
    let choice = |value: String, label: String| Choice {
        value,
        label,
        selected: false,
    };
    let people = candidates.people.iter();
    let people = people.map(|it| choice(format!("{PERSON}{}", it.id), it.name.clone()));
    let teams = candidates.teams.iter();
    let teams = teams.map(|it| choice(format!("{TEAM}{}", it.id), format!("Équipe {}", it.name)));
    teams.chain(people).collect()
}
