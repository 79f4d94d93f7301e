//! From the cells of a line to a school, or the reason why not.
//!
//! Deliberately absent: where the cells come from, and other lines.

use super::columns::Column;
use crate::domain::establishment::Establishment;
use crate::domain::uai::Uai;

/// The school that a line tells. `cell` gives the text of a column, `None` when the file has no such column.
pub(super) fn school<'a>(cell: impl Fn(Column) -> Option<&'a str>) -> Result<Establishment, String> {
    let text = |column| tidy(cell(column).unwrap_or_default());
    let uai = uai(&text(Column::Uai))?;
    let name = text(Column::Name);
    if name.is_empty() {
        return Err("Le nom de l’établissement manque.".to_owned());
    }
    Ok(Establishment {
        name,
        kind: text(Column::Kind),
        public: text(Column::Sector).eq_ignore_ascii_case("public"),
        town: text(Column::Town),
        postcode: postcode(text(Column::Postcode)),
        departement_code: departement(&text(Column::Departement)).unwrap_or_else(|| departement_of(&uai)),
        mailbox: mailbox(&text(Column::Mailbox)),
        open: is_open(&text(Column::State)),
        uai,
    })
}

fn uai(text: &str) -> Result<Uai, String> {
    if text.is_empty() {
        return Err("Le code UAI manque.".to_owned());
    }
    Uai::parse(text).map_err(|refused| refused.to_string())
}

/// The text without line breaks, control characters or repeated spaces.
pub(super) fn tidy(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Spreadsheets drop the leading zeros of numbers.
fn postcode(text: String) -> String {
    if is_number(&text) {
        format!("{text:0>5}")
    } else {
        text
    }
}

/// Three characters: `35` and `035` → `035`, `2a` → `02A`; `None` when it is something else.
fn departement(text: &str) -> Option<String> {
    let code = format!("{:0>3}", text.to_ascii_uppercase());
    let known = is_number(&code) || matches!(code.as_str(), "02A" | "02B");
    (known && code.len() == 3 && code != "000").then_some(code)
}

/// The first three digits of a UAI name its département; Corsica has numbers of its own.
fn departement_of(uai: &Uai) -> String {
    match uai.as_str().get(..3).unwrap_or_default() {
        "620" => "02A".to_owned(),
        "720" => "02B".to_owned(),
        digits => digits.to_owned(),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A file that does not tell the state of its schools tells of open ones.
fn is_open(state: &str) -> bool {
    state.is_empty() || state.eq_ignore_ascii_case("ouvert")
}

/// The first plausible address of the cell in lower case, empty when there is none.
fn mailbox(text: &str) -> String {
    let text = text.to_lowercase();
    let mut candidates = text.split([' ', ';', ',', '<', '>']);
    candidates
        .find(|candidate| is_plausible(candidate))
        .unwrap_or_default()
        .to_owned()
}

/// Something that a mail server could take: no quoting, no address of a bare machine.
fn is_plausible(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else {
        return false;
    };
    let in_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let in_domain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    local.len() <= 64
        && address.len() <= 254
        && domain.contains('.')
        && local
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(in_local))
        && domain
            .split('.')
            .all(|part| is_label(part) && part.chars().all(in_domain))
}

fn is_label(part: &str) -> bool {
    (1..=63).contains(&part.len()) && !part.starts_with('-') && !part.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_departement_has_three_characters() {
        for (text, code) in [
            ("35", "035"),
            ("035", "035"),
            ("2a", "02A"),
            ("02B", "02B"),
            ("971", "971"),
            ("1", "001"),
        ] {
            assert_eq!(departement(text).as_deref(), Some(code));
        }
        for text in ["", "0", "2C", "1035", "Ille-et-Vilaine", "é35"] {
            assert_eq!(departement(text), None, "{text}");
        }
        assert_eq!(departement_of(&Uai::parse("0350003N").unwrap()), "035");
        assert_eq!(departement_of(&Uai::parse("6200001G").unwrap()), "02A");
        assert_eq!(departement_of(&Uai::parse("7200009X").unwrap()), "02B");
    }

    #[test]
    fn a_mailbox_is_the_first_plausible_address() {
        for (text, address) in [
            ("ce.0350003N@ac-rennes.fr", "ce.0350003n@ac-rennes.fr"),
            ("voir le site ; CE@ac-rennes.fr", "ce@ac-rennes.fr"),
            ("Accueil <contact@ecole.bzh>", "contact@ecole.bzh"),
            ("a@b.fr,c@d.fr", "a@b.fr"),
            ("néant", ""),
            ("ce@localhost", ""),
            ("a@@b.fr", ""),
            (".a@b.fr", ""),
            ("a@b..fr", ""),
            ("a@-b.fr", ""),
            ("é@b.fr", ""),
            ("", ""),
        ] {
            assert_eq!(mailbox(text), address, "{text}");
        }
    }

    #[test]
    fn cells_are_made_tidy() {
        assert_eq!(tidy("  Collège\u{a0}de\r\nla  Mer\0 "), "Collège de la Mer");
        assert_eq!(postcode("1000".to_owned()), "01000");
        assert_eq!(postcode("35 000".to_owned()), "35 000");
        assert!(is_open("Ouvert") && is_open("") && !is_open("A FERMER") && !is_open("FERMÉ"));
    }
}
