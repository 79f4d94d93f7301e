//! The figures as sections of a page: each a table, with a chart where one helps.

use super::chart::{Bar, Chart, Layout, Look};
use crate::domain::committee::{
    Board, Group, Known, Line, Month, Outcome, Part, School, Spread, Table, Time,
};
use crate::domain::figures::Shown;
use crate::domain::instants::month_of;
use crate::domain::obligations::Kind;
use crate::web::committee::{Words, capitalised, delay, group, heading, hours, number, period};
use crate::web::wording;

const KEPT: &str = "gardé";
const NONE: &str = "–";
/// What there is to say where nothing of a period may be told.
const TOO_FEW: &str = "Trop peu de dossiers sur cette période pour en montrer la répartition.";

/// A section of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Unique on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What to know before reading; may be empty.
    pub note: &'static str,
    /// Its picture, where there is something to draw.
    pub chart: Option<Chart>,
    /// The columns of its table, that of the lines first.
    pub headings: Vec<String>,
    /// Its lines.
    pub rows: Vec<Row>,
}

/// A line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub label: String,
    /// Its figures.
    pub cells: Vec<String>,
}

impl Section {
    /// Whether its table has more columns than a telephone has room for.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.headings.len() > 4
    }

    /// Each line with its cells under their headings.
    #[must_use]
    pub fn cells<'a>(&'a self, row: &'a Row) -> Vec<(&'a String, &'a String)> {
        self.headings.iter().skip(1).zip(&row.cells).collect()
    }
}

/// What is told first: a number with its name, and how it moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// What it counts.
    pub label: &'static str,
    /// How many.
    pub value: String,
    /// The same in the period before; may be empty.
    pub before: String,
}

/// Writes the sections of a board.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    /// The figures.
    pub board: &'a Board,
    /// The words of the packs.
    pub words: Words<'a>,
}

impl Writer<'_> {
    /// The numbers told first.
    #[must_use]
    pub fn headlines(self) -> Vec<Headline> {
        let of = |label, group| {
            let none = (Shown::Exact(0), Shown::Exact(0));
            let table = self.board.table(group);
            let (now, before) = table.map_or(none, |table| (table.now, table.before));
            Headline {
                label,
                value: shown(now),
                before: format!("{} sur la période précédente", shown(before)),
            }
        };
        let schools = self.board.schools_touched;
        vec![
            of("Dossiers", Group::Retained),
            of("Dossiers rejetés", Group::Rejected),
            Headline {
                label: "Établissements touchés",
                value: schools.map_or_else(|| KEPT.to_owned(), number),
                before: String::new(),
            },
        ]
    }

    /// Every section that has something to tell.
    #[must_use]
    pub fn sections(self) -> Vec<Section> {
        let mut sections = vec![self.evolution()];
        sections.extend(self.parts(
            Group::Handlers,
            "Qui traite aujourd’hui, après les changements éventuels.",
        ));
        sections.extend(self.parts(Group::Severities, ""));
        sections.extend(self.parts(
            Group::Categories,
            "Les catégories de la taxonomie de référence, telles que le RSSI les a retenues.",
        ));
        sections.extend(self.parts(
            Group::Components,
            "Chaque dossier compte une fois, pour l’élément principal.",
        ));
        sections.extend(self.schools());
        sections.push(self.delays());
        sections.extend(self.duties());
        sections.extend(self.parts(
            Group::Contested,
            "Les attributions sur lesquelles les textes se contredisent, dossiers rejetés compris.",
        ));
        sections.extend(self.parts(Group::Breaches, ""));
        sections
    }

    fn headings(self, first: &str) -> Vec<String> {
        let periods = [self.board.period, self.board.preceding].map(heading);
        std::iter::once(first.to_owned()).chain(periods).collect()
    }

    fn parts(self, of: Group, note: &'static str) -> Option<Section> {
        let table = self.board.table(of)?;
        let bars: Vec<Bar> = table.lines.iter().map(|line| self.bar(line)).collect();
        let row = |line: &Line| Row {
            label: self.words.part(&line.part),
            cells: vec![shown(line.now), shown(line.before)],
        };
        let total = Row {
            label: "Total".to_owned(),
            cells: vec![shown(table.now), shown(table.before)],
        };
        let id = id_of(of);
        Some(Section {
            chart: Chart::of(&id, group(of), "", Layout::Above, &bars),
            title: group(of).to_owned(),
            note: if table.lines.is_empty() && table.now == Shown::Kept {
                TOO_FEW
            } else {
                note
            },
            headings: self.headings("Ligne"),
            rows: table.lines.iter().map(row).chain([total]).collect(),
            id,
        })
    }

    fn bar(self, line: &Line) -> Bar {
        Bar {
            label: self.words.part(&line.part),
            value: shown(line.now),
            pieces: vec![(Look::Full, length(line.now))],
        }
    }

    fn evolution(self) -> Section {
        let row = |month: &Month| Row {
            label: capitalised(&period(month.days)),
            cells: vec![shown(month.retained), shown(month.rejected)],
        };
        let bar = |month: &Month| Bar {
            label: month_of(month.days.first()),
            value: shown(month.retained),
            pieces: vec![(
                if month.is_before {
                    Look::Hatched
                } else {
                    Look::Full
                },
                length(month.retained),
            )],
        };
        let bars: Vec<Bar> = self.board.months.iter().map(bar).collect();
        let legend = "Barres pleines\u{a0}: la période. Barres hachurées\u{a0}: la période précédente.";
        Section {
            id: "evolution".to_owned(),
            title: "Mois par mois".to_owned(),
            note: "",
            chart: Chart::of(
                "evolution",
                "Dossiers signalés, mois par mois",
                legend,
                Layout::Before,
                &bars,
            ),
            headings: ["Mois", "Dossiers", "Dossiers rejetés"]
                .map(str::to_owned)
                .to_vec(),
            rows: self.board.months.iter().map(row).collect(),
        }
    }

    fn schools(self) -> Option<Section> {
        let schools = self.board.schools.as_ref().filter(|schools| schools.total > 0)?;
        let name = |school: &School| format!("{} ({})", school.name, school.uai);
        let bar = |school: &School| Bar {
            label: school.name.clone(),
            value: number(school.count),
            pieces: vec![(Look::Full, school.count)],
        };
        let bars: Vec<Bar> = schools.top.iter().map(bar).collect();
        let row = |school: &School| Row {
            label: name(school),
            cells: vec![number(school.count)],
        };
        Some(Section {
            id: "etablissements".to_owned(),
            title: "Établissements les plus touchés".to_owned(),
            note: "Les dix premiers au plus.",
            chart: Chart::of(
                "etablissements",
                "Établissements les plus touchés",
                "",
                Layout::Above,
                &bars,
            ),
            headings: vec!["Établissement".to_owned(), heading(self.board.period)],
            rows: schools.top.iter().map(row).collect(),
        })
    }

    fn delays(self) -> Section {
        let bar = |time: &Time| Bar {
            label: delay(time.delay).to_owned(),
            value: told(time.now, |spread| spread.median),
            pieces: vec![(Look::Full, median(time.now))],
        };
        let bars: Vec<Bar> = self.board.times.iter().map(bar).collect();
        let row = |time: &Time| Row {
            label: delay(time.delay).to_owned(),
            cells: vec![
                told(time.now, |spread| spread.median),
                told(time.now, |spread| spread.ninth),
                told(time.before, |spread| spread.median),
            ],
        };
        Section {
            id: "delais".to_owned(),
            title: "Délais".to_owned(),
            note: "En heures écoulées, jours sans école compris\u{a0}; la moitié des dossiers ont demandé la médiane ou moins. Un dossier repris après sa clôture ne compte plus comme clos.",
            chart: Chart::of("delais", "Délais médians", "", Layout::Above, &bars),
            headings: ["Délai", "Médiane", "Neuf sur dix en", "Médiane, avant"]
                .map(str::to_owned)
                .to_vec(),
            rows: self.board.times.iter().map(row).collect(),
        }
    }

    fn duties(self) -> Option<Section> {
        let duties: Vec<(Kind, &Table)> = self.board.duties().collect();
        if duties.is_empty() {
            return None;
        }
        let bars: Vec<Bar> = duties
            .iter()
            .map(|(kind, table)| duty_bar(*kind, table))
            .collect();
        let legend = "Barres pleines\u{a0}: à temps. Hachurées\u{a0}: en retard. Vides\u{a0}: en cours.";
        let rows = duties.iter().map(|(kind, table)| duty_row(*kind, table));
        Some(Section {
            id: "obligations".to_owned(),
            title: "Obligations tenues à temps".to_owned(),
            note: "Une obligation remplie à l’instant même de l’échéance est à temps. Celles dont l’échéance est passée sont en retard, même si elles ne sont pas encore remplies\u{a0}; celles qui courent ne comptent pas dans la part.",
            chart: Chart::of(
                "obligations",
                "Obligations par ponctualité",
                legend,
                Layout::Above,
                &bars,
            ),
            headings: [
                "Obligation",
                "Part à temps",
                "À temps",
                "En retard",
                "En cours",
                "Part à temps, avant",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: rows.collect(),
        })
    }
}

fn duty_bar(kind: Kind, table: &Table) -> Bar {
    let piece = |look, outcome| (look, length(outcome_of(table, kind, outcome, |line| line.now)));
    Bar {
        label: wording::obligation(kind).to_owned(),
        value: share(table, kind, |line| line.now),
        pieces: vec![
            piece(Look::Full, Outcome::InTime),
            piece(Look::Hatched, Outcome::Late),
            piece(Look::Open, Outcome::Running),
        ],
    }
}

fn duty_row(kind: Kind, table: &Table) -> Row {
    let now = |outcome| shown(outcome_of(table, kind, outcome, |line| line.now));
    Row {
        label: wording::obligation(kind).to_owned(),
        cells: vec![
            share(table, kind, |line| line.now),
            now(Outcome::InTime),
            now(Outcome::Late),
            now(Outcome::Running),
            share(table, kind, |line| line.before),
        ],
    }
}

/// A count of a duty; kept when the table shows none of its lines.
fn outcome_of(table: &Table, kind: Kind, outcome: Outcome, when: fn(&Line) -> Shown) -> Shown {
    let part = Part::Duty(kind, outcome);
    let line = table.lines.iter().find(|line| line.part == part);
    let missing = if table.lines.is_empty() {
        table.now
    } else {
        Shown::Exact(0)
    };
    line.map_or(missing, when)
}

/// The share in time, in whole hundredths rounded down, so that only all of them are 100.
fn share(table: &Table, kind: Kind, when: fn(&Line) -> Shown) -> String {
    let of = |outcome| outcome_of(table, kind, outcome, when);
    match (of(Outcome::InTime), of(Outcome::Late)) {
        (Shown::Exact(in_time), Shown::Exact(late)) => (in_time * 100)
            .checked_div(in_time + late)
            .map_or_else(|| NONE.to_owned(), |percent| format!("{percent}\u{a0}%")),
        _ => KEPT.to_owned(),
    }
}

fn shown(shown: Shown) -> String {
    match shown {
        Shown::Exact(count) => number(count),
        Shown::Kept => KEPT.to_owned(),
    }
}

fn length(shown: Shown) -> usize {
    match shown {
        Shown::Exact(count) => count,
        Shown::Kept => 0,
    }
}

fn told(known: Known, of: fn(Spread) -> Option<i64>) -> String {
    match known {
        Known::Kept => KEPT.to_owned(),
        // Of few delays, the ninth decile is kept.
        Known::Told(spread) if spread.known > 0 => of(spread).map_or_else(|| KEPT.to_owned(), hours),
        Known::Told(_) => NONE.to_owned(),
    }
}

fn median(known: Known) -> usize {
    let tenths = match known {
        Known::Kept => None,
        Known::Told(spread) => spread.median,
    };
    tenths
        .and_then(|tenths| usize::try_from(tenths).ok())
        .unwrap_or(0)
}

fn id_of(group: Group) -> String {
    match group {
        Group::Retained => "dossiers",
        Group::Rejected => "rejetes",
        Group::Handlers => "parties",
        Group::Categories => "categories",
        Group::Severities => "gravites",
        Group::Components => "elements",
        Group::Breaches => "violations",
        Group::Contested => "contestees",
        Group::Duty(_) => "obligations",
    }
    .to_owned()
}
