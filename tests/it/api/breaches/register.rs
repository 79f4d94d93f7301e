//! The register taken out: whole, without drills, and never in secret.

use std::io::Cursor;

use calamine::{Ods, Reader};
use serde_json::json;
use tocsin::actions::accounts::let_export;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::letter::LetterKind;
use tocsin::domain::people::Role;
use tocsin::store::{journal, mails};
use tocsin::web::register::COLUMNS;

use super::{BREACH, get, reported, taken};
use crate::support::world::World;

/// Two breaches of which one is set aside, a drill, and a DPD who may export.
fn with_a_register(world: &World) {
    reported(world, PersonalData::Yes);
    reported(world, PersonalData::Yes);
    let drill = Report {
        exercise: true,
        personal_data: PersonalData::Yes,
        ..world.a_report()
    };
    world.reported(Role::Rsn, drill);
    let now = world.clock.now();
    let granted = world.write(|db| let_export(db, "test", &World::email(Role::Dpd), true, now));
    assert!(granted.unwrap());
}

fn exports_told(world: &World) -> Vec<String> {
    let letters = world.read(|db| mails::latest(db, None, 100));
    let told = letters
        .into_iter()
        .filter(|mail| mail.kind == LetterKind::ExportReported);
    let mut addresses: Vec<String> = told.map(|mail| mail.address).collect();
    addresses.sort();
    addresses
}

#[tokio::test(flavor = "multi_thread")]
async fn every_breach_is_in_the_register_and_no_drill_is() {
    for world in World::on_each_engine() {
        with_a_register(&world);
        let settled = json!({"status": "not_a_breach", "status_reason": "Aucune donnée n’est sortie."});
        taken(
            &world,
            Role::Dpo,
            actix_web::http::Method::PATCH,
            BREACH,
            &settled,
        )
        .await;
        let register = get(&world, Role::Dpd, "/api/v1/register.json").await.json();
        let items = register["items"].as_array().unwrap();
        let references: Vec<_> = items
            .iter()
            .map(|item| item["reference"].as_str().unwrap())
            .collect();
        assert_eq!(references, ["VIO-2026-0002", "VIO-2026-0001"]);
        for item in items {
            let members = item.as_object().unwrap();
            assert_eq!(members.len(), COLUMNS.len(), "{members:?}");
        }
        let aside = items[1]["cnil_not_notified_reason"].as_str().unwrap();
        assert!(aside.contains("Aucune donnée n’est sortie."), "{aside}");
        let narrowed = get(&world, Role::Dpd, "/api/v1/register.json?status=suspected")
            .await
            .json();
        assert_eq!(narrowed["items"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_form_has_the_same_columns() {
    for world in World::on_each_engine() {
        with_a_register(&world);
        let titles: Vec<&str> = COLUMNS.iter().map(|heading| heading.label).collect();
        assert_eq!(titles.len(), 23);
        let csv = get(&world, Role::Dpd, "/api/v1/register.csv").await;
        assert_eq!(
            csv.header("content-disposition"),
            "attachment; filename=\"registre-violations-2026-03-02.csv\""
        );
        let text = csv.text();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), titles);
        assert_eq!(reader.records().flatten().count(), 2);
        let ods = get(&world, Role::Dpd, "/api/v1/register.ods").await;
        let mut book: Ods<_> = calamine::open_workbook_from_rs(Cursor::new(ods.body)).unwrap();
        let page = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!((page.height(), page.width()), (3, 23));
        let pdf = get(&world, Role::Dpd, "/api/v1/register.pdf").await;
        assert!(pdf.body.starts_with(b"%PDF-"), "{}", pdf.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_export_is_journaled_and_told_to_the_rssi_and_the_dpd() {
    for world in World::on_each_engine() {
        with_a_register(&world);
        get(&world, Role::Rssi, "/api/v1/register.csv").await.problem(403);
        get(&world, Role::Dpd, "/api/v1/register.csv?exercises=true")
            .await
            .problem(422);
        assert!(exports_told(&world).is_empty());
        let taken = get(&world, Role::Dpd, "/api/v1/register.csv?controller=etablissement").await;
        assert_eq!(taken.status.as_u16(), 200, "{}", taken.text());
        assert_eq!(exports_told(&world), ["dpd@ac-rennes.fr", "rssi@ac-rennes.fr"]);
        let entries = world.read(|db| journal::after(db, 0, 1_000));
        let exports: Vec<_> = entries
            .iter()
            .filter(|entry| entry.act == "register_exported")
            .collect();
        assert_eq!(exports.len(), 1);
        assert_eq!(exports[0].actor, world.account(Role::Dpd).id);
        let body = exports[0].body.to_string();
        assert!(
            body.contains("Établissement") && body.contains("\"lines\":2"),
            "{body}"
        );
    }
}
