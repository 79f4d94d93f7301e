//! The 48-hour duty, on both engines: clocks, corrections, reminders, the failsafe, what is frozen, what is refused.

mod amending;
mod assessing;
mod enforcing;
mod failsafe;
mod notifying;
mod opening;
mod support;
