//! Delivery over SMTP, driven step by step so that the moment of a failure is always known.
//!
//! Connections are kept and reused while they are healthy, as many as letters were under way at once; `RSET` proves one
//! before each reuse. The library's own
//! `send` is not used: it cannot tell a connection lost before the final dot from one lost after it, and only
//! the latter may double a message.
//!
//! The replies to `DATA` and to the content are checked to be 354 and 250: were a reply slipped in before
//! the encryption began, the conversation would be out of step and an acceptance could be read too early.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::Address;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;

use super::failure::{Failure, Stage, one_line};
use super::{Encryption, Outcome, SmtpSettings, StoredMessage};

/// Bytes handed to the network at a time.
const CHUNK: usize = 16 * 1024;

/// How long a server may keep us waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For the opening as a whole (connection, greeting, encryption, login), then for each command.
    pub step: Duration,
    /// For sending the content and waiting for its answer: longer, since giving up here may double a message.
    pub content: Duration,
}

impl Patience {
    /// Longest time one delivery can take: a claim on a message must outlive it.
    #[must_use]
    pub fn longest_attempt(self) -> Duration {
        // RSET on the kept connection, opening of another, MAIL, RCPT, DATA, then the content.
        self.step * 5 + self.content
    }
}

impl Default for Patience {
    /// 30 seconds a step, two minutes for the content.
    fn default() -> Self {
        Self {
            step: Duration::from_secs(30),
            content: Duration::from_mins(2),
        }
    }
}

/// A mail server, and the connections kept for the next messages.
pub struct SmtpTransport {
    settings: SmtpSettings,
    patience: Patience,
    tls: Option<TlsParameters>,
    kept: Mutex<Vec<AsyncSmtpConnection>>,
}

impl std::fmt::Debug for SmtpTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpTransport")
            .field("settings", &self.settings)
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}

impl SmtpTransport {
    /// Prepares deliveries to one server; connects to nothing yet.
    ///
    /// `extra_roots` holds certificates in PEM, trusted besides those of the machine.
    ///
    /// # Errors
    /// One French line when these certificates or the server's name cannot be used.
    pub fn new(
        settings: SmtpSettings,
        patience: Patience,
        extra_roots: Option<&[u8]>,
    ) -> Result<Self, String> {
        let tls = match settings.encryption {
            Encryption::None => None,
            Encryption::Implicit | Encryption::Required | Encryption::Opportunistic => {
                Some(tls_parameters(&settings.host, extra_roots)?)
            }
        };
        Ok(Self {
            settings,
            patience,
            tls,
            kept: Mutex::new(Vec::new()),
        })
    }

    /// How long the server may keep us waiting.
    #[must_use]
    pub fn patience(&self) -> Patience {
        self.patience
    }

    pub(super) async fn deliver(&self, message: &StoredMessage) -> Outcome {
        let Some((from, to)) = envelope(message) else {
            return Outcome::Permanent {
                answer: "l’adresse de l’expéditeur ou du destinataire est mal formée".to_owned(),
            };
        };
        let mut connection = match self.connection().await {
            Ok(connection) => connection,
            Err(failure) => return failure.outcome(Stage::Opening),
        };
        match self.converse(&mut connection, from, to, &message.bytes).await {
            Ok(answer) => {
                self.keep(connection);
                Outcome::Accepted { answer }
            }
            Err((stage, failure)) => {
                if failure.leaves_connection_usable() {
                    self.keep(connection);
                }
                failure.outcome(stage)
            }
        }
    }

    async fn converse(
        &self,
        connection: &mut AsyncSmtpConnection,
        from: Address,
        to: Address,
        content: &[u8],
    ) -> Result<String, (Stage, Failure)> {
        let step = self.patience.step;
        within(step, connection.command(Mail::new(Some(from), Vec::new())))
            .await
            .map_err(|failure| (Stage::Opening, failure))?;
        within(step, connection.command(Rcpt::new(to, Vec::new())))
            .await
            .map_err(|failure| (Stage::Recipient, failure))?;
        within(step, connection.command(Data))
            .await
            .and_then(|reply| expected(354, &reply))
            .map_err(|failure| (Stage::Recipient, failure))?;
        self.send_content(connection, content).await
    }

    async fn send_content(
        &self,
        connection: &mut AsyncSmtpConnection,
        content: &[u8],
    ) -> Result<String, (Stage, Failure)> {
        // The library ends the content by CR LF and the dot; taking the last CR LF away keeps the bytes exact.
        let content = content.strip_suffix(b"\r\n").unwrap_or(content);
        let dot_sent = AtomicBool::new(false);
        // Each chunk has been written and flushed before the next one is asked for; when there is none left,
        // the dot follows at once. This is how we know.
        let end = std::iter::from_fn(|| {
            dot_sent.store(true, Ordering::Relaxed);
            None
        });
        within(
            self.patience.content,
            connection.message_iter(content.chunks(CHUNK).chain(end)),
        )
        .await
        .and_then(|reply| expected(250, &reply))
        .map_err(|failure| {
            let dot_sent = dot_sent.load(Ordering::Relaxed);
            (Stage::Content { dot_sent }, failure)
        })
    }

    pub(super) async fn rest(&self) {
        while let Some(mut connection) = self.take_kept() {
            // Whatever the server says to our goodbye, the connection ends here.
            drop(within(self.patience.step, connection.quit()).await);
        }
    }

    pub(super) async fn probe(&self) -> Result<String, String> {
        let mut connection = self.open().await.map_err(|failure| failure.answer())?;
        let encrypted = connection.is_encrypted();
        within(self.patience.step, connection.quit())
            .await
            .map_err(|failure| failure.answer())?;
        Ok(format!(
            "{} port {}, {}, {}",
            self.settings.host,
            self.settings.port,
            if encrypted { "chiffré" } else { "en clair" },
            if self.settings.login.is_some() {
                "identifié"
            } else {
                "sans identification"
            },
        ))
    }

    /// The kept connection if it still answers, or a new one.
    async fn connection(&self) -> Result<AsyncSmtpConnection, Failure> {
        if let Some(mut kept) = self.take_kept()
            && within(self.patience.step, kept.command(Rset)).await.is_ok()
        {
            return Ok(kept);
        }
        self.open().await
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Failure> {
        match tokio::time::timeout(self.patience.step, self.greet_encrypt_and_log_in()).await {
            Ok(result) => result,
            Err(_) => Err(Failure::Silence),
        }
    }

    async fn greet_encrypt_and_log_in(&self) -> Result<AsyncSmtpConnection, Failure> {
        let hello = ClientId::default();
        let implicit = (self.settings.encryption == Encryption::Implicit)
            .then(|| self.tls.clone())
            .flatten();
        let address = (self.settings.host.as_str(), self.settings.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, Some(self.patience.step), &hello, implicit, None)
                .await?;
        self.encrypt(&mut connection, &hello).await?;
        self.log_in(&mut connection).await?;
        Ok(connection)
    }

    async fn encrypt(&self, connection: &mut AsyncSmtpConnection, hello: &ClientId) -> Result<(), Failure> {
        let offered = connection.can_starttls();
        match (self.settings.encryption, &self.tls) {
            (Encryption::Required | Encryption::Opportunistic, Some(tls)) if offered => {
                Ok(connection.starttls(tls.clone(), hello).await?)
            }
            (Encryption::Required, _) => Err(Failure::Settings(
                "le serveur ne propose pas le chiffrement (STARTTLS), que les réglages exigent",
            )),
            (Encryption::Implicit | Encryption::Opportunistic | Encryption::None, _) => Ok(()),
        }
    }

    async fn log_in(&self, connection: &mut AsyncSmtpConnection) -> Result<(), Failure> {
        let Some(login) = &self.settings.login else {
            return Ok(());
        };
        if !connection.is_encrypted() && self.settings.encryption != Encryption::None {
            return Err(Failure::Settings(
                "le serveur ne propose pas le chiffrement : l’identifiant et le mot de passe n’ont pas été envoyés",
            ));
        }
        let credentials = Credentials::new(login.user.clone(), login.password.clone());
        connection
            .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
            .await?;
        Ok(())
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(connection);
    }

    fn take_kept(&self) -> Option<AsyncSmtpConnection> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

async fn within<T>(
    limit: Duration,
    step: impl Future<Output = Result<T, lettre::transport::smtp::Error>>,
) -> Result<T, Failure> {
    match tokio::time::timeout(limit, step).await {
        Ok(result) => result.map_err(Failure::from),
        Err(_) => Err(Failure::Silence),
    }
}

fn expected(code: u16, reply: &Response) -> Result<String, Failure> {
    let words: Vec<&str> = reply.message().collect();
    let said = one_line(&format!("{} {}", reply.code(), words.join(" ")));
    if reply.has_code(code) {
        Ok(said)
    } else {
        Err(Failure::OutOfStep(said))
    }
}

fn envelope(message: &StoredMessage) -> Option<(Address, Address)> {
    let from: Mailbox = message.from.parse().ok()?;
    let to: Mailbox = message.to.parse().ok()?;
    Some((from.email, to.email))
}

fn tls_parameters(host: &str, extra_roots: Option<&[u8]>) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(pem) = extra_roots {
        let roots = Certificate::from_pem(pem)
            .map_err(|error| format!("les certificats de confiance sont illisibles : {error}"))?;
        builder = builder.add_root_certificate(roots);
    }
    builder
        .build()
        .map_err(|error| format!("le chiffrement ne peut pas être préparé : {error}"))
}
