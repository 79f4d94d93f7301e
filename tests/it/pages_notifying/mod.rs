//! The pages on which an officer weighs a breach, notifies it, or decides not to, as people meet them.

mod assessment;
mod notification;
mod outside;

use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::Role;
use tocsin::store::breaches::{self, Breach};
use tocsin::store::notifications::{self, Notification};
use tocsin::store::obligations::{self, Obligation};

use crate::support::site::{Answer, Form, Site, Visitor};
use crate::support::world::{World, touched};

const REFERENCE: &str = "VIO-2026-0001";

/// A breach of a network that the département handles: it owes the 48 h notification.
fn site_with_breach(world: World) -> Site {
    let site = Site::of(world);
    let given = Report {
        components: vec![touched("poste-pedagogique", None)],
        personal_data: PersonalData::Yes,
        ..site.world.a_report()
    };
    site.world.reported(Role::Rsn, given);
    site
}

fn site() -> Site {
    site_with_breach(World::on_sqlite())
}

fn path(page: &str) -> String {
    format!("/violations/{REFERENCE}/{page}")
}

fn form(fields: &[(&str, &str)]) -> Form {
    let owned = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

fn breach(site: &Site) -> Breach {
    let sight = site.world.account(Role::Dpd).sight();
    site.world
        .read(|db| breaches::find(db, REFERENCE, &sight))
        .unwrap()
}

fn duty(site: &Site, kind: Kind) -> Option<Obligation> {
    let incident = breach(site).incident_id;
    let duties = site.world.read(|db| obligations::of_incident(db, &incident));
    duties
        .into_iter()
        .find(|duty| duty.kind == kind && duty.state != State::Cancelled)
}

fn sent(site: &Site) -> Vec<Notification> {
    let id = breach(site).id;
    site.world.read(|db| notifications::of_breach(db, &id))
}

/// Who answers for a duty of the controller of this breach.
fn officer(site: &Site) -> Visitor<'_> {
    site.visitor(Role::Dpd)
}

/// Spaces that may not break are no matter here: another test looks after them.
fn says(answer: &Answer, words: &[&str]) {
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    let body = plain(&answer.body);
    for word in words {
        assert!(body.contains(&plain(word)), "{word:?} is missing in:\n{body}");
    }
}

/// The value of a hidden field of the page.
fn hidden(answer: &Answer, name: &str) -> String {
    let marker = format!("name=\"{name}\" value=\"");
    let (_, rest) = answer
        .body
        .split_once(&marker)
        .unwrap_or_else(|| panic!("{name}: {}", answer.body));
    rest.split('"').next().unwrap().to_owned()
}
