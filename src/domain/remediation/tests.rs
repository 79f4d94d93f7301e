//! What an action requires, who may touch it, and when its owner is written to.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::domain::instants::parse_day;
use crate::domain::people::{Account, Role};

fn day(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

const TODAY: &str = "2026-03-02";

fn action() -> Action {
    let owner = Owner::Party(Party::Departement);
    Action::planned(
        " Changer les mots de passe ",
        owner,
        day("2026-03-09"),
        day(TODAY),
    )
    .unwrap()
}

fn wrong(refused: Result<Action, Vec<Problem>>) -> Vec<String> {
    let problems = refused.err().unwrap_or_default();
    problems.into_iter().map(|problem| problem.field).collect()
}

fn to(state: ActionState) -> Change {
    Change {
        state: Some(state),
        ..Change::default()
    }
}

#[test]
fn an_action_has_words_and_a_day_that_is_not_past() {
    let owner = Owner::Party(Party::Academie);
    let planned = |title: &str, due: &str| Action::planned(title, owner.clone(), day(due), day(TODAY));
    assert_eq!(wrong(planned(" ", "2026-03-01")), ["title", "due_on"]);
    assert_eq!(wrong(planned(&"é".repeat(TITLE_MAX + 1), TODAY)), ["title"]);
    assert_eq!(planned(" Isoler ", TODAY).unwrap().title, "Isoler");
}

#[test]
fn giving_up_and_taking_up_again_need_a_reason_and_done_needs_to_be_shown() {
    let today = day(TODAY);
    assert_eq!(
        wrong(action().changed(to(ActionState::Dropped), today)),
        ["reason"]
    );
    assert_eq!(
        wrong(action().changed(to(ActionState::Done), today)),
        ["evidence"]
    );
    let shown = Change {
        attachment: Some(Some("0193".to_owned())),
        ..to(ActionState::Done)
    };
    let done = action().changed(shown, today).unwrap();
    assert_eq!(
        wrong(done.changed(to(ActionState::InProgress), today)),
        ["reason"]
    );
    let again = Change {
        reason: Some("Un poste avait été oublié.".to_owned()),
        ..to(ActionState::InProgress)
    };
    let again = done.changed(again, today).unwrap();
    assert_eq!(again.reason, "Un poste avait été oublié.");
    let hidden = Change {
        attachment: Some(None),
        ..Change::default()
    };
    assert_eq!(
        wrong(done.changed(hidden, today)),
        ["evidence"],
        "what is done stays shown"
    );
}

#[test]
fn a_reason_ends_with_the_state_it_was_given_for() {
    let dropped = Change {
        reason: Some("Poste mis au rebut.".to_owned()),
        ..to(ActionState::Dropped)
    };
    let dropped = action().changed(dropped, day(TODAY)).unwrap();
    assert_eq!(dropped.changed(Change::default(), day(TODAY)).unwrap(), dropped);
    assert_eq!(
        wrong(dropped.changed(to(ActionState::Planned), day(TODAY))),
        ["reason"]
    );
}

#[test]
fn a_day_may_pass_but_not_be_chosen_once_past() {
    let later = day("2026-03-10");
    let begun = action().changed(to(ActionState::InProgress), later).unwrap();
    assert!(begun.is_overdue(later) && !begun.is_overdue(begun.due_on));
    let moved = Change {
        due_on: Some(day("2026-03-09") - chrono::TimeDelta::days(1)),
        ..Change::default()
    };
    assert_eq!(wrong(begun.changed(moved, later)), ["due_on"]);
}

#[test]
fn differences_name_what_changed() {
    let changed = Change {
        due_on: Some(day("2026-03-12")),
        ..to(ActionState::InProgress)
    };
    let next = action().changed(changed, day(TODAY)).unwrap();
    assert_eq!(action().differences(&next), ["due_on", "state"]);
    assert!(next.differences(&next).is_empty());
}

#[test]
fn letters_are_due_when_the_day_before_and_the_day_after_begin_in_paris() {
    let at = |due: &str| steps(day(due)).map(|(step, at)| format!("{step} {}", at.to_rfc3339()));
    assert_eq!(
        at("2026-03-29"),
        [
            "day_before 2026-03-27T23:00:00+00:00",
            "overdue 2026-03-29T22:00:00+00:00"
        ]
    );
}

fn account(id: &str, role: Role) -> Account {
    Account {
        id: id.to_owned(),
        email: String::new(),
        name: String::new(),
        roles: BTreeSet::from([role]),
        schools: BTreeSet::new(),
        convention: None,
        may_export: false,
    }
}

#[test]
fn the_rssi_and_those_who_handle_plan_and_owners_change_what_is_theirs() {
    let handlers = [Party::Departement];
    for (role, plans) in [
        (Role::Rssi, true),
        (Role::AgentDepartement, true),
        (Role::Dpo, true),
        (Role::AgentAcademie, false),
        (Role::Rsn, false),
        (Role::Observer, false),
        (Role::Admin, false),
    ] {
        let person = account("a", role);
        assert_eq!(may_plan(&person, &handlers), plans, "{role}");
        assert!(may_change(&person, &Owner::Account("a".to_owned()), &handlers));
        assert_eq!(
            may_change(&person, &Owner::Account("b".to_owned()), &handlers),
            plans,
            "{role}"
        );
    }
    let of_the_school = Owner::Party(Party::Etablissement);
    assert!(may_change(&account("a", Role::Rsn), &of_the_school, &handlers));
}

#[test]
fn every_party_has_somebody_who_answers_for_it() {
    for party in Party::ALL {
        let (answers, role) = answers_for(*party);
        assert_eq!(role.party(), Some(answers), "{party}");
    }
}

proptest! {
    #[test]
    fn the_letters_about_an_action_come_in_order_around_its_day(days in 0_u64..20_000) {
        let due = day("2026-01-01") + chrono::Days::new(days);
        let [(_, before), (_, after)] = steps(due);
        prop_assert!(before < crate::domain::instants::start_of_day(due));
        prop_assert!(crate::domain::instants::start_of_day(due) < after);
        prop_assert_eq!(crate::domain::instants::paris_day(after) - crate::domain::instants::paris_day(before), chrono::TimeDelta::days(2));
    }
}
