//! The web layer: the only place that knows actix. Pages are struct + template + form, one folder per noun.
//!
//! Handlers ask the actions and the store; nothing here decides anything about the law.

pub mod allowed;
pub mod answer;
pub mod api;
pub mod app;
pub mod assets;
pub mod commitment;
pub mod committee;
pub mod csrf;
pub mod deadline;
pub mod download;
pub mod error;
pub mod explanation;
pub mod fault;
pub mod fields;
pub mod flash;
pub mod form;
pub mod health;
pub mod life_words;
pub mod limits;
pub mod log;
pub mod mail_matrix;
pub mod my_queue;
pub mod narrowing;
pub mod pages;
pub mod params;
pub mod paths;
pub mod place;
pub mod posted;
pub mod problems;
mod refused;
pub mod register;
pub mod routes;
pub mod server;
pub mod session;
pub mod shell;
pub mod timeline;
pub mod together;
pub mod unread;
pub mod upload;
pub mod view;
pub mod wording;

pub use api::openapi::openapi;
pub use app::App;
pub use server::{Listening, application, listen, run};
