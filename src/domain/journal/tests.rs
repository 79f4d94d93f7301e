//! Whatever is done to one entry of a chain, the verifier sees it.

use proptest::prelude::*;

use super::*;

const LONGEST: usize = 8;

fn draft(rank: usize, word: &str) -> Draft {
    let second = i64::try_from(rank).unwrap();
    Draft {
        at: DateTime::from_timestamp(1_790_000_000 + second, 123_456_789).unwrap(),
        actor: format!("compte-{rank}"),
        act: "incident_reported".to_owned(),
        dossier: (!rank.is_multiple_of(3)).then(|| format!("SSI-2026-{rank:04}")),
        body: json!({"titre": word, "rang": rank, "liste": [null, true, {"é": "\u{1f600}"}]}),
    }
}

fn chain(words: &[String]) -> Vec<Entry> {
    let mut prev = GENESIS.to_owned();
    let seal = |(rank, word): (usize, &String)| {
        let entry = draft(rank, word).chain(i64::try_from(rank).unwrap() + 1, &prev);
        prev.clone_from(&entry.hash);
        entry
    };
    words.iter().enumerate().map(seal).collect()
}

fn verify(entries: &[Entry]) -> Result<Whole, Broken> {
    let mut verifier = Verifier::new();
    entries.iter().try_for_each(|entry| verifier.feed(entry))?;
    Ok(verifier.finish())
}

fn verify_lines(lines: &[String]) -> Result<Whole, Broken> {
    let mut verifier = Verifier::new();
    lines.iter().try_for_each(|line| verifier.feed_line(line))?;
    Ok(verifier.finish())
}

/// Changes one field; `which` walks through all of them.
fn alter(entry: &mut Entry, which: usize) {
    match which {
        0 => entry.seq += 1,
        1 => entry.at += chrono::TimeDelta::microseconds(1),
        2 => entry.actor.push('\u{301}'),
        3 => entry.act.push(' '),
        4 => entry.dossier = entry.dossier.take().map_or(Some(String::new()), |_| None),
        5 => entry.body["rang"] = json!("0"),
        6 => entry.body["liste"][0] = json!(false),
        7 => entry.body["nouveau"] = Value::Null,
        8 => entry.prev = entry.prev.replacen(|c: char| c != 'a', "a", 1),
        _ => entry.hash = entry.hash.replacen(|c: char| c != 'a', "a", 1),
    }
}

fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(any::<String>(), 3..=LONGEST)
}

#[test]
fn an_untouched_chain_is_whole_and_gives_its_head() {
    let entries = chain(&["un".to_owned(), "deux".to_owned()]);
    let whole = verify(&entries).unwrap();
    assert_eq!(
        whole,
        Whole {
            entries: 2,
            head: entries[1].hash.clone()
        }
    );
    assert_eq!(entries[0].prev, GENESIS);
    assert_eq!(
        verify(&[]),
        Ok(Whole {
            entries: 0,
            head: GENESIS.to_owned()
        })
    );
}

#[test]
fn the_hash_of_a_known_entry_never_changes() {
    let at = DateTime::parse_from_rfc3339("2026-03-29T01:10:00.5Z")
        .unwrap()
        .to_utc();
    let body = json!({"titre": "Écran « noir »", "composants": ["poste-pedagogique"]});
    let (actor, act) = ("rsn@exemple.fr".to_owned(), "incident_reported".to_owned());
    let entry = Draft {
        at,
        actor,
        act,
        dossier: Some("SSI-2026-0001".to_owned()),
        body,
    }
    .chain(1, GENESIS);
    let sealed = format!(
        "{{\"act\":\"incident_reported\",\"actor\":\"rsn@exemple.fr\",\"at\":\"2026-03-29T01:10:00.500000Z\",\
         \"body\":{{\"composants\":[\"poste-pedagogique\"],\"titre\":\"Écran « noir »\"}},\
         \"dossier\":\"SSI-2026-0001\",\"prev\":\"{GENESIS}\",\"seq\":1}}"
    );
    assert_eq!(canonical(&entry.sealed_fields()), sealed);
    assert_eq!(
        entry.hash,
        "75163b27b4de7a2cdd3c52ece77336c72bd211c3f2a01e2ea9fe06693956685a"
    );
}

#[test]
fn the_missing_end_of_a_chain_shows_only_in_its_head() {
    let entries = chain(&["un".to_owned(), "deux".to_owned(), "trois".to_owned()]);
    assert_eq!(verify(&entries[..2]).unwrap().head, entries[1].hash);
}

#[test]
fn each_fault_is_named_with_its_entry() {
    let entries = chain(&["un".to_owned(), "deux".to_owned(), "trois".to_owned()]);
    let broken = |entries: &[Entry]| verify(entries).unwrap_err();
    let mut altered = entries.clone();
    altered[1].actor = "autre".to_owned();
    assert_eq!(
        broken(&altered),
        Broken {
            seq: 2,
            reason: Fault::Altered
        }
    );
    altered[1].hash = altered[1].computed_hash();
    assert_eq!(
        broken(&altered),
        Broken {
            seq: 3,
            reason: Fault::Unlinked
        }
    );
    let gap = Fault::OutOfSequence { found: 3 };
    assert_eq!(
        broken(&[entries[0].clone(), entries[2].clone()]),
        Broken { seq: 2, reason: gap }
    );
    let lines = [to_line(&entries[0]), "{}".to_owned()];
    let message = verify_lines(&lines).unwrap_err().to_string();
    assert_eq!(
        message,
        "Entrée 2\u{a0}: la ligne n’est pas une entrée du journal telle qu’il les écrit."
    );
}

#[test]
fn a_line_that_is_not_written_as_the_journal_writes_is_unreadable() {
    let line = to_line(&chain(&["un".to_owned()])[0]);
    assert!(from_line(&format!("{line}\r\n")).is_ok());
    for other in [
        String::new(),
        format!(" {line}"),
        line.replace("\"rang\":0", "\"rang\":0.0"),
        line.replace("\"seq\":1", "\"seq\":1,\"seq\":1"),
        line.replace("Z\"", "+00:00\""),
        line.replace("456Z", "4560Z"),
        line.replace("\"seq\"", "\"suite\":0,\"seq\""),
        line.replace("un", "\\u0075n"),
    ] {
        assert_ne!(other, line);
        assert_eq!(from_line(&other), Err(Fault::Unreadable), "{other}");
    }
}

#[test]
fn what_no_store_can_hold_is_settled_before_sealing() {
    let mut draft = draft(0, "a\0b");
    draft.body["note"] = json!(0.1);
    let entry = draft.chain(1, GENESIS);
    assert_eq!(entry.body["titre"], "a\u{FFFD}b");
    assert_eq!(entry.body["note"], "0.1");
    assert_eq!(from_line(&to_line(&entry)), Ok(entry));
}

proptest! {
    #[test]
    fn every_entry_survives_its_line(words in words()) {
        let entries = chain(&words);
        let lines: Vec<String> = entries.iter().map(to_line).collect();
        for (entry, line) in entries.iter().zip(&lines) {
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(&from_line(line).unwrap(), entry);
        }
        prop_assert_eq!(verify_lines(&lines), verify(&entries));
        prop_assert!(verify(&entries).is_ok());
    }

    #[test]
    fn an_altered_field_is_seen_at_its_entry(words in words(), at in any::<prop::sample::Index>(), which in 0_usize..10) {
        let mut entries = chain(&words);
        let at = at.index(entries.len());
        let before = entries[at].clone();
        alter(&mut entries[at], which);
        prop_assume!(entries[at] != before);
        let expected = i64::try_from(at).unwrap() + 1;
        prop_assert_eq!(verify(&entries).unwrap_err().seq, expected);
    }

    #[test]
    fn an_alteration_that_is_sealed_again_is_seen_at_the_next_entry(words in words(), at in any::<prop::sample::Index>(), which in 1_usize..8) {
        let mut entries = chain(&words);
        let at = at.index(entries.len() - 1);
        alter(&mut entries[at], which);
        entries[at].hash = entries[at].computed_hash();
        let expected = Broken { seq: i64::try_from(at).unwrap() + 2, reason: Fault::Unlinked };
        prop_assert_eq!(verify(&entries), Err(expected));
    }

    #[test]
    fn a_removed_entry_is_seen(words in words(), at in any::<prop::sample::Index>()) {
        let mut entries = chain(&words);
        let at = at.index(entries.len() - 1);
        entries.remove(at);
        prop_assert_eq!(verify(&entries).unwrap_err().seq, i64::try_from(at).unwrap() + 1);
    }

    #[test]
    fn a_missing_stretch_is_seen(words in words(), from in any::<prop::sample::Index>(), length in 1_usize..LONGEST) {
        let mut entries = chain(&words);
        let from = from.index(entries.len() - 1);
        let to = (from + length).min(entries.len() - 1);
        entries.drain(from..to);
        prop_assert_eq!(verify(&entries).unwrap_err().seq, i64::try_from(from).unwrap() + 1);
    }

    #[test]
    fn swapped_entries_are_seen(words in words(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let mut entries = chain(&words);
        let (a, b) = (a.index(entries.len()), b.index(entries.len()));
        prop_assume!(a != b);
        entries.swap(a, b);
        prop_assert_eq!(verify(&entries).unwrap_err().seq, i64::try_from(a.min(b)).unwrap() + 1);
    }

    #[test]
    fn an_inserted_entry_is_seen(words in words(), at in any::<prop::sample::Index>()) {
        let mut entries = chain(&words);
        let at = at.index(entries.len());
        let forged = draft(at, "ajout").chain(entries[at].seq, &entries[at].prev);
        entries.insert(at, forged);
        prop_assert!(verify(&entries).is_err());
    }

    #[test]
    fn one_changed_character_of_a_line_is_seen(words in words(), at in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), new in any::<char>()) {
        let mut lines: Vec<String> = chain(&words).iter().map(to_line).collect();
        let line = &mut lines[at.index(words.len())];
        let mut characters: Vec<char> = line.chars().collect();
        let place = place.index(characters.len());
        prop_assume!(characters[place] != new);
        characters[place] = new;
        *line = characters.into_iter().collect();
        prop_assert!(verify_lines(&lines).is_err());
    }
}
