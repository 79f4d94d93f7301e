//! Reporting, on both engines: what is recorded with a report, and that nothing is when it is refused.

use chrono::TimeDelta;
use tocsin::actions::report::{Key, ReportRefused, Reported, report};
use tocsin::domain::convention::Certainty;
use tocsin::domain::incident::Report;
use tocsin::domain::journal::Verifier;
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::{Party, Role};
use tocsin::domain::uai::Uai;
use tocsin::store::incidents::{self, Incident};
use tocsin::store::{StoreError, alarms, journal, mails, obligations};

use crate::support::world::{BROSSOLETTE, LYCEE, World, ZOLA, touched};

fn dossier(world: &World, reference: &str) -> Incident {
    let sight = world.account(Role::Rssi).sight();
    world.read(|db| incidents::find(db, reference, &sight)).unwrap()
}

fn letters(world: &World, incident: &Incident) -> Vec<mails::Mail> {
    world.read(|db| mails::of_incident(db, &incident.id))
}

fn addresses(world: &World, incident: &Incident) -> Vec<String> {
    letters(world, incident)
        .into_iter()
        .map(|mail| mail.address)
        .collect()
}

fn kinds(world: &World, incident: &Incident) -> Vec<Kind> {
    let duties = world.read(|db| obligations::of_incident(db, &incident.id));
    assert!(
        duties
            .iter()
            .all(|duty| duty.state == State::Pending && duty.due_at.is_none())
    );
    duties.into_iter().map(|duty| duty.kind).collect()
}

fn journal_acts(world: &World) -> Vec<String> {
    let entries = world.read(|db| journal::after(db, 0, 1_000));
    let mut verifier = Verifier::new();
    for entry in &entries {
        verifier.feed(entry).unwrap();
    }
    entries.into_iter().map(|entry| entry.act).collect()
}

fn refused(world: &World, role: Role, given: Report) -> Vec<String> {
    let (by, now) = (world.account(role), world.clock.now());
    let before = journal_acts(world).len();
    let refused = world
        .write(|db| report(db, &world.instance, &by, given, None, now))
        .unwrap_err();
    assert_eq!(
        journal_acts(world).len(),
        before,
        "a refused report leaves no trace"
    );
    match refused {
        ReportRefused::Problems(problems) => problems.into_iter().map(|problem| problem.field).collect(),
        other => panic!("{other}"),
    }
}

#[test]
fn an_administrative_workstation_goes_to_the_academie_and_the_right_people_are_told() {
    for world in World::on_each_engine() {
        let told = world.reported(Role::Rsn, world.a_report());
        let incident = dossier(&world, "SSI-2026-0001");
        assert_eq!(
            told,
            Reported {
                reference: "SSI-2026-0001".to_owned(),
                already: false,
                incident: Some(incident.clone()),
            }
        );
        assert_eq!(
            (incident.decision.handler, incident.decision.certainty),
            (Party::Academie, Certainty::Explicit)
        );
        assert_eq!(
            kinds(&world, &incident),
            [Kind::ReportToRssi, Kind::AlertHeadOfSchool]
        );
        assert_eq!(
            addresses(&world, &incident),
            ["rssi@ac-rennes.fr", "ce.0350003n@ac-rennes.fr"]
        );
        assert!(journal_acts(&world).contains(&"incident_reported".to_owned()));
    }
}

#[test]
fn duties_of_one_report_towards_the_rssi_share_one_letter_and_the_handler_is_told() {
    for world in World::on_each_engine() {
        let given = Report {
            components: vec![touched("tablette", None)],
            ..world.a_report()
        };
        let incident = dossier(&world, &world.reported(Role::Rsn, given).reference);
        assert_eq!(incident.decision.handler, Party::Departement);
        assert_eq!(
            kinds(&world, &incident),
            [Kind::ReportToRssi, Kind::AlertHeadOfSchool, Kind::InformRssi]
        );
        assert_eq!(
            addresses(&world, &incident),
            [
                "rssi@ac-rennes.fr",
                "ce.0350003n@ac-rennes.fr",
                "dpo@ille-et-vilaine.fr"
            ]
        );
        assert!(incident.parties.contains(&Party::Departement));
    }
}

#[test]
fn the_departement_is_told_when_its_perimeter_may_be_touched() {
    for world in World::on_each_engine() {
        let given = Report {
            departement_impact_possible: true,
            ..world.a_report()
        };
        let incident = dossier(&world, &world.reported(Role::Rsn, given).reference);
        assert!(kinds(&world, &incident).contains(&Kind::InformDepartement));
        assert!(addresses(&world, &incident).contains(&"dpo@ille-et-vilaine.fr".to_owned()));
        assert!(world.account(Role::AgentDepartement).sight() != world.account(Role::Rssi).sight());
    }
}

#[test]
fn a_lycee_and_a_cite_scolaire_are_taken_with_their_warnings() {
    for world in World::on_each_engine() {
        for (uai, handler, warning) in [
            (LYCEE, Party::Etablissement, "no_convention"),
            (ZOLA, Party::Region, "cite_scolaire"),
        ] {
            let establishment_uai = Some(Uai::parse(uai).unwrap());
            let given = Report {
                establishment_uai,
                components: vec![touched("tablette", None)],
                ..world.a_report()
            };
            let incident = dossier(&world, &world.reported(Role::Rssi, given).reference);
            assert_eq!(incident.decision.handler, handler, "{uai}");
            assert!(
                incident.decision.warnings.contains(&warning.to_owned()),
                "{uai}: {:?}",
                incident.decision.warnings
            );
            assert!(
                addresses(&world, &incident).contains(&"rssi@ac-rennes.fr".to_owned()),
                "the RSSI is told all the same"
            );
        }
    }
}

#[test]
fn a_drill_is_written_to_the_mailbox_of_drills_only() {
    for world in World::on_each_engine() {
        let given = Report {
            exercise: true,
            ..world.a_report()
        };
        let incident = dossier(&world, &world.reported(Role::Rssi, given).reference);
        assert!(
            addresses(&world, &incident)
                .iter()
                .all(|address| address == "exercices@exemple.fr")
        );
        assert!(
            letters(&world, &incident)
                .iter()
                .all(|mail| mail.subject.starts_with("[EXERCICE]"))
        );
    }
}

#[test]
fn every_problem_is_told_at_once_and_nothing_is_recorded() {
    for world in World::on_each_engine() {
        let given = Report {
            title: "  ".to_owned(),
            description: "x".repeat(20_001),
            components: vec![touched("grille-pain", None), touched("tablette", Some("lune"))],
            detected_at: world.clock.now() + TimeDelta::hours(1),
            occurred_from: Some(world.clock.now() + TimeDelta::hours(2)),
            ..world.a_report()
        };
        let fields = refused(&world, Role::Rsn, given);
        for field in [
            "title",
            "description",
            "detected_at",
            "occurred_from",
            "components[0].component",
            "components[1].network",
        ] {
            assert_eq!(
                fields.iter().filter(|f| *f == field).count(),
                1,
                "{field} in {fields:?}"
            );
        }
        let elsewhere = Report {
            establishment_uai: Some(Uai::parse(BROSSOLETTE).unwrap()),
            ..world.a_report()
        };
        assert_eq!(
            refused(&world, Role::Rsn, elsewhere),
            ["establishment_uai"],
            "another school than one's own"
        );
        let unknown = Report {
            establishment_uai: Some(Uai::parse("0120612A").unwrap()),
            ..world.a_report()
        };
        assert_eq!(refused(&world, Role::Rssi, unknown), ["establishment_uai"]);
        assert_eq!(
            world.reported(Role::Rsn, world.a_report()).reference,
            "SSI-2026-0001",
            "no number was lost"
        );
    }
}

#[test]
fn the_same_key_never_reports_twice() {
    for world in World::on_each_engine() {
        let (by, now) = (world.account(Role::Rsn), world.clock.now());
        let key = |hash: &str| Key {
            key: "k".to_owned(),
            request_hash: hash.to_owned(),
        };
        let send = |key: Key| {
            let given = world.a_report();
            world.write(|db| report(db, &world.instance, &by, given, Some(&key), now))
        };
        let first = send(key("a")).unwrap();
        let second = send(key("a")).unwrap();
        assert_eq!(
            (first.reference.as_str(), second.reference.as_str()),
            ("SSI-2026-0001", "SSI-2026-0001")
        );
        assert!(second.already && !first.already);
        assert!(matches!(send(key("b")), Err(ReportRefused::KeyReused)));
        assert_eq!(letters(&world, &dossier(&world, "SSI-2026-0001")).len(), 2);
    }
}

#[test]
fn an_unknown_mailbox_raises_an_alarm_and_keeps_the_duty() {
    for world in World::on_each_engine() {
        let now = world.clock.now();
        let without_mailbox = |db: &mut tocsin::store::Db| -> Result<(), StoreError> {
            let uai = Uai::parse(BROSSOLETTE).unwrap();
            let mut school = tocsin::store::establishments::find(db, &uai)?.unwrap();
            school.mailbox.clear();
            tocsin::store::establishments::update(db, &school, now)
        };
        world.write(without_mailbox).unwrap();
        let given = Report {
            establishment_uai: Some(Uai::parse(BROSSOLETTE).unwrap()),
            ..world.a_report()
        };
        let incident = dossier(&world, &world.reported(Role::Rssi, given).reference);
        assert_eq!(addresses(&world, &incident), ["rssi@ac-rennes.fr"]);
        assert!(kinds(&world, &incident).contains(&Kind::AlertHeadOfSchool));
        let standing = world.read(|db| alarms::of_incident(db, &incident.id));
        assert_eq!(
            standing
                .iter()
                .map(|alarm| alarm.kind.as_str())
                .collect::<Vec<_>>(),
            ["no_address"]
        );
    }
}

#[test]
fn concurrent_reports_get_references_without_gap_or_double() {
    for world in World::on_each_engine() {
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| world.reported(Role::Rsn, world.a_report()));
            }
        });
        for number in 1..=8 {
            dossier(&world, &format!("SSI-2026-{number:04}"));
        }
        assert_eq!(
            journal_acts(&world)
                .iter()
                .filter(|act| *act == "incident_reported")
                .count(),
            8
        );
    }
}
