//! Passwords and one-time secrets: argon2id, never kept in clear.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use thiserror::Error;

use crate::domain::incident::Problem;
use crate::signing::{hex, sha256_hex};

/// Shortest password, in characters.
pub const SHORTEST: usize = 12;
/// Longest password, in characters: hashing must not become a way to keep the machine busy.
pub const LONGEST: usize = 200;

/// The machine could not hash or draw a secret.
#[derive(Debug, Error)]
#[error("password hashing: {0}")]
pub struct HashingFailed(String);

/// argon2id with 19 MiB and two passes, as OWASP advises.
fn argon() -> Result<Argon2<'static>, HashingFailed> {
    let params = Params::new(19_456, 2, 1, None).map_err(|e| HashingFailed(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What is wrong with a password somebody chooses.
#[must_use]
pub fn problems(password: &str, email: &str) -> Vec<Problem> {
    let count = password.chars().count();
    let mut problems = Vec::new();
    if count < SHORTEST {
        let message = format!(
            "Choisissez au moins {SHORTEST} caractères\u{a0}: quatre mots que vous retiendrez conviennent."
        );
        problems.push(Problem::new("password", message));
    }
    if count > LONGEST {
        problems.push(Problem::new(
            "password",
            format!("Choisissez au plus {LONGEST} caractères."),
        ));
    }
    let name = email.split('@').next().unwrap_or_default().to_lowercase();
    if !name.is_empty() && password.to_lowercase().contains(&name) {
        problems.push(Problem::new(
            "password",
            "Le mot de passe ne doit pas contenir votre adresse.",
        ));
    }
    problems
}

/// Hashes a password; takes some tens of milliseconds.
///
/// # Errors
/// [`HashingFailed`] when the machine lacks memory or randomness.
pub fn hash(password: &str) -> Result<String, HashingFailed> {
    let hash = argon()?
        .hash_password(password.as_bytes())
        .map_err(|e| HashingFailed(e.to_string()))?;
    Ok(hash.to_string())
}

/// Whether a password is the hashed one. Without a hash the same work is done and the answer is no, so that
/// the time taken tells nothing about which addresses exist.
///
/// # Errors
/// [`HashingFailed`] when the machine lacks memory or the stored hash cannot be read.
pub fn verify(password: &str, hash: Option<&str>) -> Result<bool, HashingFailed> {
    let against = hash.unwrap_or(NOBODY);
    let parsed = PasswordHash::new(against).map_err(|e| HashingFailed(e.to_string()))?;
    let right = argon()?.verify_password(password.as_bytes(), &parsed).is_ok();
    Ok(right && hash.is_some())
}

/// A hash of a secret that was thrown away, with the parameters above.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGtub3dzIHRoaXM$DTjZIfH0l2lY7A7TmWw1v6m7sRTJ9V4dq3bXz8L5kQ0";

/// Bytes that nobody can guess.
pub(super) fn random<const COUNT: usize>() -> Result<[u8; COUNT], HashingFailed> {
    let mut bytes = [0_u8; COUNT];
    getrandom::fill(&mut bytes).map_err(|e| HashingFailed(e.to_string()))?;
    Ok(bytes)
}

/// A secret of 256 bits as 64 hexadecimal digits, and its SHA-256, which alone is kept.
///
/// # Errors
/// [`HashingFailed`] when the machine has no randomness to give.
pub fn one_time_secret() -> Result<(String, String), HashingFailed> {
    let secret = hex(&random::<32>()?);
    let hash = sha256_hex(secret.as_bytes());
    Ok((secret, hash))
}

/// A password easy to read out: for demonstrations only.
///
/// # Errors
/// [`HashingFailed`] when the machine has no randomness to give.
pub fn pronounceable() -> Result<String, HashingFailed> {
    let bytes = random::<8>()?;
    let pairs = bytes.iter().map(|byte| {
        let consonant = b"bcdfglmnprstvz"
            .get(usize::from(byte % 14))
            .copied()
            .unwrap_or(b'b');
        let vowel = b"aeiou".get(usize::from(byte / 14 % 5)).copied().unwrap_or(b'a');
        String::from_utf8_lossy(&[consonant, vowel]).into_owned()
    });
    let syllables: Vec<String> = pairs.collect();
    Ok(syllables
        .chunks(2)
        .map(<[String]>::concat)
        .collect::<Vec<_>>()
        .join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_is_accepted() {
        let kept = hash("quatre mots que je retiens").unwrap();
        assert!(verify("quatre mots que je retiens", Some(&kept)).unwrap());
        assert!(!verify("quatre mots que je retien", Some(&kept)).unwrap());
        assert!(
            !verify("quatre mots que je retiens", None).unwrap(),
            "an unknown account"
        );
    }

    #[test]
    fn weak_passwords_are_told_everything_at_once() {
        assert_eq!(problems("court", "court@college.example").len(), 2);
        assert!(problems("quatre mots que je retiens", "anne@college.example").is_empty());
    }
}
