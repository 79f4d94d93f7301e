//! The pages of a breach as people meet them: from the dossier to the line of time, the record section by section, who
//! knew when, what it is taken to be.

use tocsin::domain::breach::Status;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::Role;
use tocsin::domain::uai::Uai;
use tocsin::store::breaches::{self, Breach};
use tocsin::store::{incidents, journal, notifications, obligations};

use crate::support::site::{Answer, Form, Site, with};
use crate::support::world::{BROSSOLETTE, World, touched};

const DOSSIER: &str = "/dossiers/SSI-2026-0001";
const BREACH: &str = "/violations/VIO-2026-0001";

fn site(world: World, personal_data: PersonalData) -> Site {
    let given = Report {
        components: vec![touched("poste-pedagogique", None)],
        personal_data,
        ..world.a_report()
    };
    world.reported(Role::Rsn, given);
    Site::of(world)
}

fn form(fields: &[(&str, &str)]) -> Form {
    let owned = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

fn says(page: &Answer, words: &[&str]) {
    for word in words {
        assert!(page.body.contains(word), "{word:?} is not in {}", page.body);
    }
}

fn breach(site: &Site) -> Breach {
    let sight = site.world.account(Role::Dpd).sight();
    site.world
        .read(|db| breaches::find(db, "VIO-2026-0001", &sight))
        .unwrap()
}

fn stands(site: &Site, kind: Kind) -> Vec<State> {
    let id = site
        .world
        .read(|db| incidents::by_reference(db, "SSI-2026-0001"))
        .unwrap()
        .id;
    let duties = site.world.read(|db| obligations::of_incident(db, &id));
    duties
        .iter()
        .filter(|duty| duty.kind == kind)
        .map(|duty| duty.state)
        .collect()
}

#[test]
fn the_dossier_leads_to_the_breach_and_its_line_of_time() {
    for world in World::on_each_engine() {
        let site = site(world, PersonalData::Yes);
        let dpo = site.visitor(Role::Dpo);
        let dossier = dpo.get(DOSSIER);
        says(
            &dossier,
            &[
                "VIO-2026-0001",
                "À titre de précaution",
                "Ouvrir la violation",
                "Notifier la violation à la CNIL",
            ],
        );
        let page = dpo.get(BREACH);
        assert_eq!(page.status, 200);
        says(
            &page,
            &[
                "La ligne du temps",
                "Prise de connaissance",
                "règlement n°\u{a0}1182/71",
                "Tocsin enverra lui-même la notification",
                "pour une notification complète",
                "Qui savait, et quand",
            ],
        );
        let acts = site.world.read(|db| journal::after(db, 0, 1_000));
        assert!(acts.iter().any(|entry| entry.act == "breach_read"));
    }
}

#[test]
fn nobody_reads_a_breach_of_a_dossier_they_do_not_see() {
    let site = site(World::on_sqlite(), PersonalData::Yes);
    for page in ["", "/scope", "/connaissance", "/statut", "/notifications/1.pdf"] {
        for role in [Role::Observer, Role::Admin] {
            let status = site.visitor(role).get(&format!("{BREACH}{page}")).status;
            assert_eq!(status, 403, "{role} {page}");
        }
        let absent = site
            .visitor(Role::Dpd)
            .get(&format!("/violations/VIO-2026-0099{page}"))
            .status;
        assert_eq!(absent, 404, "{page}");
    }
}

#[test]
fn the_head_of_another_school_finds_nothing() {
    for world in World::on_each_engine() {
        let elsewhere = Report {
            establishment_uai: Some(Uai::parse(BROSSOLETTE).unwrap()),
            components: vec![touched("poste-pedagogique", None)],
            personal_data: PersonalData::Yes,
            ..world.a_report()
        };
        world.reported(Role::Rssi, elsewhere);
        let site = Site::of(world);
        for page in ["", "/scope", "/connaissance", "/statut", "/notifications/1.json"] {
            let path = format!("{BREACH}{page}");
            let head = site.visitor(Role::ChefEtablissement).get(&path);
            assert_eq!(head.status, 404, "{page}");
            assert!(!head.body.contains("Violation VIO-2026-0001"), "{page}");
        }
        let acts = site.world.read(|db| journal::after(db, 0, 1_000));
        assert!(acts.iter().all(|entry| entry.act != "breach_read"));
        assert_eq!(site.visitor(Role::Dpo).get(BREACH).status, 200);
    }
}

#[test]
fn since_when_a_party_knows_is_corrected_with_a_reason_and_the_duties_follow() {
    for world in World::on_each_engine() {
        let site = site(world, PersonalData::Yes);
        let dpo = site.visitor(Role::Dpo);
        let path = format!("{BREACH}/connaissance");
        says(
            &dpo.get(&path),
            &["Depuis quand le sait-on", "raisonnablement certaine"],
        );
        let version = breach(&site).version.to_string();
        let typed = form(&[
            ("version", &version),
            ("departement_shown", "true"),
            ("departement_date", "2026-03-01"),
            ("departement_time", "18:30"),
            ("departement_how", "Appel du principal"),
        ]);
        let refused = dpo.post(&path, &typed);
        assert_eq!(refused.status, 422);
        says(
            &refused,
            &["18:30", "Appel du principal", "href=\"#departement_reason\""],
        );
        let reasoned = with(&typed, "departement_reason", &["L’appel précède le courriel."]);
        let saved = dpo.post(&path, &reasoned);
        assert_eq!(
            (saved.status, saved.location.as_str()),
            (303, "/violations/VIO-2026-0001?fait=connaissance")
        );
        says(
            &dpo.get(BREACH),
            &[
                "1er\u{a0}mars 2026 à\u{a0}18:30",
                "L’appel précède le courriel.",
                "datetime=\"2026-03-03T17:30:00.000000Z\"",
            ],
        );
        assert_eq!(dpo.post(&path, &reasoned).status, 409);
    }
}

#[test]
fn what_was_notified_is_downloaded_as_it_left_and_the_message_only_by_readers_of_the_journal() {
    for world in World::on_each_engine() {
        let site = site(world, PersonalData::Yes);
        let dpo = site.visitor(Role::Dpo);
        let form_page = format!("{BREACH}/notification");
        let version = breach(&site).version.to_string();
        let fields = [
            ("nature", "initial"),
            ("version", version.as_str()),
            ("action", "envoyer"),
        ];
        let sent = dpo.post(&form_page, &form(&fields));
        assert_eq!(sent.status, 303, "{}", sent.body);
        let id = breach(&site).id;
        let told = site.world.read(|db| notifications::find(db, &id, 1)).unwrap();
        let json = dpo.get(&format!("{BREACH}/notifications/1.json"));
        assert_eq!((json.status, json.body), (200, told.edpb));
        says(&dpo.get(BREACH), &["notifications/1.pdf", "notifications/1.eml"]);
        let message = format!("{BREACH}/notifications/1.eml");
        assert_eq!(dpo.get(&message).status, 200);
        let head = site.visitor(Role::ChefEtablissement);
        assert_eq!(head.get(&message).status, 403);
        assert!(!head.get(BREACH).body.contains("notifications/1.eml"));
        assert_eq!(dpo.get(&format!("{BREACH}/notifications/2.json")).status, 404);
    }
}

#[test]
fn a_section_is_saved_as_one_goes_and_nothing_typed_is_lost() {
    for world in World::on_each_engine() {
        let site = site(world, PersonalData::Yes);
        let dpo = site.visitor(Role::Dpo);
        let path = format!("{BREACH}/scope");
        let page = dpo.get(&path);
        says(&page, &["Enregistrer et continuer", "Mineurs"]);
        let version = breach(&site).version.to_string();
        let typed = form(&[
            ("version", &version),
            ("asks", "persons_categories"),
            ("asks", "persons_count_kind"),
            ("asks", "persons_count"),
            ("asks", "persons_description"),
            ("persons_categories", "minors"),
            ("persons_count_kind", "approximate"),
            ("persons_count", "moins douze"),
            ("persons_description", "Les élèves de 6e B"),
        ]);
        let refused = dpo.post(&path, &typed);
        assert_eq!(refused.status, 422);
        says(&refused, &["moins douze", "Les élèves de 6e B"]);
        assert_eq!(breach(&site).version.to_string(), version, "nothing is recorded");
        let right = with(&with(&typed, "persons_count", &["120"]), "action", &["continuer"]);
        let saved = dpo.post(&path, &right);
        assert_eq!(saved.status, 303, "{}", saved.body);
        let record = breach(&site).record;
        assert_eq!(
            (record.persons_count, record.persons_description.as_str()),
            (Some(120), "Les élèves de 6e B")
        );
        let stale = dpo.post(&path, &with(&right, "persons_description", &["Autre"]));
        assert_eq!(stale.status, 409);
        says(&stale, &["Autre"]);
    }
}

#[test]
fn what_the_breach_is_taken_to_be_is_said_with_its_reason() {
    for world in World::on_each_engine() {
        let site = site(world, PersonalData::Yes);
        let dpo = site.visitor(Role::Dpo);
        let path = format!("{BREACH}/statut");
        let version = breach(&site).version.to_string();
        let typed = form(&[
            ("version", &version),
            ("status", "not_a_breach"),
            ("controllers", "etablissement"),
        ]);
        assert_eq!(dpo.post(&path, &typed).status, 422);
        let saved = dpo.post(&path, &with(&typed, "status_reason", &["Le fichier était vide."]));
        assert_eq!(saved.status, 303, "{}", saved.body);
        assert_eq!(breach(&site).status, Status::NotABreach);
        assert_eq!(stands(&site, Kind::Breach48h), [State::Cancelled]);
    }
}

#[test]
fn the_automatic_sending_is_held_with_a_reason_that_all_see() {
    let site = site(World::on_sqlite(), PersonalData::Yes);
    let dpo = site.visitor(Role::Dpo);
    let path = format!("{BREACH}/envoi-automatique");
    assert_eq!(dpo.post(&path, &form(&[("reason", " ")])).status, 422);
    assert_eq!(
        dpo.post(&path, &form(&[("reason", "Relecture en cours.")]))
            .status,
        303
    );
    says(
        &site.visitor(Role::Rssi).get(BREACH),
        &["L’envoi automatique est retenu", "Relecture en cours."],
    );
    assert_eq!(dpo.post(&path, &form(&[("action", "retablir")])).status, 303);
    assert!(breach(&site).hold.is_none());
}

#[test]
fn the_question_whether_personal_data_are_touched_is_answered_on_the_dossier() {
    for world in World::on_each_engine() {
        let site = site(world, PersonalData::Unknown);
        let dpo = site.visitor(Role::Dpo);
        let path = format!("{DOSSIER}/donnees-personnelles");
        says(
            &dpo.get(DOSSIER),
            &[
                "Des données personnelles sont-elles touchées",
                "Oui, ouvrir une violation",
            ],
        );
        let unreasoned = dpo.post(&path, &form(&[("answer", "non"), ("reason", "")]));
        assert_eq!(unreasoned.status, 422);
        let yes = dpo.post(&path, &form(&[("answer", "oui")]));
        assert_eq!(
            (yes.status, yes.location.as_str()),
            (303, "/violations/VIO-2026-0001?fait=violation")
        );
        assert_eq!(stands(&site, Kind::AssessPersonalData), [State::Met]);
    }
}
