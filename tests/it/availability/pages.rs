//! Availability on the page of a dossier and in the queue.

use chrono::TimeDelta;
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::Role;

use super::{DOSSIER, PORTAL, portal_down};
use crate::support::site::{Answer, Form, Site};
use crate::support::world::World;

fn site() -> Site {
    let world = World::on_sqlite();
    world.reported(Role::Rsn, portal_down(&world));
    Site::of(world)
}

fn form(fields: &[(&str, &str)]) -> Form {
    let owned = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

/// The section of the service levels, without its unbreakable spaces.
fn section(answer: &Answer) -> String {
    let body = answer.body.replace(['\u{a0}', '\u{202f}'], " ");
    let from = body.split("id=\"niveaux\"").nth(1).unwrap_or_default();
    from.split("</section>").next().unwrap().to_owned()
}

fn path() -> String {
    format!("/dossiers/{DOSSIER}")
}

#[test]
fn service_levels_stand_apart_in_words_of_their_own() {
    let site = site();
    let page = site.visitor(Role::Rsn).get(&path());
    assert_eq!(page.status, 200);
    let levels = section(&page);
    for words in [
        "Portail d’accès",
        "Prendre en charge",
        "Dans le temps convenu",
        "reste 4 h de temps ouvré",
        "À tenir au plus tard : <time",
        "lun. 2 mars 2026 à 14:00 (UTC+1)",
    ] {
        assert!(levels.contains(words), "{words}: {levels}");
    }
    for legal in ["48 h", "72 h", "Échéance", "Moins de"] {
        assert!(!levels.contains(legal), "{legal}: {levels}");
    }
    assert!(
        !levels.contains("<form"),
        "the school follows, it does not handle"
    );
    let before = page.body.split("id=\"niveaux\"").next().unwrap();
    assert!(
        !before.contains("Prendre en charge l’indisponibilité"),
        "no legal deadline"
    );
    let queue = site.visitor(Role::Rssi).get("/echeances");
    let queue = queue.body.replace('\u{a0}', " ");
    let own = queue.split("id=\"levels\"").nth(1).unwrap();
    for words in [
        "Niveaux de service, en temps ouvré",
        "Rétablir le service",
        "#niveaux",
    ] {
        assert!(own.contains(words), "{words}: {own}");
    }
    assert!(
        !queue
            .split("id=\"levels\"")
            .next()
            .unwrap()
            .contains("Rétablir le service")
    );
}

#[test]
fn the_handler_notes_the_first_action_and_the_restoration() {
    let site = site();
    let agent = site.visitor(Role::AgentAcademie);
    let first = form(&[
        ("first_date", "2026-03-02"),
        ("first_time", "09:00"),
        ("first_text", "Appel à l’hébergeur."),
    ]);
    let sent = agent.post(&format!("{}/premiere-action", path()), &first);
    assert_eq!(
        (sent.status, sent.location.as_str()),
        (303, "/dossiers/SSI-2026-0001?fait=premiere-action")
    );
    assert!(
        agent
            .get(&sent.location)
            .body
            .contains("La première action est notée")
    );
    let restored = form(&[
        ("availability_component", PORTAL),
        ("availability_state", "disponible"),
        ("availability_date", "2026-03-02"),
        ("availability_time", "09:00"),
    ]);
    let sent = agent.post(&format!("{}/disponibilite", path()), &restored);
    assert_eq!(
        (sent.status, sent.location.as_str()),
        (303, "/dossiers/SSI-2026-0001?fait=disponibilite")
    );
    assert_eq!(site.world.states(Kind::TakeCharge), [State::Met]);
    assert_eq!(site.world.states(Kind::RestoreService), [State::Met]);
    let levels = section(&agent.get(&path()));
    for words in ["Tenu le <time", "Appel à l’hébergeur.", "Personne agent_academie"] {
        assert!(levels.contains(words), "{words}: {levels}");
    }
}

#[test]
fn what_is_wrong_is_shown_beside_its_field_and_nothing_typed_is_lost() {
    let site = site();
    let agent = site.visitor(Role::AgentAcademie);
    let wrong = form(&[
        ("availability_component", PORTAL),
        ("availability_date", "2026-03-29"),
        ("availability_time", "02:30"),
        ("spare", "non"),
        ("mitigation", "Un <b>poste</b> est prêté."),
    ]);
    let answer = agent.post(&format!("{}/disponibilite", path()), &wrong);
    assert_eq!(answer.status, 422);
    let levels = section(&answer);
    for words in [
        "Dites si l’élément est indisponible",
        "02:30 n’existe pas",
        "value=\"02:30\"",
        "<option value=\"non\" selected>",
        "Un &#60;b&#62;poste",
    ] {
        assert!(levels.contains(words), "{words}: {levels}");
    }
    let empty = agent.post(
        &format!("{}/premiere-action", path()),
        &form(&[("first_text", "Appel.")]),
    );
    assert_eq!(empty.status, 422);
    assert!(section(&empty).contains("Indiquez quand") && section(&empty).contains("Appel."));
}

#[test]
fn the_second_of_two_people_is_told_what_changed() {
    let site = site();
    let restored = form(&[
        ("availability_component", PORTAL),
        ("availability_state", "disponible"),
        ("availability_date", "2026-03-02"),
        ("availability_time", "09:00"),
        ("mitigation", "Adresse de secours."),
    ]);
    let to = format!("{}/disponibilite", path());
    assert_eq!(site.visitor(Role::AgentAcademie).post(&to, &restored).status, 303);
    site.world
        .clock
        .set(site.world.clock.now() + TimeDelta::minutes(5));
    let second = site.visitor(Role::Rssi).post(&to, &restored);
    assert_eq!(second.status, 409);
    let body = second.body.replace('\u{a0}', " ");
    assert!(
        body.contains("déjà noté disponible depuis le lun. 2 mars 2026 à 09:00"),
        "{body}"
    );
    assert!(
        section(&second).contains("Adresse de secours."),
        "what was typed stays"
    );
}

#[test]
fn who_does_not_handle_the_dossier_is_told_who_does() {
    let site = site();
    let restored = form(&[
        ("availability_component", PORTAL),
        ("availability_state", "disponible"),
        ("availability_date", "2026-03-02"),
        ("availability_time", "09:00"),
    ]);
    let refused = site
        .visitor(Role::Rsn)
        .post(&format!("{}/disponibilite", path()), &restored);
    assert_eq!(refused.status, 403);
    assert!(
        refused.body.contains("par les personnes qui traitent l’incident"),
        "{}",
        refused.body
    );
}
