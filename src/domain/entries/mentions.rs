//! Mentions: `@` and the address of an account, or `@` and a role.

use super::super::people::Role;

/// Somebody named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// The account of this address, lower case.
    Address(String),
    /// Everybody who holds this role.
    Role(Role),
}

impl std::fmt::Display for Mention {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address(address) => write!(f, "@{address}"),
            Self::Role(role) => write!(f, "@{role}"),
        }
    }
}

/// Who is named in a text, each once, in the order named. An address without `@` before it names nobody, and neither
/// does a word that is no role.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !is_part(c)) {
        if let Some(mention) = word.strip_prefix('@').and_then(read)
            && !found.contains(&mention)
        {
            found.push(mention);
        }
    }
    found
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '+')
}

/// A full stop at the end belongs to the sentence.
fn read(word: &str) -> Option<Mention> {
    let word = word.trim_end_matches(['.', '-']).to_lowercase();
    match word.split_once('@') {
        Some((name, domain)) => {
            let is_address = !name.is_empty() && domain.contains('.') && !domain.contains('@');
            is_address.then_some(Mention::Address(word))
        }
        None => Role::parse(&word.replace('-', "_")).map(Mention::Role),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_at_sign_before_an_address_or_a_role_names_somebody() {
        let address = |text: &str| Mention::Address(text.to_owned());
        for (text, named) in [
            ("@rssi, voyez-vous ?", vec![Mention::Role(Role::Rssi)]),
            ("À voir avec @DPO.", vec![Mention::Role(Role::Dpo)]),
            (
                "(@chef-etablissement) puis l’@agent_departement",
                vec![
                    Mention::Role(Role::ChefEtablissement),
                    Mention::Role(Role::AgentDepartement),
                ],
            ),
            (
                "@Anne.Martin+ssi@ac-rennes.fr. @anne.martin+ssi@ac-rennes.fr",
                vec![address("anne.martin+ssi@ac-rennes.fr")],
            ),
            (
                "Écrire à rssi@ac-rennes.fr, de @ac-rennes.fr, @inconnu, @, a@rssi",
                vec![],
            ),
            ("@a@b@c.fr @a@local @@rssi", vec![]),
        ] {
            assert_eq!(mentions(text), named, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nobody_is_named_twice_and_each_is_found_again(text in ".*") {
            let named = mentions(&text);
            let written: Vec<String> = named.iter().map(ToString::to_string).collect();
            prop_assert_eq!(mentions(&written.join(" ")), named);
        }
    }
}
