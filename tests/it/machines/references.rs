//! The references that a dossier bears elsewhere: added and taken away by those who handle it, journaled, found by words.

use actix_web::http::Method;
use serde_json::json;
use tocsin::domain::people::Role;
use tocsin::store::journal;

use crate::support::http::{answer, post, signed};
use crate::support::site::{Form, Site};
use crate::support::world::World;

const REFS: &str = "/api/v1/incidents/SSI-2026-0001/external-refs";

fn form(pairs: &[(&str, &str)]) -> Form {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_handle_a_dossier_add_and_take_away_its_references() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        let (app, rssi) = (world.app(), world.token(Role::Rssi));
        let ticket = json!({"system": "Amigo", "number": "I2611_0042", "link": "https://amigo.example/42"});
        let text = "Amigo I2611_0042 https://amigo.example/42";
        for _ in 0..2 {
            let added = answer(&app, post(REFS, &rssi, &ticket)).await;
            assert_eq!(added.json(), json!({"external_refs": [text]}), "{}", added.text());
        }
        let found = signed(Method::GET, "/api/v1/incidents?q=i2611_0042", &rssi);
        assert_eq!(
            answer(&app, found).await.json()["items"][0]["reference"],
            "SSI-2026-0001"
        );
        answer(&app, post(REFS, &world.token(Role::Rsn), &ticket))
            .await
            .problem(403);
        answer(&app, post(REFS, &world.token(Role::Dpo), &ticket))
            .await
            .problem(404);
        let odd = json!({"system": "", "number": "", "link": "http://x"});
        let refused = answer(&app, post(REFS, &rssi, &odd)).await.problem(422);
        assert_eq!(refused.wrong_fields(), ["system", "number", "link"]);
        let gone = format!("{REFS}?text=Amigo%20I2611_0042%20https://amigo.example/42");
        let left = answer(&app, signed(Method::DELETE, &gone, &rssi)).await;
        assert_eq!(left.json(), json!({"external_refs": []}));
        let acts: Vec<String> = world
            .read(|db| journal::after(db, 0, 1_000))
            .into_iter()
            .map(|entry| entry.act)
            .filter(|act| act.starts_with("external_ref"))
            .collect();
        assert_eq!(acts, ["external_ref_added", "external_ref_removed"]);
        let found = signed(Method::GET, "/api/v1/incidents?q=i2611_0042", &rssi);
        assert_eq!(answer(&app, found).await.json()["items"], json!([]));
    }
}

#[test]
fn the_page_adds_keeps_what_was_typed_and_takes_away() {
    let site = Site::of(World::on_sqlite());
    site.world.reported(Role::Rsn, site.world.a_report());
    let rssi = site.visitor(Role::Rssi);
    let page = "/dossiers/SSI-2026-0001/references";
    let refused = rssi.post(
        page,
        &form(&[("system", "Amigo"), ("number", ""), ("link", "ftp://x")]),
    );
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("value=\"ftp://x\"") && refused.body.contains("id=\"number-error\""));
    let added = rssi.post(
        page,
        &form(&[("system", "Amigo"), ("number", "42"), ("link", "")]),
    );
    assert_eq!(
        (added.status, added.location),
        (303, format!("{page}?fait=reference-ajoutee"))
    );
    assert!(rssi.get("/dossiers/SSI-2026-0001").body.contains("Amigo 42"));
    let rsn = site.visitor(Role::Rsn);
    let seen = rsn.get(page).body;
    assert!(seen.contains("Amigo 42") && !seen.contains("Ajouter une référence"));
    assert_eq!(rsn.post(page, &form(&[("remove", "Amigo 42")])).status, 403);
    let removed = rssi.post(page, &form(&[("remove", "Amigo 42")]));
    assert_eq!(removed.location, format!("{page}?fait=reference-retiree"));
    assert!(!rssi.get(page).body.contains("Amigo 42"));
}
