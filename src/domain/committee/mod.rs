//! Figures for the committees: what the dossiers reported in a period became, beside the period before.
//!
//! Drills never count; rejected dossiers are counted apart. Readers of dossiers are told everything they see; observers
//! are told whole calendar periods that are over, small numbers kept ([`protect()`]). Pure: the store counts, month by
//! month, and this adds up. Deliberately absent: words, and any single dossier.

mod board;
mod counted;
mod observed;
mod period;
mod protect;
#[cfg(test)]
mod tests;

pub use board::{Board, Known, Line, Month, School, Schools, TOP, Table, Time, board};
pub use counted::{Breached, Counted, Delay, Ending, Group, Outcome, Part, Spread};
pub use observed::{Closed, months_to_observe, observed, open_to_observers};
pub use period::{Period, Span};
pub use protect::{Sum, protect};
