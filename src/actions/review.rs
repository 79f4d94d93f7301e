//! « Revoir le »: a party sets the day on which it comes back to a dossier, or takes it away; on that day whoever set it is
//! written to, once.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::Instance;
use super::follow::{FollowRefused, dossier};
use super::letters;
use super::note::note;
use super::remediation::remind::{outgoing, person};
use crate::domain::instants::{day_of, paris_day};
use crate::domain::letter::LetterKind;
use crate::domain::people::{Account, Party};
use crate::domain::review::{Review, party_of};
use crate::links;
use crate::mail::letters::{Links, ReviewDue};
use crate::signing::sha256_hex;
use crate::store::incidents::{self, Incident};
use crate::store::reviews::{self, Set};
use crate::store::{Db, StoreError};

/// Sets the review day of the account's party on a dossier, in the place of the one it had.
///
/// # Errors
/// Every problem at once; [`FollowRefused::NotFound`].
pub fn set(
    db: &mut Db,
    by: &Account,
    reference: &str,
    (due_on, reason): (NaiveDate, &str),
    now: DateTime<Utc>,
) -> Result<Set, FollowRefused> {
    let (incident, party) = of_party(db, by, reference)?;
    let review = Review {
        due_on,
        reason: reason.to_owned(),
    };
    let review = review.check(paris_day(now)).map_err(FollowRefused::Problems)?;
    let set = Set {
        incident_id: incident.id.clone(),
        party,
        review,
        by: by.id.clone(),
        at: now,
        told_at: None,
    };
    reviews::set(db, &set)?;
    let body = json!({
        "party": party, "due_on": set.review.due_on, "reason_sha256": sha256_hex(set.review.reason.as_bytes()),
    });
    note(db, &by.id, &incident, ("review_set", body), now)?;
    Ok(set)
}

/// Takes the review day of the account's party away; doing it twice changes nothing.
///
/// # Errors
/// [`FollowRefused::NotFound`].
pub fn clear(db: &mut Db, by: &Account, reference: &str, now: DateTime<Utc>) -> Result<(), FollowRefused> {
    let (incident, party) = of_party(db, by, reference)?;
    if reviews::clear(db, &incident.id, party)? {
        let body = json!({ "party": party });
        note(db, &by.id, &incident, ("review_cleared", body), now)?;
    }
    Ok(())
}

fn of_party(db: &mut Db, by: &Account, reference: &str) -> Result<(Incident, Party), FollowRefused> {
    let incident = dossier(db, by, reference)?;
    let party = party_of(by).ok_or(FollowRefused::NotFound)?;
    Ok((incident, party))
}

/// Writes to whoever set a review day of this dossier that has come by `now`; answers with how many there were.
///
/// # Errors
/// The store's own failures; nothing is recorded then, and the next tick does it.
pub fn remind(
    db: &mut Db,
    instance: &Instance,
    incident_id: &str,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let Some(incident) = incidents::by_id(db, incident_id)? else {
        return Ok(0);
    };
    let today = paris_day(now);
    let mut come = reviews::of_incident(db, incident_id)?;
    come.retain(|set| set.told_at.is_none() && set.review.due_on <= today);
    for set in &come {
        write(db, instance, &incident, set, now)?;
        reviews::told(db, incident_id, set.party, now)?;
        let body = json!({ "party": set.party, "due_on": set.review.due_on });
        note(db, "tocsin", &incident, ("review_told", body), now)?;
    }
    Ok(come.len())
}

fn write(
    db: &mut Db,
    instance: &Instance,
    incident: &Incident,
    set: &Set,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let told = person(db, incident, &set.by)?;
    let Some(outgoing) = outgoing(db, instance, incident, &told, LetterKind::ReviewDue, now)? else {
        return Ok(());
    };
    let letter = |acknowledgement| {
        let letter = ReviewDue {
            reference: incident.reference.clone(),
            day: day_of(set.review.due_on),
            links: Links {
                dossier: format!("{}{}", instance.public_url, links::incident(&incident.reference)),
                acknowledgement,
            },
            exercise: incident.exercise,
        };
        letters::written(letter.letter())
    };
    letters::queue(db, instance, Some(incident), outgoing, letter, now).map(|_| ())
}
