//! French words for the life of a dossier: its acts, what stands in their way and what to do about it, and what was done
//! meanwhile by somebody else.

use super::error::Error;
use super::wording::{self, obligation, of_the_party, the_party};
use crate::actions::life::{LifeRefused, News};
use crate::domain::incident::{Problem, Status};
use crate::domain::instants::in_full;
use crate::domain::life::{Act, Answer, Cause, Gravity, Ground, Obstacle, find};
use crate::domain::obligations::Kind;
use crate::domain::people::Party;

/// An act of the journal; the act's own name when it has no words.
pub(super) fn act(act: &str) -> &str {
    match act {
        "incident_qualified" => "Incident qualifié",
        "incident_rejected" => "Signalement écarté",
        "handling_started" => "Traitement commencé",
        "incident_resolved" => "Incident résolu",
        "follow_up_given" => "Suites données au RSSI",
        "incident_closed" => "Dossier clos",
        "incident_reopened" => "Dossier rouvert",
        "handover_proposed" => "Reprise proposée à une autre autorité",
        "handover_answered" => "Réponse à la proposition de reprise",
        "associate_added" => "Autorité associée au dossier",
        "associate_removed" => "Autorité retirée du dossier",
        other => other,
    }
}

/// What was done at a stage.
#[must_use]
pub fn stage(act: Act, from_rejected: bool) -> &'static str {
    match act {
        Act::Confirm if from_rejected => "Requalifié",
        Act::Confirm => "Qualifié",
        Act::Reject => "Écarté",
        Act::Start => "Traitement commencé",
        Act::Resolve => "Résolu",
        Act::Close => "Clos",
        Act::Reopen => "Rouvert",
        Act::HandOver => "Proposé à une autre autorité",
        Act::Associate => "Associés modifiés",
    }
}

/// Why what was reported was rejected.
#[must_use]
pub fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::FalseAlarm => "Fausse alerte",
        Ground::Duplicate => "Doublon",
        Ground::OutOfScope => "Hors périmètre",
    }
}

/// What a proposal became.
#[must_use]
pub fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Accepted => "Acceptée",
        Answer::Refused => "Refusée",
        Answer::Withdrawn => "Retirée",
    }
}

/// Why a decision took the place of another.
#[must_use]
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Report => "Au signalement, selon la convention",
        Cause::Handover => "Reprise par une autre autorité",
        Cause::AssociateAdded => "Une autorité associée",
        Cause::AssociateRemoved => "Une autorité retirée",
    }
}

/// A category, with its type when it is known; its own name when the taxonomy does not hold it.
#[must_use]
pub fn category(category: &str, kind: Option<&str>) -> String {
    match find(category, kind.unwrap_or_default()) {
        Some((class, Some(kind))) => format!("{}\u{a0}: {}", class.label, kind.label),
        Some((class, None)) => class.label.clone(),
        None => category.to_owned(),
    }
}

/// A gravity as a level and a word.
#[must_use]
pub fn gravity(gravity: Gravity) -> String {
    let word = u8::try_from(gravity.level()).map_or("", wording::severity);
    format!("{}\u{a0}– {word}", gravity.level())
}

/// What stands in the way, in a sentence.
#[must_use]
pub fn obstacle(obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::Pending(pending) => {
            let due = pending.due_at.map_or_else(
                || "sans délai".to_owned(),
                |due| format!("échéance\u{a0}: {}", in_full(due)),
            );
            let (what, debtor) = (obligation(pending.kind), the_party(pending.debtor));
            format!("Reste à faire par {debtor}\u{a0}: {what} ({due}).")
        }
        Obstacle::BreachUndecided => {
            "Une violation de données est suspectée, et personne n’a encore conclu.".to_owned()
        }
        Obstacle::BreachStands => {
            "Une violation de données est confirmée\u{a0}: ce n’est ni une fausse alerte ni un doublon."
                .to_owned()
        }
        Obstacle::FollowUpMissing => "Le RSSI n’a pas reçu le compte rendu des suites données.".to_owned(),
        Obstacle::HandoverOpen(to) => {
            format!(
                "Une proposition de reprise attend une réponse\u{a0}: {}.",
                wording::party(*to)
            )
        }
    }
}

/// What to do about it.
#[must_use]
pub fn remedy(obstacle: &Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Pending(pending) => remedy_of(pending.kind),
        Obstacle::BreachUndecided => {
            "Le délégué à la protection des données confirme la violation, ou conclut qu’il n’y en a pas."
        }
        Obstacle::BreachStands => "Traitez le dossier jusqu’à sa clôture.",
        Obstacle::FollowUpMissing => "Écrivez ce qui a été fait\u{a0}: le texte part au RSSI par courriel.",
        Obstacle::HandoverOpen(_) => "L’autorité répond, ou le RSSI retire sa proposition.",
    }
}

fn remedy_of(kind: Kind) -> &'static str {
    match kind {
        Kind::FollowUpToRssi => {
            "Écrivez ce qui a été fait. L’obligation est remplie quand le serveur de courriel du RSSI a accepté le texte."
        }
        Kind::ReportToRssi | Kind::AlertHeadOfSchool | Kind::InformRssi | Kind::InformDepartement => {
            "Le courriel n’est pas encore accepté par le serveur du destinataire. S’il ne part pas, prévenez par \
             téléphone\u{a0}: le RSSI peut lever l’obligation avec ce motif."
        }
        Kind::AssessPersonalData => "Répondez à la question, sur la page du dossier.",
        Kind::Breach48h | Kind::Cnil72h | Kind::PersonsArt34 | Kind::EscalateToMinistry => {
            "Faites-le depuis la page de la violation, ou motivez de ne pas le faire si la règle le permet."
        }
        Kind::LogExport => "Remettez les journaux, ou refusez avec un motif.",
        Kind::TakeCharge | Kind::RestoreService => "Enregistrez la prise en charge ou le rétablissement.",
        Kind::Nis2EarlyWarning | Kind::Nis2Notification | Kind::Nis2FinalReport => {
            "Faites-le auprès de l’équipe nationale de réponse."
        }
    }
}

/// Why an act has no place at a stage.
#[must_use]
pub fn out_of_place(act: Act, status: Status) -> String {
    let stands = wording::status(status).to_lowercase();
    let first = match act {
        Act::Confirm => "Un dossier clos ne se qualifie plus\u{a0}: rouvrez-le d’abord.",
        Act::Reject => "Un dossier ne peut être écarté qu’avant son traitement.",
        Act::Start => "Le traitement commence quand le RSSI a qualifié l’incident.",
        Act::Resolve => "Un incident se résout quand son traitement est en cours.",
        Act::Close => "Un dossier se clôt quand l’incident est résolu.",
        Act::Reopen => "Seul un dossier résolu ou clos peut être rouvert.",
        Act::HandOver => "Un dossier ne change de mains que tant qu’il reste à traiter.",
        Act::Associate => "Les associés ne changent que tant qu’il reste à traiter.",
    };
    format!("{first} Ce dossier est {stands}.")
}

/// Whose an act is, when it is not the reader's.
#[must_use]
pub fn not_yours(act: Act, party: Party) -> String {
    match act {
        Act::Confirm | Act::Reject => "Qualifier un incident revient au RSSI de l’académie.".to_owned(),
        Act::Associate => "Associer une autorité revient au RSSI de l’académie.".to_owned(),
        Act::HandOver => format!(
            "La proposition vient du RSSI de l’académie, et la réponse revient aux services {}.",
            of_the_party(party)
        ),
        Act::Start | Act::Resolve | Act::Close | Act::Reopen => {
            format!(
                "Faire avancer ce dossier revient aux services {}, qui le traitent.",
                of_the_party(party)
            )
        }
    }
}

/// What somebody else did meanwhile.
#[must_use]
pub fn news(news: &News) -> String {
    format!("{}, par {}, le {}.", act(&news.act), news.actor, in_full(news.at))
}

impl From<LifeRefused> for Error {
    fn from(refused: LifeRefused) -> Self {
        match refused {
            LifeRefused::Problems(problems) => Self::Problems(problems),
            LifeRefused::NotFound => Self::NotFound,
            LifeRefused::NotYours(act, party) => Self::NotTheOfficer(not_yours(act, party)),
            LifeRefused::OutOfPlace(act, status) => {
                Self::Stands(vec![Problem::new("status", out_of_place(act, status))])
            }
            LifeRefused::Obstacles(obstacles) => Self::Stands(in_the_way(&obstacles)),
            LifeRefused::Changed(meanwhile) => Self::Overtaken(overtaken(&meanwhile)),
            LifeRefused::Store(error) => error.into(),
        }
    }
}

/// Each obstacle as a problem, under its own name.
#[must_use]
pub fn in_the_way(obstacles: &[Obstacle]) -> Vec<Problem> {
    let named = obstacles.iter();
    named
        .map(|it| Problem::new(it.name(), format!("{} {}", obstacle(it), remedy(it))))
        .collect()
}

/// What was done meanwhile, as problems of the version that was read.
#[must_use]
pub fn overtaken(meanwhile: &[News]) -> Vec<Problem> {
    let first = "Quelqu’un a modifié le dossier depuis que vous l’avez lu.".to_owned();
    let told = meanwhile.iter().map(news);
    std::iter::once(first)
        .chain(told)
        .map(|message| Problem::new("version", message))
        .collect()
}
