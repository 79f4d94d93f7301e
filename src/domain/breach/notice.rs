//! What a notification adds to the record: its place in the chain, and the facts that others hold.
//!
//! Deliberately absent: recipients, delivery, and freezing what was sent.

use chrono::{DateTime, Utc};

use super::super::people::named;
use super::risk::Risk;

named! {
    /// Place of a notification in its chain (GDPR art. 33(4): information may come in phases).
    NoticeKind {
        /// The first one.
        Initial = "initial",
        /// Completes or corrects an earlier one.
        FollowUp = "follow_up",
        /// Takes an earlier one back.
        Withdrawal = "withdrawal",
    }
}

impl NoticeKind {
    /// The kind in French.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Initial => "Notification initiale",
            Self::FollowUp => "Notification complémentaire",
            Self::Withdrawal => "Retrait d’une notification",
        }
    }
}

/// One notification, beside the [`Record`](super::record::Record) that it tells. An empty text says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice<'a> {
    /// Place in the chain.
    pub kind: NoticeKind,
    /// Whether everything required is told; an incomplete one must be followed by another.
    pub complete: bool,
    /// Why an earlier notification is taken back.
    pub withdrawal_reasons: &'a str,
    /// Identifier that the authority gave to the earlier notification.
    pub previous_id: &'a str,
    /// Our own reference, for example `VIO-2026-0001`.
    pub reference: &'a str,
    /// When the controller became aware: the clock of art. 33(1) starts.
    pub aware_at: Option<DateTime<Utc>>,
    /// Why the notification is late (art. 33(1), last sentence).
    pub late_reason: &'a str,
    /// Verdict, once given.
    pub risk: Option<Risk>,
    /// Reasons of the verdict.
    pub risk_reasons: &'a str,
    /// Names of the documents attached.
    pub attachments: Vec<String>,
}

impl Notice<'_> {
    /// An initial and incomplete notification about which nothing more is known.
    #[must_use]
    pub fn initial() -> Self {
        Self {
            kind: NoticeKind::Initial,
            complete: false,
            withdrawal_reasons: "",
            previous_id: "",
            reference: "",
            aware_at: None,
            late_reason: "",
            risk: None,
            risk_reasons: "",
            attachments: Vec::new(),
        }
    }
}
