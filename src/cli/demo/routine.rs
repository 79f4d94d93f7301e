//! The small incidents between those of the story: confirmed, handled and closed within two days, so that committees
//! have a year to look at.

use anyhow::anyhow;
use chrono::{DateTime, TimeDelta, Utc};

use super::live::Life;
use super::story::{Episode, STORY};
use crate::actions::life::move_to::{Moving, move_to};
use crate::actions::life::qualify::{Verdict, qualify};
use crate::actions::life::{Acting, LifeRefused};
use crate::domain::incident::PersonalData;
use crate::domain::life::{Ground, Step, Typed, TypedRejection};
use crate::domain::people::{Party, Role};
use crate::store::{Db, incidents};

/// Small incidents before each one of the story, and the hours between them.
const BEFORE: [i64; 4] = [260, 200, 140, 80];
/// Hours that an episode of the story needs before small ones follow it.
const ROOM: i64 = 200;

/// What happens again and again: title, component, class of the taxonomy, severity.
type Kind = (
    &'static str,
    &'static [(&'static str, Option<&'static str>, bool)],
    &'static str,
    i64,
);

const KINDS: [Kind; 7] = [
    (
        "Message d’hameçonnage reçu au secrétariat",
        &[("outils-collaboratifs", None, false)],
        "fraud",
        1,
    ),
    (
        "Fenêtre publicitaire sur un poste de salle",
        &[("poste-pedagogique", None, false)],
        "malicious-code",
        1,
    ),
    (
        "Programme indésirable sur le poste de la gestion",
        &[("poste-administratif", None, false)],
        "malicious-code",
        2,
    ),
    (
        "Borne Wi-Fi qui ne répond plus",
        &[("bornes-wifi", None, true)],
        "availability",
        1,
    ),
    (
        "Essais répétés de mots de passe",
        &[("outils-collaboratifs", None, false)],
        "intrusion-attempts",
        2,
    ),
    (
        "Poste de classe branché sur le mauvais réseau",
        &[("poste-pedagogique", Some("administratif"), false)],
        "vulnerable",
        2,
    ),
    (
        "Copieur aux réglages d’usine",
        &[("impression-pedagogique", None, false)],
        "vulnerable",
        3,
    ),
];

const SCHOOLS: [&str; 8] = [
    "0350033W", "0352274G", "0350002M", "0351790F", "0350044H", "0352958A", "0350003N", "0352030S",
];

/// The year, the oldest first: each episode, and whether it is a small one.
pub(super) fn year() -> Vec<(Episode, Option<usize>)> {
    let (mut year, mut before) = (Vec::new(), i64::MAX);
    for episode in STORY {
        for hours in BEFORE {
            let hours_ago = episode.hours_ago + hours;
            if hours_ago + ROOM < before {
                let rank = year.len();
                year.extend(small(rank, hours_ago).map(|small| (small, Some(rank))));
            }
        }
        before = episode.hours_ago;
        year.push((episode.clone(), None));
    }
    year
}

fn small(rank: usize, hours_ago: i64) -> Option<Episode> {
    let (title, touched, ..) = *KINDS.iter().cycle().nth(rank)?;
    Some(Episode {
        hours_ago,
        noticed_minutes_before: i64::try_from(rank * 37 % 300).ok()? + 5,
        school: SCHOOLS.iter().cycle().nth(rank * 3)?,
        title,
        description: "Constaté par un personnel, sans autre effet visible.",
        touched,
        personal_data: PersonalData::No,
        measures: "",
        tickets: &[],
        exercise: false,
        then: &[],
    })
}

/// What people did about the small incident of this rank.
pub(super) fn follow(
    life: &Life<'_>,
    reference: &str,
    rank: usize,
    reported_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    let hours = i64::try_from(rank % 5)?;
    let confirmed_at = reported_at + TimeDelta::hours(2 + hours);
    if rank % 11 == 5 {
        return act(life, Role::Rssi, confirmed_at, |db, acting| {
            let why = TypedRejection {
                ground: Some(Ground::FalseAlarm),
                duplicate_of: String::new(),
                reason: "Vérification faite, rien d’anormal.".to_owned(),
            };
            qualify(db, acting, reference, &Verdict::Rejected(why)).map(|_| ())
        });
    }
    let (_, _, category, severity) = *KINDS.iter().cycle().nth(rank).ok_or_else(|| anyhow!("rank"))?;
    act(life, Role::Rssi, confirmed_at, |db, acting| {
        let typed = Typed {
            category: category.to_owned(),
            kind: String::new(),
            severity: Some(severity),
            tlp: None,
            handler: None,
            reason: String::new(),
        };
        qualify(db, acting, reference, &Verdict::Confirmed(typed)).map(|_| ())
    })?;
    let by = handler(life, reference)?;
    for (to, after, follow_up) in [
        (Step::InProgress, 4, ""),
        (
            Step::Resolved,
            9,
            "Remis en état et vérifié avec l’établissement.",
        ),
        (Step::Closed, 24, ""),
    ] {
        let moving = Moving {
            to,
            follow_up: follow_up.to_owned(),
            reason: String::new(),
        };
        let at = confirmed_at + TimeDelta::hours(after + hours);
        act(life, by, at, |db, acting| {
            move_to(db, acting, reference, &moving).map(|_| ())
        })?;
    }
    Ok(())
}

/// Who acts for the party that handles a dossier.
fn handler(life: &Life<'_>, reference: &str) -> anyhow::Result<Role> {
    let found = life
        .opened
        .store
        .read(|db| incidents::by_reference(db, reference))?;
    match found.map(|incident| incident.decision.handler) {
        Some(Party::Departement) => Ok(Role::AgentDepartement),
        _ => Ok(Role::AgentAcademie),
    }
}

fn act(
    life: &Life<'_>,
    role: Role,
    now: DateTime<Utc>,
    deed: impl FnOnce(&mut Db, &Acting<'_>) -> Result<(), LifeRefused>,
) -> anyhow::Result<()> {
    life.until(now)?;
    let by = life.account(role)?;
    let acting = Acting {
        instance: &life.opened.instance,
        by: &by,
        version: None,
        now,
    };
    let done = life.opened.store.write(|db| deed(db, &acting));
    done.map_err(|refused| anyhow!("{refused:?}"))?;
    life.tick(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_goes_forward_and_its_small_incidents_are_over_before_the_next_one_of_the_story() {
        let year = year();
        let hours: Vec<i64> = year.iter().map(|(episode, _)| episode.hours_ago).collect();
        assert!(hours.is_sorted_by(|one, other| one > other), "{hours:?}");
        assert!(hours[0] < 330 * 24, "after the accounts were made");
        let small = year.iter().filter(|(_, rank)| rank.is_some()).count();
        assert!(small > 20, "{small}");
        let longest = 2 + 4 + 24 + 4;
        assert!(BEFORE.iter().all(|hours| *hours > longest));
    }
}
