//! What becomes of a duty that nobody meets: whether and when the program sends by itself.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::breach::NoticeKind;
use crate::domain::instants::in_full;
use crate::domain::obligations::Kind;
use crate::store::notifications::{self, Made};
use crate::store::obligations::Waiting;
use crate::store::steps::{self, AutomaticSending};
use crate::store::{Db, StoreError};

/// What the lines of one page need to tell it.
#[derive(Debug, Default)]
pub(super) struct Sendings {
    planned: BTreeMap<String, AutomaticSending>,
    made: BTreeMap<String, Vec<Made>>,
}

impl Sendings {
    pub(super) fn of(db: &mut Db, lines: &[Waiting]) -> Result<Self, StoreError> {
        let duties: Vec<&str> = lines.iter().map(|line| line.duty.id.as_str()).collect();
        let breaches = lines.iter().filter_map(|line| line.breach.as_ref());
        let breaches: Vec<&str> = breaches.map(|breach| breach.id.as_str()).collect();
        Ok(Self {
            planned: steps::automatic_sendings(db, &duties)?,
            made: notifications::made(db, &breaches)?,
        })
    }

    /// What the program does or did about a line, as a sentence; empty when it does nothing by itself.
    pub(super) fn words(&self, line: &Waiting, now: DateTime<Utc>) -> String {
        if let Some(sent) = self.sent(line) {
            let by = if sent.automatic { "automatiquement " } else { "" };
            return format!(
                "Notification envoyée {by}le {}\u{a0}: en attente du serveur de courriel du destinataire.",
                in_full(sent.done_at)
            );
        }
        let held = line.breach.as_ref().and_then(|breach| breach.held.as_deref());
        match (self.planned.get(&line.duty.id), held) {
            (None, _) => String::new(),
            (Some(_), Some(reason)) => format!("Envoi automatique retenu. Motif\u{a0}: {reason}"),
            (Some(planned), None) if planned.held => "Envoi automatique retenu.".to_owned(),
            (Some(planned), None) if planned.at <= now => {
                "Tocsin envoie lui-même ce qui est connu, dans les minutes qui viennent.".to_owned()
            }
            (Some(planned), None) => format!(
                "Sans action d’ici là, Tocsin enverra lui-même ce qui est connu le {}.",
                in_full(planned.at)
            ),
        }
    }

    fn sent(&self, line: &Waiting) -> Option<&Made> {
        let breach = line
            .breach
            .as_ref()
            .filter(|_| line.duty.kind == Kind::Breach48h)?;
        let made = self.made.get(&breach.id)?;
        made.iter()
            .find(|it| it.duty == Kind::Breach48h && it.kind == NoticeKind::Initial)
    }
}
