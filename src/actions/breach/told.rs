//! Telling the officers that a breach was opened and that its clocks run.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::super::Instance;
use super::super::deadlines::{About, Line, owes, write};
use super::Case;
use crate::domain::obligations::{State, accountable};
use crate::domain::people::{Party, Role};
use crate::mail::letters::Occasion;
use crate::store::obligations::{self, Obligation};
use crate::store::{Db, StoreError};

/// One letter for each officer, about all that they answer for.
pub(super) fn tell_officers(
    db: &mut Db,
    instance: &Instance,
    case: &Case<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let about = About {
        instance,
        incident: &case.incident,
        case: Some(case),
        pack: case.pack.as_deref(),
    };
    let mut duties = obligations::of_incident(db, &case.incident.id)?;
    duties.retain(|duty| duty.state == State::Pending && duty.due_at.is_some());
    for (officer, own) in by_officer(&duties) {
        let lines: Vec<Line<'_>> = own
            .into_iter()
            .map(|duty| Line {
                duty,
                standing: owes(about, duty.debtor),
            })
            .collect();
        write(db, about, Occasion::Opened, officer, &lines, &[], now)?;
    }
    Ok(())
}

fn by_officer(duties: &[Obligation]) -> BTreeMap<(Party, Role), Vec<&Obligation>> {
    let mut officers: BTreeMap<(Party, Role), Vec<&Obligation>> = BTreeMap::new();
    for duty in duties {
        for officer in accountable(duty.debtor) {
            officers.entry(*officer).or_default().push(duty);
        }
    }
    officers
}
