//! The words in which an instant is refused.

use thiserror::Error;

/// Why a text is not an instant; the message is shown to people.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InstantRefused {
    /// Not a date with a time.
    #[error("Écrivez l’instant comme dans 2026-03-29T14:05:00+02:00\u{a0}: date, heure et décalage.")]
    Unreadable,
    /// A local time, which is not an instant: somebody else's clock may show it at another moment.
    #[error(
        "Le décalage horaire manque\u{a0}: ajoutez-le après l’heure, par exemple +02:00, ou Z pour le temps universel."
    )]
    WithoutOffset,
    /// Not a date.
    #[error(
        "Cette date n’existe pas ou n’est pas lisible\u{a0}: indiquez le jour, le mois et l’année, par exemple 29/03/2026."
    )]
    Date,
    /// Not a time of day.
    #[error("Cette heure n’est pas lisible\u{a0}: indiquez les heures et les minutes, par exemple 14:05.")]
    Time,
    /// A year in which nothing here can have happened, hence a slip of the hand.
    #[error("L’année doit être comprise entre 1970 et 2099.")]
    Year,
    /// An hour that the clocks of Paris skip when summer time begins.
    #[error(
        "Le {day}, {asked} n’existe pas\u{a0}: à {from}, les horloges sont avancées à {to} (heure d’été). \
         Indiquez une heure avant {from}, ou à partir de {to}."
    )]
    Skipped {
        /// The day in full.
        day: String,
        /// The time asked for.
        asked: String,
        /// When the clocks jump.
        from: String,
        /// What they show next.
        to: String,
    },
}
