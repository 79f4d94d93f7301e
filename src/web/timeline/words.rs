//! What happened, in French: a title, and sentences beside it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::actions::remediation::change::field_words;
use crate::domain::attachment::size_in_words;
use crate::domain::breach;
use crate::domain::instants::{day_of, in_full, parse_day};
use crate::domain::journal::Entry as Act;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::Party;
use crate::domain::remediation::ActionState;
use crate::store::mails::Mail;
use crate::store::obligations::Obligation;
use crate::store::timeline::What;
use crate::web::wording::{self, Words as _};

/// What is said of something that happened.
pub(super) struct Said {
    pub(super) title: String,
    pub(super) notes: Vec<String>,
}

impl Said {
    fn new(title: impl Into<String>, notes: Vec<String>) -> Self {
        Self {
            title: title.into(),
            notes,
        }
    }
}

/// `duties` tells the kind of each duty of the dossier.
pub(super) fn of(what: &What, duties: &BTreeMap<String, Kind>) -> Said {
    match what {
        What::Entry(entry) => Said::new(entry.kind.words(), Vec::new()),
        What::File(file) => {
            let size = size_in_words(u64::try_from(file.size).unwrap_or_default());
            let note = format!("{}, {size}", file.kind.words());
            Said::new(format!("Pièce jointe\u{a0}: {}", file.name), vec![note])
        }
        What::Arisen(duty) => arisen(duty),
        What::Late(duty) => {
            let title = format!("Échéance dépassée\u{a0}: {}", duty.kind.words());
            Said::new(title, vec![parties(duty)])
        }
        What::Met(duty) => met(duty),
        What::Letter(mail) => letter(mail),
        What::Act(act) => Said::new(wording::act(&act.act), notes(act, duties)),
    }
}

fn parties(duty: &Obligation) -> String {
    format!("{} → {}", duty.debtor.words(), duty.creditor.words())
}

fn arisen(duty: &Obligation) -> Said {
    let due = match duty.due_at {
        Some(due) => format!("Échéance\u{a0}: {}.", in_full(due)),
        None => "À faire sans délai.".to_owned(),
    };
    let state = format!("Aujourd’hui\u{a0}: {}.", duty.state.words().to_lowercase());
    let reason = duty
        .reason
        .as_ref()
        .map(|reason| format!("Motif\u{a0}: {reason}"));
    let mut notes = vec![parties(duty), due, state];
    notes.extend(reason);
    Said::new(format!("Obligation née\u{a0}: {}", duty.kind.words()), notes)
}

fn met(duty: &Obligation) -> Said {
    let how = if duty.state == State::MetLate {
        "Obligation tenue en retard"
    } else {
        "Obligation tenue"
    };
    let late = duty.late_reason.as_ref();
    let mut notes = vec![parties(duty)];
    notes.extend(late.map(|reason| format!("Motif du retard\u{a0}: {reason}")));
    Said::new(format!("{how}\u{a0}: {}", duty.kind.words()), notes)
}

fn letter(mail: &Mail) -> Said {
    let to = match mail.role {
        Some(role) => format!("À\u{a0}: {} ({})", role.words(), mail.address),
        None => format!("À\u{a0}: {}", mail.address),
    };
    let since = mail.acknowledged_at.or(mail.settled_at).unwrap_or(mail.queued_at);
    let state = format!("{} depuis le {}", mail.state.words(), in_full(since));
    let mut notes = vec![to, state];
    if !mail.last_answer.is_empty() {
        notes.push(format!("Réponse du serveur\u{a0}: {}", mail.last_answer));
    }
    Said::new(format!("Courriel\u{a0}: {}", mail.kind.words()), notes)
}

/// What the journal has beside the name of an act, where it helps to read the line.
fn notes(act: &Act, duties: &BTreeMap<String, Kind>) -> Vec<String> {
    let text = |name: &str| act.body.get(name).and_then(Value::as_str).unwrap_or_default();
    match act.act.as_str() {
        "breach_opened" | "breach_amended" => {
            let status = breach::Status::parse(text("status"));
            let status = status
                .map(|status| format!("État de la violation\u{a0}: {}.", status.words().to_lowercase()));
            status.into_iter().chain(fallen(&act.body, duties)).collect()
        }
        "breach_assessed" => fallen(&act.body, duties),
        "obligation_waived" => {
            let kind = Kind::parse(text("kind")).map(|kind| format!("{}.", kind.words()));
            let reason = format!("Motif\u{a0}: {}", text("reason"));
            kind.into_iter().chain([reason]).collect()
        }
        "action_planned" | "action_changed" => of_action(&act.body),
        "actions_reminded" => of_actions(&act.body),
        "review_set" | "review_cleared" | "review_told" => of_review(&act.body),
        _ => Vec::new(),
    }
}

/// Duties that fell away with a change of the facts.
fn fallen(body: &Value, duties: &BTreeMap<String, Kind>) -> Vec<String> {
    let changes = body.get("duties").and_then(Value::as_array);
    let cancelled = changes
        .into_iter()
        .flatten()
        .filter_map(|change| change.get("cancelled").and_then(Value::as_str))
        .filter_map(|id| duties.get(id));
    cancelled
        .map(|kind| format!("Devenue sans objet\u{a0}: {}.", kind.words()))
        .collect()
}

fn of_action(body: &Value) -> Vec<String> {
    let number = body.get("number").and_then(Value::as_i64).unwrap_or_default();
    let state = body
        .get("state")
        .and_then(Value::as_str)
        .and_then(ActionState::parse);
    let fields: Vec<&str> = body
        .get("fields")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(field_words)
        .collect();
    let mut notes = vec![format!("Action n°\u{a0}{number}.")];
    if !fields.is_empty() {
        notes.push(format!("A changé\u{a0}: {}.", fields.join(", ")));
    }
    notes.extend(state.map(|state| format!("État\u{a0}: {}.", state.words().to_lowercase())));
    notes
}

fn of_actions(body: &Value) -> Vec<String> {
    let numbers = body.get("actions").and_then(Value::as_array);
    let numbers: Vec<String> = numbers
        .into_iter()
        .flatten()
        .filter_map(Value::as_i64)
        .map(|number| format!("n°\u{a0}{number}"))
        .collect();
    vec![format!("Actions\u{a0}: {}.", numbers.join(", "))]
}

fn of_review(body: &Value) -> Vec<String> {
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    let party = Party::parse(text("party")).map(|party| format!("Pour {}.", wording::the_party(party)));
    let day = parse_day(text("due_on")).ok();
    let day = day.map(|day| format!("Le {}.", day_of(day)));
    party.into_iter().chain(day).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::journal::Draft;

    fn said(act: &str, body: Value) -> Said {
        let draft = Draft {
            at: chrono::DateTime::UNIX_EPOCH,
            actor: "a".to_owned(),
            act: act.to_owned(),
            dossier: None,
            body,
        };
        let duties = BTreeMap::from([("d1".to_owned(), Kind::Cnil72h)]);
        of(&What::Act(draft.chain(1, "")), &duties)
    }

    #[test]
    fn a_change_of_a_breach_says_what_it_is_taken_to_be_and_what_fell_away() {
        let body = json!({ "status": "not_a_breach", "duties": [{ "cancelled": "d1" }, { "arose": "d2" }] });
        let said = said("breach_amended", body);
        assert_eq!(said.title, "Violation de données complétée");
        assert_eq!(said.notes.len(), 2, "{:?}", said.notes);
        assert!(said.notes[1].contains("CNIL"), "{:?}", said.notes);
    }

    #[test]
    fn a_change_of_an_action_says_which_and_what() {
        let said = said(
            "action_changed",
            json!({ "number": 2, "fields": ["due_on", "state"], "state": "done" }),
        );
        assert_eq!(
            said.notes,
            [
                "Action n°\u{a0}2.",
                "A changé\u{a0}: l’échéance, l’état.",
                "État\u{a0}: terminée."
            ]
        );
    }

    #[test]
    fn an_act_without_words_of_its_own_is_shown_by_its_name() {
        assert_eq!(said("something_new", json!({})).title, "something_new");
    }
}
