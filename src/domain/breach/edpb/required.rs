//! The fields that the schema of the EDPB template requires, and what stands there while nobody knows.

use serde_json::{Value, json};

/// Text of what is not known yet.
pub(super) const TO_BE_DETERMINED: &str = "À déterminer";

/// What stands in a required field as long as nobody knows.
pub(super) enum Filling {
    /// « À déterminer ».
    Words,
    /// The letter that says that the answer is still to come.
    Pending(&'static str),
    /// A letter that says more than is known, since the list has no other: the payload tells so.
    Forced(&'static str),
    /// No number.
    Zero,
}

impl Filling {
    /// What is written.
    pub(super) fn value(&self) -> Value {
        match self {
            Self::Words => json!(TO_BE_DETERMINED),
            Self::Pending(letter) | Self::Forced(letter) => json!(letter),
            Self::Zero => json!(0),
        }
    }
}

use Filling::{Forced, Pending, Words, Zero};

/// The fields that the schema requires; 3, 4 and 89 always have a value.
pub(super) const REQUIRED: &[(u16, Filling)] = &[
    (12, Words),
    (13, Words),
    (21, Words),
    (22, Words),
    (23, Forced("c")),
    (29, Words),
    (30, Words),
    (31, Words),
    (38, Forced("b")),
    (39, Words),
    (40, Words),
    (41, Words),
    (44, Pending("e")),
    (48, Words),
    (50, Forced("f")),
    (51, Words),
    (55, Forced("a")),
    (60, Pending("x")),
    (61, Pending("e")),
    (62, Words),
    (63, Words),
    (65, Pending("k")),
    (66, Words),
    (67, Pending("d")),
    (70, Pending("t")),
    (71, Words),
    (72, Pending("d")),
    (73, Zero),
    (75, Forced("l")),
    (76, Words),
    (85, Pending("o")),
    (87, Pending("d")),
    (90, Words),
    (92, Words),
    (94, Forced("o")),
    (95, Words),
    (97, Pending("c")),
    (113, Pending("c")),
    (120, Forced("b")),
];
