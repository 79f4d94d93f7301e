//! Context of the data (DPC): a category, and how far this breach departs from its base score.

use serde::Serialize;

use super::Adjustment;
use crate::domain::people::named;

/// The lowest and the highest context.
const DPC: (u8, u8) = (1, 4);

named! {
    /// A category of data. Credentials count as the data that they open.
    Category {
        /// Names, contacts, schooling, family, career.
        Simple = "simple",
        /// Places, traffic, preferences, habits.
        Behavioural = "behavioural",
        /// Income, statements, invoices, means of payment.
        Financial = "financial",
        /// Special categories and offences (GDPR art. 9 and 10).
        Sensitive = "sensitive",
    }
}

impl Category {
    /// The score before any adjustment.
    #[must_use]
    pub fn base(self) -> u8 {
        match self {
            Self::Simple => 1,
            Self::Behavioural => 2,
            Self::Financial => 3,
            Self::Sensitive => 4,
        }
    }
}

/// A category that the breach touches, with one of the adjustments that the method allows for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Context {
    category: Category,
    adjustment: i8,
}

impl Context {
    /// A category and its adjustment; `None` for one that the method does not know.
    #[must_use]
    pub fn new(category: Category, adjustment: i8) -> Option<Self> {
        let context = Self { category, adjustment };
        context.words().map(|_| context)
    }

    /// The category.
    #[must_use]
    pub fn category(self) -> Category {
        self.category
    }

    /// What is added to the base score.
    #[must_use]
    pub fn adjustment(self) -> i8 {
        self.adjustment
    }

    /// DPC of this category alone.
    #[must_use]
    pub fn dpc(self) -> u8 {
        let (lowest, highest) = DPC;
        self.category
            .base()
            .saturating_add_signed(self.adjustment)
            .clamp(lowest, highest)
    }

    /// The adjustment with its words.
    #[must_use]
    pub fn words(self) -> Option<&'static Adjustment> {
        self.category
            .adjustments()
            .iter()
            .find(|known| known.delta == self.adjustment)
    }
}

/// DPC of several categories: the highest counts. No category at all is the lowest context.
pub(super) fn highest(contexts: &[Context]) -> u8 {
    let (lowest, _) = DPC;
    contexts
        .iter()
        .map(|context| context.dpc())
        .max()
        .unwrap_or(lowest)
}
