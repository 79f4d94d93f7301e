//! The letters Tocsin writes, one file and two templates each (`templates/mail/<name>.txt` and `.html`).
//!
//! A letter crosses networks that nobody vouches for and lands in shared mailboxes, so it carries only the
//! facts that decide what to do: reference, school, components, handler, instants. Deliberately absent: the
//! title and the story typed by the person who reports, their name, and any other free text that may name a
//! pupil or a member of staff; the letter says that they are in the dossier, behind a login.
//!
//! Instants come as French text, zone included: how instants are written is not decided here.

mod actions_due;
mod assigned;
mod breach_notification;
mod deadlines;
mod delivery_failed;
mod departement_informed;
mod dossier;
mod dossier_news;
mod duty;
mod export_reported;
mod handler_told;
mod head_of_school_alert;
mod incident_reported;
mod life;
mod mentioned;
mod personal_data_question;
mod review_due;
mod set_password;
mod wording;

pub use actions_due::{ActionsDue, DueAction};
pub use assigned::Assigned;
pub use breach_notification::BreachNotification;
pub use deadlines::{Deadlines, Due, Occasion};
pub use delivery_failed::{DeliveryFailed, Trouble};
pub use departement_informed::DepartementInformed;
pub use dossier::{Component, Dossier, Links, Row, School};
pub use dossier_news::DossierNews;
pub use duty::{Duty, owed};
pub use export_reported::ExportReported;
pub use handler_told::HandlerTold;
pub use head_of_school_alert::HeadOfSchoolAlert;
pub use incident_reported::IncidentReported;
pub use life::{Life, LifeNews, Qualified, Rejected};
pub use mentioned::Mentioned;
pub use personal_data_question::PersonalDataQuestion;
pub use review_due::ReviewDue;
pub use set_password::SetPassword;

/// A letter as written: not yet addressed, not yet dated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Subject, French.
    pub subject: String,
    /// Reference of the dossier, if it concerns one.
    pub reference: Option<String>,
    /// Plain text.
    pub text: String,
    /// The same in HTML, inline styles, no remote content.
    pub html: String,
    /// Files that go with it, in order.
    pub attachments: Vec<Attached>,
}

/// A file that goes with a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// Its media type: `application/pdf`.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The template engine could not write a letter: our own fault, never the reader's.
#[derive(Debug, thiserror::Error)]
#[error("lettre impossible à écrire : {0}")]
pub struct NotWritten(#[from] askama::Error);

/// Ties a letter to its two templates.
macro_rules! templates {
    ($letter:ty, $text:tt, $html:tt) => {
        #[derive(askama::Template)]
        #[template(path = $text)]
        struct Text<'a> {
            letter: &'a $letter,
        }

        #[derive(askama::Template)]
        #[template(path = $html)]
        struct Html<'a> {
            letter: &'a $letter,
        }

        impl $letter {
            fn rendered(
                &self,
                subject: String,
                reference: Option<&str>,
            ) -> Result<super::Letter, super::NotWritten> {
                use askama::Template as _;
                Ok(super::Letter {
                    subject,
                    reference: reference.map(ToOwned::to_owned),
                    text: super::without_idle_lines(&Text { letter: self }.render()?),
                    html: super::without_idle_lines(&Html { letter: self }.render()?),
                    attachments: Vec::new(),
                })
            }
        }
    };
}
use templates;

/// At most one empty line in a row, no space at the end of lines: what template tags leave behind.
fn without_idle_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_blank = true;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && after_blank {
            continue;
        }
        after_blank = line.is_empty();
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::without_idle_lines;

    #[test]
    fn idle_lines_left_by_template_tags_disappear() {
        assert_eq!(without_idle_lines("\n\na  \n\n \n\nb\n\n"), "a\n\nb\n");
    }
}
