//! `GET /api/v1/obligations`: the duties of the dossiers that an account sees.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::values::{At, Listed, words_of};
use crate::domain::obligations::{Creditor, Kind, State};
use crate::domain::people::Party;
use crate::store::StoreError;
use crate::store::obligations::{self, Filter, Obligation, Standing};
use crate::web::allowed::{Allowed, ReadObligations};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::Params;

/// A duty.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Obligation)]
pub struct ObligationShape {
    /// Identifier.
    id: String,
    /// Kind.
    kind: Kind,
    /// Who owes it.
    debtor: Party,
    /// To whom.
    creditor: Creditor,
    /// Instant from which it runs.
    starts_at: At,
    /// Instant at which it is due; `null` means without delay.
    due_at: Option<At>,
    /// Where it stands.
    state: State,
    /// Whether it is pending and past due at this moment.
    overdue: bool,
    /// When it was met.
    met_at: Option<At>,
    /// Why it was late.
    late_reason: Option<String>,
    /// Why it was set aside or fell away.
    reason: Option<String>,
    /// Where the clause stands, French.
    clause: String,
}

impl ObligationShape {
    /// A duty as it stands at `now` (UTC).
    #[must_use]
    pub fn of(duty: Obligation, now: DateTime<Utc>) -> Self {
        Self {
            overdue: duty.is_overdue(now),
            id: duty.id,
            kind: duty.kind,
            debtor: duty.debtor,
            creditor: duty.creditor,
            starts_at: At(duty.starts_at),
            due_at: duty.due_at.map(At),
            state: duty.state,
            met_at: duty.met_at.map(At),
            late_reason: duty.late_reason,
            reason: duty.reason,
            clause: duty.clause,
        }
    }

    /// The same without what people wrote of the dossier.
    fn without_words(self) -> Self {
        Self {
            late_reason: None,
            reason: None,
            ..self
        }
    }
}

/// A duty and its dossier.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObligationLine {
    /// Reference of the dossier.
    incident: String,
    #[serde(flatten)]
    obligation: ObligationShape,
}

/// The duties of the dossiers that the account sees, in the order they arose. The token of a machine with the scope
/// `read:obligations` reads them too, without the reasons that people wrote.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/obligations", tag = "obligations",
    params(
        ("state" = Option<String>, Query, description = "pending, overdue, met, met_late, waived or cancelled"),
        ("party" = Option<Party>, Query, description = "Who owes it"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Duties", body = Listed<ObligationLine>)))]
pub async fn list(
    app: Data<App>,
    who: Allowed<ReadObligations>,
    request: HttpRequest,
) -> Result<Json<Listed<ObligationLine>>, Error> {
    let (mut params, now) = (Params::of(&request), app.now());
    let filter = Filter {
        standing: params.choice("state", &standings(), |text| standing(text, now)),
        debtor: params.choice("party", &words_of(Party::ALL, Party::as_str), Party::parse),
    };
    let slice = params.slice(1);
    params.finish()?;
    let sight = who
        .machine()
        .map_or_else(|| who.sight(), |token| token.reach.sight());
    let asked = slice.clone();
    let found =
        app.read(move |db| obligations::list(db, &sight, &filter, asked.after_one(), asked.one_more()));
    let found: Result<_, StoreError> = found.await;
    let mut duties = found?;
    let next_cursor = slice.cut(&mut duties, |(duty, _)| vec![&duty.id]);
    let is_machine = who.machine().is_some();
    let line = |(duty, incident)| {
        let obligation = ObligationShape::of(duty, now);
        ObligationLine {
            incident,
            obligation: if is_machine {
                obligation.without_words()
            } else {
                obligation
            },
        }
    };
    let items = duties.into_iter().map(line).collect();
    Ok(Json(Listed { items, next_cursor }))
}

const OVERDUE: &str = "overdue";

fn standings() -> Vec<&'static str> {
    let mut words = words_of(State::ALL, State::as_str);
    words.push(OVERDUE);
    words
}

/// Overdue is no state: it is pending and past due at the moment of the question.
fn standing(text: &str, now: DateTime<Utc>) -> Option<Standing> {
    if text == OVERDUE {
        Some(Standing::Overdue(now))
    } else {
        State::parse(text).map(Standing::In)
    }
}
