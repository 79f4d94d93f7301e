//! Pages on which an officer weighs a breach, notifies it, or decides not to. Each shows first what it will do.

pub mod assess;
pub mod assessment;
pub mod chain;
pub mod cnil;
pub mod decide_ministry;
pub mod edpb;
pub mod file_cnil;
pub mod files;
pub mod ministry;
pub mod notification;
pub mod persons;
mod questions;
mod refusal;
pub mod send;
pub mod subject;
pub mod tell_persons;
pub mod typed;

pub use questions::{Answers, Asked, CategoryView, Possible, QuestionView};
