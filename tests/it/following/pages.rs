//! People who write in a dossier, correct, plan and come back to it, without scripts.

use tocsin::domain::people::Role;
use tocsin::store::{entries, remediation, reviews};

use super::{DOSSIER, dossier_id, with_dossier};
use crate::support::site::{Answer, Form, Site, with};

fn form(fields: &[(&str, &str)]) -> Form {
    let owned = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

fn path(rest: &str) -> String {
    format!("/dossiers/{DOSSIER}{rest}")
}

/// Spaces that may not break are no matter here: another test looks after them.
fn says(answer: &Answer, words: &[&str]) {
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ").replace("&#39;", "'");
    let body = plain(&answer.body);
    for word in words {
        assert!(body.contains(&plain(word)), "{word:?} is missing in:\n{body}");
    }
}

fn hidden(answer: &Answer, name: &str) -> String {
    let marker = format!("name=\"{name}\" value=\"");
    let (_, rest) = answer
        .body
        .split_once(&marker)
        .unwrap_or_else(|| panic!("{name}: {}", answer.body));
    rest.split('"').next().unwrap().to_owned()
}

fn texts(site: &Site) -> Vec<String> {
    let id = dossier_id(&site.world);
    let all = site.world.read(|db| entries::of_incident(db, &id));
    all.into_iter().map(|entry| entry.text).collect()
}

#[test]
fn an_entry_is_written_on_the_page_of_its_dossier_and_nothing_typed_is_lost() {
    for world in with_dossier() {
        let site = Site::of(world);
        let rsn = site.visitor(Role::Rsn);
        let page = rsn.get(&path(""));
        says(
            &page,
            &[
                "Ajouter au dossier",
                "Plan d’actions",
                "Revoir ce dossier plus tard",
                "Incident signalé",
            ],
        );
        let typed = form(&[
            ("key", &hidden(&page, "key")),
            ("kind", "fact"),
            ("text", "Le voisin <b>l’a vu</b>, dit @dpo."),
            ("at_date", "2026-02-30"),
            ("at_time", "10:00"),
        ]);
        let refused = rsn.post(&path("/suivi"), &typed);
        assert_eq!(refused.status, 422);
        says(
            &refused,
            &[
                "2 points sont à corriger",
                "Cette date n’existe pas",
                "Personne ne voit ce dossier",
                "Le voisin &#60;b&#62;",
                "2026-02-30",
            ],
        );
        assert!(texts(&site).is_empty());
        let right = with(
            &with(&typed, "at_date", &["2026-02-27"]),
            "text",
            &["Le voisin l’a vu."],
        );
        for _ in 0..2 {
            let sent = rsn.post(&path("/suivi"), &right);
            assert_eq!(
                (sent.status, sent.location.as_str()),
                (303, "/dossiers/SSI-2026-0001?fait=ecriture#suivi")
            );
        }
        assert_eq!(texts(&site), ["Le voisin l’a vu."], "pressing twice writes once");
        let other = rsn.post(&path("/suivi"), &with(&right, "text", &["Autre chose."]));
        assert_eq!(other.status, 422);
        says(&other, &["déjà été envoyé", "Autre chose."]);
        says(
            &rsn.get(&path("?fait=ecriture")),
            &["C’est écrit au dossier.", "Le voisin l’a vu."],
        );
        let chronology = rsn.get(&path("/chronologie?order=oldest"));
        says(
            &chronology,
            &["Le voisin l’a vu.", "Écriture n° 1 – Personne rsn, notée le"],
        );
    }
}

#[test]
fn a_correction_made_meanwhile_is_shown_and_what_was_typed_is_kept() {
    for world in with_dossier() {
        let site = Site::of(world);
        let (rsn, rssi) = (site.visitor(Role::Rsn), site.visitor(Role::Rssi));
        rsn.post(
            &path("/suivi"),
            &form(&[("kind", "comment"), ("text", "Éteint.")]),
        );
        let page = rsn.get(&path("/suivi/1/corriger"));
        says(&page, &["Éteint.", "Votre correction de l’écriture n° 1"]);
        let theirs = form(&[("kind", "comment"), ("text", "Débranché.")]);
        assert_eq!(rssi.post(&path("/suivi/1/corriger"), &theirs).status, 303);
        let mine = form(&[("kind", "comment"), ("text", "Allumé, en fait.")]);
        let refused = rsn.post(&path("/suivi/1/corriger"), &mine);
        assert_eq!(refused.status, 409);
        says(
            &refused,
            &[
                "Quelqu’un a corrigé cette écriture",
                "Débranché.",
                "Allumé, en fait.",
                "Votre correction de l’écriture n° 2",
                "/suivi/2/corriger",
            ],
        );
        assert_eq!(rsn.post(&path("/suivi/2/corriger"), &mine).status, 303);
        assert_eq!(texts(&site), ["Éteint.", "Débranché.", "Allumé, en fait."]);
        let page = rsn.get(&path("/suivi/1/corriger"));
        says(
            &page,
            &["Corrigé", "par l’écriture n° 2", "Corrige l’écriture n° 2."],
        );
        assert_eq!(
            rsn.post(&path("/suivi/3/corriger"), &with(&mine, "text", &[""]))
                .status,
            422
        );
        assert_eq!(rsn.get(&path("/suivi/9/corriger")).status, 404);
        assert_eq!(
            site.visitor(Role::Dpo).get(&path("/suivi/1/corriger")).status,
            404
        );
    }
}

#[test]
fn an_action_is_planned_by_those_who_handle_and_done_by_its_owner() {
    for world in with_dossier() {
        let site = Site::of(world);
        let (rssi, rsn) = (site.visitor(Role::Rssi), site.visitor(Role::Rsn));
        assert_eq!(rsn.get(&path("/actions")).status, 403);
        let page = rssi.get(&path("/actions"));
        let typed = form(&[
            ("key", &hidden(&page, "key")),
            ("title", ""),
            ("owner", "etablissement"),
            ("owner_address", "dpo@exemple.fr"),
            ("due_on", "bientôt"),
        ]);
        let refused = rssi.post(&path("/actions"), &typed);
        assert_eq!(refused.status, 422);
        says(
            &refused,
            &["3 points sont à corriger", "dpo@exemple.fr", "bientôt"],
        );
        let right = with(&with(&typed, "title", &["Réinstaller"]), "owner_address", &[""]);
        let right = with(&right, "due_on", &["2026-03-09"]);
        for _ in 0..2 {
            assert_eq!(
                rssi.post(&path("/actions"), &right).location,
                "/dossiers/SSI-2026-0001?fait=action#plan"
            );
        }
        says(
            &rsn.get(&path("")),
            &["n° 1 – Réinstaller", "lundi 9 mars 2026", "À commencer"],
        );
        let page = rsn.get(&path("/actions/1"));
        let change = form(&[
            ("version", &hidden(&page, "version")),
            ("title", "Réinstaller"),
            ("owner", "etablissement"),
            ("due_on", "2026-03-09"),
            ("state", "done"),
        ]);
        let refused = rsn.post(&path("/actions/1"), &change);
        assert_eq!(refused.status, 422);
        says(&refused, &["ce qui montre que c’est fait"]);
        let begun = with(&change, "state", &["in_progress"]);
        assert_eq!(rssi.post(&path("/actions/1"), &begun).status, 303);
        let shown = with(&change, "evidence", &["Ticket clos ce matin."]);
        let late = rsn.post(&path("/actions/1"), &shown);
        assert_eq!(late.status, 409);
        says(
            &late,
            &["Personne rssi a modifié l’action", "Ticket clos ce matin."],
        );
        let again = with(&shown, "version", &[&hidden(&late, "version")]);
        assert_eq!(rsn.post(&path("/actions/1"), &again).status, 303);
        says(
            &rsn.get(&path("/actions/1?fait=action-a-jour")),
            &[
                "L’action est à jour.",
                "Terminée",
                "Ticket clos ce matin.",
                "Ce qui a changé",
            ],
        );
        let id = dossier_id(&site.world);
        assert_eq!(
            site.world.read(|db| remediation::of_incident(db, &id)).len(),
            1,
            "pressing twice plans once"
        );
        assert_eq!(rsn.get(&path("/actions/2")).status, 404);
    }
}

#[test]
fn the_rssi_follows_every_plan_and_others_what_comes_back_to_them() {
    for world in with_dossier() {
        let site = Site::of(world);
        let rssi = site.visitor(Role::Rssi);
        for (title, owner) in [("Réinstaller", "etablissement"), ("Analyser", "academie")] {
            let action = form(&[("title", title), ("owner", owner), ("due_on", "2026-03-09")]);
            assert_eq!(rssi.post(&path("/actions"), &action).status, 303);
        }
        says(
            &rssi.get("/actions"),
            &["Réinstaller", "Analyser", DOSSIER, "À commencer"],
        );
        let rsn = site.visitor(Role::Rsn).get("/actions");
        says(&rsn, &["Réinstaller"]);
        assert!(!rsn.body.contains("Analyser"));
        says(
            &site.visitor(Role::Rsn).get("/actions?owner=all"),
            &["Réinstaller", "Analyser"],
        );
        says(&rssi.get("/actions?state=overdue"), &["Aucune action ici"]);
        let sliced = rssi.get("/actions?limit=1");
        says(&sliced, &["Suivants"]);
        let (_, next) = sliced
            .body
            .split_once("/actions?owner=all&#38;state=open&#38;cursor=")
            .unwrap();
        let cursor = next.split('"').next().unwrap();
        let second = rssi.get(&format!("/actions?owner=all&state=open&cursor={cursor}"));
        says(&second, &["Analyser", "Revenir au début"]);
        assert!(!second.body.contains("Réinstaller"));
        assert_eq!(site.visitor(Role::Observer).get("/actions").status, 403);
    }
}

#[test]
fn a_review_day_is_set_shown_in_the_list_and_taken_away() {
    for world in with_dossier() {
        let site = Site::of(world);
        let rssi = site.visitor(Role::Rssi);
        let typed = form(&[
            ("action", "fixer"),
            ("review_on", "2026-03-02"),
            ("review_reason", ""),
        ]);
        let refused = rssi.post(&path("/revoir"), &typed);
        assert_eq!(refused.status, 422);
        says(
            &refused,
            &[
                "2 points sont à corriger",
                "Choisissez un jour à venir.",
                "2026-03-02",
            ],
        );
        let right = with(
            &with(&typed, "review_on", &["2026-03-09"]),
            "review_reason",
            &["Réponse de l’éditeur."],
        );
        assert_eq!(
            rssi.post(&path("/revoir"), &right).location,
            "/dossiers/SSI-2026-0001?fait=revoir#revoir"
        );
        says(
            &rssi.get(&path("")),
            &[
                "lundi 9 mars 2026",
                "Réponse de l’éditeur.",
                "Changer la date de revue",
            ],
        );
        says(&rssi.get("/dossiers"), &["À revoir le lundi 9 mars 2026"]);
        let other = site.visitor(Role::Rsn).get("/dossiers");
        assert!(!other.body.contains("À revoir le"), "each party has its own");
        let cleared = rssi.post(&path("/revoir"), &form(&[("action", "effacer")]));
        assert_eq!(
            cleared.location,
            "/dossiers/SSI-2026-0001?fait=revoir-efface#revoir"
        );
        let id = dossier_id(&site.world);
        assert!(site.world.read(|db| reviews::of_incident(db, &id)).is_empty());
    }
}
