//! Closed lists of answers: each answer has a name for programs, a letter in the EDPB template, a French label.

/// One answer of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Fixed name in the API and the store, for example `ransomware`.
    pub name: &'static str,
    /// Letter of the answer in the EDPB template, the same in every language.
    pub key: &'static str,
    /// The answer in French.
    pub label: &'static str,
    /// Whether it only says that the answer is still to come: legal in an incomplete notification only, and
    /// alone when several answers are allowed.
    pub pending: bool,
}

/// An enum whose values are the answers of one list.
pub trait Listed: Copy + Ord + 'static {
    /// Every answer, in the order of the template.
    const CHOICES: &'static [Choice];

    /// The value named `name`, if any.
    fn named(name: &str) -> Option<Self>;

    /// What is known of this answer.
    fn choice(self) -> &'static Choice;
}

/// Defines a closed list: one line per answer, with its name, its letter, its French label, and `pending`
/// when it only says that the answer is still to come. The label is the documentation of the value.
macro_rules! choices {
    (@) => { false };
    (@ pending) => { true };
    ($(#[$meta:meta])* $list:ident {
        $($value:ident = $name:literal $key:literal $label:literal $($pending:ident)?;)+
    }) => {
        $crate::domain::people::named! {
            $(#[$meta])*
            $list { $(#[doc = $label] $value = $name),+ }
        }

        impl $crate::domain::breach::record::choice::Listed for $list {
            const CHOICES: &'static [$crate::domain::breach::record::choice::Choice] = &[$(
                $crate::domain::breach::record::choice::Choice {
                    name: $name,
                    key: $key,
                    label: $label,
                    pending: choices!(@ $($pending)?),
                }
            ),+];

            fn named(name: &str) -> Option<Self> {
                Self::parse(name)
            }

            fn choice(self) -> &'static $crate::domain::breach::record::choice::Choice {
                match self { $(
                    Self::$value => &$crate::domain::breach::record::choice::Choice {
                        name: $name,
                        key: $key,
                        label: $label,
                        pending: choices!(@ $($pending)?),
                    }
                ),+ }
            }
        }
    };
}
pub(super) use choices;
