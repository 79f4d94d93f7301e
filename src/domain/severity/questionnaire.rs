//! The questions of the method as a page or a program can show them: fields, words and possible answers.
//!
//! Deliberately absent: how they look.

use serde::Serialize;

use super::{Availability, Category, Confidentiality, Identification, Integrity};

/// One question; its answer is the field of [`Inputs`](super::Inputs) with the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Name of the field.
    pub field: &'static str,
    /// The question in French.
    pub text: &'static str,
    /// Help beside it.
    pub hint: &'static str,
    /// Whether it has to be answered.
    pub required: bool,
    /// What can be answered.
    pub answer: Answer,
}

/// What can be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// For each category of data, nothing or one adjustment; at least one category.
    Contexts(Vec<CategoryChoices>),
    /// One of these texts.
    OneOf(Vec<Choice>),
    /// `true` or `false`.
    YesOrNo(Vec<Choice>),
    /// A whole number.
    Count,
}

/// A category of data with the adjustments to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CategoryChoices {
    /// The category.
    pub category: Category,
    /// Its name.
    pub label: &'static str,
    /// What belongs to it.
    pub hint: &'static str,
    /// Its adjustments, the lightest first.
    pub choices: Vec<Choice>,
}

/// A possible answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The answer as JSON writes it, without quotes.
    pub value: String,
    /// What it is called.
    pub label: &'static str,
    /// An example.
    pub hint: &'static str,
}

/// The choices of an enum, in its own order.
macro_rules! choices {
    ($name:ident) => {
        $name::ALL
            .iter()
            .map(|value| choice(value, value.label(), value.hint()))
            .collect()
    };
}

/// Every question, in the order in which they are asked.
#[must_use]
pub fn questionnaire() -> Vec<Question> {
    let mut questions = vec![
        asked(
            "contexts",
            "Quelles données sont touchées\u{202f}?",
            "Pour chaque catégorie touchée, choisissez la situation la plus proche\u{a0}: la plus grave compte seule. \
             Un mot de passe se classe avec les données qu’il permet d’ouvrir.",
            Answer::Contexts(Category::ALL.iter().map(|category| of(*category)).collect()),
        ),
        asked(
            "identification",
            "Est-il facile de savoir de qui il s’agit\u{202f}?",
            "Mettez-vous à la place de quelqu’un qui aurait ces données sous les yeux, sans autre aide.",
            Answer::OneOf(choices!(Identification)),
        ),
    ];
    questions.extend(circumstances());
    questions.extend(beside_the_score());
    questions
}

fn circumstances() -> [Question; 4] {
    [
        asked(
            "confidentiality",
            "Qui a pu lire les données sans en avoir le droit\u{202f}?",
            "En cas de vol ou de perte, comptez les lecteurs dont vous avez un signe.",
            Answer::OneOf(choices!(Confidentiality)),
        ),
        asked(
            "integrity",
            "Des données ont-elles été modifiées à tort\u{202f}?",
            "Des données chiffrées par un rançongiciel relèvent de la question suivante.",
            Answer::OneOf(choices!(Integrity)),
        ),
        asked(
            "availability",
            "Des données ont-elles manqué\u{202f}?",
            "Pensez à celles et ceux qui en avaient besoin pendant ce temps.",
            Answer::OneOf(choices!(Availability)),
        ),
        asked(
            "malicious_intent",
            "Quelqu’un a-t-il agi exprès\u{202f}?",
            "Seule compte l’intention, pas ce qui en a résulté.",
            Answer::YesOrNo(vec![
                choice(&false, "Non", "Une erreur d’envoi, une panne, un oubli."),
                choice(
                    &true,
                    "Oui",
                    "Un vol, une intrusion, un rançongiciel, une copie emportée.",
                ),
            ]),
        ),
    ]
}

fn beside_the_score() -> [Question; 2] {
    [
        left_open(
            "persons",
            "Combien de personnes sont concernées\u{202f}?",
            "Laissez vide si vous ne le savez pas encore. Le nombre est affiché à côté du score, sans le changer.",
            Answer::Count,
        ),
        left_open(
            "unintelligible",
            "Les données sont-elles illisibles pour qui les détient\u{202f}?",
            "La réponse est affichée à côté du score, sans le changer.",
            Answer::YesOrNo(vec![
                choice(
                    &false,
                    "Non, ou je ne sais pas",
                    "Un fichier ou un disque sans chiffrement.",
                ),
                choice(
                    &true,
                    "Oui",
                    "Un disque chiffré et éteint, dont la clé ou le mot de passe est resté en lieu sûr.",
                ),
            ]),
        ),
    ]
}

fn asked(field: &'static str, text: &'static str, hint: &'static str, answer: Answer) -> Question {
    Question {
        field,
        text,
        hint,
        required: true,
        answer,
    }
}

fn left_open(field: &'static str, text: &'static str, hint: &'static str, answer: Answer) -> Question {
    Question {
        required: false,
        ..asked(field, text, hint, answer)
    }
}

fn choice(value: &impl ToString, label: &'static str, hint: &'static str) -> Choice {
    Choice {
        value: value.to_string(),
        label,
        hint,
    }
}

fn of(category: Category) -> CategoryChoices {
    let adjustments = category.adjustments().iter();
    CategoryChoices {
        category,
        label: category.label(),
        hint: category.hint(),
        choices: adjustments
            .map(|known| choice(&known.delta, known.label, known.hint))
            .collect(),
    }
}
