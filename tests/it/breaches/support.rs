//! A breach in a small installation, and what one asks of it.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value};
use tocsin::actions::breach::amend::{Amendment, Known, amend};
use tocsin::actions::breach::notify::{Asked, notify};
use tocsin::actions::breach::{BreachRefused, Case};
use tocsin::domain::breach::{Awareness, NoticeKind};
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::letter::LetterKind;
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::{Party, Role};
use tocsin::store::breaches::{self, Breach};
use tocsin::store::mails::{self, Mail};
use tocsin::store::notifications::{self, Notification};
use tocsin::store::obligations::{self, Obligation};
use tocsin::store::{StoreError, incidents, journal};

use crate::support::world::{World, aside, touched};

/// The breach of every test of this folder.
pub(super) const BREACH: &str = "VIO-2026-0001";
/// Its dossier.
pub(super) const DOSSIER: &str = "SSI-2026-0001";

/// A report that the département handles and that touches personal data.
pub(super) fn a_leak(world: &World) -> Report {
    Report {
        components: vec![touched("poste-pedagogique", None)],
        personal_data: PersonalData::Yes,
        ..world.a_report()
    }
}

/// An installation on each engine with a suspected breach, opened at its clock's first instant.
pub(super) fn with_breach() -> [World; 2] {
    World::on_each_engine().map(|world| {
        world.reported(Role::Rsn, a_leak(&world));
        world
    })
}

impl World {
    pub(super) fn pass(&self, time: TimeDelta) {
        self.clock.set(self.clock.now() + time);
    }

    pub(super) fn breach(&self) -> Breach {
        let sight = self.account(Role::Dpd).sight();
        self.read(|db| breaches::find(db, BREACH, &sight)).unwrap()
    }

    pub(super) fn dossier_id(&self) -> String {
        self.read(|db| incidents::by_reference(db, DOSSIER)).unwrap().id
    }

    pub(super) fn duties(&self, kind: Kind) -> Vec<Obligation> {
        let id = self.dossier_id();
        let mut duties = self.read(|db| obligations::of_incident(db, &id));
        duties.retain(|duty| duty.kind == kind);
        duties
    }

    /// The only duty of a kind.
    pub(super) fn duty(&self, kind: Kind) -> Obligation {
        let mut duties = self.duties(kind);
        assert_eq!(duties.len(), 1, "{kind}: {duties:?}");
        duties.remove(0)
    }

    pub(super) fn letters(&self, kind: LetterKind) -> Vec<Mail> {
        let id = self.dossier_id();
        let mut letters = self.read(|db| mails::of_incident(db, &id));
        letters.retain(|mail| mail.kind == kind);
        letters
    }

    pub(super) fn chain(&self) -> Vec<Notification> {
        let id = self.breach().id;
        self.read(|db| notifications::of_breach(db, &id))
    }

    pub(super) fn journaled_acts(&self) -> Vec<String> {
        let entries = self.read(|db| journal::of_dossier(db, DOSSIER, 0, 1_000));
        entries.into_iter().map(|entry| entry.act).collect()
    }

    pub(super) fn amended(&self, role: Role, given: &Amendment) -> Result<(), BreachRefused> {
        let (by, now) = (self.account(role), self.clock.now());
        self.write(|db| amend(db, &self.instance, &by, BREACH, given, now).map(|_| ()))
    }

    pub(super) fn notified(&self, role: Role, asked: &Asked) -> Result<Notification, BreachRefused> {
        let (by, now) = (self.account(role), self.clock.now());
        self.write(|db| notify(db, &self.instance, &by, BREACH, asked, now))
    }

    pub(super) fn missing(&self) -> Vec<&'static str> {
        let by = self.account(Role::Dpd);
        let missing = self.write(|db| {
            let case = Case::of(db, &self.instance, &by, BREACH)?;
            Ok::<_, BreachRefused>(case.missing_for_complete())
        });
        missing.unwrap()
    }

    /// Whether the whole journal is whole.
    pub(super) fn journal_is_whole(&self) -> bool {
        let verified: Result<_, StoreError> = aside(|| journal::verify(&self.database.store));
        verified.unwrap().is_ok()
    }
}

/// The 48 h notification, initial, without any reason.
pub(super) fn initial() -> Asked {
    Asked {
        duty: Kind::Breach48h,
        kind: NoticeKind::Initial,
        late_reason: String::new(),
        reference: String::new(),
        done_at: None,
        withdrawal_reasons: String::new(),
        proof: None,
    }
}

/// Fields of the record as a program gives them.
pub(super) fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => panic!("{other}"),
    }
}

/// A fact of awareness.
pub(super) fn known(party: Party, aware_at: DateTime<Utc>, reason: &str) -> Known {
    Known {
        awareness: Awareness {
            party,
            aware_at,
            how: "Constat du service informatique.".to_owned(),
        },
        reason: reason.to_owned(),
    }
}

/// Fields of the problems of a refusal, or what else it said.
pub(super) fn problems(refused: &BreachRefused) -> Vec<String> {
    match refused {
        BreachRefused::Problems(problems) | BreachRefused::Stands(problems) => {
            problems.iter().map(|problem| problem.field.clone()).collect()
        }
        other => vec![other.to_string()],
    }
}
