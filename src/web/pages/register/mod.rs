//! The register of breaches: the list, what it gives to take out, its figures.

pub mod download;
pub mod figures;
pub mod filter;
pub mod index;
pub mod tables;
