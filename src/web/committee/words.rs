//! The words of the figures: periods, parts, numbers.

use crate::domain::committee::{Breached, Delay, Ending, Group, Outcome, Part, Period, Span};
use crate::domain::convention::Catalogue;
use crate::domain::instants::{date_of, month_of};
use crate::domain::life::class;
use crate::web::wording;

/// The words of parts, of which some are the packs' own.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    catalogue: &'a Catalogue,
}

impl<'a> Words<'a> {
    /// The words of the packs in use.
    #[must_use]
    pub fn of(catalogue: &'a Catalogue) -> Self {
        Self { catalogue }
    }

    /// A part, in a few words.
    #[must_use]
    pub fn part(self, part: &Part) -> String {
        match part {
            Part::Retained => "Dossiers".to_owned(),
            Part::Rejected => "Dossiers rejetés".to_owned(),
            Part::Handler(party) => wording::party(*party).to_owned(),
            Part::Category(None) | Part::Severity(None) => "Pas encore qualifié".to_owned(),
            Part::Category(Some(id)) => category(id),
            Part::Severity(Some(level)) => severity(*level),
            Part::Component(None) => "Non précisé".to_owned(),
            Part::Component(Some(id)) => self.component(id),
            Part::Breach(breached) => breach(*breached).to_owned(),
            Part::Contested(ending) => contested(*ending),
            Part::Duty(_, outcome) => punctuality(*outcome).to_owned(),
        }
    }

    fn component(self, id: &str) -> String {
        let packs = self.catalogue.home().into_iter().chain(self.catalogue.packs());
        let mut known = packs.filter_map(|pack| pack.component(id));
        known
            .next()
            .map_or_else(|| id.to_owned(), |component| component.label.clone())
    }
}

/// What a table tells.
#[must_use]
pub fn group(group: Group) -> &'static str {
    match group {
        Group::Retained => "Dossiers signalés",
        Group::Rejected => "Dossiers rejetés",
        Group::Handlers => "Par partie qui traite",
        Group::Categories => "Par catégorie",
        Group::Severities => "Par gravité",
        Group::Components => "Par élément touché",
        Group::Breaches => "Violations de données",
        Group::Contested => "Attributions contestées et leur issue",
        Group::Duty(kind) => wording::obligation(kind),
    }
}

fn category(id: &str) -> String {
    class(id).map_or_else(|| id.to_owned(), |class| class.label.clone())
}

fn severity(level: i64) -> String {
    let words = u8::try_from(level).map(wording::severity).unwrap_or_default();
    if words.is_empty() {
        level.to_string()
    } else {
        words.to_owned()
    }
}

fn breach(breached: Breached) -> &'static str {
    match breached {
        Breached::None => "Sans violation",
        Breached::Suspected => "Violation suspectée",
        Breached::NotABreach => "Finalement pas une violation",
        Breached::Undecided => "Confirmée, risque à apprécier",
        Breached::Unlikely => "Confirmée, pas de risque probable",
        Breached::Risk => "Confirmée, risque",
        Breached::High => "Confirmée, risque élevé",
    }
}

fn contested(ending: Ending) -> String {
    match ending {
        Ending::Stands(party) => format!("Maintenue\u{a0}: {}", wording::party(party)),
        Ending::Moved(party) => format!("Changée\u{a0}: {}", wording::party(party)),
        Ending::Rejected => "Dossier rejeté".to_owned(),
        Ending::Waiting => "En attente".to_owned(),
    }
}

/// How punctual a duty was.
#[must_use]
pub(super) fn punctuality(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::InTime => "À temps",
        Outcome::Late => "En retard",
        Outcome::Running => "En cours",
    }
}

/// A delay.
#[must_use]
pub fn delay(delay: Delay) -> &'static str {
    match delay {
        Delay::Report => "Du constat au signalement",
        Delay::TakeCharge => "Du signalement à la prise en charge",
        Delay::Resolution => "Du signalement à la résolution",
        Delay::Closing => "Du signalement à la clôture",
    }
}

/// `mars 2026`, `1er trimestre 2026`, `du 3 mars 2026 au 12 avril 2026`.
#[must_use]
pub fn period(period: Period) -> String {
    let year = period.first().format("%Y");
    let rank = |months: u32| chrono::Datelike::month0(&period.first()) / months + 1;
    match period.span() {
        Span::Month => month_of(period.first()),
        Span::Quarter => format!("{}\u{a0}trimestre\u{a0}{year}", ordinal(rank(3))),
        Span::Half => format!("{}\u{a0}semestre\u{a0}{year}", ordinal(rank(6))),
        Span::Year => format!("année\u{a0}{year}"),
        Span::Free if period.first() == period.last() => date_of(period.first()),
        Span::Free => format!("du {} au {}", date_of(period.first()), date_of(period.last())),
    }
}

fn ordinal(rank: u32) -> String {
    if rank == 1 {
        "1er".to_owned()
    } else {
        format!("{rank}e")
    }
}

/// The same at the beginning of a line.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    let first = signs.next().into_iter().flat_map(char::to_uppercase);
    first.chain(signs.clone()).collect()
}

/// A period at the head of a column, which may need two lines on a telephone.
#[must_use]
pub fn heading(of: Period) -> String {
    capitalised(&period(of)).replace('\u{a0}', " ")
}

/// `12 345`, with the space that French puts between thousands.
#[must_use]
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    let head = digits.len() % 3;
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 3 == head {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// Tenths of an hour: `31,5 h`; nothing, which is half an hour at most once rounded for observers, in words.
#[must_use]
pub fn hours(tenths: i64) -> String {
    let whole = number(usize::try_from(tenths / 10).unwrap_or(0));
    match (tenths, tenths % 10) {
        (..=0, _) => "moins d’une demi-heure".to_owned(),
        (_, 0) => format!("{whole}\u{a0}h"),
        (_, rest) => format!("{whole},{rest}\u{a0}h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(first: &str, last: &str) -> String {
        period(Period::new(first.parse().unwrap(), last.parse().unwrap()).unwrap())
    }

    #[test]
    fn periods_have_the_names_that_committees_use() {
        assert_eq!(told("2026-03-01", "2026-03-31"), "mars\u{a0}2026");
        assert_eq!(told("2026-01-01", "2026-03-31"), "1er\u{a0}trimestre\u{a0}2026");
        assert_eq!(told("2026-07-01", "2026-12-31"), "2e\u{a0}semestre\u{a0}2026");
        assert_eq!(told("2026-01-01", "2026-12-31"), "année\u{a0}2026");
        assert_eq!(told("2026-03-03", "2026-03-03"), "3\u{a0}mars 2026");
        assert_eq!(
            told("2026-03-03", "2026-04-01"),
            "du 3\u{a0}mars 2026 au 1er\u{a0}avril 2026"
        );
    }

    #[test]
    fn numbers_are_written_as_in_french() {
        for (count, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1\u{202f}000"),
            (1_234_567, "1\u{202f}234\u{202f}567"),
        ] {
            assert_eq!(number(count), text);
        }
        for (tenths, text) in [
            (0, "moins d’une demi-heure"),
            (5, "0,5\u{a0}h"),
            (20, "2\u{a0}h"),
            (12_345, "1\u{202f}234,5\u{a0}h"),
        ] {
            assert_eq!(hours(tenths), text);
        }
    }
}
