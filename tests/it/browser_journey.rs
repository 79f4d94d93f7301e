//! The main job in a real browser: a référent signs in and reports with the keyboard alone, on a telephone; and no
//! page of that way has a barrier, on a telephone or on a desktop.

use fantoccini::Locator;
use fantoccini::key::Key;
use tocsin::actions::accounts::{self, NewAccount};
use tocsin::actions::password;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::people::Role;
use tocsin::mail::transport::{Mailer, MemoryTransport};

use crate::support::browser::Browser;
use crate::support::environment::picture_folder;
use crate::support::server::Server;
use crate::support::world::{CASSIN, PASSWORD, World, touched};

/// More fields than any page has.
const PATIENCE: usize = 150;

/// Moves the focus forwards to what `selector` names, as somebody without a mouse does.
pub(crate) async fn tab_to(browser: &Browser, selector: &str) {
    for _ in 0..PATIENCE {
        browser.press(&[Key::Tab]).await;
        let there = format!("return document.activeElement.matches({selector:?})");
        if browser.client.execute(&there, vec![]).await.unwrap() == true {
            return;
        }
    }
    panic!("the keyboard does not reach {selector}");
}

pub(crate) async fn type_into(browser: &Browser, selector: &str, text: &str) {
    tab_to(browser, selector).await;
    let focused = browser.client.active_element().await.unwrap();
    focused.send_keys(text).await.unwrap();
}

pub(crate) async fn seen(browser: &Browser, selector: &str) -> String {
    let wait = browser.client.wait();
    let element = wait.for_element(Locator::Css(selector)).await;
    element
        .unwrap_or_else(|error| panic!("{selector}: {error}"))
        .text()
        .await
        .unwrap()
}

pub(crate) async fn open(browser: &Browser, server: &Server, path: &str) {
    browser.client.goto(&server.at(path)).await.unwrap();
}

pub(crate) async fn sign_in(browser: &Browser, server: &Server, email: &str) {
    open(browser, server, "/dossiers").await;
    type_into(browser, "#email", email).await;
    type_into(browser, "#password", PASSWORD).await;
    browser.press(&[Key::Enter]).await;
    seen(browser, "a[href='/dossiers/nouveau']").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_referent_reports_with_the_keyboard_alone_on_a_telephone() {
    let world = World::on_sqlite();
    let server = Server::of(&world);
    let browser = Browser::open(390).await;
    sign_in(&browser, &server, &World::email(Role::Rsn)).await;
    tab_to(&browser, "a[href='/dossiers/nouveau']").await;
    browser.press(&[Key::Enter]).await;
    seen(&browser, "#title").await;

    type_into(&browser, "#title", "Tablette perdue au CDI").await;
    type_into(&browser, "#description", "Elle n’est pas revenue après le prêt.").await;
    type_into(&browser, "#component-filter", "tablette").await;
    let counted = "//*[@data-filter-status and contains(., 'correspond')]";
    browser
        .client
        .wait()
        .for_element(Locator::XPath(counted))
        .await
        .unwrap();
    tab_to(&browser, "input[name=component][value=tablette]").await;
    browser.press(&[Key::Space]).await;
    tab_to(&browser, "input[name=personal_data]").await;
    browser.press(&[Key::Down, Key::Down]).await;
    tab_to(&browser, "button[data-busy]").await;
    browser.press(&[Key::Enter]).await;

    assert_eq!(seen(&browser, ".big-reference").await, "SSI-2026-0001");
    assert_eq!(seen(&browser, ".verdict").await, "Le département s’en charge.");
    assert_eq!(browser.console().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_of_the_main_job_has_a_barrier() {
    let world = World::on_sqlite();
    let mut report = world.a_report();
    report.components.push(touched("serveur-horus", None));
    let reference = world.reported(Role::Rsn, report).reference;
    let server = Server::of(&world);
    let pages = [
        "/connexion".to_owned(),
        "/dossiers".to_owned(),
        "/dossiers?q=introuvable".to_owned(),
        "/dossiers/nouveau".to_owned(),
        format!("/dossiers/{reference}/signale"),
        format!("/dossiers/{reference}"),
        "/dossiers/SSI-1999-0001".to_owned(),
        "/qui-traite".to_owned(),
        format!("/qui-traite?establishment_uai={CASSIN}&component=serveur-horus&component=tablette"),
    ];
    for width in [390, 1280] {
        for role in [Role::Rsn, Role::Rssi] {
            let browser = Browser::open(width).await;
            open(&browser, &server, "/connexion").await;
            browser.expect_no_barrier().await;
            sign_in(&browser, &server, &World::email(role)).await;
            for page in &pages {
                open(&browser, &server, page).await;
                fits(&browser, page).await;
                browser.expect_no_barrier().await;
            }
            with_every_problem(&browser, &server).await;
            fits(&browser, "the report with its problems").await;
            browser.expect_no_barrier().await;
            browser.close().await;
        }
    }
}

/// The report sent empty.
async fn with_every_problem(browser: &Browser, server: &Server) {
    open(browser, server, "/dossiers/nouveau").await;
    let send = "document.querySelector('button[data-busy]').click()";
    browser.client.execute(send, vec![]).await.unwrap();
    seen(browser, ".has-error").await;
}

/// Nothing is wider than the window.
pub(crate) async fn fits(browser: &Browser, page: &str) {
    let wider = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
    let wider = browser.client.execute(wider, vec![]).await.unwrap();
    assert_eq!(wider, false, "{page} is wider than the window");
}

/// An RSSI with the name of a person; answers with their address.
fn add_rssi(world: &World) -> String {
    let email = "yann.kerbrat@exemple.fr".to_owned();
    let new = NewAccount {
        email: email.clone(),
        name: "Yann Kerbrat".to_owned(),
        roles: [Role::Rssi].into(),
        schools: Vec::new(),
        convention: None,
        password_hash: Some(password::hash(PASSWORD).unwrap()),
    };
    let now = world.clock.now();
    world
        .write(|db| accounts::add(db, &world.instance, "test", new, now))
        .unwrap();
    email
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picture_of_the_readme_shows_a_dossier() {
    let world = World::on_sqlite();
    let report = Report {
        title: "Serveur Horus chiffré ce matin".to_owned(),
        description: "À l’ouverture, les fichiers du serveur portent une extension inconnue. \
                      Une page demande une rançon."
            .to_owned(),
        components: vec![touched("serveur-horus", None)],
        personal_data: PersonalData::Yes,
        measures_taken: "Câble réseau débranché, serveur laissé allumé.".to_owned(),
        ..world.a_report()
    };
    let reference = world.reported(Role::Rsn, report).reference;
    let mailer = Mailer::Memory(MemoryTransport::default());
    world.worker("picture", mailer).tick().await.unwrap();
    let server = Server::of(&world);
    let browser = Browser::open(1280).await;
    sign_in(&browser, &server, &add_rssi(&world)).await;
    open(&browser, &server, &format!("/dossiers/{reference}")).await;
    assert_eq!(seen(&browser, "h1").await, "Serveur Horus chiffré ce matin");
    if let Some(folder) = picture_folder() {
        let bare = "document.documentElement.style.scrollbarWidth = 'none'";
        browser.client.execute(bare, vec![]).await.unwrap();
        browser.screenshot_to(&folder.join("incident.png")).await;
    }
    browser.close().await;
}
