//! A headless Chromium for one test, driven through chromedriver, with axe-core to look for barriers.
//!
//! The content security policy of the pages does not bind the driver: scripts it runs need no exception there.

use std::path::Path;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::chrome_command::ChromeCommand;
use super::chromedriver::Chromedriver;
use super::environment::provided_by_test_command;

/// The narrowest desktop window; below it a telephone is imitated, which reads `<meta name="viewport">`.
const NARROWEST_DESKTOP: u32 = 600;

/// The rules that the pages keep: WCAG 2.2 level AA and axe-core's own good practice.
const RULES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/// A browser window with a profile of its own.
pub(crate) struct Browser {
    /// Finds elements, clicks, types, runs scripts.
    pub(crate) client: Client,
    // Fields are dropped in this order: first the programs end, then their folder goes.
    _driver: Chromedriver,
    _profile: TempDir,
}

/// A barrier that axe-core found, with the elements that have it.
#[derive(Debug, Deserialize)]
pub(crate) struct Violation {
    /// The rule, such as `color-contrast`.
    pub(crate) id: String,
    /// What the rule asks for.
    pub(crate) help: String,
    /// A selector for each element concerned.
    pub(crate) elements: Vec<String>,
}

impl Browser {
    /// A window `width` CSS pixels wide; a telephone when it is narrow.
    pub(crate) async fn open(width: u32) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let driver = Chromedriver::start(profile.path());
        let Value::Object(capabilities) = capabilities(width, profile.path()) else {
            unreachable!("it is an object")
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.url)
            .await
            .expect("chromedriver opens a window");
        Self {
            client,
            _driver: driver,
            _profile: profile,
        }
    }

    /// Closes the window in good order.
    pub(crate) async fn close(self) {
        self.client.close().await.unwrap();
    }

    /// From now on pages are shown as to somebody who prefers dark colours.
    pub(crate) async fn prefer_dark(&self) {
        let dark = json!({"features": [{"name": "prefers-color-scheme", "value": "dark"}]});
        self.client
            .issue_cmd(ChromeCommand::devtools("Emulation.setEmulatedMedia", &dark))
            .await
            .unwrap();
    }

    /// What the page wrote to the console since the last time it was asked: refusals of the content security policy,
    /// missing files, script errors.
    pub(crate) async fn console(&self) -> Vec<String> {
        let entries = self.client.issue_cmd(ChromeCommand::console()).await.unwrap();
        entries
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["message"].to_string())
            .collect()
    }

    /// Presses and releases keys one after the other, wherever the focus is.
    pub(crate) async fn press(&self, keys: &[Key]) {
        let strokes = keys
            .iter()
            .fold(KeyActions::new("keyboard".to_owned()), |strokes, key| {
                let value = char::from(*key);
                strokes
                    .then(KeyAction::Down { value })
                    .then(KeyAction::Up { value })
            });
        self.client.perform_actions(strokes).await.unwrap();
    }

    /// Fails with every barrier of the page shown now, by rule and element.
    pub(crate) async fn expect_no_barrier(&self) {
        let barriers = self.axe().await;
        let lines: Vec<_> = barriers
            .iter()
            .map(|it| format!("{}: {} {:?}", it.id, it.help, it.elements))
            .collect();
        assert!(lines.is_empty(), "barriers:\n{}", lines.join("\n"));
    }

    /// The barriers of the page shown now.
    pub(crate) async fn axe(&self) -> Vec<Violation> {
        let axe = std::fs::read_to_string(provided_by_test_command("TOCSIN_TEST_AXE")).unwrap();
        self.client.execute(&axe, vec![]).await.unwrap();
        let look = "const [rules, done] = arguments;
            axe.run({runOnly: rules}).then(
                found => done(found.violations.map(({id, help, nodes}) =>
                    ({id, help, elements: nodes.map(node => node.target.join(' '))}))),
                error => done(String(error)));";
        let found = self.client.execute_async(look, vec![json!(RULES)]).await.unwrap();
        serde_json::from_value(found.clone()).unwrap_or_else(|_| panic!("axe-core stopped: {found}"))
    }

    /// Writes what the window shows as a PNG file.
    pub(crate) async fn screenshot_to(&self, path: &Path) {
        std::fs::write(path, self.client.screenshot().await.unwrap()).unwrap();
    }
}

fn capabilities(width: u32, profile: &Path) -> Value {
    let profile = format!("--user-data-dir={}", profile.join("profile").display());
    let window = format!("--window-size={width},900");
    let mut options = json!({"args": [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=fr",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", profile, window,
    ]});
    if width < NARROWEST_DESKTOP {
        let metrics = json!({"width": width, "height": 844, "pixelRatio": 2, "touch": true, "mobile": true});
        options["mobileEmulation"] = json!({"deviceMetrics": metrics});
    }
    json!({"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}})
}
