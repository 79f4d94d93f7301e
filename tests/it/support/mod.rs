//! What tests share: real servers written for them, and builders of legal input.

pub(crate) mod smtp;
