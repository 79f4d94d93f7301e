//! Acknowledging a mail: the link in the mail shows a button, because mail scanners open links by themselves.

pub mod create;
pub mod done;
pub mod new;
