//! What several tests lean on: databases that last one test, a browser, a mail server.

pub(crate) mod browser;
mod chrome_command;
mod chromedriver;
pub(crate) mod engines;
pub(crate) mod environment;
pub(crate) mod http;
pub(crate) mod page;
pub(crate) mod postgres;
pub(crate) mod server;
pub(crate) mod site;
pub(crate) mod smtp;
mod sqlite;
pub(crate) mod subscriber;
pub(crate) mod world;
