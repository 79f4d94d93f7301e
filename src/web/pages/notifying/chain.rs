//! What was already notified, as a list; and the first reading of a breach, which is journaled.

use std::sync::Arc;

use super::refusal::Refusal;
use crate::actions::breach::BreachRefused;
use crate::actions::breach::read::read;
use crate::domain::obligations::Kind;
use crate::store::notifications::Notification;
use crate::web::allowed::Allowed;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::view::Moment;
use crate::web::wording;

/// A notification of the chain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// « N° 2, notification complémentaire, complète ».
    pub what: String,
    /// When it was made.
    pub at: Moment,
    /// Under which number it was filed elsewhere; empty when it was not.
    pub filing: String,
    /// Why it was late; empty when it was not.
    pub late: String,
    /// Where the proof of the filing is read; empty without one.
    pub proof: String,
}

impl Sent {
    /// Those that serve a kind of duty, in order.
    #[must_use]
    pub fn of(earlier: &[Notification], duty: Kind) -> Vec<Self> {
        earlier
            .iter()
            .filter(|it| it.duty == duty)
            .map(Self::from)
            .collect()
    }
}

impl From<&Notification> for Sent {
    fn from(it: &Notification) -> Self {
        let complete = match (it.duty, it.complete) {
            (Kind::PersonsArt34, _) => "",
            (_, true) => ", complète",
            (_, false) => ", incomplète",
        };
        let by_itself = if it.automatic {
            ", envoyée automatiquement"
        } else {
            ""
        };
        Self {
            what: format!(
                "N°\u{a0}{}\u{a0}: {}{complete}{by_itself}",
                it.number,
                wording::notice(it.duty, it.kind)
            ),
            at: Moment::of(it.done_at),
            filing: it.filing.clone().unwrap_or_default(),
            late: it.late_reason.clone().unwrap_or_default(),
            proof: it.proof.as_deref().map(paths::attachment).unwrap_or_default(),
        }
    }
}

/// Journals that the account reads the breach by `means`, if it sees it.
///
/// # Errors
/// [`Error::NotFound`], and the machine's.
pub(super) async fn consult<R>(
    app: &App,
    who: &Allowed<R>,
    reference: &str,
    means: &'static str,
) -> Result<(), Error> {
    let (instance, by, now, reference) = (
        Arc::clone(&app.instance),
        who.account(),
        app.now(),
        reference.to_owned(),
    );
    let read = app.write(move |db| read(db, &instance, &by, &reference, means, now).map(|_| ()));
    read.await
        .or_else(|refused: BreachRefused| Refusal::of(refused).and(Err(Error::NotFound)))
}
