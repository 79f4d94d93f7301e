//! The browser of the tests sees barriers, colours, keys and refused scripts: what it does not report is not there.

use fantoccini::key::Key;

use crate::support::browser::Browser;
use crate::support::page::serve;

const BARRIER_FREE: &str = "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Dossiers</title>\
    <link rel=\"icon\" href=\"data:,\">\
    <main><h1>Dossiers</h1><a href=\"#un\">Premier</a> <a href=\"#deux\">Second</a></main></html>";

const WITHOUT_LABEL: &str = "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><title>Dossiers</title>\
    <main><h1>Dossiers</h1><input name=\"uai\"></main><script>document.title = 'changé'</script></html>";

async fn shown(html: &'static str, width: u32) -> Browser {
    let address = serve(html).await;
    let browser = Browser::open(width).await;
    browser.client.goto(&format!("http://{address}/")).await.unwrap();
    browser
}

async fn number(browser: &Browser, script: &str) -> u64 {
    browser
        .client
        .execute(&format!("return {script}"), vec![])
        .await
        .unwrap()
        .as_u64()
        .unwrap()
}

#[tokio::test]
async fn a_page_without_barriers_has_no_violation_on_a_desktop_and_on_a_telephone() {
    for width in [1280, 390] {
        let browser = shown(BARRIER_FREE, width).await;
        assert_eq!(number(&browser, "window.innerWidth").await, u64::from(width));
        browser.expect_no_barrier().await;
        browser.close().await;
    }
}

#[tokio::test]
async fn a_field_without_label_is_found() {
    let browser = shown(WITHOUT_LABEL, 1280).await;
    let found: Vec<_> = browser
        .axe()
        .await
        .into_iter()
        .map(|one| (one.id, one.elements))
        .collect();
    assert!(
        found.contains(&("label".to_owned(), vec!["input".to_owned()])),
        "{found:?}"
    );
    browser.close().await;
}

#[tokio::test]
async fn a_script_that_the_policy_refuses_shows_in_the_console() {
    let browser = shown(WITHOUT_LABEL, 1280).await;
    assert_eq!(browser.client.title().await.unwrap(), "Dossiers");
    let console = browser.console().await;
    assert!(
        console
            .iter()
            .any(|line| line.contains("Content Security Policy")),
        "{console:?}"
    );
    browser.close().await;
}

#[tokio::test]
async fn keys_move_the_focus() {
    let browser = shown(BARRIER_FREE, 1280).await;
    browser.press(&[Key::Tab, Key::Tab]).await;
    let focused = browser.client.active_element().await.unwrap();
    assert_eq!(focused.text().await.unwrap(), "Second");
    browser.close().await;
}

#[tokio::test]
async fn dark_colours_are_preferred_when_asked() {
    let browser = shown(BARRIER_FREE, 1280).await;
    let dark = "Number(matchMedia('(prefers-color-scheme: dark)').matches)";
    assert_eq!(number(&browser, dark).await, 0);
    browser.prefer_dark().await;
    assert_eq!(number(&browser, dark).await, 1);
    browser.close().await;
}

#[tokio::test]
async fn a_screenshot_is_a_picture_of_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let browser = shown(BARRIER_FREE, 1280).await;
    let picture = folder.path().join("page.png");
    browser.screenshot_to(&picture).await;
    assert!(std::fs::read(&picture).unwrap().starts_with(b"\x89PNG"));
    browser.close().await;
}
