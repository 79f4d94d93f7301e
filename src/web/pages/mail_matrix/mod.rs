//! « Qui reçoit quoi »: read by everybody of a party, changed by the administrator.

pub mod save;
pub mod show;
