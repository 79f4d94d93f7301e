//! Pages on which dossiers are given, followed and queued, teams are kept and letters chosen.

use tocsin::actions::assignment::Given;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::people::{Party, Role};
use tocsin::store::{assignments, mailing, teams, watchers};

use super::{DOSSIER, OTHER, given, id_of, team, with_dossiers};
use crate::support::site::{Answer, Form, Site, with};

fn form(fields: &[(&str, &str)]) -> Form {
    let owned = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

fn says(answer: &Answer, words: &[&str]) {
    for word in words {
        assert!(answer.body.contains(word), "{word}: {}", answer.body);
    }
}

fn path(below: &str) -> String {
    format!("/dossiers/{DOSSIER}{below}")
}

#[test]
fn a_dossier_is_taken_in_one_press_given_and_given_back() {
    for world in with_dossiers() {
        let agent = world.account(Role::AgentAcademie).id;
        let site = Site::of(world);
        let rssi = site.visitor(Role::Rssi);
        says(
            &rssi.get(&path("")),
            &[
                "Personne ne tient encore ce dossier",
                "Je m’en occupe",
                "Personne agent_academie",
            ],
        );
        let take = form(&[("action", "prendre"), ("version", "0")]);
        assert_eq!(
            rssi.post(&path("/affectation"), &take).location,
            "/dossiers/SSI-2026-0001?fait=pris#affectation"
        );
        says(
            &rssi.get(&path("?fait=pris")),
            &["Vous tenez ce dossier.", "(vous)", "Rendre le dossier"],
        );
        let late = site
            .visitor(Role::AgentAcademie)
            .post(&path("/affectation"), &take);
        assert_eq!(late.status, 409);
        says(&late, &["Personne rssi a confié ce dossier à Personne rssi"]);
        let give = form(&[
            ("action", "confier"),
            ("version", "1"),
            ("holder", &format!("personne:{agent}")),
        ]);
        assert_eq!(rssi.post(&path("/affectation"), &give).status, 303);
        let wrong = with(&with(&give, "holder", &["personne:inconnue"]), "version", &["2"]);
        let refused = rssi.post(&path("/affectation"), &wrong);
        assert_eq!(refused.status, 422);
        says(&refused, &["Choisissez une personne des services"]);
        let release = form(&[("action", "rendre"), ("version", "2")]);
        assert_eq!(rssi.post(&path("/affectation"), &release).status, 303);
        let id = id_of(&site.world, DOSSIER);
        assert_eq!(
            site.world
                .read(|db| assignments::of_incident(db, &id))
                .unwrap()
                .holder,
            None
        );
        let rsn = site.visitor(Role::Rsn);
        assert!(!rsn.get(&path("")).body.contains("Je m’en occupe"));
        assert_eq!(rsn.post(&path("/affectation"), &take).status, 403);
        assert_eq!(
            site.visitor(Role::Dpo).post(&path("/affectation"), &take).status,
            404
        );
        assert_eq!(
            rssi.post(&path("/affectation"), &form(&[("action", "x")])).status,
            403
        );
    }
}

#[test]
fn a_dossier_is_followed_and_left_from_its_page() {
    for world in with_dossiers() {
        let (rsn, id) = (world.account(Role::Rsn).id, id_of(&world, DOSSIER));
        let site = Site::of(world);
        let visitor = site.visitor(Role::Rsn);
        says(&visitor.get(&path("")), &["Suivre ce dossier"]);
        assert_eq!(
            visitor
                .post(&path("/abonnement"), &form(&[("action", "suivre")]))
                .status,
            303
        );
        assert!(site.world.read(|db| watchers::follows(db, &id, &rsn)));
        says(&visitor.get(&path("")), &["Ne plus suivre"]);
        assert_eq!(
            visitor
                .post(&path("/abonnement"), &form(&[("action", "quitter")]))
                .status,
            303
        );
        assert!(!site.world.read(|db| watchers::follows(db, &id, &rsn)));
    }
}

#[test]
fn the_queue_is_where_people_who_handle_incidents_land() {
    for world in with_dossiers() {
        given(&world, Role::Rssi, DOSSIER, &Given::Me, None).unwrap();
        let site = Site::of(world);
        for (role, place) in [
            (Role::Rssi, "/ma-file"),
            (Role::AgentDepartement, "/ma-file"),
            (Role::Rsn, "/dossiers"),
            (Role::Admin, "/acheminement"),
        ] {
            assert_eq!(site.visitor(role).get("/").location, place, "{role}");
        }
        let rssi = site.visitor(Role::Rssi);
        says(
            &rssi.get("/ma-file"),
            &["Confiés à moi (1)", "À prendre (0)", DOSSIER, "Message étrange"],
        );
        says(&rssi.get("/ma-file?whose=free"), &["Aucun dossier à prendre"]);
        let dpo = site.visitor(Role::Dpo);
        says(
            &dpo.get("/ma-file"),
            &["Aucun dossier ne vous est confié", "Voir les dossiers à prendre"],
        );
        says(&dpo.get("/ma-file?whose=free&limit=1"), &[OTHER]);
        says(
            &dpo.get("/ma-file?whose=team"),
            &["Aucun dossier n’est confié à vos équipes"],
        );
        assert_eq!(site.visitor(Role::Observer).get("/ma-file").status, 403);
    }
}

#[test]
fn a_team_is_added_composed_and_ended_by_the_administrator() {
    for world in with_dossiers() {
        let site = Site::of(world);
        let admin = site.visitor(Role::Admin);
        says(
            &admin.get("/equipes"),
            &["Aucune équipe pour l’instant", "Ajouter une équipe"],
        );
        let new = form(&[
            ("key", "k"),
            ("name", "Postes"),
            ("party", "academie"),
            ("convention", ""),
        ]);
        let added = admin.post("/equipes", &new);
        let place = added.location.split('?').next().unwrap().to_owned();
        assert!(place.starts_with("/equipes/"), "{}", added.location);
        assert_eq!(
            admin.post("/equipes", &new).location,
            added.location,
            "pressed twice"
        );
        let taken = admin.post("/equipes", &with(&new, "key", &["l"]));
        assert_eq!(taken.status, 422);
        says(
            &taken,
            &["Cette autorité a déjà une équipe de ce nom.", "value=\"Postes\""],
        );
        says(&admin.get(&place), &["value=\"Postes\"", "rssi@exemple.fr"]);
        let composed = form(&[
            ("action", "enregistrer"),
            ("version", "1"),
            ("name", "Postes"),
            ("members", "rssi@exemple.fr"),
        ]);
        assert_eq!(admin.post(&place, &composed).location, "/equipes?fait=equipe");
        says(
            &site.visitor(Role::Dpd).get("/equipes"),
            &["Postes", "Personne rssi"],
        );
        let late = admin.post(&place, &composed);
        assert_eq!(late.status, 409);
        says(
            &late,
            &[
                "Quelqu’un a modifié cette équipe entre-temps",
                "value=\"rssi@exemple.fr\" checked",
            ],
        );
        let wrong = with(&with(&composed, "version", &["2"]), "name", &[""]);
        let wrong = admin.post(&place, &wrong);
        assert_eq!(wrong.status, 422);
        says(&wrong, &["Donnez un nom à l’équipe."]);
        assert_eq!(admin.post(&place, &form(&[("action", "dissoudre")])).status, 303);
        assert_eq!(admin.get(&place).status, 404);
        assert!(site.world.read(|db| teams::all(db, None)).is_empty());
    }
}

#[test]
fn letters_are_chosen_on_the_account_and_roles_are_decided_on_the_table() {
    for world in with_dossiers() {
        let rssi = world.account(Role::Rssi).id;
        team(&world, Party::Academie, "Postes", &[]).unwrap();
        let site = Site::of(world);
        let visitor = site.visitor(Role::Rssi);
        says(
            &visitor.get("/compte"),
            &["Dossier confié", "Sont toujours envoyés", "Rappel d’échéance"],
        );
        let shown = [
            "assigned",
            "dossier_news",
            "mentioned",
            "action_due",
            "review_due",
        ]
        .map(|kind| format!("{kind}-shown"));
        let shown = shown.iter().map(|name| (name.as_str(), "on"));
        let ticked = [("mentioned", "true"), ("assigned", "true")];
        let chosen: Vec<_> = shown.chain(ticked).collect();
        let chosen = form(&chosen);
        assert_eq!(
            visitor.post("/compte/courriels", &chosen).location,
            "/compte?fait=courriels#courriels"
        );
        let kept = site.world.read(|db| mailing::preferences(db, &rssi));
        let silenced = [
            LetterKind::DossierNews,
            LetterKind::ActionDue,
            LetterKind::ReviewDue,
        ];
        assert!(
            kept.len() == 3 && silenced.iter().all(|kind| !kept[kind]),
            "{kept:?}"
        );
        assert!(
            !site
                .visitor(Role::Admin)
                .get("/compte")
                .body
                .contains("Vos courriels")
        );
        let table = site.visitor(Role::Rsn).get("/qui-recoit-quoi");
        says(
            &table,
            &[
                "Notification de violation",
                "le DPD de l’académie",
                "Aucun réglage ne peut les faire taire",
                "Annexe opérationnelle, partie 5",
            ],
        );
        assert!(!table.body.contains("type=\"checkbox\""));
        let admin = site.visitor(Role::Admin);
        says(
            &admin.get("/qui-recoit-quoi"),
            &["type=\"checkbox\"", "Enregistrer ces réglages"],
        );
        let decided = form(&[
            ("shown", "assigned:rssi assigned:dpd"),
            ("given", "assigned:dpd"),
            ("given", "deadline_reminder:dpd"),
        ]);
        assert_eq!(admin.post("/qui-recoit-quoi", &decided).status, 303);
        let decided = site.world.read(mailing::decided);
        assert_eq!(decided[&LetterKind::Assigned], [(Role::Rssi, false)]);
        assert_eq!(decided.len(), 1, "only what was changed on the page");
        says(
            &site.visitor(Role::Dpd).get("/qui-recoit-quoi"),
            &["non, sauf demande de la personne"],
        );
    }
}
