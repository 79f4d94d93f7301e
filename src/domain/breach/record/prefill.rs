//! Filling a record from what is already known elsewhere: the convention pack, the directory, the account.

use super::lists::{ReporterFunction, Sector, YesNo, YesNoUnknown};
use super::{FIELDS, Record};

/// What is known before anybody fills the record; an empty text says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prefill {
    /// Controller of the treatments touched.
    pub controller_name: String,
    /// Where it is reached.
    pub controller_contact: String,
    /// Its sector.
    pub controller_sector: Option<Sector>,
    /// Whether it is established in the European Economic Area, which spares two sections of the template.
    pub controller_in_eea: bool,
    /// Its data-protection officer; naming one says that one is designated.
    pub dpo_name: String,
    /// Where the officer is reached.
    pub dpo_contact: String,
    /// Who will send the notification.
    pub reporter_name: String,
    /// Where that person is reached.
    pub reporter_contact: String,
    /// In what capacity.
    pub reporter_function: Option<ReporterFunction>,
    /// Treatments touched, by their identifiers in the pack.
    pub treatments: Vec<String>,
    /// Data subjects of these treatments, in words.
    pub persons_description: String,
    /// Data of these treatments, in words.
    pub data_description: String,
}

impl Record {
    /// Fills the fields that are empty; an answer that somebody gave is never changed.
    pub fn prefill(&mut self, from: &Prefill) {
        self.fill_gaps(&from.as_record());
    }

    /// Copies from `other` what this record does not hold.
    pub fn fill_gaps(&mut self, other: &Self) {
        for field in FIELDS {
            if field.answer(self).is_empty() {
                (field.copy)(self, other);
            }
        }
    }
}

impl Prefill {
    fn as_record(&self) -> Record {
        Record {
            controller_name: self.controller_name.clone(),
            controller_contact: self.controller_contact.clone(),
            controller_sector: self.controller_sector,
            outside_eea: self.controller_in_eea.then_some(YesNoUnknown::No),
            dpo_designated: (!self.dpo_name.is_empty()).then_some(YesNo::Yes),
            dpo_name: self.dpo_name.clone(),
            dpo_contact: self.dpo_contact.clone(),
            reporter_name: self.reporter_name.clone(),
            reporter_contact: self.reporter_contact.clone(),
            reporter_function: self.reporter_function,
            treatments: self.treatments.clone(),
            persons_description: self.persons_description.clone(),
            data_description: self.data_description.clone(),
            ..Record::default()
        }
    }
}
