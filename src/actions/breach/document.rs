//! What a notification says: the document, its machine-readable form, and what stands beside the record.

use chrono::{DateTime, Utc};

use super::super::letters::plain_name;
use super::Case;
use super::files::File;
use crate::documents::notification::{Correspondent, NotificationDocument};
use crate::documents::section::Section;
use crate::domain::breach::record::lists::{ReporterFunction, Sector};
use crate::domain::breach::record::{Field, Prefill};
use crate::domain::breach::{Notice, NoticeKind, edpb};
use crate::domain::instants::{in_full, remaining};
use crate::domain::obligations::Kind;
use crate::domain::people::{Account, Party, Role};
use crate::store::attachments::Attachment;
use crate::store::notifications::Notification;
use crate::store::obligations::Obligation;
use crate::store::{Db, StoreError, establishments};

/// Fills what is known elsewhere: the controller, its officer, the reporter, the story, the treatments. Only empty
/// fields are filled.
pub(super) fn prefill(db: &mut Db, case: &mut Case<'_>, by: &Account) -> Result<(), StoreError> {
    let school = match &case.incident.establishment_uai {
        Some(uai) => establishments::find(db, uai)?,
        None => None,
    };
    let of_school = school.map(|school| {
        let contact = [school.mailbox.clone(), school.town.clone()].join(", ");
        (format!("{} ({})", school.name, school.uai), contact)
    });
    let record = &mut case.breach.record;
    let incident = &case.incident;
    record.prefill(&Prefill {
        reporter_name: by.name.clone(),
        reporter_contact: by.email.clone(),
        reporter_function: Some(function(by)),
        ..Prefill::default()
    });
    if record.description.is_empty() {
        record.description.clone_from(&incident.description);
    }
    if record.measures_taken.is_empty() {
        record.measures_taken.clone_from(&incident.measures_taken);
    }
    record.started_at = record.started_at.or(incident.occurred_from);
    prefill_controller(case, of_school);
    Ok(())
}

/// Fills the particulars of the controller and of its officer where they are empty.
fn prefill_controller(case: &mut Case<'_>, of_school: Option<(String, String)>) {
    let Some(controller) = case.breach.controllers.first().copied() else {
        return;
    };
    let officer = match controller {
        Party::Departement => (Party::Departement, Role::Dpo),
        _ => (Party::Academie, Role::Dpd),
    };
    let pack = case.pack.as_deref();
    let contact = |(party, role)| {
        pack.and_then(|pack| pack.contact(party, role))
            .map(|it| it.address.clone())
    };
    let named = |party| {
        pack.and_then(|pack| pack.party_name(party))
            .unwrap_or_default()
            .to_owned()
    };
    let address = contact(officer).unwrap_or_default();
    let (name, reached) = match of_school.filter(|_| controller == Party::Etablissement) {
        Some(school) => school,
        None => (named(controller), address.clone()),
    };
    let treatments = pack.into_iter().flat_map(|pack| &pack.treatments);
    let chosen: Vec<_> = treatments
        .filter(|treatment| case.breach.record.treatments.contains(&treatment.id))
        .collect();
    let prefill = Prefill {
        controller_name: name,
        controller_contact: reached,
        controller_sector: Some(Sector::Public),
        controller_in_eea: true,
        dpo_name: format!("Délégué à la protection des données – {}", named(officer.0)),
        dpo_contact: address,
        persons_description: joined(chosen.iter().map(|treatment| &treatment.data_subjects)),
        data_description: joined(chosen.iter().map(|treatment| &treatment.data_categories)),
        ..Prefill::default()
    };
    case.breach.record.prefill(&prefill);
}

/// Fills from the treatments chosen, once they are.
pub(super) fn prefill_treatments(case: &mut Case<'_>) {
    prefill_controller(case, None);
}

fn joined<'a>(lists: impl Iterator<Item = &'a Vec<String>>) -> String {
    let mut words: Vec<&str> = Vec::new();
    for word in lists.flatten() {
        if !words.contains(&word.as_str()) {
            words.push(word);
        }
    }
    words.join(", ")
}

fn function(by: &Account) -> ReporterFunction {
    if by.roles.contains(&Role::Dpo) || by.roles.contains(&Role::Dpd) {
        ReporterFunction::Dpo
    } else if by.roles.contains(&Role::ChefEtablissement) {
        ReporterFunction::LegalRepresentative
    } else {
        ReporterFunction::Other
    }
}

/// What one notification adds to the record.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// Place in the chain.
    pub kind: NoticeKind,
    /// The duty it serves, as it stands.
    pub duty: &'a Obligation,
    /// Why it is late, when it is.
    pub late_reason: Option<&'a str>,
    /// Why an earlier one is taken back.
    pub withdrawal_reasons: &'a str,
    /// Whether the system sends it by itself.
    pub automatic: bool,
    /// Those that went before.
    pub earlier: &'a [Notification],
    /// The files that go with it.
    pub(super) files: &'a [File],
    /// What proves that it was filed.
    pub proof: Option<&'a Attachment>,
    /// When it leaves (UTC).
    pub at: DateTime<Utc>,
}

impl Told<'_> {
    /// « Notification initiale, incomplète ».
    #[must_use]
    pub fn kind_line(&self, complete: bool) -> String {
        match self.kind {
            NoticeKind::Withdrawal => self.kind.label().to_owned(),
            NoticeKind::Initial | NoticeKind::FollowUp if complete => {
                format!("{}, complète", self.kind.label())
            }
            NoticeKind::Initial | NoticeKind::FollowUp => format!("{}, incomplète", self.kind.label()),
        }
    }
}

/// The facts beside the record, for the machine-readable form and the copy sheet.
#[must_use]
pub fn notice<'a>(case: &'a Case<'_>, told: &Told<'a>) -> Notice<'a> {
    let verdict = case.breach.verdict.as_ref();
    let filed = told
        .earlier
        .iter()
        .rev()
        .find_map(|earlier| earlier.filing.as_deref());
    Notice {
        kind: told.kind,
        complete: case.missing_for_complete().is_empty(),
        withdrawal_reasons: told.withdrawal_reasons,
        previous_id: filed.unwrap_or_default(),
        reference: &case.breach.reference,
        aware_at: case.controller_aware_at(),
        late_reason: told.late_reason.unwrap_or_default(),
        risk: verdict.map(|verdict| verdict.risk),
        risk_reasons: verdict
            .map(|verdict| verdict.reasons.as_str())
            .unwrap_or_default(),
        attachments: told.files.iter().map(|file| file.listed.name.clone()).collect(),
    }
}

/// The machine-readable form, byte for byte as it is attached.
///
/// # Errors
/// A payload that is no JSON.
pub fn edpb_text(case: &Case<'_>, told: &Told<'_>) -> Result<String, StoreError> {
    let payload = edpb::payload(&notice(case, told), &case.breach.record);
    Ok(serde_json::to_string_pretty(&payload)?)
}

/// French labels of what is still to come.
#[must_use]
pub fn missing(case: &Case<'_>) -> Vec<String> {
    let label = |name: &&str| match *name {
        "awareness" => "Prise de connaissance par le responsable du traitement".to_owned(),
        "risk" => "Appréciation du risque pour les personnes".to_owned(),
        name => Field::named(name).map_or_else(|| name.to_owned(), |field| field.label.to_owned()),
    };
    case.missing_for_complete().iter().map(label).collect()
}

/// The same, one line for each part of the record: whoever reads it sees at a glance what follows.
#[must_use]
pub(super) fn missing_by_part(case: &Case<'_>) -> Vec<String> {
    let (mut parts, mut others): (Vec<(&str, Vec<&str>)>, Vec<String>) = (Vec::new(), Vec::new());
    for (name, label) in case.missing_for_complete().into_iter().zip(missing(case)) {
        let Some(field) = Field::named(name) else {
            others.push(label);
            continue;
        };
        let part = field.section.title();
        match parts.iter_mut().find(|(known, _)| *known == part) {
            Some((_, labels)) => labels.push(field.label),
            None => parts.push((part, vec![field.label])),
        }
    }
    let lines = parts.into_iter();
    let lines = lines.map(|(part, labels)| format!("{part}\u{a0}: {}", labels.join("\u{a0}; ")));
    lines.chain(others).collect()
}

/// The document that a notification of the 48 hours carries.
#[must_use]
pub fn document(case: &Case<'_>, to: &Correspondent, told: &Told<'_>) -> NotificationDocument {
    let incident = &case.incident;
    let record = &case.breach.record;
    let missing = missing_by_part(case);
    let sections = record.lines().into_iter().map(|section| Section {
        title: section.title.to_owned(),
        rows: section
            .rows
            .into_iter()
            .map(|(label, value)| (label.to_owned(), named_treatments(case, label, value)))
            .collect(),
    });
    let verdict = case.breach.verdict.as_ref();
    NotificationDocument {
        reference: case.breach.reference.clone(),
        dossier: incident.reference.clone(),
        title: "Notification d’une violation de données à caractère personnel".to_owned(),
        kind: told.kind_line(missing.is_empty()),
        automatic: told.automatic,
        exercise: incident.exercise,
        from: debtor(case, told),
        to: to.clone(),
        school: school_line(case),
        aware: in_full(told.duty.starts_at),
        due: told.duty.due_at.map(in_full).unwrap_or_default(),
        sent: in_full(told.at),
        late: late(told),
        risk: verdict.map(|verdict| verdict.risk.label().to_owned()),
        summary: summary(case, told),
        sections: sections.collect(),
        missing,
        attachments: told.files.iter().map(|file| file.listed.clone()).collect(),
        legal: vec![told.duty.clause.clone()],
        chain: told.earlier.iter().map(in_the_chain).collect(),
    }
}

/// Treatments by their names in the pack instead of their identifiers; any other value as it is.
fn named_treatments(case: &Case<'_>, label: &str, value: String) -> String {
    if Field::named("treatments").is_none_or(|field| field.label != label) {
        return value;
    }
    let treatments = case.pack.as_deref().into_iter().flat_map(|pack| &pack.treatments);
    let names: Vec<&str> = treatments
        .filter(|treatment| case.breach.record.treatments.contains(&treatment.id))
        .map(|treatment| treatment.name.as_str())
        .collect();
    if names.is_empty() {
        value
    } else {
        names.join("\u{a0}; ")
    }
}

fn debtor(case: &Case<'_>, told: &Told<'_>) -> Correspondent {
    let pack = case.pack.as_deref();
    let role = match told.duty.debtor {
        Party::Departement => Role::Dpo,
        _ => Role::Dpd,
    };
    let contact = pack.and_then(|pack| pack.contact(told.duty.debtor, role));
    Correspondent {
        name: case.party_name(told.duty.debtor),
        address: contact.map(|contact| contact.address.clone()),
    }
}

/// School, town and code on one line, when the incident is of a school.
#[must_use]
pub fn school_line(case: &Case<'_>) -> Option<String> {
    let uai = case.incident.establishment_uai.as_ref()?;
    Some(format!("{} ({uai})", case.incident.establishment_name))
}

fn late(told: &Told<'_>) -> Option<String> {
    let due = told.duty.due_at.filter(|due| told.at > *due)?;
    let reason = told.late_reason.unwrap_or("motif non indiqué");
    Some(format!("Échéance {}. {reason}", remaining(told.at, due)))
}

/// What there is to know at once: the fields a reader looks for first.
fn summary(case: &Case<'_>, told: &Told<'_>) -> Vec<(String, String)> {
    let record = &case.breach.record;
    let of = |name: &str| {
        let field = Field::named(name)?;
        Some((field.label.to_owned(), record.told_in_french(field)?))
    };
    let names = [
        "nature",
        "incident_kind",
        "cause",
        "persons_count",
        "persons_categories",
        "data_categories",
    ];
    let mut rows: Vec<(String, String)> = Vec::new();
    if !told.withdrawal_reasons.is_empty() {
        rows.push(("Motif du retrait".to_owned(), told.withdrawal_reasons.to_owned()));
    }
    rows.extend(names.into_iter().filter_map(of));
    let aware = case.awareness.iter();
    rows.extend(aware.map(|fact| {
        (
            format!("Prise de connaissance – {}", case.party_name(fact.party)),
            in_full(fact.aware_at),
        )
    }));
    rows
}

fn in_the_chain(earlier: &Notification) -> String {
    let filed = earlier
        .filing
        .as_ref()
        .map(|filing| format!(", n° {filing}"))
        .unwrap_or_default();
    let to = match earlier.duty {
        Kind::Cnil72h => "à la CNIL",
        Kind::PersonsArt34 => "aux personnes concernées",
        _ => "au DPD de l’académie",
    };
    format!(
        "N° {}, {} {to}{filed}, {}",
        earlier.number,
        earlier.kind.label(),
        in_full(earlier.done_at)
    )
}

impl Case<'_> {
    /// The name of a party as the convention of the dossier writes it.
    #[must_use]
    pub fn party_name(&self, party: Party) -> String {
        let named = self.pack.as_deref().and_then(|pack| pack.party_name(party));
        named.unwrap_or_else(|| plain_name(party)).to_owned()
    }
}
