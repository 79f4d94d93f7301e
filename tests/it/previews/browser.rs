//! Every preview in a real browser, under the content policy of the product: no barrier, no refused script, nothing
//! wider than the window, on a desktop in light and on a telephone in the dark: each width and each set of colours
//! once.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use tocsin::web::assets;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::all;
use crate::support::browser::Browser;

/// Media type and content by path.
type Files = Arc<BTreeMap<String, (&'static str, Vec<u8>)>>;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

fn files() -> Files {
    let pages = all().into_iter().map(|(name, html)| {
        let typed = ("text/html; charset=utf-8", html.into_bytes());
        (format!("/{name}"), typed)
    });
    let statics = assets::all()
        .iter()
        .map(|asset| (asset.path.clone(), (asset.media_type, asset.raw.to_vec())));
    Arc::new(pages.chain(statics).collect())
}

async fn serve(files: Files) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, Arc::clone(&files)));
        }
    });
    address
}

/// A browser that leaves in the middle is no fault of the page.
async fn answer(mut stream: TcpStream, files: Files) {
    let mut request = vec![0; 8192];
    let Ok(read) = stream.read(&mut request).await else {
        return;
    };
    let request = String::from_utf8_lossy(&request[..read]).into_owned();
    let path = request.split(' ').nth(1).unwrap_or_default();
    let nothing = ("text/plain", Vec::new());
    let (status, (media_type, body)) = files.get(path).map_or((404, &nothing), |file| (200, file));
    let head = format!(
        "HTTP/1.1 {status} -\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nConnection: close\r\n\
         Content-Security-Policy: {POLICY}\r\n\r\n",
        body.len()
    );
    drop(stream.write_all(&[head.as_bytes(), body].concat()).await);
}

async fn look_at_every_page(browser: &Browser) {
    let address = serve(files()).await;
    for (name, _) in all() {
        let url = format!("http://{address}/{name}");
        browser.client.goto(&url).await.unwrap();
        let script = "return document.documentElement.scrollWidth > window.innerWidth";
        let wide = browser.client.execute(script, vec![]).await.unwrap();
        assert_eq!(wide, false, "{name} is wider than the window");
        let barriers: Vec<_> = browser.axe().await;
        assert!(barriers.is_empty(), "{name}: {barriers:?}");
        assert_eq!(browser.console().await, Vec::<String>::new(), "{name}");
    }
}

#[tokio::test]
async fn no_page_has_a_barrier_on_a_desktop_in_the_light() {
    let browser = Browser::open(1280).await;
    look_at_every_page(&browser).await;
    browser.close().await;
}

#[tokio::test]
async fn no_page_has_a_barrier_on_a_telephone_in_the_dark() {
    let browser = Browser::open(390).await;
    browser.prefer_dark().await;
    look_at_every_page(&browser).await;
    browser.close().await;
}
