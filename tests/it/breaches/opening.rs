//! A report that says that personal data are touched starts every clock at once; one that cannot tell asks the officer.

use chrono::TimeDelta;
use serde_json::json;
use tocsin::actions::breach::amend::{Amendment, put};
use tocsin::actions::breach::answer;
use tocsin::domain::breach::Status;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::letter::LetterKind;
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::{Party, Role};
use tocsin::store::breaches;

use super::support::{BREACH, DOSSIER, a_leak, fields, known, problems, with_breach};
use crate::support::world::{World, touched};

#[test]
fn a_report_with_personal_data_starts_the_clocks_of_each_party() {
    for world in with_breach() {
        let breach = world.breach();
        assert_eq!(
            (breach.reference.as_str(), breach.status),
            (BREACH, Status::Suspected)
        );
        let reported_at = world.clock.now();
        let noticed_at = reported_at - TimeDelta::hours(1);
        let told = world.duty(Kind::Breach48h);
        assert_eq!((told.debtor, told.starts_at), (Party::Departement, reported_at));
        assert_eq!(told.due_at, Some(reported_at + TimeDelta::hours(48)));
        let cnil = world.duty(Kind::Cnil72h);
        assert_eq!((cnil.debtor, cnil.starts_at), (Party::Etablissement, noticed_at));
        assert_eq!(cnil.due_at, Some(noticed_at + TimeDelta::hours(72)));
        assert!(told.convention_hash.is_some(), "the version of the pack is kept");
        assert!(world.journaled_acts().contains(&"breach_opened".to_owned()));
        let told: Vec<String> = world
            .letters(LetterKind::BreachOpened)
            .into_iter()
            .map(|it| it.address)
            .collect();
        for address in [
            "dpo@ille-et-vilaine.fr",
            "dpd@ac-rennes.fr",
            "ce.0350003n@ac-rennes.fr",
        ] {
            assert!(told.contains(&address.to_owned()), "{address}: {told:?}");
        }
        assert_eq!(breach.record.controller_name, "Collège René Cassin (0350003N)");
        assert_eq!(
            breach.record.description,
            "Une fenêtre demande d’appeler un numéro."
        );
    }
}

#[test]
fn what_the_academie_handles_starts_no_48_hours() {
    for world in World::on_each_engine() {
        let report = Report {
            personal_data: PersonalData::Yes,
            ..world.a_report()
        };
        world.reported(Role::Rsn, report);
        assert!(world.duties(Kind::Breach48h).is_empty());
        assert_eq!(world.duties(Kind::Cnil72h).len(), 1);
    }
}

#[test]
fn a_reporter_who_cannot_tell_has_the_officer_asked_within_the_day() {
    for world in World::on_each_engine() {
        let unknown = Report {
            components: vec![touched("poste-pedagogique", None)],
            personal_data: PersonalData::Unknown,
            ..world.a_report()
        };
        world.reported(Role::Rsn, unknown);
        let question = world.duty(Kind::AssessPersonalData);
        assert_eq!(question.due_at, Some(world.clock.now() + TimeDelta::hours(24)));
        let asked = world.letters(LetterKind::PersonalDataQuestion);
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].address, "dpo@ille-et-vilaine.fr");
        let (by, now) = (world.account(Role::Dpo), world.clock.now());
        let no = world.write(|db| answer::no(db, &world.instance, &by, DOSSIER, " ", now));
        assert_eq!(problems(&no.unwrap_err()), ["reason"]);
        world
            .write(|db| answer::yes(db, &world.instance, &by, DOSSIER, now).map(|_| ()))
            .unwrap();
        assert_eq!(world.duty(Kind::AssessPersonalData).state, State::Met);
        assert_eq!(
            world.duty(Kind::Breach48h).starts_at,
            now,
            "the département learns of it now"
        );
        let late = world.write(|db| answer::no(db, &world.instance, &by, DOSSIER, "Aucune donnée.", now));
        assert_eq!(problems(&late.unwrap_err()), ["breach"]);
    }
}

#[test]
fn no_is_an_answer_too_and_its_reason_is_kept() {
    for world in World::on_each_engine() {
        let unknown = Report {
            personal_data: PersonalData::Unknown,
            ..world.a_report()
        };
        world.reported(Role::Rsn, unknown);
        let (by, now) = (world.account(Role::Dpd), world.clock.now());
        world
            .write(|db| answer::no(db, &world.instance, &by, DOSSIER, "Poste sans données.", now))
            .unwrap();
        assert_eq!(world.duty(Kind::AssessPersonalData).state, State::Met);
        assert!(
            world
                .journaled_acts()
                .contains(&"personal_data_denied".to_owned())
        );
    }
}

#[test]
fn a_breach_entered_late_is_born_overdue() {
    for world in World::on_each_engine() {
        let report = Report {
            personal_data: PersonalData::No,
            detected_at: world.clock.now() - TimeDelta::days(9),
            ..a_leak(&world)
        };
        world.reported(Role::Rsn, report);
        let (by, now) = (world.account(Role::Dpo), world.clock.now());
        let given = Amendment {
            record: fields(json!({"nature": ["confidentiality"]})),
            awareness: vec![known(Party::Departement, now - TimeDelta::days(9), "")],
            ..Amendment::default()
        };
        let (_, opened) = world
            .write(|db| put(db, &world.instance, &by, DOSSIER, given, now))
            .unwrap();
        assert!(opened);
        let duty = world.duty(Kind::Breach48h);
        assert!(duty.is_overdue(now));
        assert_eq!(duty.due_at, Some(now - TimeDelta::days(7)));
        let facts = world.read(|db| breaches::history(db, &world.breach().id));
        assert_eq!(
            facts.len(),
            1,
            "what was given counts instead of what would be assumed"
        );
    }
}
