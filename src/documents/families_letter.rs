//! The letter to families and staff when their data is at high risk (GDPR art. 34(2)), as a model to complete.
//!
//! The law asks for four things in plain words: what happened, whom to ask, what may follow, what was done and what
//! one can do. None of them is ever empty: what nobody has written yet stands there as a passage to complete, in the
//! PDF and in the text, and [`FamiliesLetter::to_complete`] lists them all.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::legible::{on_one_line, without_controls};
use super::pdf::{NotLaidOut, Template, pdf};

const TEMPLATE: Template = Template {
    path: "documents/families_letter.typ",
    text: include_str!("../../templates/documents/families_letter.typ"),
};

const OPENING: &str = "Madame, Monsieur,";
const INTRODUCTION: &str = "Un incident de sécurité a touché des données personnelles qui vous concernent, ou qui concernent votre enfant. \
    Vous avez le droit d’en être informés (règlement général sur la protection des données, article\u{a0}34)\u{a0}: voici ce que \
    nous savons, et ce que vous pouvez faire.";
const CLOSING: &str = "Nous regrettons sincèrement cet incident et restons à votre disposition. Si notre réponse ne vous satisfait \
    pas, vous pouvez adresser une réclamation à la CNIL, sur son site www.cnil.fr.";
/// How every passage to complete begins, and how it ends.
const TO_COMPLETE: (&str, char) = ("[À compléter", ']');

/// What the letter says; a text left empty becomes a passage to complete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FamiliesLetter {
    /// The breach: `VIO-2026-0001`.
    pub reference: String,
    /// Belongs to an exercise.
    pub exercise: bool,
    /// Who writes, and from where.
    pub sender: String,
    /// « Aux familles et aux personnels du collège… ».
    pub addressees: String,
    /// « Rennes, le 3 mars 2026 ».
    pub place_and_date: String,
    /// What happened, to which data.
    pub what_happened: String,
    /// The data-protection officer or another contact point: name, telephone, address.
    pub contact: String,
    /// What may follow for the persons.
    pub consequences: String,
    /// What was done, and what is being done.
    pub measures: String,
    /// What the persons can do, one piece of advice each.
    pub advice: Vec<String>,
    /// Who signs.
    pub signatory: String,
}

/// The letter as it is read, in both forms.
#[derive(Serialize)]
struct Letter {
    reference: String,
    exercise: bool,
    title: &'static str,
    sender: String,
    addressees: String,
    place_and_date: String,
    opening: &'static str,
    introduction: &'static str,
    blocks: [Block; 4],
    closing: &'static str,
    signatory: String,
    to_complete: usize,
}

#[derive(Serialize)]
struct Block {
    title: &'static str,
    text: String,
    /// Said before the points.
    lead: &'static str,
    points: Vec<String>,
}

impl FamiliesLetter {
    /// The letter as a tagged PDF; `written_at` is its date.
    ///
    /// # Errors
    ///
    /// When it could not be laid out.
    pub fn pdf(&self, written_at: DateTime<Utc>) -> Result<Vec<u8>, NotLaidOut> {
        pdf(TEMPLATE, &self.letter(), written_at)
    }

    /// The letter as plain text, to be pasted into a mail or a message of the school’s portal.
    #[must_use]
    pub fn text(&self) -> String {
        self.letter().text()
    }

    /// The passages that somebody has to complete before the letter may leave, those written into the texts included.
    #[must_use]
    pub fn to_complete(&self) -> Vec<String> {
        passages_to_complete(&self.letter().words())
    }

    fn letter(&self) -> Letter {
        let mut letter = Letter {
            reference: self.reference.clone(),
            exercise: self.exercise,
            title: "Information sur une violation de données personnelles",
            sender: given(&self.sender, "nom et adresse de l’établissement ou du service"),
            addressees: given(&self.addressees, "destinataires de cette lettre"),
            place_and_date: on_one_line(&given(&self.place_and_date, "lieu et date")),
            opening: OPENING,
            introduction: INTRODUCTION,
            blocks: self.blocks(),
            closing: CLOSING,
            signatory: given(&self.signatory, "nom et fonction du signataire"),
            to_complete: 0,
        };
        letter.to_complete = passages_to_complete(&letter.words()).len();
        letter
    }

    fn blocks(&self) -> [Block; 4] {
        [
            block(
                "Ce qui s’est passé",
                given(
                    &self.what_happened,
                    "ce qui s’est passé, quand, et quelles données sont touchées",
                ),
            ),
            block(
                "Qui contacter",
                given(
                    &self.contact,
                    "nom du délégué à la protection des données ou du contact, téléphone, adresse électronique",
                ),
            ),
            block(
                "Ce que cela peut entraîner pour vous",
                given(&self.consequences, "conséquences probables pour les personnes"),
            ),
            Block {
                lead: "Ce que vous pouvez faire\u{a0}:",
                points: self.points(),
                ..block(
                    "Ce que nous avons fait, et ce que vous pouvez faire",
                    given(&self.measures, "mesures prises et à venir"),
                )
            },
        ]
    }

    fn points(&self) -> Vec<String> {
        let written: Vec<_> = self
            .advice
            .iter()
            .map(|it| on_one_line(it))
            .filter(|it| !it.is_empty())
            .collect();
        if written.is_empty() {
            vec![given("", "gestes utiles, un par ligne")]
        } else {
            written
        }
    }
}

impl Letter {
    fn text(&self) -> String {
        let blocks = self.blocks.iter().map(Block::text);
        let mut parts = self.warnings();
        parts.extend([
            self.sender.clone(),
            self.addressees.clone(),
            self.place_and_date.clone(),
        ]);
        parts.push(format!("Objet\u{a0}: {} ({})", self.title, self.reference));
        parts.extend([self.opening.to_owned(), self.introduction.to_owned()]);
        parts.extend(blocks);
        parts.extend([self.closing.to_owned(), self.signatory.clone()]);
        parts.join("\n\n") + "\n"
    }

    fn warnings(&self) -> Vec<String> {
        let exercise = self
            .exercise
            .then(|| "EXERCICE\u{a0}: ne pas envoyer aux familles ni aux personnels.".to_owned());
        let model = match self.to_complete {
            0 => None,
            1 => Some("MODÈLE\u{a0}: un passage reste à compléter avant l’envoi.".to_owned()),
            more => Some(format!(
                "MODÈLE\u{a0}: {more}\u{a0}passages restent à compléter avant l’envoi."
            )),
        };
        exercise.into_iter().chain(model).collect()
    }

    /// All that the letter says, where passages to complete may stand.
    fn words(&self) -> String {
        let head = [&self.sender, &self.addressees, &self.place_and_date].map(String::as_str);
        let blocks: Vec<_> = self.blocks.iter().map(Block::text).collect();
        format!("{}\n{}\n{}", head.join("\n"), blocks.join("\n"), self.signatory)
    }
}

impl Block {
    fn text(&self) -> String {
        let mut text = format!("{}\n\n{}", self.title.to_uppercase(), self.text);
        if !self.points.is_empty() {
            text.push_str("\n\n");
            text.push_str(self.lead);
            self.points.iter().for_each(|point| {
                text.push_str("\n– ");
                text.push_str(point);
            });
        }
        text
    }
}

fn block(title: &'static str, text: String) -> Block {
    Block {
        title,
        text,
        lead: "",
        points: Vec::new(),
    }
}

/// What was written, or the passage to complete in its place.
fn given(written: &str, wanted: &str) -> String {
    match without_controls(written).trim() {
        "" => format!("{}\u{a0}: {wanted}{}", TO_COMPLETE.0, TO_COMPLETE.1),
        text => text.to_owned(),
    }
}

fn passages_to_complete(words: &str) -> Vec<String> {
    let (opens, closes) = TO_COMPLETE;
    let pieces = words.split(opens).skip(1);
    pieces
        .map(|piece| piece.split(closes).next().unwrap_or_default())
        .map(|inside| format!("{opens}{inside}{closes}"))
        .collect()
}

#[cfg(test)]
mod tests;
