//! The columns that matter, found by name under any of their published spellings.
//!
//! Deliberately absent: the sixty other columns, and any order among them.

use super::NotADirectory;
use crate::domain::text::searchable;

/// A column that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Uai,
    Name,
    Kind,
    Sector,
    Town,
    Postcode,
    Departement,
    Mailbox,
    State,
}

impl Column {
    const ALL: [Self; 9] = [
        Self::Uai,
        Self::Name,
        Self::Kind,
        Self::Sector,
        Self::Town,
        Self::Postcode,
        Self::Departement,
        Self::Mailbox,
        Self::State,
    ];

    /// Without these two, a file tells of no school.
    const INDISPENSABLE: [Self; 2] = [Self::Uai, Self::Name];

    /// The name under which the column is published today.
    fn published(self) -> &'static str {
        match self {
            Self::Uai => "identifiant_de_l_etablissement",
            Self::Name => "nom_etablissement",
            Self::Kind => "type_etablissement",
            Self::Sector => "statut_public_prive",
            Self::Town => "nom_commune",
            Self::Postcode => "code_postal",
            Self::Departement => "code_departement",
            Self::Mailbox => "mail",
            Self::State => "etat",
        }
    }

    /// The column of a heading: case, accents, spaces, underscores and punctuation do not count.
    pub(super) fn of_heading(heading: &str) -> Option<Self> {
        let bare = |text: &str| searchable(text).replace(' ', "");
        let heading = bare(heading);
        Self::ALL
            .into_iter()
            .find(|column| bare(column.published()) == heading)
    }
}

/// Refuses a file in which an indispensable column was never `seen`.
pub(super) fn indispensable(seen: impl Fn(Column) -> bool) -> Result<(), NotADirectory> {
    let missing: Vec<_> = Column::INDISPENSABLE
        .into_iter()
        .filter(|column| !seen(*column))
        .map(Column::published)
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(NotADirectory::MissingColumns(missing))
    }
}

/// `la colonne « a »` or `les colonnes « a » et « b »`.
pub(super) fn listed(columns: &[&str]) -> String {
    let quoted: Vec<_> = columns
        .iter()
        .map(|name| format!("«\u{a0}{name}\u{a0}»"))
        .collect();
    let article = if quoted.len() > 1 {
        "les colonnes"
    } else {
        "la colonne"
    };
    format!("{article} {}", quoted.join(" et "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_under_all_their_spellings() {
        for heading in [
            "identifiant_de_l_etablissement",
            "Identifiant_de_l_etablissement",
            "IDENTIFIANT DE L’ÉTABLISSEMENT",
            " Identifiant de l'établissement ",
        ] {
            assert_eq!(Column::of_heading(heading), Some(Column::Uai), "{heading}");
        }
        assert_eq!(Column::of_heading("Code postal"), Some(Column::Postcode));
        assert_eq!(Column::of_heading("État"), Some(Column::State));
        assert_eq!(Column::of_heading("Code_commune"), None);
        assert_eq!(Column::of_heading(""), None);
    }
}
