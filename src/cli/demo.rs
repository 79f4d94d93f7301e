//! demo
use crate::config::Config;
pub(super) fn demo(_config: Config) -> anyhow::Result<()> {
    Ok(())
}
