//! The pages of a breach in a real browser: no barrier and nothing wider than the window, on a telephone or a desktop.

use fantoccini::key::Key;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::people::Role;
use tocsin::mail::transport::{Mailer, MemoryTransport};
use tocsin::store::{breaches, notifications};

use crate::browser_journey::{fits, open, seen, sign_in, tab_to, type_into};
use crate::support::browser::Browser;
use crate::support::server::Server;
use crate::support::world::{World, touched};

const PAGES: &[&str] = &[
    "/dossiers/SSI-2026-0001",
    "/dossiers/SSI-2026-0002",
    "/dossiers/SSI-2026-0001/signale",
    "/violations/VIO-2026-0001",
    "/violations/VIO-2026-0001/controller",
    "/violations/VIO-2026-0001/people",
    "/violations/VIO-2026-0001/timeline",
    "/violations/VIO-2026-0001/nature",
    "/violations/VIO-2026-0001/scope",
    "/violations/VIO-2026-0001/consequences",
    "/violations/VIO-2026-0001/measures",
    "/violations/VIO-2026-0001/communication",
    "/violations/VIO-2026-0001/authorities",
    "/violations/VIO-2026-0001/connaissance",
    "/violations/VIO-2026-0001/statut",
    "/violations/VIO-2026-0001/notification",
    "/violations/VIO-2026-0001/gravite",
    "/violations/VIO-2026-0001/cnil",
    "/violations/VIO-2026-0001/personnes",
    "/violations/VIO-2026-0001/ministere",
    "/exercices/edpb",
    "/violations",
    "/violations?status=suspected&risk=undecided",
    "/violations/chiffres",
    "/echeances",
];

fn report(world: &World, personal_data: PersonalData) {
    let report = Report {
        title: "Fichier d’élèves resté public".to_owned(),
        description: "Un tableur de notes est resté accessible à tous pendant deux jours.".to_owned(),
        components: vec![touched("poste-pedagogique", None)],
        personal_data,
        ..world.a_report()
    };
    world.reported(Role::Rsn, report);
}

/// From the queue to the notification that left, without a mouse: the way of an officer on a Sunday night.
#[tokio::test(flavor = "multi_thread")]
async fn an_officer_notifies_with_the_keyboard_alone() {
    let world = World::on_sqlite();
    report(&world, PersonalData::Yes);
    let server = Server::of(&world);
    let browser = Browser::open(1280).await;
    sign_in(&browser, &server, &World::email(Role::Dpo)).await;
    let enter = async |selector: &str| {
        tab_to(&browser, selector).await;
        browser.press(&[Key::Enter]).await;
    };
    enter("nav a[href='/echeances']").await;
    seen(&browser, "a[href='/violations/VIO-2026-0001/notification'], h3 a").await;
    enter("h3 a[href^='/violations/VIO-2026-0001']").await;
    seen(&browser, "nav.steps").await;
    open(&browser, &server, "/violations/VIO-2026-0001/measures").await;
    type_into(
        &browser,
        "#measures_taken",
        "Partage fermé, mots de passe changés.",
    )
    .await;
    enter("button[value='enregistrer']").await;
    seen(&browser, "#next").await;
    // What is wrong takes the focus, and its link leads to the field.
    open(&browser, &server, "/violations/VIO-2026-0001/statut").await;
    tab_to(&browser, "input[name='status'][value='suspected']").await;
    browser.press(&[Key::Down]).await;
    enter("main form button[type='submit']").await;
    seen(&browser, "#problems").await;
    let focused = "return document.activeElement.id";
    assert_eq!(browser.client.execute(focused, vec![]).await.unwrap(), "problems");
    enter("#problems a").await;
    assert_eq!(
        browser.client.execute(focused, vec![]).await.unwrap(),
        "status_reason"
    );
    enter("nav.steps a[href$='/notification']").await;
    seen(&browser, "#envoi").await;
    enter("a[href='#envoi']").await;
    enter("#envoi button[type='submit']").await;
    seen(&browser, ".notice-good").await;
    assert!(
        browser
            .client
            .current_url()
            .await
            .unwrap()
            .path()
            .ends_with("/VIO-2026-0001")
    );
    browser.close().await;
    let sight = world.account(Role::Dpo).sight();
    let sent = world.read(|db| {
        let breach = breaches::find(db, "VIO-2026-0001", &sight)?.unwrap();
        notifications::of_breach(db, &breach.id)
    });
    let [sent] = sent.try_into().unwrap();
    assert!(!sent.automatic);
}

/// Nothing wraps in the frame of the pages of whoever has the most entries, on a desktop.
#[tokio::test(flavor = "multi_thread")]
async fn the_navigation_of_an_officer_stands_on_one_line() {
    let world = World::on_sqlite();
    let server = Server::of(&world);
    for role in [Role::Dpo, Role::Dpd] {
        let browser = Browser::open(1280).await;
        sign_in(&browser, &server, &World::email(role)).await;
        open(&browser, &server, "/echeances").await;
        let lines =
            "return new Set([...document.querySelectorAll('header nav a')].map(a => a.offsetTop)).size";
        assert_eq!(browser.client.execute(lines, vec![]).await.unwrap(), 1, "{role}");
        browser.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_of_a_breach_has_a_barrier() {
    let world = World::on_sqlite();
    for personal_data in [PersonalData::Yes, PersonalData::Unknown] {
        report(&world, personal_data);
    }
    let mailer = Mailer::Memory(MemoryTransport::default());
    world.worker("w", mailer).tick().await.unwrap();
    let server = Server::of(&world);
    for width in [390, 1280] {
        let browser = Browser::open(width).await;
        sign_in(&browser, &server, &World::email(Role::Dpo)).await;
        for page in PAGES {
            open(&browser, &server, page).await;
            fits(&browser, page).await;
            browser.expect_no_barrier().await;
        }
        browser.close().await;
    }
}
