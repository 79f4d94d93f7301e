//! A mail server that takes its time for each answer and accepts everything.
#![allow(
    clippy::expect_used,
    reason = "a bench without its mail server has nothing to measure"
)]

use std::future::pending;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The server; it stops with its runtime.
pub(crate) struct SlowMail {
    address: SocketAddr,
    accepted: Arc<AtomicUsize>,
}

impl SlowMail {
    /// How long each answer takes.
    pub(crate) const ANSWER: Duration = Duration::from_millis(100);

    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let accepted = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&accepted);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, Arc::clone(&counted)));
            }
        });
        Self { address, accepted }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Letters accepted so far.
    pub(crate) fn accepted(&self) -> usize {
        self.accepted.load(Ordering::Relaxed)
    }
}

async fn converse(stream: TcpStream, accepted: Arc<AtomicUsize>) {
    let mut stream = BufReader::new(stream);
    let mut in_content = false;
    if answer(&mut stream, "220 slow").await.is_none() {
        return;
    }
    loop {
        let mut line = String::new();
        match stream.read_line(&mut line).await {
            Ok(read) if read > 0 => {}
            _ => return,
        }
        let words = line.trim_end();
        let reply = match (in_content, words) {
            (true, ".") => {
                in_content = false;
                accepted.fetch_add(1, Ordering::Relaxed);
                "250 taken"
            }
            (true, _) => continue,
            (false, "DATA") => {
                in_content = true;
                "354 go on"
            }
            (false, "QUIT") => "221 bye",
            (false, _) => "250 well",
        };
        if answer(&mut stream, reply).await.is_none() {
            return;
        }
    }
}

/// Answers after the time it takes; `None` when nobody listens any more.
async fn answer(stream: &mut BufReader<TcpStream>, reply: &str) -> Option<()> {
    drop(tokio::time::timeout(SlowMail::ANSWER, pending::<()>()).await);
    stream.write_all(format!("{reply}\r\n").as_bytes()).await.ok()
}
