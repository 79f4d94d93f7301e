//! A listener that answers every request with one page, to try the browser on something whose faults are known.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Serves `html` until the test ends, under the content security policy of the product.
pub(crate) async fn serve(html: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, html));
        }
    });
    address
}

/// A browser that leaves in the middle is no fault of the page.
async fn answer(mut stream: TcpStream, html: &'static str) {
    let mut request = [0; 4096];
    if stream.read(&mut request).await.is_ok_and(|read| read > 0) {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\
                    Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'";
        drop(
            stream
                .write_all(format!("{head}\r\nContent-Length: {}\r\n\r\n{html}", html.len()).as_bytes())
                .await,
        );
    }
}
