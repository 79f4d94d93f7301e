//! Living the story: each deed at its hour, and between two deeds whatever the program does by itself.

use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio::sync::Notify;

use super::deeds::{Act, Deed};
use super::story::PEOPLE;
use crate::actions::breach::amend::{Amendment, amend};
use crate::actions::breach::assess::{Given, assess};
use crate::actions::breach::notify::{Asked, notify};
use crate::actions::breach::{BreachRefused, answer, hold};
use crate::cli::opening::Opened;
use crate::clock::Clock;
use crate::domain::instants::paris_day;
use crate::domain::people::{Account, Role};
use crate::domain::severity::Inputs;
use crate::mail::transport::Mailer;
use crate::store::{Db, breaches, incidents, steps};
use crate::worker::Worker;

/// The letters of a deed leave within this time.
const A_MINUTE: TimeDelta = TimeDelta::minutes(1);

/// Lives the story on an installation.
pub(super) struct Life<'a> {
    pub(super) opened: &'a Opened,
    mailer: Arc<Mailer>,
    runtime: Runtime,
}

impl<'a> Life<'a> {
    pub(super) fn new(opened: &'a Opened, mailer: Arc<Mailer>) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        Ok(Self {
            opened,
            mailer,
            runtime,
        })
    }

    /// Lets the program do by itself all that falls due until this instant (UTC).
    pub(super) fn until(&self, end: DateTime<Utc>) -> anyhow::Result<()> {
        let mut last = None;
        loop {
            let next = self.opened.store.read(steps::next_due)?;
            let Some(next) = next.filter(|next| *next + A_MINUTE <= end && Some(*next) != last) else {
                return Ok(());
            };
            self.tick(next)?;
            last = Some(next);
        }
    }

    /// Lets letters leave a minute after this instant (UTC).
    pub(super) fn tick(&self, at: DateTime<Utc>) -> anyhow::Result<()> {
        let worker = Worker::new(
            self.opened.store.clone(),
            self.opened.instance.clone(),
            Arc::clone(&self.mailer),
            Clock::standing_at(at + A_MINUTE),
            "demo".to_owned(),
            Arc::new(Notify::new()),
        );
        self.runtime.block_on(worker.tick())?;
        Ok(())
    }

    /// Does what people did about a dossier, and lets the program do the rest meanwhile.
    pub(super) fn follow(
        &self,
        incident: &str,
        deeds: &[Deed],
        reported_at: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        for deed in deeds {
            let at = reported_at + TimeDelta::hours(deed.after_hours);
            self.until(at)?;
            self.act(incident, deed, at)
                .with_context(|| format!("{incident}, {} heures après", deed.after_hours))?;
            self.tick(at)?;
        }
        Ok(())
    }

    fn act(&self, incident: &str, deed: &Deed, at: DateTime<Utc>) -> anyhow::Result<()> {
        let by = self.account(deed.by)?;
        let done = self
            .opened
            .store
            .write(|db| self.acted(db, &by, incident, &deed.act, at));
        done.map_err(|refused| anyhow!("{refused:?}"))
    }

    pub(super) fn account(&self, role: Role) -> anyhow::Result<Account> {
        let person = PEOPLE.iter().find(|person| person.role == role);
        let email = person.map(|person| person.email).unwrap_or_default();
        let found = self
            .opened
            .store
            .read(|db| crate::store::accounts::by_email(db, email))?;
        found
            .map(|stored| stored.account)
            .ok_or_else(|| anyhow!("{role}"))
    }

    fn acted(
        &self,
        db: &mut Db,
        by: &Account,
        incident: &str,
        act: &Act,
        at: DateTime<Utc>,
    ) -> Result<(), BreachRefused> {
        let instance = &self.opened.instance;
        if let Act::NoPersonalData(reason) = act {
            return answer::no(db, instance, by, incident, reason, at);
        }
        let dossier = incidents::by_reference(db, incident)?.ok_or(BreachRefused::NotFound)?;
        let breach = breaches::of_incident(db, &dossier.id)?
            .ok_or(BreachRefused::NotFound)?
            .reference;
        match act {
            Act::NoPersonalData(_) => Ok(()),
            Act::Record(_) | Act::Settle(..) => {
                amend(db, instance, by, &breach, &amendment(act, at), at).map(|_| ())
            }
            Act::Assess(inputs, risk, reasons) => {
                let given = Given {
                    inputs: inputs_of(inputs),
                    verdict: Some((*risk, (*reasons).to_owned())),
                };
                assess(db, instance, by, &breach, &given, at).map(|_| ())
            }
            Act::Notify(..) => notify(db, instance, by, &breach, &asked(act, at)?, at).map(|_| ()),
            Act::Hold(reason) => hold::hold(db, instance, by, &breach, reason, at).map(|_| ()),
            Act::Release => hold::release(db, instance, by, &breach, at).map(|_| ()),
        }
    }
}

fn amendment(act: &Act, at: DateTime<Utc>) -> Amendment {
    let mut given = Amendment::default();
    match act {
        Act::Record(text) => {
            let text = text.replace("AUJOURD’HUI", &paris_day(at).to_string());
            if let Ok(Value::Object(record)) = serde_json::from_str(&text) {
                given.record = record;
            }
        }
        Act::Settle(status, reason) => given.status = Some((*status, (*reason).to_owned())),
        _ => {}
    }
    given
}

fn inputs_of(text: &str) -> Option<Inputs> {
    serde_json::from_str(text).ok()
}

fn asked(act: &Act, at: DateTime<Utc>) -> Result<Asked, BreachRefused> {
    let Act::Notify(duty, kind, late_reason, reference) = act else {
        return Err(BreachRefused::NotFound);
    };
    Ok(Asked {
        duty: *duty,
        kind: *kind,
        late_reason: (*late_reason).to_owned(),
        reference: (*reference).to_owned(),
        done_at: Some(at),
        withdrawal_reasons: String::new(),
        proof: None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::story::STORY;
    use super::*;

    #[test]
    fn every_answer_of_the_story_can_be_read() {
        for deed in STORY.iter().flat_map(|episode| episode.then) {
            match &deed.act {
                Act::Record(text) => assert!(serde_json::from_str::<Value>(text).is_ok(), "{text}"),
                Act::Assess(text, ..) => {
                    let read = serde_json::from_str::<Inputs>(text);
                    assert!(read.is_ok(), "{text}: {read:?}");
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_story_is_told_in_order() {
        let order = STORY.windows(2).all(|pair| pair[0].hours_ago > pair[1].hours_ago);
        assert!(order);
        for pair in STORY.windows(2) {
            let last = pair[0].then.last().map_or(0, |deed| deed.after_hours);
            assert!(pair[0].hours_ago - last >= pair[1].hours_ago, "{}", pair[0].title);
        }
    }
}
