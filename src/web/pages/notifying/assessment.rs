//! Weighing a breach: the questions of the method, the score they give, and the verdict, which is a person's.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::chain::consult;
use super::questions::{Answers, QuestionView};
use super::refusal::{Refusal, gathered};
use super::subject::Subject;
use crate::actions::breach::{BreachRefused, Case};
use crate::domain::breach::{Risk, Status};
use crate::domain::people::Account;
use crate::domain::severity::{self, Inputs, Points};
use crate::store::breaches::{self, Assessed};
use crate::store::{Db, StoreError, accounts};
use crate::web::allowed::{Allowed, DecideBreach};
use crate::web::answer::page_with;
use crate::web::api::incidents::dossier::reference;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::pages::breaches::conflict::{Change, Shown};
use crate::web::params::Params;
use crate::web::problems::Problems;
use crate::web::shell::Shell;
use crate::web::view::Moment;
use crate::web::wording::Words as _;

/// The page « Gravité et risque ».
#[derive(Debug, Template)]
#[template(path = "pages/notifying/assessment.html")]
pub struct AssessmentPage {
    /// Frame.
    pub shell: Shell,
    /// Which breach.
    pub subject: Subject,
    /// The questions with their answers.
    pub questions: Vec<QuestionView>,
    /// What the method says of the answers kept.
    pub score: Option<Score>,
    /// The verdict as typed; never proposed.
    pub form: VerdictForm,
    /// What each verdict leads to.
    pub verdicts: Vec<VerdictView>,
    /// Every fault.
    pub problems: Problems,
    /// What somebody else did since the form was opened, when that is why nothing was recorded.
    pub conflict: Option<Vec<Change>>,
    /// The verdict that stands.
    pub standing: Option<Standing>,
    /// Assessments made so far, the latest first.
    pub history: Vec<Past>,
    /// Whether this account may give the verdict.
    pub may_decide: bool,
    /// Whether there is no breach, hence nothing to weigh.
    pub not_a_breach: bool,
}

/// What the method says, each term shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// « 2,75 – moyenne ».
    pub told: String,
    /// « 3 × 0,75 + 0,5 = 2,75 ».
    pub sum: String,
    /// What the band means for the persons.
    pub meaning: &'static str,
    /// What is proposed.
    pub proposal: &'static str,
    /// Facts beside the score: what, and what it means.
    pub flags: Vec<(&'static str, &'static str)>,
    /// Why a low score does not let a risk be excluded.
    pub doubts: Vec<(&'static str, &'static str)>,
}

impl Score {
    /// What the method says of these answers.
    #[must_use]
    pub fn of(inputs: &Inputs) -> Self {
        let it = severity::assess(inputs);
        let (dpc, ei, cb, score) = (it.dpc, it.ei.in_french(), it.cb.in_french(), it.score.in_french());
        Self {
            told: told(it.score, it.band),
            sum: format!("{dpc} × {ei} + {cb} = {score}"),
            meaning: it.band.hint(),
            proposal: it.proposed_risk.label(),
            flags: it.flags.iter().map(|flag| (flag.label(), flag.hint())).collect(),
            doubts: it
                .doubts
                .iter()
                .map(|doubt| (doubt.label(), doubt.hint()))
                .collect(),
        }
    }
}

/// « 2,75 – moyenne ».
pub(super) fn told(score: Points, band: severity::Band) -> String {
    format!("{} – {}", score.in_french(), band.label().to_lowercase())
}

/// The verdict as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerdictForm {
    /// `unlikely`, `risk`, `high`, or empty while not said.
    pub risk: String,
    /// Why.
    pub reasons: String,
    /// The state of the breach that the form was filled from.
    pub shown: Shown,
}

/// A verdict that can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictView {
    /// Value sent by the form.
    pub value: &'static str,
    /// The verdict in the words of the regulation.
    pub label: &'static str,
    /// What it leads to.
    pub leads_to: &'static str,
    /// Whether it is the one typed.
    pub checked: bool,
}

/// The verdict that stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The verdict.
    pub label: &'static str,
    /// Why.
    pub reasons: String,
    /// Who gave it.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// An assessment made before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// « 2,75 – moyenne ».
    pub score: String,
    /// What the score proposed.
    pub proposal: &'static str,
    /// What was decided beside it, if anything.
    pub verdict: Option<&'static str>,
    /// Why.
    pub reasons: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// The page as it stands; reading it is journaled.
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
    let flash = Flash::of(&mut params);
    consult(&app, &who, &reference, "page").await?;
    shown(
        &app,
        &who,
        reference,
        None,
        VerdictForm::default(),
        Refusal::none(),
        flash,
    )
    .await
}

/// The page with what was typed and every problem.
pub(super) async fn shown(
    app: &App,
    who: &Allowed<DecideBreach>,
    reference: String,
    typed: Option<Answers>,
    form: VerdictForm,
    refusal: Refusal,
    flash: Option<Flash>,
) -> Result<HttpResponse, Error> {
    let by = who.account();
    let instance = Arc::clone(&app.instance);
    let gathered = gathered(app, move |db| {
        let case = Case::of(db, &instance, &by, &reference)?;
        Gathered::of(db, &case, &by)
    });
    let gathered = gathered.await?;
    let conflict = refusal.conflict(app, &gathered.subject, form.shown).await?;
    let problems = Problems::from(refusal.problems);
    let title = format!("Gravité et risque – {}", gathered.subject.reference);
    let shell = gathered.subject.shell(app, who, title);
    let page = AssessmentPage {
        shell: shell.saying(flash.map(Flash::words)),
        questions: typed.unwrap_or(gathered.answers).questions(&problems),
        score: gathered.score,
        verdicts: verdicts(&form.risk),
        form,
        problems,
        conflict,
        standing: gathered.standing,
        history: gathered.history,
        may_decide: gathered.may_decide,
        not_a_breach: gathered.not_a_breach,
        subject: gathered.subject,
    };
    page_with(refusal.status, &page)
}

struct Gathered {
    subject: Subject,
    answers: Answers,
    score: Option<Score>,
    standing: Option<Standing>,
    history: Vec<Past>,
    may_decide: bool,
    not_a_breach: bool,
}

impl Gathered {
    fn of(db: &mut Db, case: &Case<'_>, by: &Account) -> Result<Self, BreachRefused> {
        let assessments = breaches::assessments(db, &case.breach.id)?;
        let kept = assessments.last().map(|last| &last.inputs);
        let inputs = kept.and_then(|kept| serde_json::from_value::<Inputs>(kept.clone()).ok());
        let history: Result<Vec<Past>, StoreError> =
            assessments.iter().rev().map(|past| Past::of(db, past)).collect();
        let standing = match &case.breach.verdict {
            Some(verdict) => Some(Standing {
                label: verdict.risk.label(),
                reasons: verdict.reasons.clone(),
                by: name(db, &verdict.by)?,
                at: Moment::of(verdict.at),
            }),
            None => None,
        };
        Ok(Self {
            subject: Subject::of_case(db, case, by, "gravite")?,
            answers: kept.map(Answers::kept).unwrap_or_default(),
            score: inputs.as_ref().map(Score::of),
            standing,
            history: history?,
            may_decide: case.is_officer_of_a_controller(by),
            not_a_breach: case.breach.status == Status::NotABreach,
        })
    }
}

impl Past {
    fn of(db: &mut Db, past: &Assessed) -> Result<Self, StoreError> {
        let score = Points::from_quarters(u8::try_from(past.quarters).unwrap_or_default());
        Ok(Self {
            score: told(score, severity::Band::of(score)),
            proposal: past.proposed_risk.label(),
            verdict: past.risk.map(Risk::label),
            reasons: past.reasons.clone(),
            by: name(db, &past.assessed_by)?,
            at: Moment::of(past.assessed_at),
        })
    }
}

fn name(db: &mut Db, account: &str) -> Result<String, StoreError> {
    let known = accounts::by_id(db, account)?;
    Ok(known.map_or_else(|| account.to_owned(), |known| known.account.name))
}

/// The three verdicts and what each leads to.
#[must_use]
pub fn verdicts(typed: &str) -> Vec<VerdictView> {
    let view = |risk: &Risk| VerdictView {
        value: risk.as_str(),
        label: risk.label(),
        leads_to: leads_to(*risk),
        checked: risk.as_str() == typed,
    };
    Risk::ALL.iter().map(view).collect()
}

fn leads_to(risk: Risk) -> &'static str {
    match risk {
        Risk::Unlikely => {
            "La violation reste documentée au registre. La notification à la CNIL n’est plus due\u{a0}; celle au DPD sous \
             48 heures, quand la convention la prévoit, le reste."
        }
        Risk::Risk => "La violation est à notifier à la CNIL sous 72 heures.",
        Risk::High => {
            "La violation est à notifier à la CNIL sous 72 heures, et les personnes concernées sont à prévenir sans délai."
        }
    }
}
