//! Taking a register or figures out: journaled, and told to the RSSI and the DPD, each time (DOMAIN §10).

use chrono::{DateTime, Utc};
use serde_json::json;

use super::Instance;
use super::letters::{self, Outgoing};
use crate::domain::convention::Pack;
use crate::domain::instants::in_full;
use crate::domain::journal::Draft;
use crate::domain::letter::LetterKind;
use crate::domain::mailing::EXPORTS_TOLD_TO;
use crate::domain::people::{Account, Party, Role};
use crate::mail::letters::ExportReported;
use crate::mail::message::is_address;
use crate::store::{Db, StoreError, journal};

/// Which act an export is, in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// A register.
    Register,
    /// Figures, without any dossier.
    Figures,
}

impl Taken {
    fn act(self) -> &'static str {
        match self {
            Self::Register => "register_exported",
            Self::Figures => "figures_exported",
        }
    }
}

/// What was exported.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Which act it is.
    pub taken: Taken,
    /// French: « registre des violations, tableur ».
    pub what: String,
    /// What it was narrowed to, French; « tout ce que voit ce compte ».
    pub filter: String,
    /// How many lines.
    pub lines: usize,
}

/// Records an export and tells the RSSI and the DPD of the account's convention.
///
/// # Errors
/// The store's own failures.
pub fn exported(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    exported: &Exported,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let draft = Draft {
        at: now,
        actor: by.id.clone(),
        act: exported.taken.act().to_owned(),
        dossier: None,
        body: json!({ "what": exported.what, "filter": exported.filter, "lines": exported.lines }),
    };
    journal::append(db, draft)?;
    for to in EXPORTS_TOLD_TO {
        tell(db, instance, by, exported, *to, now)?;
    }
    Ok(())
}

fn tell(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    exported: &Exported,
    (party, role): (Party, Role),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let contact = pack(instance, by).and_then(|pack| pack.contact(party, role));
    let Some(address) = contact
        .map(|contact| contact.address.clone())
        .filter(|address| is_address(address))
    else {
        return Ok(());
    };
    let outgoing = Outgoing {
        kind: LetterKind::ExportReported,
        to_role: Some((party, role)),
        address,
        meets: Vec::new(),
    };
    let write = |_| {
        let letter = ExportReported {
            by: format!("{} ({})", by.name, by.email),
            what: exported.what.clone(),
            filter: exported.filter.clone(),
            lines: exported.lines,
            at: in_full(now),
        };
        letters::written(letter.letter())
    };
    letters::queue(db, instance, None, outgoing, write, now).map(|_| ())
}

fn pack<'a>(instance: &'a Instance, by: &Account) -> Option<&'a Pack> {
    let own = by.convention.as_deref().and_then(|id| instance.catalogue.get(id));
    own.or_else(|| instance.catalogue.home())
}
