//! Which optional letters the account wants, chosen on its page. Those that always leave are said, not offered.

use actix_web::HttpResponse;
use actix_web::web::Data;

use super::show::LetterChoice;
use crate::actions::mailing::prefer;
use crate::domain::letter::LetterKind;
use crate::domain::mailing::{OPTIONAL, Why, wants, why};
use crate::domain::people::{Account, Right};
use crate::store::{Db, StoreError, mailing};
use crate::web::allowed::{Allowed, ReadDossiers};
use crate::web::answer::see_other;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::flash::Flash;
use crate::web::form::value;
use crate::web::paths;
use crate::web::posted::Posted;
use crate::web::wording::Words as _;

/// The optional letters, with what the account gets; none for accounts that no dossier is written about to.
///
/// # Errors
/// The store's own failures.
pub(super) fn choices(db: &mut Db, account: &Account) -> Result<Vec<LetterChoice>, StoreError> {
    if !account.may(Right::ReadDossiers) {
        return Ok(Vec::new());
    }
    let choice = |kind: &LetterKind| {
        let decided = mailing::choice(db, &account.id, *kind)?;
        Ok(LetterChoice {
            name: kind.as_str(),
            shown_as: shown_as(*kind),
            label: kind.words(),
            hint: hint(*kind),
            wanted: wants(account, *kind, &decided),
        })
    };
    OPTIONAL.iter().map(choice).collect()
}

/// When an optional letter is written.
#[must_use]
pub fn hint(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::Assigned => "Quand quelqu’un vous confie un dossier, à vous ou à votre équipe.",
        LetterKind::DossierNews => {
            "Quand un dossier que vous suivez avance, change de mains ou reçoit une écriture."
        }
        LetterKind::Mentioned => "Quand quelqu’un vous mentionne dans une écriture.",
        LetterKind::ActionDue => {
            "La veille du jour prévu pour une de vos actions, puis si elle est en retard."
        }
        LetterKind::ReviewDue => "Le jour où vous avez demandé à revoir un dossier.",
        _ => "",
    }
}

/// The letters that always leave and that people may meet, in words.
pub(super) fn always() -> Vec<&'static str> {
    LetterKind::ALL
        .iter()
        .filter(|kind| why(**kind) != Why::Choice)
        .map(crate::web::wording::Words::words)
        .collect()
}

/// The field that says how a choice was shown: what the person did not change is no choice of theirs.
#[must_use]
pub fn shown_as(kind: LetterKind) -> String {
    format!("{kind}-shown")
}

/// `POST /compte/courriels`.
///
/// # Errors
/// Those of a form, and the machine's.
pub async fn save(app: Data<App>, who: Allowed<ReadDossiers>, posted: Posted) -> Result<HttpResponse, Error> {
    let mut fields = posted.form(&app, &who).await?;
    let mut chosen: Vec<(LetterKind, bool)> = Vec::new();
    for kind in OPTIONAL {
        let wanted = !value(&mut fields, kind.as_str()).is_empty();
        let was_shown = value(&mut fields, &shown_as(*kind)) == "on";
        if wanted != was_shown {
            chosen.push((*kind, wanted));
        }
    }
    let (by, now) = (who.account(), app.now());
    app.write(move |db| prefer(db, &by, &chosen, now)).await?;
    let said = Flash::MailChoicesSaved.after(paths::ACCOUNT);
    Ok(see_other(&format!("{said}#courriels")))
}
