//! The 48 h notification: what is read is what leaves, once, and by its officer.

use chrono::TimeDelta;
use tocsin::domain::breach::NoticeKind;
use tocsin::domain::obligations::Kind;
use tocsin::domain::people::Role;
use tocsin::store::{journal, mails};

use super::{form, hidden, officer, path, says, sent, site, site_with_breach};
use crate::support::site::{Answer, Form, with};
use crate::support::world::World;

fn seen(page: &Answer) -> Form {
    form(&[
        ("nature", "initial"),
        ("version", &hidden(page, "version")),
        ("journal", &hidden(page, "journal")),
    ])
}

#[test]
fn what_the_officer_reads_is_what_leaves() {
    for world in World::on_each_engine() {
        let site = site_with_breach(world);
        let dpo = site.visitor(Role::Dpo);
        let page = dpo.get(&path("notification"));
        assert_eq!(page.status, 200);
        says(
            &page,
            &[
                "Envoyer au DPD de l’académie",
                "dpd@",
                "notification initiale, incomplète",
                "il reste",
                "VIO-2026-0001-1.pdf",
            ],
        );
        let answer = dpo.post(&path("notification"), &seen(&page));
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (303, "/violations/VIO-2026-0001?fait=notification")
        );
        let sent = sent(&site);
        assert_eq!(sent.len(), 1);
        assert_eq!(
            (sent[0].duty, sent[0].kind, sent[0].automatic),
            (Kind::Breach48h, NoticeKind::Initial, false)
        );
        let letter = site.world.read(|db| mails::latest(db, None, 50));
        let letter = letter
            .iter()
            .find(|mail| mail.subject.contains("notification initiale"))
            .unwrap();
        says(&page, &[&letter.subject, &letter.address]);
        let acts = site.world.read(|db| journal::after(db, 0, 1000));
        assert!(
            acts.iter()
                .any(|entry| entry.act == "breach_read" && entry.body.to_string().contains("page"))
        );
    }
}

#[test]
fn a_late_notification_asks_why_before_it_leaves() {
    let site = site();
    let clock = &site.world.clock;
    clock.set(clock.now() + TimeDelta::hours(49));
    let dpo = site.visitor(Role::Dpo);
    let page = dpo.get(&path("notification"));
    says(
        &page,
        &["Pourquoi cette notification est-elle tardive ?", "En retard"],
    );
    let refused = dpo.post(&path("notification"), &with(&seen(&page), "late_reason", &["  "]));
    assert_eq!((refused.status, sent(&site).len()), (422, 0));
    says(&refused, &["indiquez le motif du retard avant l’envoi"]);
    let form = with(&seen(&page), "late_reason", &["Le <service> était fermé."]);
    let look = dpo.post(&path("notification"), &with(&form, "action", &["apercu"]));
    assert_eq!(
        (look.status, sent(&site).len()),
        (200, 0),
        "looking sends nothing"
    );
    says(&look, &["Motif du retard : Le &#60;service&#62; était fermé."]);
    assert_eq!(dpo.post(&path("notification"), &form).status, 303);
    assert_eq!(
        sent(&site)[0].late_reason.as_deref(),
        Some("Le <service> était fermé.")
    );
}

#[test]
fn what_changed_since_it_was_read_is_not_sent_unseen() {
    let site = site();
    let dpo = site.visitor(Role::Dpo);
    let page = dpo.get(&path("notification"));
    let measures = form(&[("asks", "measures_taken"), ("measures_taken", "Poste coupé.")]);
    assert_eq!(
        site.visitor(Role::AgentDepartement)
            .post(&path("measures"), &measures)
            .status,
        303
    );
    let refused = dpo.post(&path("notification"), &seen(&page));
    assert_eq!((refused.status, sent(&site).len()), (409, 0));
    says(
        &refused,
        &[
            "Quelqu’un a modifié la violation pendant votre saisie",
            "Violation de données complétée (Mesures prises pour remédier",
        ],
    );
    assert_eq!(dpo.post(&path("notification"), &seen(&refused)).status, 303);
    let twice = dpo.post(&path("notification"), &seen(&refused));
    assert_eq!((twice.status, sent(&site).len()), (409, 1));
    says(&twice, &["Notification faite, par"]);
}

#[test]
fn a_chain_goes_on_with_a_follow_up_and_ends_with_a_withdrawal() {
    let site = site();
    let dpo = site.visitor(Role::Dpo);
    dpo.post(&path("notification"), &seen(&dpo.get(&path("notification"))));
    let page = dpo.get(&path("notification?nature=withdrawal"));
    says(
        &page,
        &[
            "Envoyer le retrait au DPD de l’académie",
            "Déjà notifié",
            "Notification complémentaire",
        ],
    );
    let form = with(&seen(&page), "nature", &["withdrawal"]);
    let refused = dpo.post(&path("notification"), &form);
    assert_eq!(refused.status, 422);
    says(&refused, &["Dites pourquoi la notification est retirée."]);
    assert_eq!(
        dpo.post(&path("notification"), &with(&form, "nature", &["follow_up"]))
            .status,
        303
    );
    let form = with(
        &form,
        "withdrawal_reasons",
        &["Aucune donnée n’était sur l’appareil."],
    );
    assert_eq!(dpo.post(&path("notification"), &form).status, 303);
    let kinds: Vec<NoticeKind> = sent(&site).iter().map(|it| it.kind).collect();
    assert_eq!(
        kinds,
        [NoticeKind::Initial, NoticeKind::FollowUp, NoticeKind::Withdrawal]
    );
}

#[test]
fn another_officer_reads_and_does_not_send() {
    let site = site();
    for role in [Role::Dpd, Role::Rssi, Role::ChefEtablissement] {
        let visitor = site.visitor(role);
        let page = visitor.get(&path("notification"));
        says(&page, &["L’envoi revient au délégué"]);
        assert!(!page.body.contains("Envoyer au DPD"), "{role}");
        let refused = visitor.post(&path("notification"), &form(&[("nature", "initial")]));
        assert_eq!((refused.status, sent(&site).len()), (403, 0), "{role}");
    }
    assert_eq!(site.visitor(Role::Rsn).get(&path("notification")).status, 403);
    assert_eq!(
        site.visitor(Role::Dpd)
            .get("/violations/VIO-2026-0999/notification")
            .status,
        404
    );
}

#[test]
fn the_letter_and_the_machine_readable_form_can_be_read_before() {
    let site = site();
    let dpo = site.visitor(Role::Dpo);
    let json = dpo.get(&path("notification.json"));
    let payload: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert!(payload.is_object());
    let letter = officer(&site).get(&path("personnes/lettre.txt"));
    says(&letter, &["Madame, Monsieur,", "[À compléter"]);
}
