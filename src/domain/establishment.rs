//! A school, as far as routing and telling need to know it.

use serde::{Deserialize, Serialize};

use super::uai::Uai;

/// A school of the national directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Establishment {
    /// National code.
    pub uai: Uai,
    /// Name as published.
    pub name: String,
    /// `type_etablissement` as published: `Collège`, `Lycée`, `Ecole`…
    pub kind: String,
    /// `true` for a public school (`statut_public_prive` = `Public`).
    pub public: bool,
    /// Town.
    pub town: String,
    /// Postcode.
    pub postcode: String,
    /// Three characters: `035`, `02A`.
    pub departement_code: String,
    /// Institutional mailbox, where the head of school is told; empty when the directory has none.
    pub mailbox: String,
    /// Whether the school is open (`etat` = `OUVERT`).
    pub open: bool,
}
