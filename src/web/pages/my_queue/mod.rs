//! « Ma file »: what comes back to the reader.

pub mod index;
