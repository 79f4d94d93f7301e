//! `decide`: who handles an incident and why, without recording anything.

use std::process::ExitCode;

use chrono::{DateTime, Utc};

use super::opening::{self, Opened};
use crate::actions::report::component_problem;
use crate::config::Config;
use crate::domain::establishment::Establishment;
use crate::domain::instants::parse_rfc3339;
use crate::domain::routing::{Decision, Touched, decide, warning_sentence};
use crate::domain::uai::Uai;
use crate::store::establishments;
use crate::web::wording;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Code UAI de l’établissement.
    #[arg(long)]
    uai: String,
    /// Élément touché, avec son réseau s’il diffère : poste-pedagogique@administratif (répétable).
    #[arg(long = "component", required = true)]
    components: Vec<String>,
    /// Instant de la détection (RFC 3339 avec décalage) ; maintenant par défaut.
    #[arg(long)]
    at: Option<String>,
    /// L’incident peut toucher le périmètre du Département.
    #[arg(long)]
    departement_impact_possible: bool,
    /// Écrit la décision en JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let opened = opening::open(config)?;
    match decision(&opened, arguments)? {
        Ok(decision) if arguments.json => println!("{}", serde_json::to_string_pretty(&decision)?),
        Ok(decision) => tell(&opened, &decision),
        Err(faults) => {
            for fault in faults {
                eprintln!("{fault}");
            }
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}

type Faults = Vec<String>;

fn decision(opened: &Opened, arguments: &Arguments) -> anyhow::Result<Result<Decision, Faults>> {
    let mut faults = Faults::new();
    let school = school(opened, &arguments.uai, &mut faults)?;
    let at = at(opened, arguments.at.as_deref(), &mut faults);
    let touched: Vec<Touched> = arguments.components.iter().map(|text| touched(text)).collect();
    let decided = decide(
        &opened.instance.catalogue,
        school.as_ref(),
        &touched,
        arguments.departement_impact_possible,
        at,
    );
    Ok(match decided {
        Ok(decision) if faults.is_empty() => Ok(decision),
        decided => {
            let refused = decided.err().unwrap_or_default();
            faults.extend(
                refused
                    .iter()
                    .map(component_problem)
                    .map(|p| format!("--component : {}", p.message)),
            );
            Err(faults)
        }
    })
}

fn school(opened: &Opened, text: &str, faults: &mut Faults) -> anyhow::Result<Option<Establishment>> {
    let uai = match Uai::parse(text) {
        Ok(uai) => uai,
        Err(refused) => {
            faults.push(format!("--uai {text} : {refused}"));
            return Ok(None);
        }
    };
    let school = opened.store.read(|db| establishments::find(db, &uai))?;
    if school.is_none() {
        faults.push(format!(
            "--uai {uai} : cet établissement n’est pas dans l’annuaire importé."
        ));
    }
    Ok(school)
}

fn at(opened: &Opened, text: Option<&str>, faults: &mut Faults) -> DateTime<Utc> {
    let read = text.map(parse_rfc3339).transpose();
    let at = read
        .map_err(|refused| faults.push(format!("--at : {refused}")))
        .ok()
        .flatten();
    at.unwrap_or_else(|| opened.clock.now())
}

fn touched(text: &str) -> Touched {
    let (component, network) = text
        .split_once('@')
        .map_or((text, None), |(c, n)| (c, Some(n.to_owned())));
    Touched {
        component: component.to_owned(),
        network,
    }
}

fn tell(opened: &Opened, decision: &Decision) {
    let pack = decision
        .convention
        .as_deref()
        .and_then(|id| opened.instance.catalogue.get(id));
    println!(
        "{} ({})",
        wording::handled_by(decision.handler),
        wording::certainty(decision.certainty)
    );
    println!("{}", wording::certainty_meaning(decision.certainty));
    if let Some(alternative) = decision.alternative {
        println!("Autre lecture : {}", wording::the_party(alternative));
    }
    if !decision.associates.is_empty() {
        let associates: Vec<_> = decision
            .associates
            .iter()
            .map(|party| wording::the_party(*party))
            .collect();
        println!("Avec : {}", associates.join(", "));
    }
    match pack {
        Some(pack) => println!("Convention : {} ({})", pack.title, pack.hash),
        None => println!("Convention : aucune ne couvre cet établissement"),
    }
    for component in &decision.components {
        let (handler, certainty) = (
            wording::party(component.handler),
            wording::certainty(component.certainty),
        );
        println!(
            "\n{} → {handler} ({certainty})\n  {}\n  {}",
            component.component, component.reason, component.clause
        );
    }
    println!("\nÀ prévenir :");
    for told in &decision.inform {
        println!(
            "  {} ({}) : {}",
            wording::role(told.role),
            told.address,
            told.reason
        );
    }
    for warning in &decision.warnings {
        println!("Attention : {}", warning_sentence(warning));
    }
}
