//! Convention packs as an administrator meets them: read whole, refused with every fault, put together.

mod broken;
mod builtin;
mod together;

/// The smallest pack that uses every part of the format.
const MINIMAL: &str = include_str!("../../packs/minimal.toml");
