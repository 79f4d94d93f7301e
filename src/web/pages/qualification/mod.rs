//! Pages on which the RSSI says what was reported is.

pub mod create;
pub mod index;
pub mod new;
