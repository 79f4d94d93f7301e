//! Mentions reach the people who see the dossier, once, and nobody else.

use tocsin::domain::letter::LetterKind;
use tocsin::domain::people::Role;
use tocsin::store::{StoreError, accounts};

use super::{DOSSIER, addresses, comment, correcting, letters, problems, text_of, with_dossier, written};
use crate::support::world::World;

#[test]
fn whoever_is_mentioned_and_sees_the_dossier_gets_one_letter_without_a_word_of_it() {
    for world in with_dossier() {
        let text = "@rssi et @chef-etablissement, et encore @rssi@exemple.fr : le disque fait du bruit.";
        written(&world, Role::Rsn, comment(text)).unwrap();
        let to = addresses(&world, LetterKind::Mentioned);
        assert_eq!(to, ["rssi@exemple.fr", "chef_etablissement@exemple.fr"]);
        for letter in letters(&world, LetterKind::Mentioned) {
            let words = text_of(&world, &letter);
            assert!(words.contains("Personne rsn vous mentionne"), "{words}");
            assert!(
                words.contains(&format!("/dossiers/{DOSSIER}/chronologie")),
                "{words}"
            );
            for secret in ["disque", "secrétariat", "Cassin"] {
                assert!(
                    !words.contains(secret) && !letter.subject.contains(secret),
                    "{words}"
                );
            }
        }
    }
}

#[test]
fn nobody_writes_to_oneself() {
    for world in with_dossier() {
        written(&world, Role::Rssi, comment("@rssi : pour mémoire.")).unwrap();
        assert!(addresses(&world, LetterKind::Mentioned).is_empty());
    }
}

#[test]
fn a_mention_of_somebody_who_does_not_see_the_dossier_is_a_problem_whoever_it_is() {
    for world in with_dossier() {
        let (gone, now) = (world.account(Role::Dpd), world.clock.now());
        let disabled: Result<(), StoreError> = world.write(|db| accounts::disable(db, &gone.id, now));
        disabled.unwrap();
        let before = world.traces();
        let mut told = Vec::new();
        for mention in [
            "@dpo",
            "@dpo@exemple.fr",
            "@personne@exemple.fr",
            "@admin",
            "@dpd@exemple.fr",
            "@dpd",
        ] {
            let refused = written(&world, Role::Rsn, comment(&format!("Bonjour {mention}."))).unwrap_err();
            assert_eq!(problems(&refused), ["text"], "{mention}");
            let tocsin::actions::follow::FollowRefused::Problems(problems) = refused else {
                panic!("{mention}");
            };
            told.push(problems[0].message.replace(mention, "…"));
        }
        assert!(told.windows(2).all(|pair| pair[0] == pair[1]), "{told:?}");
        assert_eq!(
            world.traces(),
            before,
            "nothing is recorded and nobody is written to"
        );
    }
}

#[test]
fn a_correction_tells_only_those_it_newly_names() {
    for world in with_dossier() {
        written(&world, Role::Rsn, comment("@rssi, voyez.")).unwrap();
        written(&world, Role::Rsn, correcting(1, "@rssi et @dpd, voyez.")).unwrap();
        let to = addresses(&world, LetterKind::Mentioned);
        assert_eq!(to, ["rssi@exemple.fr", "dpd@exemple.fr"]);
    }
}

#[test]
fn in_a_drill_mentions_go_to_the_mailbox_of_drills() {
    let world = World::on_sqlite();
    let mut drill = world.a_report();
    drill.exercise = true;
    world.reported(Role::Rssi, drill);
    written(&world, Role::Rssi, comment("@rsn, que faites-vous ?")).unwrap();
    assert_eq!(addresses(&world, LetterKind::Mentioned), ["exercices@exemple.fr"]);
}
