//! Gathering the schools line by line, each once.
//!
//! A school may stand on several lines: a lycée with a professional section, a collège with an annex. One
//! of them tells the school: an open one rather than a closed one, the school rather than its annex, else
//! the first; its mailbox may come from another. Deliberately absent: any line left without a trace.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::columns::Column;
use super::{Merged, Reading, Rejected, cells};
use crate::domain::establishment::Establishment;
use crate::domain::text::words;
use crate::domain::uai::Uai;

/// Longest piece of a faulty UAI that is repeated, in characters.
const UAI_SHOWN: usize = 20;

#[derive(Default)]
pub(super) struct Gathering {
    reading: Reading,
    /// Where each school stands in the reading, and the line that tells it.
    told: HashMap<Uai, (usize, u64)>,
}

impl Gathering {
    /// Takes the line whose cells are given, or rejects it with the reason.
    pub(super) fn take<'a>(&mut self, line: u64, cell: impl Fn(Column) -> Option<&'a str>) {
        match cells::school(&cell) {
            Ok(school) => self.add(line, school),
            Err(reason) => self.reject(line, cell(Column::Uai).unwrap_or_default(), reason),
        }
    }

    pub(super) fn reject(&mut self, line: u64, uai: &str, reason: impl Into<String>) {
        let uai = cells::tidy(uai).chars().take(UAI_SHOWN).collect();
        self.reading.rejected.push(Rejected {
            line,
            uai,
            reason: reason.into(),
        });
    }

    pub(super) fn finish(self) -> Reading {
        self.reading
    }

    fn add(&mut self, line: u64, mut school: Establishment) {
        let Reading { schools, merged, .. } = &mut self.reading;
        match self.told.entry(school.uai.clone()) {
            Entry::Vacant(entry) => {
                entry.insert((schools.len(), line));
                schools.push(school);
            }
            Entry::Occupied(mut entry) => {
                let (place, told_at) = *entry.get();
                let Some(known) = schools.get_mut(place) else {
                    return;
                };
                let replaces = rank(&school) > rank(known);
                if replaces {
                    entry.insert((place, line));
                    std::mem::swap(known, &mut school);
                }
                if known.mailbox.is_empty() {
                    known.mailbox = school.mailbox;
                }
                merged.push(Merged {
                    line: if replaces { told_at } else { line },
                    uai: school.uai,
                });
            }
        }
    }
}

/// Which of two lines tells the school: the greater.
fn rank(school: &Establishment) -> (bool, bool) {
    let is_annex = words(&school.name).iter().any(|word| word == "annexe");
    (school.open, !is_annex)
}
