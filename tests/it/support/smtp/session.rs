//! One conversation: reads commands, answers, and does to each message what the script says.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};

use super::{Act, Greeting, Received, Security, State};

/// What comes after a command.
enum Then {
    GoOn,
    HangUp,
    Encrypt,
}

/// One conversation, on a stream that may be encrypted.
pub(super) struct Session<'a> {
    state: &'a State,
    encrypted: bool,
    known: bool,
    from: String,
    to: Option<(String, Act)>,
}

impl<'a> Session<'a> {
    pub(super) fn new(state: &'a State, encrypted: bool) -> Self {
        let known = state.behaviour.login.is_none();
        Self {
            state,
            encrypted,
            known,
            from: String::new(),
            to: None,
        }
    }

    /// Greets as told, then serves; returns the stream when the client wants to encrypt it.
    pub(super) async fn greet_and_serve<S: AsyncRead + AsyncWrite + Unpin>(self, mut stream: S) -> Option<S> {
        match self.state.behaviour.greeting {
            Greeting::Usual => stream.write_all(b"220 localhost ESMTP\r\n").await.ok()?,
            Greeting::Close => return None,
            Greeting::Refuse(words) => {
                stream.write_all(format!("{words}\r\n").as_bytes()).await.ok()?;
                return None;
            }
            Greeting::Silent => {
                wait_for_end(&mut stream).await;
                return None;
            }
        }
        self.serve(stream).await
    }

    /// Serves until either side leaves; returns the stream when the client wants to encrypt it.
    pub(super) async fn serve<S: AsyncRead + AsyncWrite + Unpin>(mut self, stream: S) -> Option<S> {
        let mut stream = BufReader::new(stream);
        loop {
            let line = read_line(&mut stream).await?;
            self.state.hear(&line);
            match self.obey(&line, &mut stream).await? {
                Then::GoOn => {}
                Then::HangUp => return None,
                Then::Encrypt => return Some(stream.into_inner()),
            }
        }
    }

    async fn obey<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        line: &str,
        stream: &mut BufReader<S>,
    ) -> Option<Then> {
        let upper = line.to_ascii_uppercase();
        let verb = upper.split([' ', ':']).next().unwrap_or_default();
        match verb {
            "EHLO" => say(stream, &self.extensions()).await?,
            "STARTTLS" => {
                say(stream, "220 ready").await?;
                return Some(Then::Encrypt);
            }
            "AUTH" => self.log_in(line, stream).await?,
            "RSET" => say(stream, "250 forgotten").await?,
            "QUIT" => {
                say(stream, "221 bye").await?;
                return Some(Then::HangUp);
            }
            "MAIL" => {
                address(line).clone_into(&mut self.from);
                let answer = match self.state.behaviour.refuse_sender {
                    Some(refusal) => refusal,
                    None if self.known => "250 sender ok",
                    None => "530 5.7.0 Authentication required",
                };
                say(stream, answer).await?;
            }
            "RCPT" => self.name_recipient(address(line), stream).await?,
            "DATA" => return self.take_content(stream).await,
            _ => say(stream, "502 unknown").await?,
        }
        Some(Then::GoOn)
    }

    fn extensions(&self) -> String {
        let mut lines = vec!["250-localhost".to_owned(), "250-8BITMIME".to_owned()];
        if self.state.behaviour.security == Security::StartTls && !self.encrypted {
            lines.push("250-STARTTLS".to_owned());
        } else if self.state.behaviour.login.is_some() {
            let mechanisms = self.state.behaviour.mechanism.unwrap_or("PLAIN LOGIN");
            lines.push(format!("250-AUTH {mechanisms}"));
        }
        lines.push("250 SIZE".to_owned());
        lines.join("\r\n")
    }

    async fn log_in<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        line: &str,
        stream: &mut BufReader<S>,
    ) -> Option<()> {
        let given = if let Some(token) = line.strip_prefix("AUTH PLAIN ") {
            decoded(token).trim_start_matches('\0').replace('\0', ":")
        } else {
            say(stream, &format!("334 {}", STANDARD.encode("Username:"))).await?;
            let user = decoded(&read_line(stream).await?);
            say(stream, &format!("334 {}", STANDARD.encode("Password:"))).await?;
            let password = decoded(&read_line(stream).await?);
            format!("{user}:{password}")
        };
        let (user, password) = self.state.behaviour.login.unwrap_or_default();
        self.known = given == format!("{user}:{password}");
        say(
            stream,
            if self.known {
                "235 2.7.0 welcome"
            } else {
                "535 5.7.8 bad credentials"
            },
        )
        .await
    }

    async fn name_recipient<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        to: &str,
        stream: &mut BufReader<S>,
    ) -> Option<()> {
        let act = self.state.act_for(to);
        if let Act::RefuseRecipient(words) = act {
            return say(stream, words).await;
        }
        self.to = Some((to.to_owned(), act));
        say(stream, "250 recipient ok").await
    }

    async fn take_content<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: &mut BufReader<S>,
    ) -> Option<Then> {
        let Some((to, act)) = self.to.take() else {
            say(stream, "503 whom to?").await?;
            return Some(Then::GoOn);
        };
        if matches!(act, Act::HangUpAtData) {
            return Some(Then::HangUp);
        }
        say(stream, "354 go on").await?;
        if matches!(act, Act::HangUpInContent) {
            stream.fill_buf().await.ok()?;
            return Some(Then::HangUp);
        }
        let bytes = read_content(stream).await?;
        if let Act::RefuseContent(words) = act {
            say(stream, words).await?;
            return Some(Then::GoOn);
        }
        self.state.take(Received {
            from: self.from.clone(),
            to,
            bytes,
        });
        match act {
            Act::HangUpAfterDot => return Some(Then::HangUp),
            Act::SilentAfterDot => {
                wait_for_end(stream).await;
                return Some(Then::HangUp);
            }
            Act::AnswerWhen(notified) => notified.notified().await,
            _ => {}
        }
        say(stream, "250 2.0.0 queued as 4F2A").await?;
        Some(Then::GoOn)
    }
}

/// One answer; `None` when the client has left.
async fn say<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>, words: &str) -> Option<()> {
    stream.write_all(format!("{words}\r\n").as_bytes()).await.ok()?;
    stream.flush().await.ok()
}

/// One line without its end; `None` when the client has left.
async fn read_line<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> Option<String> {
    let mut line = String::new();
    let count = stream.read_line(&mut line).await.ok()?;
    (count > 0).then(|| line.trim_end().to_owned())
}

/// The content up to the final dot, without it, dots of transparency taken away (RFC 5321 §4.5.2).
async fn read_content<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await.ok()? == 0 {
            return None;
        }
        if line == b".\r\n" {
            return Some(content);
        }
        content.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

async fn wait_for_end<S: AsyncRead + Unpin>(stream: &mut S) {
    let mut rest = Vec::new();
    // Whichever way the client leaves, it has left.
    drop(stream.read_to_end(&mut rest).await);
}

fn address(line: &str) -> &str {
    line.split(['<', '>']).nth(1).unwrap_or_default()
}

fn decoded(token: &str) -> String {
    String::from_utf8(STANDARD.decode(token).unwrap_or_default()).unwrap_or_default()
}
