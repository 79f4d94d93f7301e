//! Bars drawn by the server. A chart never says anything that its table does not: it is a picture with a title and a
//! description, and each look of a bar differs by its pattern, not by its colour alone.
//!
//! Deliberately absent: scales and axes. Each bar carries its number.

/// How a piece of a bar looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Full.
    Full,
    /// Hatched.
    Hatched,
    /// An outline.
    Open,
}

impl Look {
    /// The class of the styles.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Full => "bar-full",
            Self::Hatched => "bar-hatched",
            Self::Open => "bar-open",
        }
    }

    /// Whether it is filled with the pattern of its chart.
    #[must_use]
    pub fn is_hatched(self) -> bool {
        self == Self::Hatched
    }
}

/// A bar before it is drawn: its label, the words at its end, and the lengths of its pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it is about.
    pub label: String,
    /// What stands at its end.
    pub value: String,
    /// Its pieces, from the left.
    pub pieces: Vec<(Look, usize)>,
}

/// How bars are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The label above its bar: long labels.
    Above,
    /// The label before its bar: months.
    Before,
}

/// A chart ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Unique on the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// The same in words.
    pub description: String,
    /// What the looks mean; empty when there is only one.
    pub legend: &'static str,
    /// Its height, in pixels.
    pub height: usize,
    /// Its bars.
    pub rows: Vec<Drawn>,
}

/// A bar ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Label, shortened.
    pub label: String,
    /// Where the label stands.
    pub label_at: usize,
    /// Where the bar begins, from above.
    pub top: usize,
    /// Where the bars begin, from the left, in pixels.
    pub left: usize,
    /// Words at the end.
    pub value: String,
    /// Where they stand, from above.
    pub value_at: usize,
    /// How far the bar reaches, in percent of the width.
    pub end: String,
    /// From `left` to those words, in pixels.
    pub gap: usize,
    /// Pieces.
    pub pieces: Vec<Piece>,
}

/// A piece ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// How it looks.
    pub look: Look,
    /// Where it begins, in percent of the width.
    pub from: String,
    /// How long it is, in percent of the width.
    pub length: String,
}

/// Longest label in a chart, in characters; the table has all of it.
const LABEL: usize = 44;
/// Between a bar and the words at its end, in pixels.
const GAP: usize = 6;

impl Chart {
    /// Draws bars; `None` when none of them has a length.
    #[must_use]
    pub fn of(id: &str, title: &str, legend: &'static str, layout: Layout, bars: &[Bar]) -> Option<Self> {
        let length = |bar: &Bar| bar.pieces.iter().map(|(_, length)| length).sum::<usize>();
        let longest = bars.iter().map(length).max().filter(|longest| *longest > 0)?;
        let told: Vec<String> = bars
            .iter()
            .map(|bar| format!("{}\u{a0}: {}", bar.label, bar.value))
            .collect();
        let place = Place::of(layout);
        let drawn = bars
            .iter()
            .enumerate()
            .map(|(rank, bar)| place.draw(rank, bar, longest));
        Some(Self {
            id: id.to_owned(),
            title: title.to_owned(),
            description: format!("{}.", told.join("\u{a0}; ")),
            legend,
            height: place.step * bars.len(),
            rows: drawn.collect(),
        })
    }
}

/// Where things stand in a row.
struct Place {
    step: usize,
    label: usize,
    bar: usize,
    value: usize,
    left: usize,
    /// The longest bar, in thousandths of the width.
    room: usize,
}

impl Place {
    fn of(layout: Layout) -> Self {
        match layout {
            Layout::Above => Self {
                step: 46,
                label: 14,
                bar: 21,
                value: 33,
                left: 0,
                room: 720,
            },
            Layout::Before => Self {
                step: 28,
                label: 17,
                bar: 5,
                value: 17,
                left: 130,
                room: 430,
            },
        }
    }

    fn draw(&self, rank: usize, bar: &Bar, longest: usize) -> Drawn {
        let above = rank * self.step;
        let scaled = |length: usize| length * self.room / longest;
        let (mut pieces, mut reached) = (Vec::new(), 0);
        for (look, length) in bar.pieces.iter().filter(|(_, length)| *length > 0) {
            pieces.push(Piece {
                look: *look,
                from: percent(scaled(reached)),
                length: percent(scaled(reached + length) - scaled(reached)),
            });
            reached += length;
        }
        Drawn {
            label: shortened(&bar.label),
            label_at: above + self.label,
            top: above + self.bar,
            left: self.left,
            value: bar.value.clone(),
            value_at: above + self.value,
            end: percent(scaled(reached)),
            gap: self.left + GAP,
            pieces,
        }
    }
}

fn percent(thousandths: usize) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LABEL {
        return label.to_owned();
    }
    let head: String = label.chars().take(LABEL - 1).collect();
    format!("{}…", head.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, pieces: &[(Look, usize)]) -> Bar {
        Bar {
            label: label.to_owned(),
            value: "3".to_owned(),
            pieces: pieces.to_vec(),
        }
    }

    fn chart(bars: &[Bar]) -> Option<Chart> {
        Chart::of("a", "Essai", "", Layout::Above, bars)
    }

    #[test]
    fn bars_are_as_long_as_their_numbers_and_pieces_follow_each_other() {
        let drawn = chart(&[
            bar("Longue", &[(Look::Full, 6), (Look::Hatched, 0), (Look::Open, 2)]),
            bar("Courte", &[(Look::Full, 2)]),
        ])
        .unwrap();
        let [long, short] = &drawn.rows[..] else {
            panic!("two rows");
        };
        assert_eq!((long.end.as_str(), short.end.as_str()), ("72.0%", "18.0%"));
        let ends: Vec<_> = long
            .pieces
            .iter()
            .map(|it| (it.from.as_str(), it.length.as_str()))
            .collect();
        assert_eq!(ends, [("0.0%", "54.0%"), ("54.0%", "18.0%")]);
        assert_eq!(drawn.description, "Longue\u{a0}: 3\u{a0}; Courte\u{a0}: 3.");
    }

    #[test]
    fn nothing_is_not_drawn_and_long_labels_are_shortened() {
        assert_eq!(chart(&[]), None);
        assert_eq!(chart(&[bar("Rien", &[(Look::Full, 0)])]), None);
        let drawn = chart(&[bar(&"é".repeat(50), &[(Look::Full, 1)])]).unwrap();
        assert_eq!(drawn.rows[0].label.chars().count(), LABEL);
        assert!(drawn.description.contains(&"é".repeat(50)));
    }
}
