//! The pages of a breach as people meet them: from the dossier to the line of time, the record section by section, who
//! knew when, what it is taken to be.

use tocsin::domain::breach::Status;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::Role;
use tocsin::store::breaches::{self, Breach};
use tocsin::store::{incidents, journal, obligations};

use crate::support::site::{Answer, Form, Site, with};
use crate::support::world::{World, touched};

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
