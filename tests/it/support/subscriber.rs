//! A program that is told of events: a small HTTP server, with or without encryption, that answers as it was taught.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What it does with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Answers with this status.
    Status(u16),
    /// Answers that the way leads elsewhere.
    Redirect,
    /// Reads everything and hangs up without a word.
    HangUp,
    /// Reads everything and says nothing for longer than anybody waits.
    Silent,
    /// Answers that all is well, with a body that never ends.
    Endless,
}

/// A call as it came in.
#[derive(Clone, Debug)]
pub(crate) struct Got {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Got {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> String {
        let found = self.head.lines().filter_map(|line| line.split_once(": "));
        found
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
            .next()
            .unwrap_or_default()
    }
}

/// How long one waits for a call that must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The server, and what it got.
pub(crate) struct Subscriber {
    pub(crate) addr: SocketAddr,
    got: Arc<(Mutex<Vec<Got>>, Condvar)>,
}

impl Subscriber {
    /// One that does with each call what comes next, and the last manner ever after.
    pub(crate) fn start(manners: &[Manner], tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = listener.local_addr().unwrap();
        let got = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let manners = Arc::new(Mutex::new(VecDeque::from(manners.to_vec())));
        let kept = Arc::clone(&got);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (got, manners, tls) = (Arc::clone(&kept), Arc::clone(&manners), tls.clone());
                thread::spawn(move || {
                    // A caller that hangs up, or does not trust us, ends its own call only.
                    let served = match tls {
                        None => serve(stream, &got, &manners),
                        Some(config) => ServerConnection::new(config)
                            .map_err(std::io::Error::other)
                            .and_then(|tls| serve(StreamOwned::new(tls, stream), &got, &manners)),
                    };
                    served.unwrap_or_default();
                });
            }
        });
        Self { addr, got }
    }

    /// Everything that it got so far.
    pub(crate) fn got(&self) -> Vec<Got> {
        self.got.0.lock().unwrap().clone()
    }

    /// Waits until it got so many calls.
    pub(crate) fn wait_for(&self, count: usize) -> Vec<Got> {
        let got = self.got.0.lock().unwrap();
        let waited = self
            .got
            .1
            .wait_timeout_while(got, PATIENCE, |got| got.len() < count);
        waited.unwrap().0.clone()
    }
}

fn serve(
    mut stream: impl Read + Write,
    got: &(Mutex<Vec<Got>>, Condvar),
    manners: &Mutex<VecDeque<Manner>>,
) -> std::io::Result<()> {
    let call = read(&mut stream)?;
    let manner = {
        let mut manners = manners.lock().unwrap();
        let next = manners[0];
        if manners.len() > 1 {
            manners.pop_front();
        }
        next
    };
    got.0.lock().unwrap().push(call);
    got.1.notify_all();
    match manner {
        Manner::Status(status) => write!(stream, "HTTP/1.1 {status} X\r\ncontent-length: 2\r\n\r\nok"),
        Manner::Redirect => write!(
            stream,
            "HTTP/1.1 307 X\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"
        ),
        Manner::HangUp => Ok(()),
        Manner::Silent => {
            // The caller gives up and closes: reading then ends.
            stream.read_exact(&mut [0]).or(Ok(()))
        }
        Manner::Endless => {
            write!(stream, "HTTP/1.1 200 X\r\ncontent-length: 99999999999\r\n\r\n")?;
            loop {
                stream.write_all(&[b'x'; 4096])?;
            }
        }
    }
}

fn read(stream: &mut impl Read) -> std::io::Result<Got> {
    let (mut bytes, mut one) = (Vec::new(), [0]);
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut one)?;
        bytes.push(one[0]);
    }
    let head = String::from_utf8_lossy(&bytes).into_owned();
    let mut call = Got {
        head,
        body: String::new(),
    };
    let length = call.header("content-length").parse().unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    call.body = String::from_utf8_lossy(&body).into_owned();
    Ok(call)
}
