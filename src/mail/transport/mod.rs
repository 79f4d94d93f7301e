//! Ways a frozen message leaves: SMTP, a folder, or the memory of the process.
//!
//! What matters here is to know what became of a message. An attempt ends in one [`Outcome`], and only
//! [`Outcome::AnswerLost`] leaves a doubt: the server may have taken the message and its answer did not reach
//! us. A repeat then carries the same bytes, hence the same Message-ID.
//!
//! Deliberately absent: retries, which the worker plans with [`super::backoff`].

mod failure;
mod folder;
mod memory;
mod settings;
mod smtp;

pub use folder::FolderTransport;
pub use memory::MemoryTransport;
pub use settings::{Encryption, Login, SmtpSettings};
pub use smtp::{Patience, SmtpTransport};

/// A message as it was frozen: exactly these bytes leave, however many attempts it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMessage {
    /// Sender of the envelope: an address, with or without a display name.
    pub from: String,
    /// The one recipient of the envelope.
    pub to: String,
    /// `<uuid@domain>`, as written in the bytes.
    pub message_id: String,
    /// Headers and body, lines ended by CR LF.
    pub bytes: Vec<u8>,
}

/// What became of one attempt; `answer` is the server's own words, or a French sentence when it said none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server took the message in charge: an obligation may be met.
    Accepted {
        /// The server's answer.
        answer: String,
    },
    /// It did not leave and may later: 4xx, no connection, silence or a cut before the end of the content.
    Transient {
        /// The server's answer, or what happened.
        answer: String,
    },
    /// The server refuses this message or this recipient for good (5xx).
    Permanent {
        /// The server's answer.
        answer: String,
    },
    /// The whole message was sent and the answer was lost: it may have arrived, and a repeat may double it.
    AnswerLost {
        /// What happened.
        answer: String,
    },
    /// The server's certificate cannot be trusted: nothing was sent; retried, with an alarm.
    Untrusted {
        /// What is wrong with the certificate.
        answer: String,
    },
    /// Our settings do not suit the server: login refused, no encryption offered where it is required, sender
    /// refused. It is not the recipient's fault: nothing was sent; retried, with an alarm.
    Misconfigured {
        /// What is wrong, or the server's answer.
        answer: String,
    },
}

impl Outcome {
    /// The server's answer, or the sentence that stands for it.
    #[must_use]
    pub fn answer(&self) -> &str {
        match self {
            Self::Accepted { answer }
            | Self::Transient { answer }
            | Self::Permanent { answer }
            | Self::AnswerLost { answer }
            | Self::Untrusted { answer }
            | Self::Misconfigured { answer } => answer,
        }
    }

    /// A fixed word for the record: `accepted`, `transient`, `permanent`, `answer_lost`, `untrusted`,
    /// `misconfigured`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Transient { .. } => "transient",
            Self::Permanent { .. } => "permanent",
            Self::AnswerLost { .. } => "answer_lost",
            Self::Untrusted { .. } => "untrusted",
            Self::Misconfigured { .. } => "misconfigured",
        }
    }
}

/// The one way out that was configured.
#[derive(Debug)]
pub enum Mailer {
    /// A mail server.
    Smtp(Box<SmtpTransport>),
    /// `.eml` files in a folder: the default when no server is set; nothing leaves the machine.
    Folder(FolderTransport),
    /// Kept in the memory of the process, for tests and demonstrations.
    Memory(MemoryTransport),
}

impl Mailer {
    /// Attempts to deliver one message, once.
    pub async fn deliver(&self, message: &StoredMessage) -> Outcome {
        match self {
            Self::Smtp(smtp) => smtp.deliver(message).await,
            Self::Folder(folder) => folder.deliver(message).await,
            Self::Memory(memory) => memory.deliver(message),
        }
    }

    /// Closes politely the connections kept for the next messages; called when the outbox is empty for now.
    pub async fn rest(&self) {
        match self {
            Self::Smtp(smtp) => smtp.rest().await,
            Self::Folder(_) | Self::Memory(_) => {}
        }
    }

    /// Checks that a message could leave, without sending any.
    ///
    /// # Errors
    /// One French line that says what is wrong.
    pub async fn probe(&self) -> Result<String, String> {
        match self {
            Self::Smtp(smtp) => smtp.probe().await,
            Self::Folder(folder) => folder.probe().await,
            Self::Memory(_) => Ok("les messages restent dans la mémoire du programme".to_owned()),
        }
    }

    /// Whether messages really leave: when they do not, the pages say so loudly.
    #[must_use]
    pub fn reaches_recipients(&self) -> bool {
        match self {
            Self::Smtp(_) => true,
            Self::Folder(_) | Self::Memory(_) => false,
        }
    }
}
