//! Who reads the figures, in which form, and what is told of small numbers.

use std::io::Cursor;

use actix_web::cookie::Cookie;
use actix_web::http::Method;
use calamine::{Ods, Reader};
use serde_json::json;
use tocsin::domain::letter::LetterKind;
use tocsin::domain::people::Role;
use tocsin::store::{StoreError, accounts, journal, mails};

use super::{contested, of_the_departement, set, stats};
use crate::support::http::{Answer, answer, request};
use crate::support::world::World;

const MARCH: &str = "?from=2026-03-01&to=2026-03-31";

async fn page(world: &World, role: Role, path: &str) -> Answer {
    let session = Cookie::new("tocsin", world.session(role));
    answer(&world.app(), request(Method::GET, path).cookie(session)).await
}

/// Six dossiers of the département and two of the académie in March, three in April.
fn reported(world: &World) {
    set(world, "2026-03-10T08:00:00Z");
    (0..6).for_each(|_| drop(world.reported(Role::Rsn, of_the_departement(world))));
    (0..2).for_each(|_| drop(world.reported(Role::Rsn, contested(world))));
    set(world, "2026-04-10T08:00:00Z");
    (0..3).for_each(|_| drop(world.reported(Role::Rsn, of_the_departement(world))));
    set(world, "2026-11-24T08:00:00Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_are_told_the_figures_of_a_period_beside_the_one_before() {
    for world in World::on_each_engine() {
        reported(&world);
        let told = stats(&world, Role::Rssi, "?from=2026-04-01&to=2026-04-30")
            .await
            .json();
        assert_eq!(
            told["period"],
            json!({"from": "2026-04-01", "to": "2026-04-30", "span": "month"})
        );
        assert_eq!(told["preceding"]["from"], "2026-03-01");
        assert_eq!(told["dossiers"], json!({"count": 3, "before": 8}));
        assert_eq!(told["keeps_small"], false);
        assert_eq!(
            told["by_handler"],
            json!([
                {"key": "departement", "label": "Département", "count": 3, "before": 6},
                {"key": "academie", "label": "Académie", "count": 0, "before": 2},
            ])
        );
        assert_eq!(
            told["contested_by_ending"][0],
            json!({"key": "waiting", "label": "En attente", "count": 0, "before": 2})
        );
        assert_eq!(told["schools"]["top"][0]["count"], 3);
        assert_eq!(
            told["delays"][0],
            json!({"kind": "report", "median_hours": 1.0, "ninth_hours": 1.0, "before_median_hours": 1.0})
        );
        assert_eq!(told["months"].as_array().unwrap().len(), 2);
        let instants = "?from=2026-03-31T22:00:00Z&to=2026-05-01T00:00:00%2B02:00";
        assert_eq!(
            stats(&world, Role::Rssi, instants).await.json()["period"],
            told["period"]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn observers_are_told_their_convention_without_small_numbers_nor_schools() {
    for world in World::on_each_engine() {
        reported(&world);
        let told = stats(&world, Role::Observer, MARCH).await.json();
        assert_eq!(told["keeps_small"], true);
        assert_eq!(told["dossiers"]["before"], 0, "nothing in February");
        let march = told["dossiers"]["count"].clone();
        let handlers = told["by_handler"].as_array().unwrap();
        assert!(
            handlers.iter().all(|line| line["count"].is_null()),
            "two of eight: {handlers:?}"
        );
        assert_eq!(told["schools"], json!({"total": null, "top": null}));
        let april = stats(&world, Role::Observer, "?from=2026-04-01&to=2026-04-30")
            .await
            .json();
        assert_eq!(april["dossiers"]["count"], json!(null));
        assert_eq!(april["by_handler"], json!([]), "three dossiers tell nothing");
        let half = stats(&world, Role::Observer, "").await.json();
        assert_eq!(half["period"]["span"], "half");
        let told = [&march, &half["dossiers"]["count"]].map(serde_json::Value::is_null);
        assert!(told.contains(&true), "eleven less eight is three: {told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_period_that_cannot_be_shown_is_refused_by_its_field() {
    let world = World::on_sqlite();
    for (role, query, field) in [
        (Role::Rssi, "?from=2026-03-02&to=2026-03-01", "to"),
        (Role::Rssi, "?from=hier&to=2026-03-01", "from"),
        (Role::Rssi, "?from=2026-03-01", "to"),
        (Role::Rssi, "?month=3", "month"),
        (Role::Observer, "?from=2026-01-02&to=2026-01-31", "from"),
        (Role::Observer, "?from=2026-03-01&to=2026-03-31", "to"),
    ] {
        let refused = stats(&world, role, query).await.problem(422);
        assert_eq!(refused.wrong_fields(), [field], "{query}");
    }
    let refused = page(&world, Role::Rssi, "/chiffres?from=2026-03-02&to=2026-03-01").await;
    assert_eq!(refused.status.as_u16(), 422);
    let text = refused.text();
    assert!(
        text.contains("value=\"2026-03-02\""),
        "what was typed is kept: {text}"
    );
    assert!(
        text.contains("Le dernier jour ne peut pas précéder le premier."),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_draws_each_chart_with_its_words_and_its_table() {
    let world = World::on_sqlite();
    reported(&world);
    let path = format!("/chiffres{MARCH}");
    let text = page(&world, Role::Rssi, &path).await.text();
    assert!(
        text.contains("<h2>Dossiers signalés, mars\u{a0}2026</h2>"),
        "{text}"
    );
    assert_eq!(
        text.matches("role=\"img\"").count(),
        text.matches("<desc").count()
    );
    assert!(
        text.contains("Département\u{a0}: 6\u{a0}; Académie\u{a0}: 2."),
        "{text}"
    );
    assert!(
        text.contains("Collège René Cassin") || text.contains("0350003N"),
        "{text}"
    );
    assert!(!text.contains("Emporter ces chiffres"), "the right was not given");
    let observer = page(&world, Role::Observer, &path).await.text();
    assert!(
        observer.contains("gardé") && !observer.contains("0350003N"),
        "{observer}"
    );
    assert!(!observer.contains("name=\"from\""), "no free period: {observer}");
    let agent = page(&world, Role::AgentDepartement, &path).await.text();
    assert!(
        agent.contains("Département\u{a0}: 6.") || agent.contains("Département\u{a0}: 6\u{a0};"),
        "{agent}"
    );
    let nothing = page(&world, Role::Rssi, "/chiffres?from=2025-01-01&to=2025-12-31")
        .await
        .text();
    assert!(nothing.contains("Aucun dossier sur cette période"), "{nothing}");
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_leave_only_with_the_right_journaled_and_told() {
    for world in World::on_each_engine() {
        reported(&world);
        let file = format!("/chiffres.csv{MARCH}");
        assert_eq!(page(&world, Role::Rssi, &file).await.status.as_u16(), 403);
        for role in [Role::Rssi, Role::Observer, Role::ChefEtablissement] {
            let id = world.account(role).id;
            world.write(|db| accounts::let_export(db, &id, true)).unwrap();
        }
        let csv = page(&world, Role::Rssi, &file).await;
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
        assert!(
            csv.header("content-disposition")
                .contains("chiffres-2026-03-01-2026-03-31.csv")
        );
        let text = csv.text();
        assert!(
            text.contains("Par partie qui traite;Département;dossiers;6;0\r\n"),
            "{text}"
        );
        assert!(
            text.contains("Du constat au signalement;Médiane;heures;1;\r\n"),
            "{text}"
        );
        let kept = page(&world, Role::Observer, &file).await.text();
        assert!(
            kept.contains("Par partie qui traite;Académie;dossiers;gardé;0\r\n"),
            "{kept}"
        );
        let half = stats(&world, Role::Observer, "?from=2026-01-01&to=2026-06-30")
            .await
            .json();
        assert_eq!(
            half["dossiers"]["count"],
            json!(null),
            "eleven less the eight that March told is three"
        );
        let ods = page(&world, Role::Rssi, &format!("/chiffres.ods{MARCH}")).await;
        let mut book = Ods::new(Cursor::new(ods.body)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(sheet.get_value((0, 0)).unwrap().to_string(), "Tableau");
        let chef = page(&world, Role::ChefEtablissement, &file).await;
        assert_eq!(
            chef.status.as_u16(),
            403,
            "whoever does not read them does not take them out"
        );
        let free = page(
            &world,
            Role::Observer,
            "/chiffres.csv?from=2026-03-02&to=2026-03-31",
        )
        .await;
        assert_eq!(free.status.as_u16(), 422);
        assert_eq!(
            page(&world, Role::Rssi, "/chiffres.exe").await.status.as_u16(),
            404
        );
        assert_eq!(exports(&world), (6, 3), "three files, each told to two officers");
    }
}

/// Letters that report an export, entries of the journal that record one of figures.
fn exports(world: &World) -> (usize, usize) {
    world.read(|db| -> Result<_, StoreError> {
        let letters = mails::latest(db, None, 1_000)?;
        let told = letters
            .iter()
            .filter(|letter| letter.kind == LetterKind::ExportReported);
        let acts = journal::after(db, 0, 10_000)?;
        let acts = acts.iter().filter(|entry| entry.act == "figures_exported");
        Ok((told.count(), acts.count()))
    })
}
