//! The JSON API: one file for each noun. Every answer is either the thing asked for or a problem document.
//!
//! The shapes written here are the contract: they change only by addition, whatever becomes of the values inside.

pub mod actions;
pub mod assignment;
pub mod attachments;
pub mod breaches;
pub mod calendar;
pub mod components;
pub mod conventions;
pub mod decisions;
pub mod entries;
pub mod establishments;
pub mod external_refs;
mod idempotency;
pub mod incidents;
pub mod journal;
pub mod life;
pub mod mail_matrix;
pub mod me;
pub mod my_queue;
pub mod obligations;
pub mod openapi;
pub mod register;
pub mod review;
pub mod stats;
pub mod supervision;
pub mod teams;
pub mod timeline;
pub mod together;
pub mod token;
pub mod tokens;
pub mod values;
pub mod views;
pub mod waivers;
pub mod webhooks;
