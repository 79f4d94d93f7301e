//! The pages of a breach when two people work on it, and when an answer calls for more.

use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::people::Role;
use tocsin::store::breaches::{self, Breach};

use crate::support::site::{Answer, Form, Site, with};
use crate::support::world::{World, touched};

const BREACH: &str = "/violations/VIO-2026-0001";

/// A breach on equipment of the département, opened by the report.
fn opened(world: World) -> Site {
    let given = Report {
        components: vec![touched("poste-pedagogique", None)],
        personal_data: PersonalData::Yes,
        ..world.a_report()
    };
    world.reported(Role::Rsn, given);
    Site::of(world)
}

fn breach(site: &Site) -> Breach {
    let sight = site.world.account(Role::Dpd).sight();
    site.world
        .read(|db| breaches::find(db, "VIO-2026-0001", &sight))
        .unwrap()
}

fn form(fields: &[(&str, &str)]) -> Form {
    let owned = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

/// The value of a hidden field of the page.
fn hidden(answer: &Answer, name: &str) -> String {
    let marker = format!("name=\"{name}\" value=\"");
    let (_, rest) = answer.body.split_once(&marker).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn says(answer: &Answer, words: &[&str]) {
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    let body = plain(&answer.body);
    for word in words {
        assert!(body.contains(&plain(word)), "{word:?} is missing in:\n{body}");
    }
}

#[test]
fn the_answer_to_a_report_and_the_dossier_say_when_everything_is_due() {
    for world in World::on_each_engine() {
        let site = opened(world);
        let rsn = site.visitor(Role::Rsn);
        for path in ["/dossiers/SSI-2026-0001/signale", "/dossiers/SSI-2026-0001"] {
            says(
                &rsn.get(path),
                &[
                    "À titre de précaution",
                    "mer. 4 mars 2026 à 09:00 (UTC+1)",
                    "jeu. 5 mars 2026 à 08:00 (UTC+1)",
                    "1182/71",
                    "il reste 2 jours",
                ],
            );
        }
    }
}

#[test]
fn an_answer_that_calls_for_more_stays_on_the_page() {
    for world in World::on_each_engine() {
        let site = opened(world);
        let dpo = site.visitor(Role::Dpo);
        let path = format!("{BREACH}/scope");
        assert!(!dpo.get(&path).body.contains("name=\"persons_count\""));
        let typed = form(&[
            ("version", "1"),
            ("action", "continuer"),
            ("asks", "persons_count_kind"),
            ("persons_count_kind", "exact"),
            ("asks", "persons_description"),
            ("persons_description", "Deux classes & « une » <b>"),
        ]);
        let wanting = dpo.post(&path, &typed);
        assert_eq!(wanting.status, 422);
        says(
            &wanting,
            &[
                "Indiquez le nombre",
                "name=\"persons_count\"",
                "Deux classes &#38; « une » &#60;b&#62;",
            ],
        );
        let asked = with(&typed, "persons_count", &["1 200"]);
        let whole: Form = asked
            .into_iter()
            .chain(form(&[("asks", "persons_count")]))
            .collect();
        let saved = dpo.post(&path, &whole);
        assert_eq!(saved.location, format!("{path}?fait=suite"), "{}", saved.body);
        assert_eq!(breach(&site).record.persons_count, Some(1200));
        says(&dpo.get(BREACH), &["1 200", "Deux classes &#38;"]);
    }
}

#[test]
fn what_somebody_else_saved_meanwhile_is_told_and_nothing_is_lost() {
    let site = opened(World::on_sqlite());
    let dpo = site.visitor(Role::Dpo);
    let path = format!("{BREACH}/measures");
    let opened_at = hidden(&dpo.get(&path), "journal");
    let saves = |version: i64, was: &str, text: &str| {
        let version = version.to_string();
        let typed = form(&[
            ("version", version.as_str()),
            ("journal", &opened_at),
            ("asks", "measures_taken"),
            ("was_measures_taken", was),
            ("measures_taken", text),
        ]);
        dpo.post(&path, &typed)
    };
    assert_eq!(saves(1, "null", "Poste coupé du réseau.").status, 303);
    let late = saves(1, "null", "Mots de passe changés.");
    assert_eq!(late.status, 409);
    says(
        &late,
        &[
            "Quelqu’un a modifié la violation",
            "Depuis que vous avez ouvert cette page",
            "Violation de données complétée (Mesures prises pour remédier à la violation et en limiter les effets), par",
            "Modifié entre-temps",
            "Poste coupé du réseau.",
            "Mots de passe changés.",
        ],
    );
    assert_eq!(breach(&site).record.measures_taken, "Poste coupé du réseau.");
    let read_again = breach(&site).version;
    assert_eq!(saves(read_again, "null", "Mots de passe changés.").status, 303);
    assert_eq!(breach(&site).record.measures_taken, "Mots de passe changés.");
}

#[test]
fn awareness_and_status_say_what_somebody_else_did_meanwhile() {
    for world in World::on_each_engine() {
        let site = opened(world);
        let dpo = site.visitor(Role::Dpo);
        let typed = |page: &str, fields: &[(&str, &str)]| {
            let answer = dpo.get(&format!("{BREACH}/{page}"));
            let (version, journal) = (hidden(&answer, "version"), hidden(&answer, "journal"));
            let shown = form(&[("version", &version), ("journal", &journal)]);
            shown.into_iter().chain(form(fields)).collect::<Form>()
        };
        let known = [
            ("academie_date", "2026-03-02"),
            ("academie_time", "08:45"),
            ("academie_how", "Par téléphone."),
        ];
        let confirmed = [
            ("status", "confirmed"),
            ("status_reason", "Les fichiers ont été ouverts."),
            ("controllers", "etablissement"),
        ];
        let (aware, settles) = (typed("connaissance", &known), typed("statut", &confirmed));
        assert_eq!(dpo.post(&format!("{BREACH}/statut"), &settles).status, 303);
        for (page, form) in [("connaissance", &aware), ("statut", &settles)] {
            let late = dpo.post(&format!("{BREACH}/{page}"), form);
            assert_eq!(late.status, 409, "{page}");
            let name = site.world.account(Role::Dpo).name;
            says(
                &late,
                &[
                    "Depuis que vous avez ouvert cette page",
                    "Violation de données complétée (Statut ; Motif du statut), par",
                    &name,
                ],
            );
            let read_again = with(form, "version", &[hidden(&late, "version").as_str()]);
            assert_eq!(
                dpo.post(&format!("{BREACH}/{page}"), &read_again).status,
                303,
                "{page}"
            );
        }
    }
}

#[test]
fn the_reason_of_the_status_can_be_said_better_without_changing_it() {
    for world in World::on_each_engine() {
        let site = opened(world);
        let dpo = site.visitor(Role::Dpo);
        let path = format!("{BREACH}/statut");
        let says_why = |status: &str, reason: &str| {
            let typed = form(&[
                ("status", status),
                ("status_reason", reason),
                ("controllers", "etablissement"),
            ]);
            dpo.post(&path, &typed).status
        };
        assert_eq!(says_why("confirmed", "Des bulletins ont été lus."), 303);
        assert_eq!(says_why("confirmed", "Vingt-quatre bulletins ont été lus."), 303);
        let better = breach(&site);
        assert_eq!(better.status_reason, "Vingt-quatre bulletins ont été lus.");
        assert_eq!(says_why("confirmed", ""), 303);
        assert_eq!(breach(&site), better, "saying nothing changes nothing");
        says(
            &dpo.get(&path),
            &["Motif enregistré : Vingt-quatre bulletins ont été lus."],
        );
    }
}
