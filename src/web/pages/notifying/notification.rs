//! The 48 h notification to the académie's DPD, exactly as it will leave.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};

use super::chain::{Sent, consult};
use super::refusal::{Refusal, gathered};
use super::subject::Subject;
use crate::actions::Instance;
use crate::actions::breach::notify::{Asked, Preview, alive, preview};
use crate::actions::breach::{BreachRefused, Case, chain, document};
use crate::domain::breach::{NoticeKind, Status, is_officer_of};
use crate::domain::obligations::{Kind, State};
use crate::domain::people::Account;
use crate::store::obligations::Obligation;
use crate::store::{Db, notifications, obligations};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::deadline::Deadline;
use crate::web::error::Error;
use crate::web::form::value;
use crate::web::pages::breaches::conflict::{Change, Shown};
use crate::web::params::Params;
use crate::web::paths;
use crate::web::posted::FormFields;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::{Choice, Moment};
use crate::web::wording::Words as _;

/// Value of `action` that asks for the letter with what was typed, and sends nothing.
pub const LOOK: &str = "apercu";

/// The page « Notifier au DPD ».
#[derive(Debug, Template)]
#[template(path = "pages/notifying/notification.html")]
pub struct NotificationPage {
    /// Frame.
    pub shell: Shell,
    /// Which breach.
    pub subject: Subject,
    /// What may come next in the chain, the one shown selected.
    pub kinds: Vec<Choice>,
    /// What would leave, when something can.
    pub outgoing: Option<Outgoing>,
    /// Why nothing can leave; empty otherwise.
    pub nothing: &'static str,
    /// What was typed.
    pub form: NotificationForm,
    /// Every fault.
    pub problems: Problems,
    /// What somebody else did since the form was opened, when that is why nothing was recorded.
    pub conflict: Option<Vec<Change>>,
    /// What already left.
    pub chain: Vec<Sent>,
    /// The moment at which the time left is right.
    pub as_of: Moment,
}

/// The notification as it will leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// Sender's address.
    pub from: String,
    /// Recipient's address; empty when nobody knows it.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// What goes with it.
    pub files: Vec<FileLine>,
    /// What a complete notification still lacks.
    pub missing: Vec<String>,
    /// Where the duty stands.
    pub deadline: Option<Deadline>,
    /// Clause under which it is sent.
    pub clause: String,
    /// Whether the reason of lateness is asked first.
    pub asks_late_reason: bool,
    /// Why the automatic sending is held; empty when it is not.
    pub held: String,
    /// The party that owes it.
    pub debtor: String,
    /// Whether this account may send.
    pub may_send: bool,
}

/// A file that goes with the letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileLine {
    /// Name.
    pub name: String,
    /// Size in words.
    pub size: String,
    /// Where it can be read.
    pub path: String,
}

/// What the officer types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationForm {
    /// Place in the chain; the first possible one unless asked.
    pub kind: Option<NoticeKind>,
    /// Why it is late.
    pub late_reason: String,
    /// Why an earlier one is taken back.
    pub withdrawal_reasons: String,
    /// The state of the breach that the form was filled from.
    pub shown: Shown,
    /// [`LOOK`] or empty.
    pub action: String,
}

impl NotificationForm {
    /// Nothing typed yet.
    #[must_use]
    pub fn blank(kind: Option<NoticeKind>) -> Self {
        Self {
            kind,
            late_reason: String::new(),
            withdrawal_reasons: String::new(),
            shown: Shown::default(),
            action: String::new(),
        }
    }

    /// Reads the fields of the form.
    #[must_use]
    pub fn read(mut fields: FormFields) -> Self {
        Self {
            kind: NoticeKind::parse(&value(&mut fields, "nature")),
            late_reason: value(&mut fields, "late_reason"),
            withdrawal_reasons: value(&mut fields, "withdrawal_reasons"),
            shown: Shown::take(&mut fields),
            action: value(&mut fields, "action"),
        }
    }

    /// What it asks for.
    #[must_use]
    pub fn asked(&self) -> Asked {
        Asked {
            duty: Kind::Breach48h,
            kind: self.kind.unwrap_or(NoticeKind::Initial),
            late_reason: self.late_reason.clone(),
            reference: String::new(),
            done_at: None,
            withdrawal_reasons: self.withdrawal_reasons.clone(),
            proof: None,
        }
    }

    /// Whether an earlier notification is taken back.
    #[must_use]
    pub fn withdraws(&self) -> bool {
        self.kind == Some(NoticeKind::Withdrawal)
    }

    /// Whether this is the first one.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.kind.is_none_or(|kind| kind == NoticeKind::Initial)
    }

    /// The kind as a form sends it.
    #[must_use]
    pub fn nature(&self) -> &'static str {
        self.kind.unwrap_or(NoticeKind::Initial).as_str()
    }
}

/// The notification as it would leave now; reading it is journaled.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub async fn show(
    app: Data<App>,
    who: Allowed<DecideBreach>,
    path: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let reference = reference(&path)?;
    let mut params = Params::of(&request);
    let words: Vec<&str> = NoticeKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let kind = params.choice("nature", &words, NoticeKind::parse);
    params.finish()?;
    consult(&app, &who, &reference, "page").await?;
    shown(
        &app,
        &who,
        reference,
        NotificationForm::blank(kind),
        Refusal::none(),
    )
    .await
}

/// The page with what was typed and every problem.
pub(super) async fn shown(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: String,
    form: NotificationForm,
    refusal: Refusal,
) -> Result<HttpResponse, Error> {
    let (instance, by, now) = (Arc::clone(&app.instance), who.account(), app.now());
    let gathered = gathered(app, move |db| {
        Gathered::load(db, &instance, &by, &reference, form, now)
    })
    .await?;
    let conflict = refusal
        .conflict(app, &gathered.subject, gathered.form.shown)
        .await?;
    let title = format!("Notifier au DPD – {}", gathered.subject.reference);
    let page = NotificationPage {
        shell: gathered.subject.shell(app, who, title),
        kinds: gathered.kinds,
        outgoing: gathered.outgoing,
        nothing: gathered.nothing,
        form: gathered.form,
        problems: refusal.problems.into(),
        conflict,
        chain: gathered.chain,
        subject: gathered.subject,
        as_of: Moment::of(now),
    };
    page_with(refusal.status, &page)
}

struct Gathered {
    subject: Subject,
    kinds: Vec<Choice>,
    outgoing: Option<Outgoing>,
    nothing: &'static str,
    form: NotificationForm,
    chain: Vec<Sent>,
}

impl Gathered {
    fn load(
        db: &mut Db,
        instance: &Instance,
        by: &Account,
        reference: &str,
        mut form: NotificationForm,
        now: DateTime<Utc>,
    ) -> Result<Self, BreachRefused> {
        let case = Case::of(db, instance, by, reference)?;
        let earlier = notifications::of_breach(db, &case.breach.id)?;
        let duties = obligations::of_incident(db, &case.incident.id)?;
        let own = chain::standing(&duties, Kind::Breach48h);
        let possible = chain::possible(&case, &own, &alive(db, &earlier)?);
        form.kind = form
            .kind
            .filter(|kind| possible.contains(kind))
            .or_else(|| possible.first().copied());
        let outgoing = match form.kind {
            Some(_) => {
                let preview = preview(db, instance, by, reference, &form.asked(), now)?;
                Some(Outgoing::of(&case, instance, by, preview, &own, now))
            }
            None => None,
        };
        Ok(Self {
            subject: Subject::of_case(db, &case, by, "notification")?,
            kinds: choices(&possible, form.kind),
            nothing: nothing(&case, &own, outgoing.is_some()),
            chain: Sent::of(&earlier, Kind::Breach48h),
            outgoing,
            form,
        })
    }
}

fn choices(possible: &[NoticeKind], shown: Option<NoticeKind>) -> Vec<Choice> {
    let choice = |kind: &NoticeKind| Choice {
        value: kind.as_str().to_owned(),
        label: kind.label().to_owned(),
        selected: Some(*kind) == shown,
    };
    possible.iter().map(choice).collect()
}

fn nothing(case: &Case<'_>, own: &[&Obligation], something: bool) -> &'static str {
    if something {
        ""
    } else if case.breach.status == Status::NotABreach {
        "Il est établi qu’il n’y a pas de violation de données\u{a0}: il n’y a rien à notifier."
    } else if own.is_empty() {
        "La convention n’attend pas de notification sous 48 heures pour cette violation\u{a0}: le département n’en a pas \
         connaissance comme responsable, ou l’académie traite elle-même l’incident."
    } else {
        "La notification a été retirée, ou sa remise est en cours\u{a0}: rien d’autre ne peut partir pour l’instant."
    }
}

impl Outgoing {
    fn of(
        case: &Case<'_>,
        instance: &Instance,
        by: &Account,
        preview: Preview,
        own: &[&Obligation],
        now: DateTime<Utc>,
    ) -> Self {
        let served = preview.notification.obligation_id.as_deref();
        let duty = own.iter().find(|duty| served == Some(duty.id.as_str()));
        let kind = preview.notification.kind;
        let page = paths::breach_page(&case.breach.reference, "notification");
        let files = preview.letter.attachments.iter().map(|file| FileLine {
            name: file.name.clone(),
            size: size(file.bytes.len()),
            path: format!(
                "{page}.{}?nature={kind}",
                file.name.rsplit('.').next().unwrap_or_default()
            ),
        });
        Self {
            from: instance.mail_from.clone(),
            to: preview.address,
            files: files.collect(),
            subject: preview.letter.subject,
            text: preview.letter.text,
            missing: document::missing(case),
            deadline: duty.map(|duty| Deadline::of(duty.state, duty.due_at, duty.met_at, now)),
            clause: duty.map(|duty| duty.clause.clone()).unwrap_or_default(),
            asks_late_reason: kind == NoticeKind::Initial && duty.is_some_and(|duty| duty.is_overdue(now)),
            held: held(case, duty.copied()),
            debtor: duty.map(|duty| case.party_name(duty.debtor)).unwrap_or_default(),
            may_send: duty.is_some_and(|duty| is_officer_of(by, duty.debtor)),
        }
    }
}

/// Why Tocsin does not send by itself, as long as something is owed.
fn held(case: &Case<'_>, duty: Option<&Obligation>) -> String {
    let pending = duty.is_some_and(|duty| duty.state == State::Pending);
    let hold = case.breach.hold.as_ref().filter(|_| pending);
    hold.map(|hold| hold.reason.clone()).unwrap_or_default()
}

/// « 48,2 ko ».
fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes}\u{a0}octets"),
        1000..1_000_000 => format!("{},{}\u{a0}ko", bytes / 1000, bytes % 1000 / 100),
        _ => format!("{},{}\u{a0}Mo", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_is_told_in_the_unit_that_fits() {
        assert_eq!(size(999), "999\u{a0}octets");
        assert_eq!(size(48_260), "48,2\u{a0}ko");
        assert_eq!(size(1_950_000), "1,9\u{a0}Mo");
    }
}
