//! Everything that the page of a dossier shows, read in one go.

use std::collections::BTreeMap;

use super::attachments::FileLine;
use super::show::Act;
use crate::domain::establishment::Establishment;
use crate::domain::journal::Entry;
use crate::domain::people::Sight;
use crate::store::alarms::{self, Alarm};
use crate::store::attachments::{self, Attachment};
use crate::store::incidents::{self, Incident};
use crate::store::legal_holds::{self, LegalHold};
use crate::store::mails::{self, Mail};
use crate::store::obligations::{self, Obligation};
use crate::store::{Db, StoreError, accounts, establishments, journal};
use crate::web::view::{Fact, Moment, School};
use crate::web::wording;

/// Acts of the journal read for the page of a dossier.
const ACTS_MAX: i64 = 300;
/// Acts shown, readings of one person in a row counting as one.
const ACTS_SHOWN: usize = 50;

/// A dossier with what hangs on it.
#[derive(Clone, Debug)]
pub(super) struct Dossier {
    /// The dossier itself.
    pub(super) incident: Incident,
    /// Duties, in the order they arose.
    pub(super) duties: Vec<Obligation>,
    /// Letters.
    pub(super) letters: Vec<Mail>,
    /// Standing alarms.
    pub(super) alarms: Vec<Alarm>,
    /// Why the files must stay, if they must.
    pub(super) hold: Option<LegalHold>,
    attachments: Vec<Attachment>,
    school: Option<Establishment>,
    journal: Vec<Entry>,
    /// Names of the accounts met, by identifier.
    names: BTreeMap<String, String>,
}

impl Dossier {
    /// The dossier of this reference, if this sight covers it; its journal only `with_journal`.
    ///
    /// # Errors
    /// The store's own failures.
    pub(super) fn load(
        db: &mut Db,
        reference: &str,
        sight: &Sight,
        with_journal: bool,
    ) -> Result<Option<Self>, StoreError> {
        let Some(incident) = incidents::find(db, reference, sight)? else {
            return Ok(None);
        };
        let limit = if with_journal { ACTS_MAX } else { 0 };
        let journal = journal::latest_of_dossier(db, reference, limit)?;
        let attachments = attachments::of_incident(db, &incident.id)?;
        let uai = incident.establishment_uai.as_ref();
        let school = uai.map(|uai| establishments::find(db, uai)).transpose()?;
        Ok(Some(Self {
            duties: obligations::of_incident(db, &incident.id)?,
            letters: mails::of_incident(db, &incident.id)?,
            alarms: alarms::of_incident(db, &incident.id)?,
            hold: legal_holds::standing(db, &incident.id)?,
            school: school.flatten(),
            names: names(db, &incident, &journal, &attachments)?,
            journal,
            attachments,
            incident,
        }))
    }

    /// The school, by the name it had on the day of the report.
    pub(super) fn school(&self) -> Option<School> {
        let uai = self.incident.establishment_uai.as_ref()?;
        Some(School {
            uai: uai.to_string(),
            name: self.incident.establishment_name.clone(),
            town: self
                .school
                .as_ref()
                .map(|school| school.town.clone())
                .unwrap_or_default(),
        })
    }

    /// Facts that not every dossier has.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let reporter = self.names.get(&self.incident.reported_by);
        let refs = self.incident.external_refs.join(", ");
        let impact = self.incident.departement_impact_possible;
        let facts = [
            reporter.map(|name| Fact::new("Signalé par", name)),
            (!refs.is_empty()).then(|| Fact::new("Références ailleurs", refs)),
            impact.then(|| Fact::new("Matériel du département", "Peut-être touché")),
        ];
        facts.into_iter().flatten().collect()
    }

    /// The files attached, oldest first.
    pub(super) fn files(&self) -> Vec<FileLine> {
        let line = |file: &Attachment| FileLine::of(file, self.actor(&file.uploaded_by));
        self.attachments.iter().map(line).collect()
    }

    /// The latest acts in words, most recent first.
    pub(super) fn acts(&self) -> Vec<Act> {
        let act = |run: &[&Entry]| {
            let entry = run.first()?;
            let times = match run.len() {
                1 => String::new(),
                times => format!(" ({times}\u{a0}fois)"),
            };
            Some(Act {
                at: Moment::of(entry.at),
                actor: self.actor(&entry.actor).to_owned(),
                what: format!("{}{times}", wording::act(&entry.act)),
            })
        };
        let entries: Vec<&Entry> = self.journal.iter().collect();
        let runs = entries.chunk_by(|one, other| is_read_again(one, other));
        runs.filter_map(act).take(ACTS_SHOWN).collect()
    }

    fn actor<'a>(&'a self, id: &'a str) -> &'a str {
        let known = wording::actor(id).or_else(|| self.names.get(id).map(String::as_str));
        known.unwrap_or(id)
    }
}

/// Whether the same person read the same thing twice in a row.
fn is_read_again(one: &Entry, other: &Entry) -> bool {
    one.act == "breach_read" && one.act == other.act && one.actor == other.actor
}

fn names(
    db: &mut Db,
    incident: &Incident,
    journal: &[Entry],
    attachments: &[Attachment],
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut names = BTreeMap::new();
    let actors = journal.iter().map(|entry| &entry.actor);
    let senders = attachments.iter().map(|file| &file.uploaded_by);
    for id in actors.chain(senders).chain([&incident.reported_by]) {
        if names.contains_key(id) || wording::actor(id).is_some() {
            continue;
        }
        if let Some(stored) = accounts::by_id(db, id)? {
            names.insert(id.clone(), stored.account.name);
        }
    }
    Ok(names)
}
