//! Since when each party knows is saved: first facts by whoever records, corrections by the officer of the party.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use chrono::{DateTime, Utc};

use super::awareness::{TypedParties, counting, render};
use super::typed::WHICH_ONE;
use crate::actions::Instance;
use crate::actions::breach::amend::{Amendment, Known, amend};
use crate::actions::breach::{BreachRefused, Case};
use crate::domain::breach::Awareness;
use crate::domain::incident::Problem;
use crate::domain::instants::{Fold, fold, from_paris_form, to_form};
use crate::domain::people::{Account, Party};
use crate::store::Db;
use crate::web::allowed::{Allowed, RecordBreach};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::paths;
use crate::web::posted::Posted;

const NOT_ERASED: &str = "Une prise de connaissance ne s’efface pas\u{a0}: corrigez-la, avec le motif.";

/// Saves what differs from what is recorded.
///
/// # Errors
/// Those of a form and of the act, and the machine's. What must be corrected is shown beside its field.
pub async fn save(
    app: Data<App>,
    who: Allowed<RecordBreach>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    let typed = TypedParties::of(posted.form(&app, &who).await?);
    let (instance, by, now) = (app.instance.clone(), who.account(), app.now());
    let (of, given) = (reference.clone(), typed.clone());
    let saved = app
        .write(move |db| keep(db, &instance, &by, &of, &given, now))
        .await;
    let (problems, status) = match saved {
        Ok(()) => {
            let path = paths::breach(&reference);
            return Ok(see_other(&Flash::AwarenessSaved.after(&path)));
        }
        Err(BreachRefused::Problems(problems)) => (problems, StatusCode::UNPROCESSABLE_ENTITY),
        Err(BreachRefused::Changed) => (Vec::new(), StatusCode::CONFLICT),
        Err(refused) => return Err(refused.into()),
    };
    render(&app, &who, reference, Some(&typed), problems, status).await
}

fn keep(
    db: &mut Db,
    instance: &Instance,
    by: &Account,
    reference: &str,
    typed: &TypedParties,
    now: DateTime<Utc>,
) -> Result<(), BreachRefused> {
    let case = Case::of(db, instance, by, reference)?;
    let (mut awareness, mut problems) = (Vec::new(), Vec::new());
    for party in Party::ALL {
        match read(*party, &case.awareness, typed) {
            Ok(known) => awareness.extend(known),
            Err(problem) => problems.push(problem),
        }
    }
    let parties: Vec<Party> = awareness.iter().map(|known| known.awareness.party).collect();
    let given = Amendment {
        awareness,
        version: typed.shown.version,
        ..Amendment::default()
    };
    match amend(db, instance, by, reference, &given, now) {
        Ok(_) if problems.is_empty() => return Ok(()),
        Ok(_) => {}
        Err(BreachRefused::Problems(further)) => {
            problems.extend(further.into_iter().map(|problem| beside(&parties, problem)));
        }
        Err(refused) => return Err(refused),
    }
    Err(BreachRefused::Problems(problems))
}

/// What is typed about a party, when it differs from what counts.
fn read(party: Party, recorded: &[Awareness], typed: &TypedParties) -> Result<Option<Known>, Problem> {
    let (date, time) = (typed.part(party, "date").trim(), typed.part(party, "time").trim());
    let known = counting(recorded.iter(), party);
    let how = typed.part(party, "how").trim().replace("\r\n", "\n");
    let field = format!("{party}_date");
    if date.is_empty() && time.is_empty() {
        let blank = known.is_none() || typed.part(party, "shown").is_empty();
        return if blank {
            Ok(None)
        } else {
            Err(Problem::new(field, NOT_ERASED))
        };
    }
    let choice = Fold::parse(typed.part(party, "fold"));
    let same = |known: &&Awareness| {
        to_form(known.aware_at) == (date.to_owned(), time.to_owned()) && fold(known.aware_at) == choice
    };
    let aware_at = match known.filter(same) {
        Some(known) if known.how == how => return Ok(None),
        Some(known) => known.aware_at,
        None => instant(field, date, time, choice)?,
    };
    Ok(Some(Known {
        awareness: Awareness { party, aware_at, how },
        reason: typed.part(party, "reason").to_owned(),
    }))
}

fn instant(field: String, date: &str, time: &str, choice: Option<Fold>) -> Result<DateTime<Utc>, Problem> {
    match from_paris_form(date, time, choice) {
        Err(refused) => Err(Problem::new(field, refused.to_string())),
        Ok(read) if read.twice.is_some() && choice.is_none() => Err(Problem::new(field, WHICH_ONE)),
        Ok(read) => Ok(read.at),
    }
}

/// `awareness[1].reason` → `departement_reason`.
fn beside(parties: &[Party], problem: Problem) -> Problem {
    let place = problem
        .field
        .strip_prefix("awareness[")
        .and_then(|rest| rest.split_once("]."));
    let Some((at, part)) = place else {
        return problem;
    };
    let party = at.parse::<usize>().ok().and_then(|at| parties.get(at));
    let Some(party) = party else {
        return problem;
    };
    let part = match part {
        "how" | "reason" => part,
        _ => "date",
    };
    Problem::new(format!("{party}_{part}"), problem.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_of_the_act_stands_beside_the_field_of_its_party() {
        let parties = [Party::Etablissement, Party::Departement];
        let told = |field: &str| beside(&parties, Problem::new(field, "")).field;
        assert_eq!(told("awareness[1].reason"), "departement_reason");
        assert_eq!(told("awareness[0].aware_at"), "etablissement_date");
        assert_eq!(told("awareness[7].how"), "awareness[7].how");
        assert_eq!(told("started_at"), "started_at");
    }
}
