//! Accounts: adding, choosing a password, signing in and out, disabling.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use thiserror::Error;

use super::password::{self, HashingFailed};
use super::{Instance, new_id};
use crate::domain::incident::Problem;
use crate::domain::journal::Draft;
use crate::domain::people::{Account, Role};
use crate::domain::uai::Uai;
use crate::links;
use crate::signing::{Purpose, SignatureRefused, sha256_hex};
use crate::store::accounts::{self, StoredAccount};
use crate::store::{Db, StoreError, establishments, journal, sessions};

/// How long a one-time link stays open.
pub const LINK_LASTS: TimeDelta = TimeDelta::hours(72);
/// How long a session of the pages lasts.
pub const SESSION_LASTS: TimeDelta = TimeDelta::hours(12);
/// How long an access token of the API lasts.
pub const TOKEN_LASTS: TimeDelta = TimeDelta::minutes(60);

/// Why an act on an account was refused.
#[derive(Debug, Error)]
pub enum AccountRefused {
    /// What was given is wrong; every problem at once.
    #[error("{}", .0.iter().map(|p| format!("{}: {}", p.field, p.message)).collect::<Vec<_>>().join("\n"))]
    Problems(Vec<Problem>),
    /// No such account, wrong password or one-time code, ended link: never says which.
    #[error("compte, mot de passe ou code incorrect")]
    NotRecognised,
    /// Hashing failed.
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
    /// Signing failed.
    #[error(transparent)]
    Signature(#[from] SignatureRefused),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A new account, as asked for.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Address to sign in with.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// Roles.
    pub roles: BTreeSet<Role>,
    /// Schools of school roles.
    pub schools: Vec<String>,
    /// Convention worked on; the installation's own when left out.
    pub convention: Option<String>,
    /// Hash of the password, or none: a link is given instead.
    pub password_hash: Option<String>,
}

impl NewAccount {
    fn problems(&self, instance: &Instance) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !crate::mail::message::is_address(self.email.trim()) {
            problems.push(Problem::new(
                "email",
                "Cette adresse de courriel n’est pas valable.",
            ));
        }
        if self.name.trim().is_empty() {
            problems.push(Problem::new("name", "Indiquez le nom de la personne."));
        }
        if self.roles.is_empty() {
            problems.push(Problem::new("role", "Indiquez au moins un rôle."));
        }
        if self.roles.iter().any(|r| r.belongs_to_schools()) && self.schools.is_empty() {
            problems.push(Problem::new(
                "uai",
                "Ce rôle appartient à un établissement\u{a0}: indiquez son code UAI.",
            ));
        }
        if let Some(id) = self
            .convention
            .as_deref()
            .filter(|id| instance.catalogue.get(id).is_none())
        {
            problems.push(Problem::new(
                "convention",
                format!("Convention inconnue\u{a0}: «\u{a0}{id}\u{a0}»."),
            ));
        }
        problems
    }
}

/// Adds an account; answers with it.
///
/// # Errors
/// [`AccountRefused::Problems`] with everything that is wrong, a taken address and unknown schools included.
pub fn add(
    db: &mut Db,
    instance: &Instance,
    actor: &str,
    new: NewAccount,
    now: DateTime<Utc>,
) -> Result<Account, AccountRefused> {
    let mut problems = new.problems(instance);
    let schools = known_schools(db, &new.schools, &mut problems)?;
    let email = new.email.trim().to_lowercase();
    if accounts::by_email(db, &email)?.is_some() {
        problems.push(Problem::new("email", "Un compte existe déjà avec cette adresse."));
    }
    if !problems.is_empty() {
        return Err(AccountRefused::Problems(problems));
    }
    let works_on_convention = new
        .roles
        .iter()
        .any(|role| role.party().is_some() && !role.belongs_to_schools());
    let home = instance.catalogue.home().map(|pack| pack.id.clone());
    let convention = new.convention.or(home).filter(|_| works_on_convention);
    let account = Account {
        id: new_id(now),
        email,
        name: new.name.trim().to_owned(),
        roles: new.roles,
        schools,
        convention,
        may_export: false,
    };
    accounts::insert(db, &account, new.password_hash.as_deref(), now)?;
    let roles: Vec<&str> = account.roles.iter().map(|r| r.as_str()).collect();
    let body = json!({ "account": account.id, "roles": roles, "schools": account.schools, "convention": account.convention });
    record(db, actor, "account_added", body, now)?;
    Ok(account)
}

pub(super) fn known_schools(
    db: &mut Db,
    given: &[String],
    problems: &mut Vec<Problem>,
) -> Result<BTreeSet<Uai>, StoreError> {
    let mut schools = BTreeSet::new();
    for text in given {
        match Uai::parse(text) {
            Err(refused) => problems.push(Problem::new(
                "uai",
                format!("«\u{a0}{text}\u{a0}»\u{a0}: {refused}"),
            )),
            Ok(uai) if establishments::find(db, &uai)?.is_none() => {
                problems.push(Problem::new(
                    "uai",
                    format!("L’établissement {uai} n’est pas dans l’annuaire importé."),
                ));
            }
            Ok(uai) => {
                schools.insert(uai);
            }
        }
    }
    Ok(schools)
}

pub(super) fn record(
    db: &mut Db,
    actor: &str,
    act: &str,
    body: serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let draft = Draft {
        at: now,
        actor: actor.to_owned(),
        act: act.to_owned(),
        dossier: None,
        body,
    };
    journal::append(db, draft).map(|_| ())
}

/// Gives a one-time link to choose a password, as a full address.
///
/// # Errors
/// [`AccountRefused`]; nothing is recorded then.
pub fn give_link(
    db: &mut Db,
    instance: &Instance,
    actor: &str,
    account: &Account,
    now: DateTime<Utc>,
) -> Result<String, AccountRefused> {
    let (secret, hash) = password::one_time_secret()?;
    accounts::add_link(db, &hash, &account.id, now, now + LINK_LASTS)?;
    record(
        db,
        actor,
        "password_link_given",
        json!({ "account": account.id }),
        now,
    )?;
    Ok(format!("{}{}", instance.public_url, links::password(&secret)))
}

/// The account that a one-time link opens.
///
/// # Errors
/// [`AccountRefused::NotRecognised`] for a link that is unknown, used or ended.
pub fn of_link(db: &mut Db, secret: &str, now: DateTime<Utc>) -> Result<Account, AccountRefused> {
    let stored = accounts::by_link(db, &sha256_hex(secret.as_bytes()), now)?;
    let open = stored.filter(|s| s.disabled_at.is_none());
    open.map(|s| s.account).ok_or(AccountRefused::NotRecognised)
}

/// Takes the password chosen by a one-time link. Every session and every other link of the account ends.
///
/// # Errors
/// [`AccountRefused::Problems`] for a weak password, [`AccountRefused::NotRecognised`] for an ended link.
pub fn choose_password(
    db: &mut Db,
    secret: &str,
    chosen: &str,
    now: DateTime<Utc>,
) -> Result<Account, AccountRefused> {
    let account = of_link(db, secret, now)?;
    let problems = password::problems(chosen, &account.email);
    if !problems.is_empty() {
        return Err(AccountRefused::Problems(problems));
    }
    accounts::set_password(db, &account.id, &password::hash(chosen)?)?;
    accounts::use_links(db, &account.id, now)?;
    sessions::end_all(db, &account.id)?;
    record(
        db,
        &account.id,
        "password_chosen",
        json!({ "account": account.id }),
        now,
    )?;
    Ok(account)
}

/// Recognises a person by address and password, outside any transaction: hashing takes its time.
///
/// # Errors
/// [`AccountRefused::NotRecognised`] in the same time and words whatever was wrong.
pub fn recognise(found: Option<StoredAccount>, given: &str) -> Result<Recognised, AccountRefused> {
    let hash = found.as_ref().and_then(|stored| stored.password_hash.clone());
    let right = password::verify(given, hash.as_deref())?;
    let open = found.filter(|stored| right && stored.disabled_at.is_none());
    let (account, hash) = open
        .map(|s| s.account)
        .zip(hash)
        .ok_or(AccountRefused::NotRecognised)?;
    Ok(Recognised {
        account,
        epoch: epoch(&hash),
    })
}

/// A person who gave the right password.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// The account.
    pub account: Account,
    /// Fingerprint of the password: tokens given under an older one are void.
    pub epoch: String,
}

/// Fingerprint of a password: what was signed under an older one is void.
pub(super) fn epoch(password_hash: &str) -> String {
    sha256_hex(password_hash.as_bytes()).chars().take(16).collect()
}

/// Opens a session of the pages; answers with the cookie's secret.
///
/// # Errors
/// [`AccountRefused`]; nothing is recorded then.
pub fn sign_in(db: &mut Db, account: &Account, now: DateTime<Utc>) -> Result<String, AccountRefused> {
    let (secret, hash) = password::one_time_secret()?;
    sessions::insert(db, &hash, &account.id, now, now + SESSION_LASTS)?;
    record(
        db,
        &account.id,
        "signed_in",
        json!({ "account": account.id, "by": "page" }),
        now,
    )?;
    Ok(secret)
}

/// Gives an access token of the API.
///
/// # Errors
/// [`AccountRefused`]; nothing is recorded then.
pub fn give_token(
    db: &mut Db,
    instance: &Instance,
    recognised: &Recognised,
    now: DateTime<Utc>,
) -> Result<String, AccountRefused> {
    let Recognised { account, epoch } = recognised;
    let token = instance
        .signer
        .sign(Purpose::Access, &account.id, Some(epoch), now, now + TOKEN_LASTS)?;
    record(
        db,
        &account.id,
        "signed_in",
        json!({ "account": account.id, "by": "token" }),
        now,
    )?;
    Ok(token)
}

/// The account that an access token speaks for.
///
/// # Errors
/// [`AccountRefused::NotRecognised`] when the token ended, the account was disabled or its password changed.
pub fn of_token(
    db: &mut Db,
    instance: &Instance,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Account, AccountRefused> {
    let signed = instance
        .signer
        .check(Purpose::Access, token, now)
        .map_err(|_| AccountRefused::NotRecognised)?;
    let stored = accounts::by_id(db, &signed.subject)?.filter(|s| s.disabled_at.is_none());
    let same_password = |s: &StoredAccount| s.password_hash.as_deref().map(epoch) == signed.epoch;
    stored
        .filter(same_password)
        .map(|s| s.account)
        .ok_or(AccountRefused::NotRecognised)
}

/// Disables an account: its sessions end and it can no longer sign in.
///
/// # Errors
/// [`AccountRefused::NotRecognised`] when no account has this address.
pub fn disable(db: &mut Db, actor: &str, email: &str, now: DateTime<Utc>) -> Result<Account, AccountRefused> {
    let stored = accounts::by_email(db, email)?.ok_or(AccountRefused::NotRecognised)?;
    accounts::disable(db, &stored.account.id, now)?;
    sessions::end_all(db, &stored.account.id)?;
    record(
        db,
        actor,
        "account_disabled",
        json!({ "account": stored.account.id }),
        now,
    )?;
    Ok(stored.account)
}

/// Gives an account the right to take registers out, or takes it back; tells whether that changed anything.
///
/// # Errors
/// [`AccountRefused::NotRecognised`] when no account has this address.
pub fn let_export(
    db: &mut Db,
    actor: &str,
    email: &str,
    may: bool,
    now: DateTime<Utc>,
) -> Result<bool, AccountRefused> {
    let stored = accounts::by_email(db, email)?.ok_or(AccountRefused::NotRecognised)?;
    if stored.account.may_export == may {
        return Ok(false);
    }
    accounts::let_export(db, &stored.account.id, may)?;
    let act = if may { "export_granted" } else { "export_revoked" };
    record(db, actor, act, json!({ "account": stored.account.id }), now)?;
    Ok(true)
}
