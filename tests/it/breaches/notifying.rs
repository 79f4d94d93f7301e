//! Notifying: what leaves, what is frozen, what is refused, and what meets the duty.

use chrono::TimeDelta;
use mail_parser::MimeHeaders as _;
use serde_json::json;
use tocsin::actions::attach::{Piece, attach};
use tocsin::actions::breach::BreachRefused;
use tocsin::actions::breach::amend::Amendment;
use tocsin::actions::breach::bounce::bounced;
use tocsin::actions::breach::notify::Asked;
use tocsin::domain::breach::{NoticeKind, Status};
use tocsin::domain::letter::{LetterKind, MailState};
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::{Party, Role};
use tocsin::mail::transport::{Mailer, MemoryTransport, Patience, SmtpSettings, SmtpTransport};
use tocsin::signing::sha256_hex;
use tocsin::store::{alarms, mails, steps};

use super::support::{BREACH, fields, initial, known, problems, with_breach};
use crate::support::smtp::{Act, Behaviour, SmtpServer};
use crate::support::world::World;

async fn delivered(world: &World) {
    let mailer = Mailer::Memory(MemoryTransport::default());
    world.worker("w", mailer).tick().await.unwrap();
}

fn follow_up(kind: NoticeKind) -> Asked {
    Asked {
        kind,
        withdrawal_reasons: "Doublon.".to_owned(),
        ..initial()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn acceptance_of_the_notification_meets_the_48_hours_and_queueing_does_not() {
    for world in with_breach() {
        let notification = world.notified(Role::Dpo, &initial()).unwrap();
        assert_eq!(
            (notification.number, notification.complete, notification.automatic),
            (1, false, false)
        );
        assert_eq!(world.duty(Kind::Breach48h).state, State::Pending);
        delivered(&world).await;
        let duty = world.duty(Kind::Breach48h);
        assert_eq!((duty.state, duty.met_at), (State::Met, Some(world.clock.now())));
        assert!(world.read(|db| steps::open(db, &duty.id)).is_empty());
        assert_eq!(
            world.letters(LetterKind::BreachNotification)[0].address,
            "dpd@ac-rennes.fr"
        );
        assert!(world.journal_is_whole());
    }
}

#[test]
fn the_letter_carries_the_document_and_its_machine_readable_form() {
    for world in with_breach() {
        let notification = world.notified(Role::Dpo, &initial()).unwrap();
        let letter = world.letters(LetterKind::BreachNotification).remove(0);
        let bytes = world.read(|db| mails::message(db, &letter.id)).unwrap();
        assert_eq!(sha256_hex(&bytes), letter.sha256);
        let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
        let attached: Vec<(String, Vec<u8>)> = message
            .attachments()
            .map(|part| {
                (
                    part.attachment_name().unwrap().to_owned(),
                    part.contents().to_vec(),
                )
            })
            .collect();
        assert_eq!(attached[0].0, "VIO-2026-0001-1.pdf");
        assert_eq!(Some(&attached[0].1), notification.pdf.as_ref());
        assert!(attached[0].1.starts_with(b"%PDF"));
        assert_eq!(
            attached[1],
            (
                "VIO-2026-0001-1.json".to_owned(),
                notification.edpb.clone().into_bytes()
            )
        );
        let payload: serde_json::Value = serde_json::from_str(&notification.edpb).unwrap();
        assert_eq!(
            (&payload["field_3"], &payload["field_4"]),
            (&json!("a"), &json!("b"))
        );
        let text = message.body_text(0).unwrap();
        assert!(
            text.contains("VIO-2026-0001") && !text.contains("Une fenêtre demande"),
            "no story in clear"
        );
    }
}

#[test]
fn what_was_sent_stays_as_sent_when_the_record_changes() {
    for world in with_breach() {
        world.notified(Role::Dpo, &initial()).unwrap();
        let before = world.chain().remove(0);
        let given = Amendment {
            record: fields(json!({"nature": ["availability"], "systems": "Serveur"})),
            ..Amendment::default()
        };
        world.amended(Role::Dpo, &given).unwrap();
        assert_eq!(world.chain(), [before]);
    }
}

#[test]
fn the_chain_goes_from_first_to_follow_ups_to_withdrawal() {
    for world in with_breach() {
        let early = world
            .notified(Role::Dpo, &follow_up(NoticeKind::FollowUp))
            .unwrap_err();
        assert_eq!(problems(&early), ["kind"]);
        world.notified(Role::Dpo, &initial()).unwrap();
        assert_eq!(
            problems(&world.notified(Role::Dpo, &initial()).unwrap_err()),
            ["kind"],
            "once"
        );
        world
            .notified(Role::Dpo, &follow_up(NoticeKind::FollowUp))
            .unwrap();
        world
            .notified(Role::Dpo, &follow_up(NoticeKind::Withdrawal))
            .unwrap();
        let after = world
            .notified(Role::Dpo, &follow_up(NoticeKind::FollowUp))
            .unwrap_err();
        assert_eq!(problems(&after), ["kind"]);
        let chain: Vec<(i64, NoticeKind)> = world.chain().iter().map(|it| (it.number, it.kind)).collect();
        assert_eq!(
            chain,
            [
                (1, NoticeKind::Initial),
                (2, NoticeKind::FollowUp),
                (3, NoticeKind::Withdrawal)
            ]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lateness_asks_its_reason_first_and_is_frozen() {
    for world in with_breach() {
        world.pass(TimeDelta::hours(48));
        let at_the_last_instant = world.duty(Kind::Breach48h);
        assert!(
            !at_the_last_instant.is_overdue(world.clock.now()),
            "the last instant is on time"
        );
        world.pass(TimeDelta::seconds(1));
        assert_eq!(
            problems(&world.notified(Role::Dpo, &initial()).unwrap_err()),
            ["late_reason"]
        );
        assert!(world.chain().is_empty() && world.letters(LetterKind::BreachNotification).is_empty());
        let reasoned = Asked {
            late_reason: "Serveur en panne tout le week-end.".to_owned(),
            ..initial()
        };
        world.notified(Role::Dpo, &reasoned).unwrap();
        delivered(&world).await;
        let duty = world.duty(Kind::Breach48h);
        assert_eq!(duty.state, State::MetLate);
        assert_eq!(
            duty.late_reason.as_deref(),
            Some("Serveur en panne tout le week-end.")
        );
        let later = world.clock.now() - TimeDelta::hours(1);
        let corrected = Amendment {
            awareness: vec![known(Party::Departement, later, "Erreur de saisie.")],
            ..Amendment::default()
        };
        world.amended(Role::Dpo, &corrected).unwrap();
        assert_eq!(
            world.duty(Kind::Breach48h).state,
            State::MetLate,
            "what has happened stays"
        );
    }
}

#[test]
fn nothing_is_notified_of_what_is_not_a_breach() {
    for world in with_breach() {
        let given = Amendment {
            status: Some((Status::NotABreach, "Fichiers vides.".to_owned())),
            ..Amendment::default()
        };
        world.amended(Role::Dpo, &given).unwrap();
        let refused = world.notified(Role::Dpo, &initial()).unwrap_err();
        assert_eq!(problems(&refused), ["kind"]);
        assert!(world.chain().is_empty());
    }
}

#[test]
fn only_the_officer_of_the_debtor_notifies() {
    for world in with_breach() {
        for role in [Role::Dpd, Role::Rssi, Role::ChefEtablissement] {
            let refused = world.notified(role, &initial()).unwrap_err();
            assert!(
                matches!(refused, BreachRefused::NotTheOfficer(_)),
                "{role}: {refused:?}"
            );
        }
    }
}

#[test]
fn a_cnil_filing_is_recorded_with_its_number_and_its_own_date() {
    for world in with_breach() {
        world.pass(TimeDelta::hours(80));
        let mut asked = Asked {
            duty: Kind::Cnil72h,
            done_at: Some(world.clock.now() - TimeDelta::hours(30)),
            ..initial()
        };
        assert_eq!(
            problems(&world.notified(Role::Dpd, &asked).unwrap_err()),
            ["reference"]
        );
        asked.reference = "CNIL-2026-1234".to_owned();
        let filed = world.notified(Role::Dpd, &asked).unwrap();
        assert_eq!(
            (filed.filing.as_deref(), filed.pdf),
            (Some("CNIL-2026-1234"), None)
        );
        let duty = world.duty(Kind::Cnil72h);
        assert_eq!(
            (duty.state, duty.met_at),
            (State::Met, asked.done_at),
            "filed in time, recorded later"
        );
    }
}

#[test]
fn a_communication_to_the_persons_is_recorded_whole() {
    for world in with_breach() {
        let (by, now) = (world.account(Role::Dpd), world.clock.now());
        let high = tocsin::actions::breach::assess::Given {
            inputs: None,
            verdict: Some((tocsin::domain::breach::Risk::High, "Données de santé.".to_owned())),
        };
        world
            .write(|db| {
                tocsin::actions::breach::assess::assess(db, &world.instance, &by, BREACH, &high, now)
                    .map(|_| ())
            })
            .unwrap();
        let asked = Asked {
            duty: Kind::PersonsArt34,
            ..initial()
        };
        let refused = problems(&world.notified(Role::Dpd, &asked).unwrap_err());
        assert_eq!(
            refused,
            [
                "communication",
                "informed_on",
                "communication_means",
                "communication_content"
            ]
        );
        let given = Amendment {
            record: fields(json!({
                "communication": "yes", "informed_on": "2026-03-02", "communication_means": "individual",
                "communication_content": "Madame, Monsieur, …", "informed_extent": "all",
            })),
            ..Amendment::default()
        };
        world.amended(Role::Dpd, &given).unwrap();
        world.notified(Role::Dpd, &asked).unwrap();
        assert_eq!(world.duty(Kind::PersonsArt34).state, State::Met);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_that_comes_back_is_owed_again() {
    for world in with_breach() {
        world.notified(Role::Dpo, &initial()).unwrap();
        delivered(&world).await;
        assert_eq!(world.duty(Kind::Breach48h).state, State::Met);
        let (by, now) = (world.account(Role::Dpo), world.clock.now());
        world
            .write(|db| bounced(db, &world.instance, &by, BREACH, 1, "550 boîte pleine", now))
            .unwrap();
        let duty = world.duty(Kind::Breach48h);
        assert_eq!((duty.state, duty.met_at), (State::Pending, None));
        assert!(
            !world.read(|db| steps::open(db, &duty.id)).is_empty(),
            "its reminders are due again"
        );
        let id = world.dossier_id();
        let kinds: Vec<String> = world
            .read(|db| alarms::of_incident(db, &id))
            .into_iter()
            .map(|it| it.kind)
            .collect();
        assert_eq!(kinds, ["mail_bounced"]);
        assert_eq!(
            world.letters(LetterKind::BreachNotification)[0].state,
            MailState::Failed
        );
    }
}

#[test]
fn a_complete_record_makes_a_complete_notification() {
    for world in with_breach() {
        assert!(world.missing().contains(&"nature"));
        assert!(world.missing().contains(&"risk"));
    }
}

#[test]
fn a_marked_file_goes_with_the_letter_and_another_one_does_not() {
    for world in with_breach() {
        let (by, now) = (world.account(Role::Dpo), world.clock.now());
        let sight = by.sight();
        let incident = world
            .read(|db| tocsin::store::incidents::find(db, "SSI-2026-0001", &sight))
            .unwrap();
        for (name, with_notification) in [("rançon.txt", true), ("brouillon.txt", false)] {
            let mut incoming = world.instance.vault.receive(None).unwrap();
            incoming.write(name.as_bytes()).unwrap();
            let piece = Piece {
                content: incoming.keep().unwrap(),
                name: name.to_owned(),
                with_notification,
            };
            world
                .write(|db| attach(db, &by, &incident, piece, now).map(|_| ()))
                .unwrap();
        }
        world.notified(Role::Dpo, &initial()).unwrap();
        let letter = world.letters(LetterKind::BreachNotification).remove(0);
        let bytes = world.read(|db| mails::message(db, &letter.id)).unwrap();
        let message = mail_parser::MessageParser::default().parse(&bytes).unwrap();
        let names: Vec<&str> = message
            .attachments()
            .filter_map(|part| part.attachment_name())
            .collect();
        assert_eq!(
            names,
            ["VIO-2026-0001-1.pdf", "VIO-2026-0001-1.json", "rançon.txt"]
        );
        assert_eq!(
            message.attachments().last().unwrap().contents(),
            "rançon.txt".as_bytes()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_refused_for_good_may_be_sent_again() {
    for world in with_breach() {
        let server = SmtpServer::start(Behaviour::default()).await;
        server.script(|arrival| match arrival.to.as_str() {
            "dpd@ac-rennes.fr" => Act::RefuseRecipient("550 5.1.1 no such user"),
            _ => Act::Accept,
        });
        world.notified(Role::Dpo, &initial()).unwrap();
        let settings = SmtpSettings::parse(&format!("smtp://{}?tls=none", server.addr)).unwrap();
        let smtp = SmtpTransport::new(settings, Patience::default(), None).unwrap();
        let worker = world.worker("w", Mailer::Smtp(Box::new(smtp)));
        worker.tick().await.unwrap();
        assert_eq!(
            world.duty(Kind::Breach48h).state,
            State::Pending,
            "refusal meets nothing"
        );
        server.script(|_| Act::Accept);
        world.notified(Role::Dpo, &initial()).unwrap();
        worker.tick().await.unwrap();
        assert_eq!(world.duty(Kind::Breach48h).state, State::Met);
        assert_eq!(world.chain().len(), 2, "both attempts stay in the chain");
    }
}
