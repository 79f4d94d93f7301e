//! The pages of a breach in a real browser: no barrier and nothing wider than the window, on a telephone or a desktop.

use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::people::Role;
use tocsin::mail::transport::{Mailer, MemoryTransport};

use crate::browser_journey::{fits, open, sign_in};
use crate::support::browser::Browser;
use crate::support::environment::picture_folder;
use crate::support::server::Server;
use crate::support::world::{World, touched};

const PAGES: &[&str] = &[
    "/dossiers/SSI-2026-0001",
    "/dossiers/SSI-2026-0002",
    "/dossiers/SSI-2026-0001/signale",
    "/violations/VIO-2026-0001",
    "/violations/VIO-2026-0001/timeline",
    "/violations/VIO-2026-0001/nature",
    "/violations/VIO-2026-0001/scope",
    "/violations/VIO-2026-0001/communication",
    "/violations/VIO-2026-0001/connaissance",
    "/violations/VIO-2026-0001/statut",
    "/violations/VIO-2026-0001/notification",
    "/violations/VIO-2026-0001/gravite",
    "/violations/VIO-2026-0001/cnil",
    "/violations/VIO-2026-0001/personnes",
    "/violations",
    "/echeances",
];

#[tokio::test(flavor = "multi_thread")]
async fn no_page_of_a_breach_has_a_barrier() {
    let world = World::on_sqlite();
    for personal_data in [PersonalData::Yes, PersonalData::Unknown] {
        let report = Report {
            title: "Fichier d’élèves resté public".to_owned(),
            description: "Un tableur de notes est resté accessible à tous pendant deux jours.".to_owned(),
            components: vec![touched("poste-pedagogique", None)],
            personal_data,
            ..world.a_report()
        };
        world.reported(Role::Rsn, report);
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
            if let Some(folder) = picture_folder() {
                let name = page.trim_start_matches('/').replace('/', "-");
                browser
                    .screenshot_to(&folder.join(format!("{name}-{width}.png")))
                    .await;
            }
        }
        browser.close().await;
    }
}
