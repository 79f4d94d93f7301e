//! Actions of remediation plans: the plan of a dossier, one action, and every plan that an account follows.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::incidents::dossier::reference;
use super::values::{At, Listed, slice_of, words_of};
use crate::actions::follow::{FollowRefused, dossier};
use crate::actions::remediation::OwnerGiven;
use crate::actions::remediation::change::{Changing, change};
use crate::domain::instants::paris_day;
use crate::domain::people::{Account, Party};
use crate::domain::remediation::{ActionState, Owner};
use crate::store::remediation::{self, Changed, Filter, Kept, Line, Owned, Place};
use crate::store::{Db, StoreError, accounts};
use crate::web::allowed::{Allowed, Contribute, ReadDossiers};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::fields::Fields;
use crate::web::params::Params;
use crate::web::posted::Posted;

/// Who is to do an action: a person or a party.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ActionOwner)]
pub struct OwnerShape {
    /// Name of the person.
    person: Option<String>,
    /// Party.
    party: Option<Party>,
}

/// An action of a remediation plan.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Action)]
pub struct ActionShape {
    /// Reference of the dossier.
    incident: String,
    /// Its number in the dossier, from 1.
    number: i64,
    /// What is to be done.
    title: String,
    /// By whom.
    owner: OwnerShape,
    /// The last day (Paris) on which it is in time.
    #[schema(value_type = String, format = Date)]
    due_on: NaiveDate,
    /// Where it stands.
    state: ActionState,
    /// Whether it is still to be done and its day is past.
    overdue: bool,
    /// Why it was given up or taken up again, or empty.
    reason: String,
    /// What shows that it was done, or empty.
    evidence: String,
    /// Identifier of the attachment that shows it.
    attachment: Option<String>,
    /// When it was planned.
    planned_at: At,
    /// Grows with each change.
    version: i64,
}

/// One change of an action.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ActionChange)]
pub struct ChangeShape {
    /// Version that it made.
    version: i64,
    /// Who.
    by: String,
    /// When.
    at: At,
    /// The fields that changed, each with its value before and after.
    #[schema(value_type = Object)]
    fields: Value,
}

/// An action with what changed in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActionWithHistory {
    #[serde(flatten)]
    action: ActionShape,
    /// Changes, in order.
    changes: Vec<ChangeShape>,
}

impl ActionShape {
    /// An action as it stands at `now` (UTC).
    ///
    /// # Errors
    /// The store's own failures.
    pub fn load(db: &mut Db, incident: &str, kept: Kept, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let action = kept.action;
        let owner = match &action.owner {
            Owner::Account(id) => OwnerShape {
                person: accounts::name(db, id)?,
                party: None,
            },
            Owner::Party(party) => OwnerShape {
                person: None,
                party: Some(*party),
            },
        };
        Ok(Self {
            incident: incident.to_owned(),
            overdue: action.is_overdue(paris_day(now)),
            number: kept.number,
            title: action.title,
            owner,
            due_on: action.due_on,
            state: action.state,
            reason: action.reason,
            evidence: action.evidence,
            attachment: action.attachment,
            planned_at: At(kept.planned_at),
            version: kept.version,
        })
    }
}

impl ActionWithHistory {
    fn load(db: &mut Db, incident: &str, kept: Kept, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let mut changes = Vec::new();
        for Changed {
            version,
            by,
            at,
            fields,
        } in remediation::changes_after(db, &kept.id, 1)?
        {
            let by = accounts::name(db, &by)?.unwrap_or_default();
            let at = At(at);
            changes.push(ChangeShape {
                version,
                by,
                at,
                fields,
            });
        }
        Ok(Self {
            action: ActionShape::load(db, incident, kept, now)?,
            changes,
        })
    }
}

/// The plan of a dossier, in the order planned.
///
/// # Errors
/// [`Error::NotFound`] for a dossier that the account does not see; [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/incidents/{reference}/actions", tag = "incidents",
    params(
        ("reference" = String, Path, description = "Reference of the dossier"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Actions", body = Listed<ActionShape>)))]
pub async fn of_dossier(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<Json<Listed<ActionShape>>, Error> {
    let (reference, by, now) = (reference(&path)?, who.account(), app.now());
    let mut params = Params::of(&request);
    let slice = params.slice(1);
    params.finish()?;
    let listed = app.read(move |db| {
        let incident = dossier(db, &by, &reference)?;
        let all = remediation::of_incident(db, &incident.id)?;
        let (some, next_cursor) = slice_of(&all, &slice, |kept| &kept.id);
        let shown = some
            .into_iter()
            .map(|kept| ActionShape::load(db, &reference, kept.clone(), now));
        let items = shown.collect::<Result<_, _>>()?;
        Ok::<_, FollowRefused>(Listed { items, next_cursor })
    });
    Ok(Json(listed.await?))
}

/// One action, with what changed in it.
///
/// # Errors
/// [`Error::NotFound`].
#[utoipa::path(get, path = "/api/v1/incidents/{reference}/actions/{number}", tag = "incidents",
    params(
        ("reference" = String, Path, description = "Reference of the dossier"),
        ("number" = i64, Path, description = "Number of the action in the dossier"),
    ),
    responses((status = 200, description = "The action", body = ActionWithHistory)))]
pub async fn show(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    path: Path<(String, String)>,
) -> Result<Json<ActionWithHistory>, Error> {
    let ((reference, number), by, now) = (place(&path)?, who.account(), app.now());
    let shown = app.read(move |db| {
        let incident = dossier(db, &by, &reference)?;
        let kept = remediation::find(db, &incident.id, number)?.ok_or(FollowRefused::NotFound)?;
        Ok::<_, FollowRefused>(ActionWithHistory::load(db, &reference, kept, now)?)
    });
    Ok(Json(shown.await?))
}

/// The dossier and the number of an address.
///
/// # Errors
/// [`Error::NotFound`]: anything else names nothing.
pub fn place(path: &(String, String)) -> Result<(String, i64), Error> {
    let number = path.1.parse().map_err(|_| Error::NotFound)?;
    Ok((reference(&path.0)?, number))
}

/// What is to change in an action; what is left out stays.
#[derive(ToSchema)]
#[allow(
    dead_code,
    reason = "describes the body in the OpenAPI document; it is read field by field"
)]
pub struct ActionPatch {
    /// The version that was read: when the action changed since, nothing is done and what changed is told.
    version: Option<i64>,
    /// What is to be done.
    #[schema(max_length = 160)]
    title: Option<String>,
    /// `me`, a party of the dossier, or the address of an account that sees it.
    owner: Option<String>,
    /// The last day (Paris) on which it is in time.
    #[schema(format = Date)]
    due_on: Option<String>,
    /// Where it stands.
    state: Option<ActionState>,
    /// Why it is given up or taken up again.
    #[schema(max_length = 20_000)]
    reason: Option<String>,
    /// What shows that it was done.
    #[schema(max_length = 20_000)]
    evidence: Option<String>,
    /// Identifier of an attachment of the dossier; `null` for none any more.
    attachment: Option<String>,
}

/// Changes an action. What it was stays in its history.
///
/// # Errors
/// [`Error::Problems`], [`Error::Stands`] with what changed since the version read, [`Error::NotTheOfficer`],
/// [`Error::NotFound`].
#[utoipa::path(patch, path = "/api/v1/incidents/{reference}/actions/{number}", tag = "incidents",
    request_body = ActionPatch,
    params(
        ("reference" = String, Path, description = "Reference of the dossier"),
        ("number" = i64, Path, description = "Number of the action in the dossier"),
    ),
    responses((status = 200, description = "The action as it stands", body = ActionWithHistory)))]
pub async fn patch(
    app: Data<App>,
    who: Allowed<Contribute>,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<Json<ActionWithHistory>, Error> {
    let ((reference, number), by, now) = (place(&path)?, who.account(), app.now());
    let changing = changing(posted.json().await?)?;
    let changed = app.write(move |db| {
        let kept = change(db, &by, (&reference, number), changing, now)?;
        Ok::<_, FollowRefused>(ActionWithHistory::load(db, &reference, kept, now)?)
    });
    Ok(Json(changed.await?))
}

fn changing(body: Value) -> Result<Changing, Error> {
    let unattached = body.get("attachment").is_some_and(Value::is_null);
    let mut fields = Fields::of(body)?;
    let attachment = fields.text_if_any("attachment").map(Some);
    let changing = Changing {
        version: fields.count_if_any("version"),
        title: fields.text_if_any("title"),
        owner: fields.text_if_any("owner").map(|owner| OwnerGiven::read(&owner)),
        due_on: fields.day_if_any("due_on"),
        state: fields.choice_if_any(
            "state",
            &words_of(ActionState::ALL, ActionState::as_str),
            ActionState::parse,
        ),
        reason: fields.text_if_any("reason"),
        evidence: fields.text_if_any("evidence"),
        attachment: attachment.or_else(|| unattached.then_some(None)),
    };
    fields.finished()?;
    Ok(changing)
}

/// The actions of every plan that the account sees, by the day they are due.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/actions", tag = "incidents",
    params(
        ("owner" = Option<String>, Query, description = "`me`, a party, or the address of an account"),
        ("state" = Option<ActionState>, Query, description = "Where they stand"),
        ("overdue" = Option<bool>, Query, description = "Only those still to be done whose day is past"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Actions", body = Listed<ActionShape>)))]
pub async fn list(
    app: Data<App>,
    who: Allowed<ReadDossiers>,
    request: HttpRequest,
) -> Result<Json<Listed<ActionShape>>, Error> {
    let (mut params, by, now) = (Params::of(&request), who.account(), app.now());
    let owner = params.text("owner").map(|text| OwnerGiven::read(&text));
    let state = params.choice(
        "state",
        &words_of(ActionState::ALL, ActionState::as_str),
        ActionState::parse,
    );
    let overdue = params.flag("overdue");
    let slice = params.slice(2);
    params.finish()?;
    let listed = app.read(move |db| {
        let filter = Filter {
            owner: owner.map(|owner| owned(db, &by, owner)).transpose()?,
            states: state.into_iter().collect(),
            overdue_on: overdue.then(|| paris_day(now)),
        };
        let last = match slice.after.as_deref() {
            Some([due_on, id]) => Some(Place {
                due_on: due_on.clone(),
                id: id.clone(),
            }),
            _ => None,
        };
        let mut lines = remediation::list(db, &by.sight(), &filter, last.as_ref(), slice.one_more())?;
        let places: Vec<Place> = lines.iter().map(Line::place).collect();
        let mut paired: Vec<(Line, Place)> = lines.drain(..).zip(places).collect();
        let next_cursor = slice.cut(&mut paired, |(_, place)| vec![&place.due_on, &place.id]);
        let shown = paired
            .into_iter()
            .map(|(line, _)| ActionShape::load(db, &line.incident, line.kept, now));
        let items = shown.collect::<Result<_, _>>()?;
        Ok::<_, StoreError>(Listed { items, next_cursor })
    });
    Ok(Json(listed.await?))
}

/// An address that nobody has owns nothing.
fn owned(db: &mut Db, by: &Account, owner: OwnerGiven) -> Result<Owned, StoreError> {
    let of_account = |account| Owned {
        account,
        parties: Vec::new(),
    };
    Ok(match owner {
        OwnerGiven::Me => of_account(Some(by.id.clone())),
        OwnerGiven::Party(party) => Owned {
            account: None,
            parties: vec![party],
        },
        OwnerGiven::Address(address) => {
            let found = accounts::by_email(db, &address)?;
            of_account(found.map(|stored| stored.account.id))
        }
    })
}
