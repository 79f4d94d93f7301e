//! `deadlines`: what would be done about the duties of every dossier at an instant, without doing it.

use std::process::ExitCode;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::opening::{self, Opened};
use crate::actions::enforce::{Due, due, written_to};
use crate::actions::letters::recipient_words;
use crate::config::Config;
use crate::domain::instants::{in_full, parse_rfc3339, rfc3339};
use crate::domain::people::{Party, Role};
use crate::store::{Db, StoreError, incidents, steps};
use crate::web::wording;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Instant (RFC 3339 avec décalage) ; maintenant par défaut.
    #[arg(long)]
    at: Option<String>,
    /// Écrit la liste en JSON.
    #[arg(long)]
    json: bool,
}

/// What would be done about one duty.
#[derive(Debug, Serialize)]
struct Planned {
    incident: String,
    obligation: String,
    kind: &'static str,
    debtor: Party,
    due_at: Option<String>,
    steps: Vec<String>,
    sends: bool,
    reminds: bool,
    escalates: bool,
    writes_to: Vec<WrittenTo>,
    #[serde(skip)]
    told: String,
}

#[derive(Debug, Serialize)]
struct WrittenTo {
    party: Party,
    role: Role,
}

pub(super) fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let read = arguments.at.as_deref().map(parse_rfc3339).transpose();
    let at = match read {
        Ok(at) => at,
        Err(refused) => {
            eprintln!("--at : {refused}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let opened = opening::open(config)?;
    let at = at.unwrap_or_else(|| opened.clock.now());
    let planned = opened.store.read(|db| planned(db, &opened, at))?;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&planned)?);
    } else {
        planned.iter().for_each(|line| println!("{}", line.told));
    }
    Ok(ExitCode::SUCCESS)
}

fn planned(db: &mut Db, opened: &Opened, at: DateTime<Utc>) -> Result<Vec<Planned>, StoreError> {
    let mut lines = Vec::new();
    for id in steps::due_dossiers(db, at, i64::MAX)? {
        let Some(incident) = incidents::by_id(db, &id)? else {
            continue;
        };
        let todo = due(db, &opened.instance, &id, at)?;
        lines.extend(todo.iter().map(|it| line(&incident.reference, it)));
    }
    Ok(lines)
}

fn line(dossier: &str, it: &Due) -> Planned {
    let Due { duty, todo } = it;
    let people = written_to(it);
    Planned {
        incident: dossier.to_owned(),
        obligation: duty.id.clone(),
        kind: duty.kind.as_str(),
        debtor: duty.debtor,
        due_at: duty.due_at.map(rfc3339),
        steps: todo.steps.iter().map(ToString::to_string).collect(),
        sends: todo.send,
        reminds: todo.remind,
        escalates: todo.escalate,
        told: told(dossier, it, &people),
        writes_to: people
            .into_iter()
            .map(|(party, role)| WrittenTo { party, role })
            .collect(),
    }
}

/// Dossier, duty, due instant in Paris, steps, what is done, who is written to; a tabulation between each.
fn told(dossier: &str, it: &Due, people: &[(Party, Role)]) -> String {
    let Due { duty, todo } = it;
    let steps: Vec<String> = todo.steps.iter().map(ToString::to_string).collect();
    let acts = [
        (todo.send, "envoie"),
        (todo.remind, "rappelle"),
        (todo.escalate, "relance les deux parties"),
    ];
    let acts: Vec<&str> = acts
        .into_iter()
        .filter(|(done, _)| *done)
        .map(|(_, act)| act)
        .collect();
    let people: Vec<&str> = people.iter().map(|person| recipient_words(*person)).collect();
    [
        dossier.to_owned(),
        wording::obligation(duty.kind).to_owned(),
        duty.due_at.map(in_full).unwrap_or_default(),
        steps.join(","),
        acts.join(", "),
        people.join(", "),
    ]
    .join("\t")
}
