//! The pages on which an officer weighs a breach, notifies it, or decides not to, as people meet them.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use tocsin::domain::breach::{NoticeKind, Risk};
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::Role;
use tocsin::domain::severity::questionnaire;
use tocsin::store::breaches::{self, Breach};
use tocsin::store::notifications::{self, Notification};
use tocsin::store::obligations::{self, Obligation};
use tocsin::store::{journal, mails};

use crate::support::site::{Answer, Form, Site, Visitor, with};
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
    let owned = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

fn breach(site: &Site) -> Breach {
    let sight = site.world.account(Role::Dpd).sight();
    site.world.read(|db| breaches::find(db, REFERENCE, &sight)).unwrap()
}

fn duty(site: &Site, kind: Kind) -> Option<Obligation> {
    let incident = breach(site).incident_id;
    let duties = site.world.read(|db| obligations::of_incident(db, &incident));
    duties.into_iter().find(|duty| duty.kind == kind && duty.state != State::Cancelled)
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
    let (_, rest) = answer.body.split_once(&marker).unwrap_or_else(|| panic!("{name}: {}", answer.body));
    rest.split('"').next().unwrap().to_owned()
}

/// Every question answered by its first choice.
fn answers() -> Form {
    use tocsin::domain::severity::Answer as Expected;
    let mut fields = BTreeMap::new();
    for question in questionnaire() {
        match question.answer {
            Expected::Contexts(categories) => {
                fields.insert(format!("contexts-{}", categories[0].category), "0".to_owned());
            }
            Expected::OneOf(choices) | Expected::YesOrNo(choices) => {
                fields.insert(question.field.to_owned(), choices[0].value.clone());
            }
            Expected::Count => {
                fields.insert(question.field.to_owned(), "120".to_owned());
            }
        }
    }
    fields.into_iter().collect()
}

fn seen(page: &Answer) -> Form {
    form(&[("nature", "initial"), ("version", &hidden(page, "version"))])
}

#[test]
fn what_the_officer_reads_is_what_leaves() {
    for world in World::on_each_engine() {
        let site = site_with_breach(world);
        let dpo = site.visitor(Role::Dpo);
        let page = dpo.get(&path("notification"));
        assert_eq!(page.status, 200);
        says(&page, &["Envoyer au DPD de l’académie", "dpd@", "notification initiale, incomplète", "Il reste", "VIO-2026-0001-1.pdf"]);
        let answer = dpo.post(&path("notification"), &seen(&page));
        assert_eq!((answer.status, answer.location.as_str()), (303, "/violations/VIO-2026-0001?fait=notification"));
        let sent = sent(&site);
        assert_eq!(sent.len(), 1);
        assert_eq!((sent[0].duty, sent[0].kind, sent[0].automatic), (Kind::Breach48h, NoticeKind::Initial, false));
        let letter = site.world.read(|db| mails::latest(db, None, 50));
        let letter = letter.iter().find(|mail| mail.subject.contains("notification initiale")).unwrap();
        says(&page, &[&letter.subject, &letter.address]);
        let acts = site.world.read(|db| journal::after(db, 0, 1000));
        assert!(acts.iter().any(|entry| entry.act == "breach_read" && entry.body.to_string().contains("page")));
    }
}
