//! Convention packs as TOML text: read strictly, every fault at once, with its file, line and key (DOMAIN §2).
//!
//! This is the only place that knows TOML and the folder of an administrator's packs; the values are
//! [`crate::domain::convention`]. The format is described for administrators in `docs/conventions.md`.
//! Deliberately absent: the store of loaded packs; whoever keeps them hands their texts to [`catalogue`].

mod duties;
mod fault;
mod folder;
mod known;
mod parties;
mod perimeter;
mod read;
mod section;
mod treatments;
mod values;

pub use fault::Fault;
pub use folder::{catalogue, from_file, from_folder};
pub use read::read;

/// The packs that ship with the product: file name and text.
#[must_use]
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    &[
        (
            "ille-et-vilaine-2025.toml",
            include_str!("../../conventions/ille-et-vilaine-2025.toml"),
        ),
        (
            "modele-national-2025.toml",
            include_str!("../../conventions/modele-national-2025.toml"),
        ),
        (
            "rodez-ent-ecole-2024.toml",
            include_str!("../../conventions/rodez-ent-ecole-2024.toml"),
        ),
        (
            "grand-est-mbn-2019.toml",
            include_str!("../../conventions/grand-est-mbn-2019.toml"),
        ),
    ]
}
