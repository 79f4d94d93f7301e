//! The life of a dossier, on its page: what the reader can do now, what it was said to be, the stages it went through.

use crate::actions::Instance;
use crate::actions::life::Dossier;
use crate::domain::incident::Status;
use crate::domain::life::{Act, handles, may};
use crate::domain::people::Account;
use crate::store::incidents::{self, Incident};
use crate::store::life::{Stage, stages};
use crate::store::{Db, StoreError, accounts};
use crate::web::pages::progress::show::May;
use crate::web::view::{Fact, Moment};
use crate::web::{life_words, paths, wording};

/// What the page of a dossier says of its life.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// What the reader can do now, the most pressing first.
    pub steps: Vec<Step>,
    /// Whose turn it is, when it is not the reader's.
    pub waiting: String,
    /// Where one reads who handles it and who did.
    pub attribution: String,
    /// Whether the RSSI said who handles it.
    pub settled: bool,
    /// What it was said to be.
    pub facts: Vec<Fact>,
    /// From 1 to 4, once qualified.
    pub severity: Option<u8>,
    /// Why it stands rejected, if it does.
    pub rejected: Option<Rejected>,
    /// Dossiers that stand rejected as duplicates of this one.
    pub duplicates: Vec<String>,
    /// Every stage since the report.
    pub stages: Vec<StageLine>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub what: &'static str,
    /// Where.
    pub path: String,
}

/// Why a dossier stands rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Among the closed grounds, in words.
    pub ground: &'static str,
    /// Why.
    pub reason: String,
    /// The other dossier, for a duplicate.
    pub duplicate_of: Option<String>,
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageLine {
    /// What was done, in words.
    pub what: String,
    /// Why; empty when nobody had to say.
    pub reason: String,
    /// What was done about the incident; empty when nothing was told then.
    pub follow_up: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Moment,
}

impl Life {
    /// The life of a dossier as an account reads it.
    ///
    /// # Errors
    /// The store's own failures.
    pub(super) fn load(
        db: &mut Db,
        instance: &Instance,
        incident: &Incident,
        by: &Account,
    ) -> Result<Self, StoreError> {
        let stages = stages(db, &incident.id)?;
        let dossier = Dossier::of(db, instance, incident.clone())?;
        let steps = steps(&dossier, by);
        Ok(Self {
            waiting: if steps.is_empty() {
                waiting(&dossier)
            } else {
                String::new()
            },
            steps,
            attribution: paths::attribution(&incident.reference),
            settled: incident.qualification.is_some(),
            facts: facts(incident),
            severity: incident
                .qualification
                .as_ref()
                .and_then(|it| u8::try_from(it.severity).ok()),
            rejected: rejected(incident, &stages),
            duplicates: incidents::duplicates_of(db, &incident.id)?,
            stages: lines(db, stages)?,
        })
    }
}

fn steps(dossier: &Dossier, by: &Account) -> Vec<Step> {
    let incident = &dossier.incident;
    let (reference, handler) = (&incident.reference, incident.decision.handler);
    let step = |what, path| Step { what, path };
    let mut steps = Vec::new();
    let asked = dossier
        .handover
        .as_ref()
        .filter(|open| handles(&by.roles, open.to));
    if asked.is_some() {
        steps.push(step(
            "Répondre à la proposition de reprise",
            paths::attribution(reference),
        ));
    }
    if may(&by.roles, handler, Act::Confirm) && dossier.facts.confirm(incident.reported_at).is_ok() {
        let what = match incident.status {
            Status::Reported => "Qualifier cet incident",
            Status::Rejected => "Requalifier ce signalement",
            Status::Qualified | Status::InProgress | Status::Resolved | Status::Closed => {
                "Revoir la qualification"
            }
        };
        steps.push(step(what, paths::qualification(reference)));
    }
    let own = May::of(dossier, by);
    let moves = [
        (own.start, "Commencer le traitement"),
        (own.resolve, "Dire que l’incident est résolu"),
        (own.follow_up, "Rendre compte des suites données"),
        (own.close, "Clore le dossier"),
        (own.reopen, "Rouvrir le dossier"),
    ];
    let moves = moves.into_iter().filter(|(may, _)| *may);
    steps.extend(moves.map(|(_, what)| step(what, paths::progress(reference))));
    if may(&by.roles, handler, Act::HandOver) && dossier.facts.is_open() {
        steps.push(step(
            "Proposer le dossier à une autre autorité, ou en associer une",
            paths::attribution(reference),
        ));
    }
    steps
}

/// Whose turn it is.
fn waiting(dossier: &Dossier) -> String {
    let handler = wording::of_the_party(dossier.incident.decision.handler);
    match dossier.incident.status {
        Status::Reported => "Le RSSI de l’académie va qualifier ce signalement.".to_owned(),
        Status::Qualified => {
            format!("La suite revient aux services {handler}, qui vont commencer le traitement.")
        }
        Status::InProgress => format!("La suite revient aux services {handler}, qui traitent l’incident."),
        Status::Resolved => format!("La suite revient aux services {handler}, qui vont clore le dossier."),
        Status::Closed => "Ce dossier est clos\u{a0}: plus rien n’est demandé à personne.".to_owned(),
        Status::Rejected => "Ce signalement est écarté\u{a0}: plus rien n’est demandé à personne.".to_owned(),
    }
}

fn facts(incident: &Incident) -> Vec<Fact> {
    let Some(qualification) = &incident.qualification else {
        return Vec::new();
    };
    let nature = life_words::category(&qualification.category, qualification.kind.as_deref());
    let tlp = qualification.tlp;
    vec![
        Fact::new("Nature", nature),
        Fact::new("Diffusion", format!("{}. {}", tlp.label(), tlp.meaning())),
    ]
}

fn rejected(incident: &Incident, stages: &[Stage]) -> Option<Rejected> {
    let last = stages.last().filter(|_| incident.status == Status::Rejected)?;
    let rejection = last.rejection.as_ref()?;
    Some(Rejected {
        ground: life_words::ground(rejection.ground),
        reason: last.reason.clone(),
        duplicate_of: rejection.duplicate_of.clone(),
    })
}

fn lines(db: &mut Db, stages: Vec<Stage>) -> Result<Vec<StageLine>, StoreError> {
    let mut before = Status::Reported;
    let line = |stage: Stage| {
        let what = life_words::stage(stage.act, before == Status::Rejected);
        before = stage.status;
        let said = stage.qualification.as_ref();
        let said = said.map(|it| {
            let nature = life_words::category(&it.category, it.kind.as_deref());
            format!(
                "{what}\u{a0}: {nature}, gravité {}, {}",
                it.severity,
                it.tlp.label()
            )
        });
        Ok(StageLine {
            what: said.unwrap_or_else(|| what.to_owned()),
            reason: stage.reason,
            follow_up: stage.follow_up,
            by: accounts::name(db, &stage.by)?.unwrap_or(stage.by),
            at: Moment::of(stage.at),
        })
    };
    stages.into_iter().map(line).collect()
}
