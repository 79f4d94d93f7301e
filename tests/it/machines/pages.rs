//! The administrator's page of tokens.

use tocsin::domain::machines::Scope;
use tocsin::domain::people::Role;

use super::token;
use crate::support::site::{Form, Site, with};
use crate::support::world::{CASSIN, World};

fn form() -> Form {
    let pairs = [
        ("name", "Zabbix"),
        ("scopes", "report"),
        ("convention", "ille-et-vilaine-2025"),
        ("schools", ""),
        ("last_day", "2026-12-31"),
    ];
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn a_token_is_shown_once_then_only_how_it_begins() {
    for world in World::on_each_engine() {
        let site = Site::of(world);
        let admin = site.visitor(Role::Admin);
        let given = admin.post("/jetons", &form());
        assert_eq!(given.status, 201, "{}", given.body);
        let secret = given.body.split("nowrap\">tocsin_").nth(1).unwrap();
        let secret = secret.split('<').next().unwrap().to_owned();
        let later = admin.get("/jetons").body;
        assert!(!later.contains(&secret));
        assert!(later.contains(&format!("tocsin_{}…", secret.split('_').next().unwrap())));
        // Sent twice by mistake, the form gives no second token of the name.
        let twice = admin.post("/jetons", &form());
        assert_eq!(twice.status, 422);
        assert!(twice.body.contains("porte déjà ce nom"));
    }
}

#[test]
fn what_is_wrong_is_told_beside_its_field_and_what_was_typed_is_kept() {
    let site = Site::of(World::on_sqlite());
    let admin = site.visitor(Role::Admin);
    let odd = with(&with(&form(), "schools", &["0359999Z, ici"]), "scopes", &[]);
    let odd = with(&odd, "last_day", &["demain"]);
    let refused = admin.post("/jetons", &odd);
    assert_eq!(refused.status, 422);
    for said in [
        "id=\"scopes-error\"",
        "id=\"schools-error\"",
        "id=\"last_day-error\"",
        "0359999Z, ici",
    ] {
        assert!(refused.body.contains(said), "{said}");
    }
}

#[test]
fn a_token_is_taken_back_from_the_page() {
    let site = Site::of(World::on_sqlite());
    let held = token(&site.world, &[Scope::Report]);
    let admin = site.visitor(Role::Admin);
    let path = format!("/jetons/{}/revocation", held.token.id);
    let revoked = admin.post(&path, &Vec::new());
    assert_eq!(
        (revoked.status, revoked.location.as_str()),
        (303, "/jetons?fait=jeton-revoque")
    );
    let page = admin.get(&revoked.location).body;
    assert!(page.contains("Révoqué") && page.contains("Le jeton est révoqué"));
    assert_eq!(admin.post("/jetons/nul/revocation", &Vec::new()).status, 404);
}

#[test]
fn the_page_names_schools_when_some_are_chosen() {
    let site = Site::of(World::on_sqlite());
    let admin = site.visitor(Role::Admin);
    let given = admin.post("/jetons", &with(&form(), "schools", &[CASSIN]));
    assert_eq!(given.status, 201, "{}", given.body);
    assert!(given.body.contains(CASSIN));
}
