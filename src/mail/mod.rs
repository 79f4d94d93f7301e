//! Mail: the letters Tocsin writes, the exact bytes they become, and the way those bytes leave (DOMAIN §8).
//!
//! A letter is rendered ([`letters`]), frozen into bytes ([`message`]), kept by the outbox, and carried by a
//! [`transport`]; what follows an attempt is decided by [`backoff`], which is pure.
//!
//! Deliberately absent: the outbox and its worker (they belong to the store and to the worker), the choice of
//! recipients, the clock, and the environment.

pub mod backoff;
pub mod letters;
pub mod message;
mod quoted_printable;
pub mod transport;
