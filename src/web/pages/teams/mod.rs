//! The teams of the parties: everybody of a party reads them, the administrator keeps them.

pub mod change;
pub mod create;
pub mod index;
pub mod show;
