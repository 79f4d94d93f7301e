//! The calendar of deadlines that somebody subscribes to: behind a signed address, without signing in.

use chrono::{DateTime, TimeDelta, Utc};

use super::Instance;
use super::accounts::{AccountRefused, epoch};
use crate::documents::calendar::{Calendar, Deadline};
use crate::domain::instants::in_full;
use crate::domain::obligations::{State, answerable};
use crate::domain::people::Account;
use crate::domain::plan::Step;
use crate::links;
use crate::mail::letters::owed;
use crate::signing::Purpose;
use crate::store::accounts;
use crate::store::obligations::{self, Filter, Obligation, Standing};
use crate::store::{Db, StoreError, steps};

/// How long an address works before it has to be taken anew from one's account.
const ADDRESS_LASTS: TimeDelta = TimeDelta::days(400);
/// Duties read from the store at a time.
const CHUNK: i64 = 200;

/// The token of the calendar of an account; void once the account is disabled or its password changes.
///
/// # Errors
/// [`AccountRefused::NotRecognised`] for an account that is not there.
pub fn token(
    db: &mut Db,
    instance: &Instance,
    account_id: &str,
    now: DateTime<Utc>,
) -> Result<String, AccountRefused> {
    let stored = accounts::by_id(db, account_id)?.ok_or(AccountRefused::NotRecognised)?;
    let epoch = stored.password_hash.as_deref().map(epoch);
    let (from, until) = (now, now + ADDRESS_LASTS);
    Ok(instance
        .signer
        .sign(Purpose::Calendar, account_id, epoch.as_deref(), from, until)?)
}

/// The calendar behind a token: the pending deadlines of the dossiers that the account sees, of the duties for which
/// one of its roles answers.
///
/// # Errors
/// [`AccountRefused::NotRecognised`] for a token that is void.
pub fn of_token(
    db: &mut Db,
    instance: &Instance,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Calendar, AccountRefused> {
    let signed = instance
        .signer
        .check(Purpose::Calendar, token, now)
        .map_err(|_| AccountRefused::NotRecognised)?;
    let stored = accounts::by_id(db, &signed.subject)?
        .filter(|stored| stored.disabled_at.is_none())
        .filter(|stored| stored.password_hash.as_deref().map(epoch) == signed.epoch)
        .ok_or(AccountRefused::NotRecognised)?;
    let mut events = Vec::new();
    for (duty, dossier) in answered_for(db, &stored.account)? {
        events.extend(deadline(db, instance, &duty, &dossier)?);
    }
    Ok(Calendar {
        name: "Échéances Tocsin".to_owned(),
        events,
        stamp: now,
    })
}

/// The pending duties for which the account answers, with the references of their dossiers.
fn answered_for(db: &mut Db, account: &Account) -> Result<Vec<(Obligation, String)>, StoreError> {
    let pending = Filter {
        standing: Some(Standing::In(State::Pending)),
        debtor: None,
    };
    let (sight, mut found, mut cursor) = (account.sight(), Vec::new(), None::<String>);
    loop {
        let slice = obligations::list(db, &sight, &pending, cursor.as_deref(), CHUNK)?;
        let Some((last, _)) = slice.last() else {
            return Ok(found);
        };
        cursor = Some(last.id.clone());
        found.extend(slice.into_iter().filter(|(duty, _)| answers(account, duty)));
    }
}

fn answers(account: &Account, duty: &Obligation) -> bool {
    let mut officers = answerable(duty.kind, duty.debtor).iter();
    officers.any(|(_, role)| account.roles.contains(role))
}

/// A duty in the calendar; `None` for one that is due without delay.
fn deadline(
    db: &mut Db,
    instance: &Instance,
    duty: &Obligation,
    dossier: &str,
) -> Result<Option<Deadline>, StoreError> {
    let Some(due_at) = duty.due_at else {
        return Ok(None);
    };
    let what = owed(duty.kind);
    let alarm_minutes = reminders(db, duty)?;
    Ok(Some(Deadline {
        uid: format!("{}@tocsin", duty.id),
        title: format!("{dossier}\u{a0}: {}", what.trim_end_matches('.')),
        due_at,
        starts_at: due_at,
        description: format!("{what}\nAu plus tard {}.\n{}", in_full(due_at), duty.clause),
        url: Some(format!("{}{}", instance.public_url, links::incident(dossier))),
        alarm_minutes,
    }))
}

/// Minutes before the due instant at which the convention has people reminded.
fn reminders(db: &mut Db, duty: &Obligation) -> Result<Vec<u32>, StoreError> {
    let planned = steps::all(db, &duty.id)?.into_iter();
    Ok(planned
        .filter_map(|(planned, _)| match planned.step {
            Step::Reminder(hours) => Some(hours.saturating_mul(60)),
            Step::Failsafe | Step::Halfway | Step::Escalation(_) => None,
        })
        .collect())
}
