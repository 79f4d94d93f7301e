//! A filing at the CNIL, or the decision not to file, is recorded or shown again with what was typed.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::cnil::{CnilForm, shown};
use super::refusal::Refusal;
use super::typed::TypedInstant;
use crate::actions::Instance;
use crate::actions::attach::{Piece, attach};
use crate::actions::breach::notify::{Asked, Seen, notify_as_seen};
use crate::actions::breach::waive::{Ground, waive};
use crate::actions::breach::{BreachRefused, Case, chain};
use crate::domain::breach::NoticeKind;
use crate::domain::incident::Problem;
use crate::domain::obligations::{Kind, State};
use crate::domain::people::{Account, Party, Right};
use crate::store::{Db, obligations};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::pages::breaches::conflict::Shown;
use crate::web::paths;
use crate::web::posted::FormFields;
use crate::web::upload::Upload;

/// Value of `action` that decides not to file.
pub const WAIVE: &str = "ne-pas-notifier";

/// Records what the officer did, or decided.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn record(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let (mut fields, piece) = upload.fields(&app, &who).await?;
    let reference = reference(&path)?;
    let waives = value(&mut fields, "action") == WAIVE;
    let mut form = typed(fields);
    if let Err(refused) = with_proof(&app, &who, &reference, piece, &mut form).await? {
        return shown(&app, &who, reference, form, Refusal::of(refused)?).await;
    }
    let (flash, done) = if waives {
        (Flash::DutyWaived, set_aside(&app, &who, &reference, &form).await)
    } else {
        (Flash::CnilFiled, file(&app, &who, &reference, &form).await)
    };
    match done {
        Ok(()) => Ok(see_other(&flash.after(&paths::breach(&reference)))),
        Err(refused) => shown(&app, &who, reference, form, Refusal::of(refused)?).await,
    }
}

fn typed(mut fields: FormFields) -> CnilForm {
    CnilForm {
        debtor: Party::parse(&value(&mut fields, "responsable")),
        kind: NoticeKind::parse(&value(&mut fields, "nature")),
        number: value(&mut fields, "reference"),
        done: TypedInstant::take(&mut fields, "done"),
        late_reason: value(&mut fields, "late_reason"),
        withdrawal_reasons: value(&mut fields, "withdrawal_reasons"),
        reason: value(&mut fields, "reason"),
        proof: value(&mut fields, "proof"),
        shown: Shown::take(&mut fields),
    }
}

/// Attaches the file sent with the form to the dossier, so that the filing may name it as its proof. It stays there even
/// when the form comes back: nobody has to send it twice.
async fn with_proof(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: &str,
    piece: Result<Option<Piece>, Error>,
    form: &mut CnilForm,
) -> Result<Result<(), BreachRefused>, Error> {
    let piece = match piece {
        Ok(None) => return Ok(Ok(())),
        Ok(Some(piece)) => piece,
        Err(error) => return unfit(error).map(Err),
    };
    if !who.may(Right::Attach) {
        return Err(Error::Forbidden);
    }
    let (instance, by, now, reference) = (
        Arc::clone(&app.instance),
        who.account(),
        app.now(),
        reference.to_owned(),
    );
    let attached = app.write(move |db| {
        let case = Case::of(db, &instance, &by, &reference)?;
        Ok::<_, BreachRefused>(attach(db, &by, &case.incident, piece, now)?)
    });
    Ok(attached.await.map(|attachment| form.proof = attachment.id))
}

/// What is wrong with the file itself, beside its field; anything else is told as everywhere.
fn unfit(error: Error) -> Result<BreachRefused, Error> {
    match error {
        Error::Problems(problems) => {
            let first = problems.into_iter().next();
            Ok(problem(first.map(|problem| problem.message).unwrap_or_default()))
        }
        Error::FileTooLarge(_) | Error::NoRoom => Ok(problem(error.detail())),
        other => Err(other),
    }
}

fn problem(message: String) -> BreachRefused {
    BreachRefused::Problems(vec![Problem::new("file", message)])
}

async fn file(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: &str,
    form: &CnilForm,
) -> Result<(), BreachRefused> {
    let read = form.done.read("done_at").map_err(|problem| vec![problem]);
    let done_at = read.and_then(|at| {
        at.ok_or_else(|| vec![Problem::new("done_at", "Indiquez le jour et l’heure du dépôt.")])
    });
    let asked = Asked {
        duty: Kind::Cnil72h,
        kind: form.kind.unwrap_or(NoticeKind::Initial),
        late_reason: form.late_reason.clone(),
        reference: form.number.clone(),
        done_at: Some(done_at.map_err(|problems| BreachRefused::Problems(with_number(form, problems)))?),
        withdrawal_reasons: form.withdrawal_reasons.clone(),
        proof: Some(form.proof.clone()).filter(|proof| !proof.is_empty()),
    };
    let seen = Seen {
        version: form.shown.version,
        debtor: form.debtor,
    };
    let (instance, by, now, reference) = (
        Arc::clone(&app.instance),
        who.account(),
        app.now(),
        reference.to_owned(),
    );
    app.write(move |db| notify_as_seen(db, &instance, &by, &reference, &asked, seen, now).map(|_| ()))
        .await
}

/// The instant could not be read; a missing number is told at the same time.
fn with_number(form: &CnilForm, mut problems: Vec<Problem>) -> Vec<Problem> {
    if form.number.trim().is_empty() {
        problems.insert(
            0,
            Problem::new("reference", "Indiquez le numéro que la CNIL a donné."),
        );
    }
    problems
}

async fn set_aside(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: &str,
    form: &CnilForm,
) -> Result<(), BreachRefused> {
    let (debtor, reason) = (form.debtor, form.reason.clone());
    let (instance, by, now, reference) = (
        Arc::clone(&app.instance),
        who.account(),
        app.now(),
        reference.to_owned(),
    );
    let which = Which {
        kind: Kind::Cnil72h,
        debtor,
        ground: None,
    };
    app.write(move |db| which.waive(db, &instance, &by, &reference, &reason, now))
        .await
}

/// The duty set aside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Which {
    /// Of which kind.
    pub(super) kind: Kind,
    /// Of which party; any unless given.
    pub(super) debtor: Option<Party>,
    /// On which of the closed grounds, where there are any.
    pub(super) ground: Option<Ground>,
}

impl Which {
    /// Sets it aside, if the account sees the breach and it is owed.
    pub(super) fn waive(
        self,
        db: &mut Db,
        instance: &Instance,
        by: &Account,
        reference: &str,
        reason: &str,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<(), BreachRefused> {
        let case = Case::of(db, instance, by, reference)?;
        let duties = obligations::of_incident(db, &case.incident.id)?;
        let own = chain::standing(&duties, self.kind);
        let mut own = own
            .into_iter()
            .filter(|duty| self.debtor.is_none_or(|debtor| duty.debtor == debtor));
        let duty = own
            .find(|duty| duty.state == State::Pending)
            .ok_or_else(nothing_owed)?;
        waive(db, instance, by, &duty.id, self.ground, reason, now).map(|_| ())
    }
}

fn nothing_owed() -> BreachRefused {
    let message = "Cette obligation n’est plus en cours\u{a0}: il n’y a rien à décider.";
    BreachRefused::Stands(vec![Problem::new("state", message)])
}
