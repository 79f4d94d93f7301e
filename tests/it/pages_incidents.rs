//! The pages about dossiers, as people meet them: reporting, the answer, the list, the dossier, « Qui traite ? ».

use std::collections::BTreeSet;

use tocsin::domain::incident::{Report, Status};
use tocsin::domain::people::Role;
use tocsin::store::incidents::{self, Filter};
use tocsin::store::{journal, mails};

use crate::support::site::{Answer, Form, Site, Visitor, with};
use crate::support::world::{BROSSOLETTE, CASSIN, LYCEE, World, touched};

fn site() -> Site {
    Site::of(World::on_sqlite())
}

/// What a référent types: a workstation of the administrative network, noticed an hour ago.
fn typed() -> Form {
    let fields = [
        ("key", "0195-cle"),
        ("establishment_uai", CASSIN),
        ("title", "Fenêtre étrange au secrétariat"),
        (
            "description",
            "Une fenêtre demande d’appeler un numéro.\r\nLe poste est lent.",
        ),
        ("component", "poste-administratif"),
        ("main", "poste-administratif"),
        ("detected_date", "2026-03-02"),
        ("detected_time", "08:00"),
        ("personal_data", "unknown"),
        ("measures_taken", "Poste débranché."),
    ];
    let owned = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    owned.to_vec()
}

fn send(visitor: &Visitor<'_>, form: &Form) -> Answer {
    visitor.post("/dossiers", form)
}

fn dossiers(site: &Site) -> Vec<incidents::Found> {
    let sight = site.world.account(Role::Rssi).sight();
    site.world
        .read(|db| incidents::list(db, &sight, &Filter::default(), None, 100))
}

fn journal_length(site: &Site) -> usize {
    site.world.read(|db| journal::after(db, 0, 10_000)).len()
}

/// Spaces that may not break are no matter here: another test looks after them.
fn says(answer: &Answer, words: &[&str]) {
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    let body = plain(&answer.body);
    for word in words {
        assert!(body.contains(&plain(word)), "{word:?} is missing in:\n{body}");
    }
}

#[test]
fn a_report_through_the_page_is_decided_recorded_and_told() {
    for world in World::on_each_engine() {
        let site = Site::of(world);
        let rsn = site.visitor(Role::Rsn);
        let sent = send(&rsn, &typed());
        assert_eq!(
            (sent.status, sent.location.as_str()),
            (303, "/dossiers/SSI-2026-0001/signale")
        );
        let answer = rsn.get(&sent.location);
        assert_eq!(answer.status, 200);
        says(
            &answer,
            &[
                "SSI-2026-0001",
                "L’académie s’en charge.",
                "Annexe opérationnelle",
                "RSSI de l’académie",
                "rssi@ac-rennes.fr",
                "ce.0350003n@ac-rennes.fr",
                "En attente",
                "La suite",
            ],
        );
        let letters = site.world.read(|db| mails::latest(db, None, 10));
        let whom = "the RSSI, the head of school, and the officer asked whether personal data are touched";
        assert_eq!(letters.len(), 3, "{whom}");
    }
}

#[test]
fn the_dossier_shows_the_facts_in_paris_time_and_its_journal_to_the_rssi() {
    let site = site();
    let reference = send(&site.visitor(Role::Rsn), &typed()).location;
    let path = reference.trim_end_matches("/signale");
    let rsn = site.visitor(Role::Rsn).get(path);
    says(
        &rsn,
        &[
            "lun. 2 mars 2026 à 08:00 (UTC+1)",
            "Poste débranché.",
            "Une fenêtre demande",
            "À faire sans délai",
        ],
    );
    assert!(
        !rsn.body.contains("id=\"journal\""),
        "the journal is not for everybody"
    );
    let rssi = site.visitor(Role::Rssi).get(path);
    says(&rssi, &["id=\"journal\"", "Incident signalé", "Personne rsn"]);
}

#[test]
fn every_problem_is_told_at_once_and_nothing_typed_is_lost() {
    let site = site();
    let rsn = site.visitor(Role::Rsn);
    let form = with(&typed(), "title", &[""]);
    let form = with(&form, "description", &["<script>alert(1)</script> & « é »"]);
    let form = with(&form, "component", &["serveur-inconnu"]);
    let form = with(&form, "personal_data", &[]);
    let form = with(&form, "detected_date", &["2026-03-29"]);
    let form = with(&form, "detected_time", &["02:30"]);
    let before = journal_length(&site);
    let answer = send(&rsn, &form);
    assert_eq!(answer.status, 422);
    says(
        &answer,
        &[
            "Donnez un titre en quelques mots.",
            "Élément inconnu",
            "02:30 n’existe pas",
            "Dites si des informations sur des personnes sont touchées.",
            "&#60;script&#62;alert(1)&#60;/script&#62; &#38; « é »",
            "value=\"2026-03-29\"",
            "value=\"02:30\"",
            "Poste débranché.",
            "value=\"0195-cle\"",
        ],
    );
    assert!(!answer.body.contains("<script>alert"));
    assert_eq!(journal_length(&site), before);
}

#[test]
fn a_date_in_the_future_is_refused_beside_its_field() {
    let site = site();
    let answer = send(
        &site.visitor(Role::Rsn),
        &with(&typed(), "detected_date", &["2026-03-03"]),
    );
    assert_eq!(answer.status, 422);
    says(
        &answer,
        &[
            "La date de détection est dans le futur.",
            "id=\"detected_date-error\"",
        ],
    );
}

#[test]
fn an_hour_that_exists_twice_is_asked_about_then_taken() {
    let site = site();
    let rsn = site.visitor(Role::Rsn);
    let form = with(&typed(), "detected_date", &["2025-10-26"]);
    let form = with(&form, "detected_time", &["02:30"]);
    let asked = send(&rsn, &form);
    assert_eq!(asked.status, 422);
    says(
        &asked,
        &["Cette heure a existé deux fois", "name=\"detected_fold\""],
    );
    let sent = send(&rsn, &with(&form, "detected_fold", &["later"]));
    assert_eq!(sent.status, 303);
    let shown = rsn.get(sent.location.trim_end_matches("/signale"));
    says(&shown, &["dim. 26 octobre 2025 à 02:30 (UTC+1)"]);
}

#[test]
fn the_same_form_sent_twice_makes_one_dossier() {
    for world in World::on_each_engine() {
        let site = Site::of(world);
        let rsn = site.visitor(Role::Rsn);
        let (first, second) = (send(&rsn, &typed()), send(&rsn, &typed()));
        assert_eq!((second.status, second.location), (303, first.location));
        assert_eq!(dossiers(&site).len(), 1);
    }
}

#[test]
fn a_form_changed_after_it_was_sent_is_offered_again_under_another_key() {
    let site = site();
    let rsn = site.visitor(Role::Rsn);
    send(&rsn, &typed());
    let changed = send(&rsn, &with(&typed(), "title", &["Un autre incident"]));
    assert_eq!(changed.status, 422);
    says(&changed, &["déjà été envoyé une fois", "Un autre incident"]);
    assert!(!changed.body.contains("value=\"0195-cle\""));
    assert_eq!(dossiers(&site).len(), 1);
}

#[test]
fn the_school_of_a_referent_is_known_and_no_other_can_be_named() {
    let site = site();
    let rsn = site.visitor(Role::Rsn);
    let page = rsn.get("/dossiers/nouveau");
    assert_eq!(page.status, 200);
    says(&page, &[CASSIN, "value=\"2026-03-02\"", "value=\"09:00\""]);
    assert!(!page.body.contains("school_query"));
    let answer = send(&rsn, &with(&typed(), "establishment_uai", &[BROSSOLETTE]));
    assert_eq!(answer.status, 422);
    says(&answer, &["pour vos établissements seulement"]);
}

#[test]
fn looking_for_a_school_keeps_everything_typed() {
    let site = site();
    let form = with(&typed(), "establishment_uai", &[]);
    let form = with(&form, "school_query", &["brossolette"]);
    let form = with(&form, "action", &["chercher"]);
    let answer = send(&site.visitor(Role::Rssi), &form);
    assert_eq!(answer.status, 200);
    says(
        &answer,
        &[
            BROSSOLETTE,
            "Fenêtre étrange au secrétariat",
            "Poste débranché.",
            "value=\"brossolette\"",
        ],
    );
    assert!(dossiers(&site).is_empty());
}

#[test]
fn a_reporter_gets_an_answer_even_when_the_dossier_is_not_theirs_to_follow() {
    let site = site();
    let agent = site.visitor(Role::AgentDepartement);
    let sent = send(&agent, &with(&typed(), "establishment_uai", &[LYCEE]));
    assert_eq!(sent.status, 303);
    let answer = agent.get(&sent.location);
    assert_eq!(answer.status, 200);
    says(&answer, &["Aucune convention ne couvre cet établissement"]);
    assert!(!answer.body.contains("Voir le dossier"));
    let other = site.visitor(Role::AgentAcademie).get(&sent.location);
    assert_eq!(other.status, 404);
}

#[test]
fn what_is_not_shared_does_not_exist() {
    let site = site();
    let of_other_school = Report {
        establishment_uai: Some(tocsin::domain::uai::Uai::parse(BROSSOLETTE).unwrap()),
        ..site.world.a_report()
    };
    let hidden = site.world.reported(Role::Rssi, of_other_school).reference;
    let tablet = Report {
        components: vec![touched("tablette", None)],
        ..site.world.a_report()
    };
    let shared = site.world.reported(Role::Rsn, tablet).reference;
    let rsn = site.visitor(Role::Rsn);
    for path in [
        format!("/dossiers/{hidden}"),
        format!("/dossiers/{hidden}/signale"),
        "/dossiers/%27%00".to_owned(),
    ] {
        assert_eq!(rsn.get(&path).status, 404, "{path}");
    }
    let departement = site.visitor(Role::AgentDepartement);
    let list = departement.get("/dossiers");
    says(&list, &[&shared]);
    assert!(!list.body.contains(&hidden));
    assert_eq!(departement.get(&format!("/dossiers/{hidden}")).status, 404);
    assert_eq!(departement.get(&format!("/dossiers/{shared}")).status, 200);
}

fn references(body: &str) -> Vec<String> {
    let links = body.split("href=\"/dossiers/SSI-").skip(1);
    links
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

fn next(body: &str) -> Option<String> {
    let link = body
        .split("rel=\"next\"")
        .next()
        .filter(|before| before.len() < body.len())?;
    let address = link.rsplit("href=\"").next()?.split('"').next()?;
    Some(address.replace("&#38;", "&").replace("&amp;", "&"))
}

#[test]
fn the_list_is_walked_without_loss_or_repeat() {
    let site = site();
    for _ in 0..60 {
        site.world.reported(Role::Rsn, site.world.a_report());
    }
    let rssi = site.visitor(Role::Rssi);
    let (mut seen, mut path) = (
        Vec::new(),
        Some("/dossiers?q=secretariat&status=reported".to_owned()),
    );
    let mut sizes = Vec::new();
    while let Some(at) = path {
        let page = rssi.get(&at);
        let shown = references(&page.body);
        sizes.push(shown.len());
        seen.extend(shown);
        path = next(&page.body);
    }
    assert_eq!(sizes, [25, 25, 10]);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 60);
    assert!(seen.is_sorted_by(|one, other| one > other), "newest first");
}

#[test]
fn a_list_that_is_empty_says_why() {
    let site = site();
    let rsn = site.visitor(Role::Rsn);
    says(
        &rsn.get("/dossiers"),
        &["Aucun dossier pour l’instant", "Signaler un incident"],
    );
    site.world.reported(Role::Rsn, site.world.a_report());
    let closed = format!("/dossiers?status={}", Status::Closed);
    says(&rsn.get(&closed), &["Aucun dossier ne correspond"]);
    says(&rsn.get("/dossiers?q=%00%25&after=%00"), &["SSI-2026-0001"]);
}

#[test]
fn what_if_answers_and_records_nothing() {
    let site = site();
    let rsn = site.visitor(Role::Rsn);
    let before = journal_length(&site);
    let blank = rsn.get("/qui-traite");
    assert_eq!(blank.status, 200);
    assert!(!blank.body.contains("Réponse"));
    let answer = rsn.get(&format!(
        "/qui-traite?establishment_uai={CASSIN}&component=tablette"
    ));
    assert_eq!(answer.status, 200);
    says(&answer, &["Le département s’en charge.", "Qui serait prévenu"]);
    let wrong = rsn.get(&format!("/qui-traite?establishment_uai={CASSIN}&component=fusee"));
    assert_eq!(wrong.status, 422);
    let nothing = site.visitor(Role::Observer).get("/qui-traite?component=tablette");
    assert_eq!(nothing.status, 422);
    says(&nothing, &["Choisissez un établissement"]);
    // Signing in a second person is the only act.
    assert_eq!(journal_length(&site), before + 1);
    assert!(dossiers(&site).is_empty());
}

#[test]
fn a_form_from_elsewhere_records_nothing() {
    let site = site();
    let rsn = site.visitor(Role::Rsn);
    let answer = rsn.post_with_token("/dossiers", &typed(), "0");
    assert_eq!(answer.status, 403);
    assert!(dossiers(&site).is_empty());
}
