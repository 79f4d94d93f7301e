//! What is to be done next about a breach, the most pressing first, and by whom.

use chrono::{DateTime, Utc};

use super::meter::Meter;
use super::seen::Seen;
use crate::domain::breach::Status;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Right};
use crate::store::obligations::Obligation;
use crate::web::deadline::Deadline;
use crate::web::paths;

const DEPENDS: &str = "Du risque dépendent la notification à la CNIL et l’information des personnes.";

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub what: String,
    /// The same in the few words of a button.
    pub button: &'static str,
    /// Why, or who does it.
    pub why: String,
    /// Where the reader does it; empty when it is another person's to do.
    pub path: String,
    /// By when, when it has an instant.
    pub deadline: Option<Deadline>,
}

/// The steps as they stand at `now` (UTC), the reader's own first.
pub(super) fn steps(
    seen: &Seen,
    meter: &Meter,
    served: &[String],
    by: &Account,
    now: DateTime<Utc>,
) -> Vec<Step> {
    let mut steps = Vec::new();
    if seen.breach.status == Status::NotABreach {
        return steps;
    }
    let pending = |duty: &&Obligation| duty.state == State::Pending && !served.contains(&duty.id);
    let due = |kind: Kind| {
        seen.duties
            .iter()
            .filter(move |duty| duty.kind == kind)
            .filter(pending)
    };
    steps.extend(due(Kind::Breach48h).map(|duty| notify(seen, duty, now)));
    steps.extend(settle(seen));
    steps.extend(fill(meter, by));
    steps.extend(assess(seen));
    steps.extend(due(Kind::Cnil72h).map(|duty| file(seen, duty, now)));
    steps.extend(due(Kind::PersonsArt34).map(|duty| tell(seen, duty, now)));
    steps.sort_by_key(|step| step.path.is_empty());
    steps
}

fn page(seen: &Seen, page: &str, mine: bool) -> String {
    if mine {
        paths::breach_page(&seen.breach.reference, page)
    } else {
        String::new()
    }
}

fn of_duty(
    seen: &Seen,
    duty: &Obligation,
    (what, button): (&str, &'static str),
    at: &str,
    now: DateTime<Utc>,
) -> Step {
    let mine = seen.officer_of.contains(&duty.debtor);
    let whose = seen.party(duty.debtor);
    Step {
        what: what.to_owned(),
        button,
        why: if mine {
            format!("Pour\u{a0}: {whose}. {}", duty.clause)
        } else {
            format!("À faire par le délégué à la protection des données ou le responsable\u{a0}: {whose}.")
        },
        path: page(seen, at, mine),
        deadline: Some(Deadline::of(duty.state, duty.due_at, duty.met_at, now)),
    }
}

fn notify(seen: &Seen, duty: &Obligation, now: DateTime<Utc>) -> Step {
    let what = "Notifier au délégué à la protection des données de l’académie";
    of_duty(
        seen,
        duty,
        (what, "Relire et envoyer la notification"),
        "notification",
        now,
    )
}

fn file(seen: &Seen, duty: &Obligation, now: DateTime<Utc>) -> Step {
    let words = ("Notifier à la CNIL", "Préparer le dépôt");
    of_duty(seen, duty, words, "cnil", now)
}

fn tell(seen: &Seen, duty: &Obligation, now: DateTime<Utc>) -> Step {
    let words = (
        "Prévenir les personnes concernées",
        "Ouvrir la lettre et la décision",
    );
    of_duty(seen, duty, words, "personnes", now)
}

fn settle(seen: &Seen) -> Option<Step> {
    let suspected = seen.breach.status == Status::Suspected;
    suspected.then(|| Step {
        what: "Confirmer ou écarter la violation".to_owned(),
        button: "Dire ce qu’il en est",
        why: "Elle n’est que suspectée\u{a0}: les délais courent à titre de précaution.".to_owned(),
        path: page(seen, "statut", seen.may_settle()),
        deadline: None,
    })
}

/// The next part of the record to fill.
fn fill(meter: &Meter, by: &Account) -> Option<Step> {
    let mut pages = meter.missing.iter();
    let next = pages.find(|missing| !missing.path.ends_with("/gravite"))?;
    let path = if by.may(Right::RecordBreach) {
        next.path.clone()
    } else {
        String::new()
    };
    Some(Step {
        what: format!("Compléter\u{a0}: {}", next.title),
        button: "Compléter cette partie",
        why: format!("{} pour une notification complète.", meter.words()),
        path,
        deadline: None,
    })
}

fn assess(seen: &Seen) -> Option<Step> {
    let officer = seen
        .breach
        .controllers
        .iter()
        .any(|party| seen.officer_of.contains(party));
    seen.breach.verdict.is_none().then(|| Step {
        what: "Apprécier la gravité et le risque".to_owned(),
        button: "Apprécier le risque",
        why: if officer {
            DEPENDS.to_owned()
        } else {
            format!(
                "À faire par le délégué à la protection des données ou le responsable du traitement. {DEPENDS}"
            )
        },
        path: page(seen, "gravite", officer),
        deadline: None,
    })
}
