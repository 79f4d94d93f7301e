//! placeholder
use super::{Arising, ReportFacts};
pub(super) fn arises(_facts: ReportFacts<'_>) -> Option<Arising> {
    None
}
