//! The files marked « à joindre »: read from the vault, proved whole, and carried by the 48 h letter as long as it stays
//! small enough for mail servers.

use super::super::Instance;
use super::Case;
use crate::documents::notification::Attachment as Listed;
use crate::domain::attachment::size_in_words;
use crate::mail::letters::Attached;
use crate::store::attachments::{self, Attachment};
use crate::store::{Db, StoreError};

/// Most bytes of files in one letter: many servers refuse messages of 20 MB, and base64 adds a third.
const MOST_BYTES: usize = 10 * 1024 * 1024;

/// A file that goes with a notification, or stays in the dossier because the letter would be too big.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// How the document lists it.
    pub(super) listed: Listed,
    /// What the letter carries; `None` when it is to be fetched from the dossier.
    pub(super) attached: Option<Attached>,
}

/// The files marked on the dossier of a breach, in the order of their arrival.
///
/// # Errors
/// The store's own failures. A file that cannot be read is listed and not carried: it must not keep the letter back.
pub(super) fn marked(db: &mut Db, instance: &Instance, case: &Case<'_>) -> Result<Vec<File>, StoreError> {
    let mut room = MOST_BYTES;
    let all = attachments::of_incident(db, &case.incident.id)?;
    let kept = all.into_iter().filter(|attachment| attachment.purged.is_none());
    let marked = kept.filter(|attachment| attachment.with_notification);
    Ok(marked
        .map(|attachment| file(instance, attachment, &mut room))
        .collect())
}

fn file(instance: &Instance, attachment: Attachment, room: &mut usize) -> File {
    let size = usize::try_from(attachment.size).unwrap_or(usize::MAX);
    let fits = size <= *room;
    let bytes = fits
        .then(|| instance.vault.read_verified(&attachment.sha256).ok())
        .flatten();
    if bytes.is_some() {
        *room -= size;
    }
    let whereabouts = if bytes.is_some() {
        ""
    } else {
        " (à consulter dans le dossier)"
    };
    File {
        listed: Listed {
            name: format!("{}{whereabouts}", attachment.name),
            size: size_in_words(attachment.size.unsigned_abs()),
            sha256: attachment.sha256,
        },
        attached: bytes.map(|bytes| Attached {
            name: attachment.name,
            media_type: attachment.kind.media_type(),
            bytes,
        }),
    }
}
