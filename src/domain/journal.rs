//! The hash chain of the journal (DOMAIN §11).
