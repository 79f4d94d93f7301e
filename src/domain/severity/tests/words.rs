//! The French that people read: present, distinct, and set as French is.

use std::collections::BTreeSet;

use super::*;

/// Every text that this module shows.
fn shown() -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for question in questionnaire() {
        texts.extend([question.text.to_owned(), question.hint.to_owned()]);
        texts.extend(answers(&question.answer));
    }
    for (label, hint) in beside() {
        texts.extend([label.to_owned(), hint.to_owned()]);
    }
    for case in cases() {
        texts.extend([case.title, case.facts, case.school]);
        texts.extend(case.explanation);
    }
    texts.extend(Risk::ALL.iter().map(|risk| risk.label().to_owned()));
    texts
}

fn beside() -> Vec<(&'static str, &'static str)> {
    let bands = Band::ALL.iter().map(|band| (band.label(), band.hint()));
    let flags = Flag::ALL.iter().map(|flag| (flag.label(), flag.hint()));
    let doubts = Doubt::ALL.iter().map(|doubt| (doubt.label(), doubt.hint()));
    bands.chain(flags).chain(doubts).collect()
}

fn answers(answer: &Answer) -> Vec<String> {
    let both = |choice: &Choice| [choice.label.to_owned(), choice.hint.to_owned()];
    match answer {
        Answer::Contexts(categories) => categories
            .iter()
            .flat_map(|category| {
                let own = [category.label.to_owned(), category.hint.to_owned()];
                own.into_iter().chain(category.choices.iter().flat_map(both))
            })
            .collect(),
        Answer::OneOf(choices) | Answer::YesOrNo(choices) => choices.iter().flat_map(both).collect(),
        Answer::Count => Vec::new(),
    }
}

#[test]
fn every_text_is_set_as_french_is() {
    let texts = shown();
    assert!(texts.len() > 150, "{} texts", texts.len());
    for text in texts {
        assert!(!text.trim().is_empty());
        assert!(!text.contains(['\'', '"']) && !text.contains("  "), "{text}");
        let letters: Vec<char> = text.chars().collect();
        for pair in letters.windows(2) {
            let expected = match pair[1] {
                ':' | '»' => '\u{a0}',
                '?' | '!' | ';' => '\u{202f}',
                _ => continue,
            };
            assert_eq!(pair[0], expected, "{text}");
        }
    }
}

#[test]
fn the_labels_of_one_question_are_distinct() {
    for question in questionnaire() {
        let lists = match question.answer {
            Answer::Contexts(categories) => categories.into_iter().map(|c| c.choices).collect(),
            Answer::OneOf(choices) | Answer::YesOrNo(choices) => vec![choices],
            Answer::Count => Vec::new(),
        };
        for choices in lists {
            let labels: BTreeSet<&str> = choices.iter().map(|choice| choice.label).collect();
            assert_eq!(labels.len(), choices.len(), "{}", question.field);
        }
    }
}
