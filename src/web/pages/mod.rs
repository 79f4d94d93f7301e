//! Pages, one folder per noun and one file per verb: a view struct, its template beside it in `templates/pages`,
//! and the form where there is one.

pub mod accessibility;
pub mod account;
pub mod acknowledgements;
pub mod api_docs;
pub mod assignment;
pub mod attachments;
pub mod attribution;
pub mod breaches;
pub mod decisions;
pub mod deliveries;
pub mod entries;
pub mod errors;
pub mod establishments;
pub mod figures;
pub mod home;
pub mod incidents;
pub mod life;
pub mod machines;
pub mod mail_matrix;
pub mod my_queue;
pub mod notifying;
mod once;
pub mod password;
pub mod progress;
pub mod qualification;
pub mod queue;
pub mod references;
pub mod register;
pub mod remediation;
pub mod review;
pub mod session;
pub mod teams;
pub mod timeline;
pub mod together;
pub mod views;
pub mod watching;
pub mod webhooks;

#[cfg(test)]
mod typography;
