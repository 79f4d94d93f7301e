//! The UAI, the national code of a school: seven digits and a check letter.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The 23 letters in use: never I, O or Q, which are read as digits.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// A well-formed UAI. A right check letter proves the typing, not that the school exists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uai(String);

/// Why a text is not a UAI; the message is shown to people.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UaiRefused {
    /// Not seven digits followed by a letter.
    #[error("Un code UAI compte sept chiffres et une lettre, par exemple 0350003N.")]
    Shape,
    /// The letter does not belong to the number: a digit or the letter was mistyped.
    #[error("La lettre de contrôle ne correspond pas aux chiffres : vérifiez la saisie du code UAI.")]
    CheckLetter,
}

impl Uai {
    /// Reads a UAI, forgiving surrounding space and lower case.
    ///
    /// # Errors
    /// [`UaiRefused`] tells a wrong shape from a wrong check letter.
    pub fn parse(text: &str) -> Result<Self, UaiRefused> {
        let code = text.trim().to_ascii_uppercase();
        let [digits @ .., letter] = code.as_bytes() else {
            return Err(UaiRefused::Shape);
        };
        if digits.len() != 7 || !digits.iter().all(u8::is_ascii_digit) || !LETTERS.contains(letter) {
            return Err(UaiRefused::Shape);
        }
        let number = digits.iter().fold(0_usize, |n, d| n * 10 + usize::from(d - b'0'));
        if LETTERS.get(number % LETTERS.len()) != Some(letter) {
            return Err(UaiRefused::CheckLetter);
        }
        Ok(Self(code))
    }

    /// The code, eight characters, upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Uai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Uai {
    type Error = UaiRefused;
    fn try_from(text: String) -> Result<Self, UaiRefused> {
        Self::parse(&text)
    }
}

impl From<Uai> for String {
    fn from(uai: Uai) -> Self {
        uai.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_codes_are_accepted_in_any_case_and_with_space_around() {
        for code in [
            "0350003N",
            "0120612A",
            "0120611Z",
            "0480680D",
            "0350710G",
            "0120612a",
            " 0120612A ",
        ] {
            assert!(Uai::parse(code).is_ok(), "{code}");
        }
    }

    #[test]
    fn mistyped_codes_are_refused_with_their_fault() {
        for code in ["0120612B", "0120621A"] {
            assert_eq!(Uai::parse(code), Err(UaiRefused::CheckLetter), "{code}");
        }
        for code in ["012061A", "0120612I", "０120612A", "", "01206122", "0120612AA"] {
            assert_eq!(Uai::parse(code), Err(UaiRefused::Shape), "{code}");
        }
    }

    #[test]
    fn every_single_wrong_digit_is_caught() {
        for at in 0..7 {
            for digit in b'0'..=b'9' {
                let mut code = *b"0350003N";
                if code[at] == digit {
                    continue;
                }
                code[at] = digit;
                assert!(Uai::parse(std::str::from_utf8(&code).unwrap()).is_err());
            }
        }
    }
}
