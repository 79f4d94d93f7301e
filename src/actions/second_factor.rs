//! The second factor: one-time codes of an authenticator (RFC 6238: thirty seconds, six digits, SHA-1).
//!
//! A key is proposed, then confirmed by a first code; from then on every sign-in asks for a code. One step of delay or
//! advance is borne, and a code is taken once. Deliberately absent: spare codes. An administrator resets the factor of
//! somebody who lost their telephone.

use chrono::{DateTime, Utc};
use serde_json::json;
use totp_rs::{Algorithm, Builder, Secret};

use super::accounts::{AccountRefused, record};
use super::password;
use crate::domain::incident::Problem;
use crate::domain::people::Account;
use crate::store::{Db, accounts, second_factors, sessions};

/// Gives an account a new key, in the place of one that was never confirmed. A confirmed one stays: an administrator
/// has to reset it first.
///
/// # Errors
/// [`AccountRefused`]; nothing is recorded then.
pub fn propose(db: &mut Db, account: &Account) -> Result<(), AccountRefused> {
    let known = second_factors::find(db, &account.id)?;
    if known.is_some_and(|factor| factor.confirmed_at.is_some()) {
        return Ok(());
    }
    let key = Secret::from(password::random::<20>()?);
    Ok(second_factors::put(db, &account.id, &key.to_base32())?)
}

/// Confirms the proposed key by a first code, which is used up. What is confirmed already stays so.
///
/// # Errors
/// [`AccountRefused::Problems`] for a wrong code, or when no key was proposed.
pub fn confirm(db: &mut Db, account: &Account, code: &str, now: DateTime<Utc>) -> Result<(), AccountRefused> {
    let Some(factor) = second_factors::find(db, &account.id)? else {
        return Err(refused("Demandez d’abord une clé."));
    };
    if factor.confirmed_at.is_some() {
        return Ok(());
    }
    let step = step_of(&factor.secret, code, now).ok_or_else(|| {
        refused("Ce code ne convient pas\u{a0}: saisissez celui que l’application affiche à l’instant.")
    })?;
    second_factors::use_step(db, &account.id, step)?;
    second_factors::confirm(db, &account.id, now)?;
    let body = json!({ "account": account.id });
    Ok(record(db, &account.id, "second_factor_confirmed", body, now)?)
}

fn refused(message: &str) -> AccountRefused {
    AccountRefused::Problems(vec![Problem::new("code", message)])
}

/// Takes the code of an account that confirmed a second factor; asks nothing of the others.
///
/// # Errors
/// [`AccountRefused::NotRecognised`] when the code is missing, wrong, or not newer than the last one taken.
pub fn check(db: &mut Db, account_id: &str, code: &str, now: DateTime<Utc>) -> Result<(), AccountRefused> {
    let factor = second_factors::find(db, account_id)?;
    let Some(factor) = factor.filter(|factor| factor.confirmed_at.is_some()) else {
        return Ok(());
    };
    let step = step_of(&factor.secret, code, now).ok_or(AccountRefused::NotRecognised)?;
    if second_factors::use_step(db, account_id, step)? {
        Ok(())
    } else {
        Err(AccountRefused::NotRecognised)
    }
}

/// Takes the second factor away, confirmed or not, and ends the sessions; answers whether there was one.
///
/// # Errors
/// [`AccountRefused::NotRecognised`] when no account has this address.
pub fn reset(db: &mut Db, actor: &str, email: &str, now: DateTime<Utc>) -> Result<bool, AccountRefused> {
    let stored = accounts::by_email(db, email)?.ok_or(AccountRefused::NotRecognised)?;
    let account = stored.account.id;
    if !second_factors::remove(db, &account)? {
        return Ok(false);
    }
    sessions::end_all(db, &account)?;
    let body = json!({ "account": account });
    record(db, actor, "second_factor_reset", body, now)?;
    Ok(true)
}

/// The step, of thirty seconds since 1970, whose code this is, if it is near `now`. Blanks in the code do not count:
/// authenticators show it in two halves. Codes are compared in constant time.
fn step_of(secret: &str, code: &str, now: DateTime<Utc>) -> Option<i64> {
    let digits: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_skew(1)
        .with_secret(Secret::try_from_base32(secret).ok()?)
        .build()
        .ok()?;
    let step = totp.check(&digits, u64::try_from(now.timestamp()).ok()?)?;
    i64::try_from(step).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: `12345678901234567890` in base32, and the last six of its eight digits.
    const KEY: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(step_of(KEY, code, at(seconds)), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn one_step_of_delay_or_advance_is_borne_and_no_more() {
        let step = 1_234_567_890 / 30;
        let near = |seconds: i64| step_of(KEY, "005 924", at(seconds));
        assert_eq!(near(step * 30 - 30), Some(step));
        assert_eq!(near(step * 30 + 59), Some(step));
        assert_eq!(near(step * 30 - 31), None);
        assert_eq!(near(step * 30 + 60), None);
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for odd in ["", "00592", "0005924", "+05924", "００５９２４", "abcdef"] {
            assert_eq!(step_of(KEY, odd, at(1_234_567_890)), None, "{odd}");
        }
        assert_eq!(step_of("not base32!", "005924", at(1_234_567_890)), None);
    }
}
