//! The law as tables that a lawyer can read and correct, in `tests/law`; each one is walked in full.

mod breach_duties;
mod edpb_fields;
mod examples;
mod immediate_obligations;
mod perimeter;
mod properties;
mod routing;
mod service_levels;
