//! The questions of the severity method as a form, its answers kept as typed.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::domain::severity::{Answer, Category, Choice as Known, questionnaire};
use crate::web::posted::FormFields;
use crate::web::problems::Problems;

/// A question ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionView {
    /// Name of the field.
    pub field: &'static str,
    /// The question.
    pub text: &'static str,
    /// Help beside it.
    pub hint: &'static str,
    /// Whether it may be left open.
    pub optional: bool,
    /// How it is answered.
    pub asked: Asked,
    /// What is wrong with the answer, or empty.
    pub error: String,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// One situation for each category of data, or none.
    Categories(Vec<CategoryView>),
    /// One among several.
    One(Vec<Possible>),
    /// A whole number, as typed.
    Number(String),
}

/// A category of data with its situations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryView {
    /// Name of its field.
    pub field: String,
    /// What it is called.
    pub label: &'static str,
    /// What belongs to it.
    pub hint: &'static str,
    /// Its situations.
    pub options: Vec<Possible>,
    /// Whether one of them is chosen.
    pub chosen: bool,
}

/// A possible answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possible {
    /// Value sent by the form.
    pub value: String,
    /// What it is called.
    pub label: &'static str,
    /// An example.
    pub hint: &'static str,
    /// Whether it is the answer.
    pub checked: bool,
}

/// Answers as typed, by the name of their field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, String>);

impl Answers {
    /// The answers of a form, its other fields left in place.
    #[must_use]
    pub fn take(fields: &mut FormFields) -> Self {
        let known = names();
        let (own, others) = std::mem::take(fields)
            .into_iter()
            .partition::<FormFields, _>(|(name, _)| known.contains(name));
        *fields = others;
        let given = own.into_iter().filter(|(_, value)| !value.trim().is_empty());
        Self(given.collect())
    }

    /// Answers kept with an assessment.
    #[must_use]
    pub fn kept(inputs: &Value) -> Self {
        let mut kept = BTreeMap::new();
        for (name, value) in inputs.as_object().into_iter().flatten() {
            match value {
                Value::Array(contexts) => kept.extend(contexts.iter().filter_map(context)),
                Value::Null => {}
                Value::String(text) => drop(kept.insert(name.clone(), text.clone())),
                other => drop(kept.insert(name.clone(), other.to_string())),
            }
        }
        Self(kept)
    }

    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answers as the method reads them.
    #[must_use]
    pub fn json(&self) -> Map<String, Value> {
        let mut given: Map<String, Value> = questionnaire()
            .iter()
            .filter_map(|question| {
                Some((
                    question.field.to_owned(),
                    self.answer(question.field, &question.answer)?,
                ))
            })
            .collect();
        given.retain(|_, value| value.as_array().is_none_or(|items| !items.is_empty()));
        given
    }

    fn answer(&self, field: &str, answer: &Answer) -> Option<Value> {
        if let Answer::Contexts(categories) = answer {
            let chosen = categories.iter().filter_map(|known| {
                let adjustment: i64 = self.of(&named(known.category))?.parse().ok()?;
                Some(json!({ "category": known.category, "adjustment": adjustment }))
            });
            return Some(Value::Array(chosen.collect()));
        }
        let text = self.of(field)?;
        Some(match answer {
            Answer::YesOrNo(_) => text.parse().map_or_else(|_| json!(text), Value::Bool),
            Answer::Count => text
                .trim()
                .parse::<u64>()
                .map_or_else(|_| json!(text), |count| json!(count)),
            Answer::OneOf(_) | Answer::Contexts(_) => json!(text),
        })
    }

    fn of(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// Every question with its answer and what is wrong with it.
    #[must_use]
    pub fn questions(&self, problems: &Problems) -> Vec<QuestionView> {
        let view = |question: crate::domain::severity::Question| QuestionView {
            asked: self.asked(question.field, &question.answer),
            error: problems.of(question.field).to_owned(),
            field: question.field,
            text: question.text,
            hint: question.hint,
            optional: !question.required,
        };
        questionnaire().into_iter().map(view).collect()
    }

    fn asked(&self, field: &str, answer: &Answer) -> Asked {
        match answer {
            Answer::Contexts(categories) => Asked::Categories(
                categories
                    .iter()
                    .map(|known| {
                        let field = named(known.category);
                        CategoryView {
                            options: self.options(&field, &known.choices),
                            chosen: self.of(&field).is_some(),
                            label: known.label,
                            hint: known.hint,
                            field,
                        }
                    })
                    .collect(),
            ),
            Answer::OneOf(choices) | Answer::YesOrNo(choices) => Asked::One(self.options(field, choices)),
            Answer::Count => Asked::Number(self.of(field).unwrap_or_default().to_owned()),
        }
    }

    fn options(&self, field: &str, choices: &[Known]) -> Vec<Possible> {
        let option = |known: &Known| Possible {
            value: known.value.clone(),
            label: known.label,
            hint: known.hint,
            checked: self.of(field) == Some(known.value.as_str()),
        };
        choices.iter().map(option).collect()
    }
}

fn context(context: &Value) -> Option<(String, String)> {
    let category = Category::parse(context.get("category")?.as_str()?)?;
    Some((named(category), context.get("adjustment")?.to_string()))
}

/// Name of the field of a category.
fn named(category: Category) -> String {
    format!("contexts-{category}")
}

fn names() -> Vec<String> {
    let questions = questionnaire();
    let fields = questions.iter().map(|question| question.field.to_owned());
    fields
        .chain(Category::ALL.iter().map(|category| named(*category)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::severity::{Inputs, cases};

    #[test]
    fn kept_answers_come_back_as_they_were_read() {
        for case in cases() {
            let kept = Answers::kept(&serde_json::to_value(&case.inputs).unwrap());
            assert_eq!(
                Inputs::read(&kept.json()).unwrap(),
                case.inputs,
                "case {}",
                case.number
            );
        }
    }

    #[test]
    fn nothing_answered_misses_every_question_but_the_open_ones() {
        let problems = Inputs::read(&Answers::default().json()).unwrap_err();
        let optional = questionnaire()
            .iter()
            .filter(|question| !question.required)
            .count();
        assert_eq!(problems.len(), questionnaire().len() - optional);
    }

    #[test]
    fn a_number_that_is_none_is_told_at_its_question() {
        let mut fields = vec![
            ("persons".to_owned(), "beaucoup".to_owned()),
            ("risk".to_owned(), "high".to_owned()),
        ];
        let answers = Answers::take(&mut fields);
        assert_eq!(fields.len(), 1);
        let problems = Inputs::read(&answers.json()).unwrap_err();
        assert!(
            problems.iter().any(|problem| problem.field == "persons"),
            "{problems:?}"
        );
    }
}
