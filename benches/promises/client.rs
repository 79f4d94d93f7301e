//! Just enough HTTP to measure with: one connection kept open, JSON both ways.
#![allow(
    clippy::expect_used,
    reason = "a server that does not answer measures nothing"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};

use serde_json::Value;

/// A connection to the server measured.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    authorization: String,
}

impl Client {
    /// A connection that presents no token yet.
    pub(crate) fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("a socket takes this option");
        Self {
            stream: BufReader::new(stream),
            authorization: String::new(),
        }
    }

    /// Signs in; what follows presents the token.
    pub(crate) fn sign_in(&mut self, email: &str, password: &str) {
        let (status, token) = self.post(
            "/api/v1/auth/token",
            &serde_json::json!({"email": email, "password": password}),
        );
        let token = token.get("access_token").and_then(Value::as_str);
        assert_eq!(status, 200, "the account is known");
        self.authorization = format!("authorization: Bearer {}\r\n", token.expect("a token is given"));
    }

    /// Posts a body and reads the answer: its status and its JSON.
    pub(crate) fn post(&mut self, path: &str, body: &Value) -> (u16, Value) {
        let body = body.to_string();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n{}content-length: {}\r\n\r\n",
            self.authorization,
            body.len()
        );
        let request = [head, body].concat();
        self.stream
            .get_mut()
            .write_all(request.as_bytes())
            .expect("the request leaves");
        self.answer()
    }

    fn answer(&mut self) -> (u16, Value) {
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
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("the server answers");
        line.trim_end().to_owned()
    }
}
