//! The law and the life of a dossier: pure, synchronous, without clock, store or framework.
//!
//! Deliberately absent: any input or output, any reading of the current time (`now` is an argument), any
//! word shown on a screen other than the reasons that a decision must carry.

pub mod assignment;
pub mod attachment;
pub mod breach;
pub mod calendar;
pub mod committee;
pub mod convention;
pub mod entries;
pub mod establishment;
pub mod external_ref;
pub mod figures;
pub mod incident;
pub mod instants;
pub mod journal;
pub mod letter;
pub mod life;
pub mod machines;
pub mod mailing;
pub mod obligations;
pub mod people;
pub mod plan;
pub mod remediation;
pub mod retention;
pub mod review;
pub mod routing;
pub mod severity;
pub mod supervision;
pub mod text;
pub mod timeline;
pub mod uai;
pub mod watching;
pub mod webhooks;
