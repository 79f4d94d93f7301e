//! The chain of notifications of a breach, as its page shows it.

use crate::domain::breach::NoticeKind;
use crate::domain::letter::MailState;
use crate::domain::obligations::Kind;
use crate::store::mails::{self, Mail};
use crate::store::notifications::{self, Notification};
use crate::store::{Db, StoreError};
use crate::web::paths;
use crate::web::view::Moment;
use crate::web::wording;

/// A notification of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Place in the chain.
    pub number: i64,
    /// The duty it serves.
    pub duty: Kind,
    /// First, follow-up or withdrawal.
    pub kind: NoticeKind,
    /// Whether the system sent it by itself.
    pub automatic: bool,
    /// Whether nothing was left pending.
    pub complete: bool,
    /// When it was made.
    pub done: Moment,
    /// Why it was late, or empty.
    pub late_reason: String,
    /// The number under which it was filed elsewhere, or empty.
    pub filing: String,
    /// Each recipient.
    pub recipients: Vec<Recipient>,
    /// What can be downloaded: a word and an address.
    pub files: Vec<(&'static str, String)>,
}

/// A recipient and what became of their letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Role, in words.
    pub role: &'static str,
    /// Address.
    pub address: String,
    /// State of the letter.
    pub state: MailState,
    /// Since when.
    pub since: Moment,
    /// The mail server's last answer, or empty.
    pub answer: String,
}

/// The chain with its letters.
///
/// # Errors
/// The store's own failures.
pub(super) fn load(db: &mut Db, breach_id: &str) -> Result<Vec<(Notification, Vec<Mail>)>, StoreError> {
    let chain = notifications::of_breach(db, breach_id)?;
    let mut whole = Vec::new();
    for notification in chain {
        let mut letters = Vec::new();
        for id in notifications::mails_of(db, &notification.id)? {
            letters.extend(mails::find(db, &id)?);
        }
        whole.push((notification, letters));
    }
    Ok(whole)
}

impl Sent {
    /// One notification with its letters; the message itself only for those who may read it.
    pub(super) fn of(
        (told, letters): &(Notification, Vec<Mail>),
        reference: &str,
        with_message: bool,
    ) -> Self {
        let file = |kind| paths::notification_file(reference, told.number, kind);
        let files = [
            told.pdf.is_some().then(|| ("Document (PDF)", file("pdf"))),
            Some(("Données (JSON)", file("json"))),
            told.proof
                .as_deref()
                .map(|proof| ("Récépissé de la CNIL", paths::attachment(proof))),
            (with_message && !letters.is_empty()).then(|| ("Courriel envoyé (EML)", file("eml"))),
        ];
        Self {
            number: told.number,
            duty: told.duty,
            kind: told.kind,
            automatic: told.automatic,
            complete: told.complete,
            done: Moment::of(told.done_at),
            late_reason: told.late_reason.clone().unwrap_or_default(),
            filing: told.filing.clone().unwrap_or_default(),
            recipients: letters.iter().map(Recipient::of).collect(),
            files: files.into_iter().flatten().collect(),
        }
    }
}

impl Sent {
    /// What it was.
    #[must_use]
    pub fn title(&self) -> String {
        wording::notice(self.duty, self.kind)
    }

    /// Whether it is one of those that may lack something: what the persons are told has no form to fill.
    #[must_use]
    pub fn may_be_complete(&self) -> bool {
        self.duty != Kind::PersonsArt34
    }
}

impl Recipient {
    fn of(letter: &Mail) -> Self {
        let since = letter
            .acknowledged_at
            .or(letter.settled_at)
            .unwrap_or(letter.queued_at);
        Self {
            role: letter.role.map(wording::role).unwrap_or_default(),
            address: letter.address.clone(),
            state: letter.state,
            since: Moment::of(since),
            answer: letter.last_answer.clone(),
        }
    }
}
