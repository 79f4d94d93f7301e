//! The duties that a pack switches on, its service levels and its working hours.

use std::collections::BTreeSet;

use chrono::NaiveTime;

use super::known::{Known, unique};
use super::section::Section;
use crate::domain::convention::{Calendar, ObligationRule, ServiceLevel};
use crate::domain::obligations::Kind;

/// Service levels that the product knows how to keep.
const SERVICE_LEVELS: [&str; 3] = ["take_charge", "restore_service", "restore_shared_data"];

/// Reads `[[obligations]]`.
pub(super) fn obligations(root: &Section<'_>, known: &Known) -> Vec<Option<ObligationRule>> {
    let mut seen = BTreeSet::new();
    root.tables("obligations", |section| {
        let kind = section.one_of("kind", Kind::parse, Kind::ALL);
        if let Some(kind) = kind {
            unique(&mut seen, kind, section, "kind");
        }
        let rule = ObligationRule {
            hours: section.optional_count("hours"),
            reminders: section.counts("reminders"),
            auto_send_before: section.optional_count("auto_send_before"),
            escalate_every: section.optional_count("escalate_every"),
            clause: known.clause(section, "clause").unwrap_or_default(),
            kind: kind?,
        };
        note_wrong_steps(section, &rule);
        Some(rule)
    })
}

fn note_wrong_steps(section: &Section<'_>, rule: &ObligationRule) {
    if !rule.reminders.is_sorted_by(|earlier, later| earlier > later) {
        section.note(
            "reminders",
            "les rappels se suivent du plus éloigné au plus proche de l’échéance",
        );
    }
    if rule.auto_send_before.is_some() && rule.kind != Kind::Breach48h {
        section.note(
            "auto_send_before",
            "seule l’obligation breach_48h peut partir d’elle-même",
        );
    }
    match rule.hours {
        Some(hours) => note_beyond(section, rule, hours),
        None => note_steps_without_hours(section),
    }
}

fn note_beyond(section: &Section<'_>, rule: &ObligationRule, hours: u32) {
    if rule.reminders.iter().any(|before| *before >= hours) {
        section.note(
            "reminders",
            format!("un rappel précède le début du délai de {hours}\u{a0}h"),
        );
    }
    if rule.auto_send_before.is_some_and(|before| before >= hours) {
        section.note(
            "auto_send_before",
            format!("cet envoi précède le début du délai de {hours}\u{a0}h"),
        );
    }
}

fn note_steps_without_hours(section: &Section<'_>) {
    for key in ["reminders", "auto_send_before", "escalate_every"] {
        if section.has(key) && !section.has("hours") {
            section.note(
                key,
                "sans délai en heures (hours), cette étape n’a pas d’échéance",
            );
        }
    }
}

/// Reads `[[service_levels]]`.
pub(super) fn service_levels(root: &Section<'_>, known: &Known) -> Vec<Option<ServiceLevel>> {
    let mut seen = BTreeSet::new();
    root.tables("service_levels", |section| {
        let kind = section.one_of("kind", service_level, &SERVICE_LEVELS);
        let party = known.party(section, "party");
        let half_days = section.count("half_days");
        let clause = known.clause(section, "clause");
        if let (Some(kind), Some(party)) = (kind, party) {
            unique(&mut seen, (kind, party), section, "kind");
        }
        Some(ServiceLevel {
            kind: kind?.to_owned(),
            party: party?,
            half_days: half_days?,
            clause: clause?,
        })
    })
}

fn service_level(text: &str) -> Option<&'static str> {
    SERVICE_LEVELS.into_iter().find(|level| *level == text)
}

/// Notes a duty whose duration is a service level that the pack does not state, and levels without working hours.
pub(super) fn note_missing_levels(
    root: &Section<'_>,
    rules: &[ObligationRule],
    levels: &[Option<ServiceLevel>],
) {
    if !levels.is_empty() && !root.has("calendar") {
        root.note(
            "calendar",
            "des niveaux de service en demi-journées demandent des heures ouvrées",
        );
    }
    let Some(levels) = levels.iter().map(Option::as_ref).collect::<Option<Vec<_>>>() else {
        return;
    };
    for kind in [Kind::TakeCharge, Kind::RestoreService] {
        let switched_on = rules.iter().any(|rule| rule.kind == kind);
        if switched_on && !levels.iter().any(|level| level.kind == kind.as_str()) {
            let message = format!("l’obligation {kind} demande un niveau de service {kind}");
            root.note("service_levels", message);
        }
    }
}

/// Reads `[calendar]`.
pub(super) fn calendar(root: &Section<'_>) -> Option<Calendar> {
    root.optional_table("calendar", |section| {
        let half_days = section.tables("half_days", half_day);
        if half_days.len() != 2 {
            section.note("half_days", "deux demi-journées attendues");
        }
        let french_holidays = section.flag("french_holidays");
        let half_days: Vec<_> = half_days.into_iter().flatten().collect();
        if !half_days.is_sorted_by(|morning, afternoon| morning.1 <= afternoon.0) {
            section.note(
                "half_days",
                "la seconde demi-journée commence avant la fin de la première",
            );
        }
        Some(Calendar {
            half_days,
            french_holidays,
        })
    })
}

fn half_day(section: &Section<'_>) -> Option<(NaiveTime, NaiveTime)> {
    let (from, to) = (section.time("from"), section.time("to"));
    let (from, to) = (from?, to?);
    if from >= to {
        section.note("to", "la fin précède le début");
    }
    Some((from, to))
}
