//! The owner of an action as it is chosen: oneself, a party of the dossier, or a person by their address.

use crate::actions::remediation::OwnerGiven;
use crate::domain::people::Party;
use crate::domain::remediation::Owner;
use crate::web::form::value;
use crate::web::posted::FormFields;
use crate::web::view::Choice;
use crate::web::wording::Words as _;

/// Chosen when the owner stays.
const KEEP: &str = "keep";
const ME: &str = "me";

/// What is chosen, kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnerForm {
    /// Oneself, a party, or the owner as it stands.
    pub owner: String,
    /// The address of a person, which comes before.
    pub address: String,
}

impl OwnerForm {
    /// The owner as it stands.
    #[must_use]
    pub fn standing(owner: &Owner) -> Self {
        Self {
            owner: match owner {
                Owner::Account(_) => KEEP.to_owned(),
                Owner::Party(party) => party.as_str().to_owned(),
            },
            address: String::new(),
        }
    }

    /// Takes `owner` and `owner_address`.
    #[must_use]
    pub fn take(fields: &mut FormFields) -> Self {
        Self {
            owner: value(fields, "owner"),
            address: value(fields, "owner_address"),
        }
    }

    /// What is meant; `None` when the owner stays.
    #[must_use]
    pub fn read(&self) -> Option<OwnerGiven> {
        let address = self.address.trim();
        if !address.is_empty() {
            return Some(OwnerGiven::Address(address.to_owned()));
        }
        (self.owner != KEEP).then(|| OwnerGiven::read(&self.owner))
    }

    /// What may be chosen in a dossier of these parties; `person` is the name of the person who owns the action now.
    #[must_use]
    pub fn choices(&self, parties: &[Party], person: Option<&str>) -> Vec<Choice> {
        let choice = |value: &str, label: String| Choice {
            selected: self.owner == value,
            value: value.to_owned(),
            label,
        };
        let mut choices = Vec::new();
        choices.extend(person.map(|name| choice(KEEP, name.to_owned())));
        choices.push(choice(ME, "Moi".to_owned()));
        choices.extend(
            parties
                .iter()
                .map(|party| choice(party.as_str(), party.words().to_owned())),
        );
        choices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_before_what_is_chosen_and_the_owner_may_stay() {
        let form = |owner: &str, address: &str| OwnerForm {
            owner: owner.to_owned(),
            address: address.to_owned(),
        };
        assert_eq!(form("me", "").read(), Some(OwnerGiven::Me));
        assert_eq!(
            form("academie", " ").read(),
            Some(OwnerGiven::Party(Party::Academie))
        );
        assert_eq!(
            form("me", " a@b.fr ").read(),
            Some(OwnerGiven::Address("a@b.fr".to_owned()))
        );
        assert_eq!(form(KEEP, "").read(), None);
        let standing = OwnerForm::standing(&Owner::Account("a".to_owned()));
        let choices = standing.choices(&[Party::Academie], Some("Anne Martin"));
        let labels: Vec<_> = choices
            .iter()
            .map(|choice| (choice.label.as_str(), choice.selected))
            .collect();
        assert_eq!(
            labels,
            [("Anne Martin", true), ("Moi", false), ("Académie", false)]
        );
    }
}
