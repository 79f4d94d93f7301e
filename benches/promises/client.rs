//! Just enough HTTP to measure with: one connection kept open.
#![allow(
    clippy::expect_used,
    reason = "a server that does not answer measures nothing"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};

use serde_json::Value;

/// A connection to the server measured.
pub(crate) struct Client {
    address: SocketAddr,
    stream: BufReader<TcpStream>,
    /// Who asks, as a header.
    who: String,
}

impl Client {
    /// A connection that presents no token yet.
    pub(crate) fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("a socket takes this option");
        Self {
            address,
            stream: BufReader::new(stream),
            who: String::new(),
        }
    }

    /// Another connection of the same account.
    pub(crate) fn beside(&self) -> Self {
        Self {
            who: self.who.clone(),
            ..Self::connect(self.address)
        }
    }

    /// Shows the cookie of a session from now on.
    pub(crate) fn holding(self, session: &str) -> Self {
        let who = format!("cookie: __Host-tocsin={session}\r\n");
        Self { who, ..self }
    }

    /// Signs in; what follows presents the token.
    pub(crate) fn sign_in(&mut self, email: &str, password: &str) {
        let credentials = serde_json::json!({"email": email, "password": password});
        let (status, token) = self.post("/api/v1/auth/token", &credentials.to_string());
        let token: Value = serde_json::from_slice(&token).unwrap_or_default();
        let token = token.get("access_token").and_then(Value::as_str);
        assert_eq!(status, 200, "the account is known");
        self.who = format!("authorization: Bearer {}\r\n", token.expect("a token is given"));
    }

    /// Asks for a page.
    pub(crate) fn get(&mut self, path: &str) -> (u16, Vec<u8>) {
        self.exchange("GET", path, "")
    }

    /// Posts JSON.
    pub(crate) fn post(&mut self, path: &str, body: &str) -> (u16, Vec<u8>) {
        self.exchange("POST", path, body)
    }

    /// Asks and reads the answer to its end: its status and its bytes.
    fn exchange(&mut self, method: &str, path: &str, body: &str) -> (u16, Vec<u8>) {
        let head = self.head(method, path, u64::try_from(body.len()).unwrap_or_default());
        let request = [head.as_str(), body].concat();
        self.stream
            .get_mut()
            .write_all(request.as_bytes())
            .expect("the request leaves");
        self.answer()
    }

    /// The head of a request with a body of this many bytes.
    pub(crate) fn head(&self, method: &str, path: &str, length: u64) -> String {
        format!(
            "{method} {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n{}content-length: {length}\r\n\r\n",
            self.who
        )
    }

    fn answer(&mut self) -> (u16, Vec<u8>) {
        let status = self
            .line()
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .unwrap_or_default();
        let mut length = 0;
        loop {
            let line = self.line().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(bytes) = line.strip_prefix("content-length:") {
                length = bytes.trim().parse().expect("a length is a number");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("the answer is whole");
        (status, body)
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("the server answers");
        line.trim_end().to_owned()
    }
}
