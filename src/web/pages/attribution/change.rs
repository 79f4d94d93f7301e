//! A proposal, an answer, an associate: recorded, or the page is shown again with what was typed.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::show::{AttributionForm, shown};
use crate::actions::life::associate::{Change, associate};
use crate::actions::life::hand_over::{answer, propose};
use crate::actions::life::{Acting, LifeRefused};
use crate::domain::incident::Problem;
use crate::domain::life::Answer;
use crate::domain::people::{Party, named};
use crate::store::Db;
use crate::store::incidents::Incident;
use crate::web::allowed::{Allowed, Handle};
use crate::web::answer::see_other;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::pages::life::{Refusal, act, version};
use crate::web::paths;
use crate::web::posted::{FormFields, Posted};

named! {
    /// What a form of the page does.
    Deed {
        /// Asks another party.
        Propose = "proposer",
        /// Takes the dossier.
        Accept = "accepter",
        /// Does not take it.
        Refuse = "refuser",
        /// Takes the proposal back.
        Withdraw = "retirer",
        /// Adds an associate.
        Associate = "associer",
        /// Removes one.
        Part = "dissocier",
    }
}

/// Does what the form says.
///
/// # Errors
/// Those of a form, [`Error::NotFound`], and the machine's. What must be corrected is shown beside its field.
pub async fn change(
    app: Data<App>,
    who: Allowed<Handle>,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let (reference, version) = (reference(&path)?, version(&mut fields));
    let deed = Deed::parse(&value(&mut fields, "deed")).ok_or(Error::ForeignForm)?;
    let number = value(&mut fields, "number").parse().unwrap_or(0);
    let form = typed(&mut fields);
    let (named, given) = (reference.clone(), form.clone());
    let done = act(&app, &who, version, move |db, acting| {
        deed.done(db, acting, &named, number, &given)
    });
    match done.await {
        Ok(_) => Ok(see_other(&Flash::Attributed.after(&paths::incident(&reference)))),
        Err(refused) => {
            let mut refusal = Refusal::of(refused)?;
            deed.beside(&mut refusal.problems);
            shown(&app, &who, reference, form, refusal).await
        }
    }
}

fn typed(fields: &mut FormFields) -> AttributionForm {
    AttributionForm {
        to: value(fields, "to"),
        reason: value(fields, "reason"),
        answer_reason: value(fields, "answer_reason"),
        party: value(fields, "party"),
        party_reason: value(fields, "party_reason"),
    }
}

impl Deed {
    fn done(
        self,
        db: &mut Db,
        acting: &Acting<'_>,
        reference: &str,
        number: i64,
        form: &AttributionForm,
    ) -> Result<Incident, LifeRefused> {
        let mut answered = |given| answer(db, acting, reference, number, given, &form.answer_reason);
        match self {
            Self::Accept => answered(Answer::Accepted),
            Self::Refuse => answered(Answer::Refused),
            Self::Withdraw => answered(Answer::Withdrawn),
            Self::Propose => propose(db, acting, reference, Party::parse(&form.to), &form.reason),
            Self::Associate => associate(
                db,
                acting,
                reference,
                Change::Add,
                Party::parse(&form.party),
                &form.party_reason,
            ),
            Self::Part => associate(
                db,
                acting,
                reference,
                Change::Remove,
                Party::parse(&form.party),
                &form.party_reason,
            ),
        }
    }

    /// Several forms share the page: each has a name of its own for its reason.
    fn beside(self, problems: &mut [Problem]) {
        let own = match self {
            Self::Propose => "reason",
            Self::Accept | Self::Refuse | Self::Withdraw => "answer_reason",
            Self::Associate | Self::Part => "party_reason",
        };
        for problem in problems.iter_mut().filter(|problem| problem.field == "reason") {
            own.clone_into(&mut problem.field);
        }
    }
}
