//! What the rules of service levels look at: one component that cannot be used, and what the handler says of it.

use chrono::{DateTime, Utc};

use super::{Arising, Creditor, Kind};
use crate::domain::calendar::after_half_days;
use crate::domain::convention::Pack;
use crate::domain::people::Party;

/// A component that cannot be used, or could not for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outage {
    /// Component, as the pack names it.
    pub component: String,
    /// Since when (UTC).
    pub began_at: DateTime<Utc>,
    /// Until when (UTC); the beginning itself when it was marked by mistake.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether spare equipment is at hand; `None` until somebody says so.
    pub spare: Option<bool>,
    /// Whether what fails is under the control of the handler; `None` until somebody says so.
    pub under_control: Option<bool>,
    /// Whether user data on shared spaces are to be restored.
    pub shared_data: bool,
}

impl Outage {
    /// Whether it turned out that the component could be used all along.
    #[must_use]
    pub fn is_mistaken(&self) -> bool {
        self.ended_at == Some(self.began_at)
    }

    /// Why nobody promises to restore it, in French; `None` while the promise stands.
    #[must_use]
    pub fn no_promise(&self) -> Option<&'static str> {
        match (self.spare, self.under_control) {
            (_, Some(false)) => {
                Some("L’élément en défaut n’est pas sous la maîtrise de qui traite l’incident.")
            }
            (Some(false), _) => Some("Aucun matériel de secours n’est disponible."),
            _ => None,
        }
    }
}

/// An outage with the dossier it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct OutageFacts<'a> {
    /// The pack under which the dossier was decided; `None` when no convention covers the school.
    pub pack: Option<&'a Pack>,
    /// Who handles the dossier.
    pub handler: Party,
    /// When it was reported (UTC).
    pub reported_at: DateTime<Utc>,
    /// The outage.
    pub outage: &'a Outage,
}

impl OutageFacts<'_> {
    /// A promise of the handler for a critical component, in the half days of this service level. It counts from the
    /// report at the earliest: what is promised is to take up a request.
    pub(super) fn promised(&self, kind: Kind, level: &str) -> Option<Arising> {
        let pack = self.pack.filter(|pack| pack.obligation(kind).is_some())?;
        let component = pack.component(&self.outage.component)?;
        if !component.critical || self.outage.is_mistaken() {
            return None;
        }
        let level = pack.service_level(level, self.handler)?;
        let starts_at = self.outage.began_at.max(self.reported_at);
        let due_at = after_half_days(pack.calendar.as_ref()?, starts_at, level.half_days)?;
        Some(Arising {
            kind,
            debtor: self.handler,
            creditor: Creditor::Etablissement,
            starts_at,
            due_at: Some(due_at),
            clause: pack.clause_reference(&level.clause),
            address: String::new(),
        })
    }
}
