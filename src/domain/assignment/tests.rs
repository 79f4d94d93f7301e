//! Who may hold what.

use std::collections::BTreeSet;

use super::*;
use crate::domain::people::Role;

const CONVENTION: &str = "ille-et-vilaine-2025";

fn account(role: Role) -> Account {
    Account {
        id: role.to_string(),
        email: format!("{role}@exemple.fr"),
        name: role.to_string(),
        roles: BTreeSet::from([role]),
        schools: BTreeSet::new(),
        convention: Some(CONVENTION.to_owned()),
        may_export: false,
    }
}

fn dossier(parties: &[Party]) -> DossierAccess<'_> {
    DossierAccess {
        convention: Some(CONVENTION),
        establishment: None,
        parties,
    }
}

fn team(party: Party) -> Team {
    Team {
        id: "t".to_owned(),
        convention: CONVENTION.to_owned(),
        party,
        name: "Postes".to_owned(),
        closed: false,
        version: 1,
        members: BTreeSet::new(),
    }
}

#[test]
fn the_people_of_the_handler_say_who_holds_it() {
    let able = |handler| {
        let roles = Role::ALL.iter().copied();
        roles
            .filter(|role| may_assign(&account(*role), handler))
            .collect::<Vec<_>>()
    };
    assert_eq!(able(Party::Departement), [Role::Dpo, Role::AgentDepartement]);
    assert_eq!(
        able(Party::Academie),
        [Role::Rssi, Role::Dpd, Role::AgentAcademie]
    );
    assert_eq!(able(Party::Region), [Role::Rssi]);
}

#[test]
fn a_holder_works_on_the_dossier_sees_it_and_may_sign_in() {
    let parties = [Party::Departement, Party::Academie];
    let fits = |role, enabled, associates: &[Party]| {
        let at_work = AtWork {
            handler: Party::Departement,
            associates,
        };
        person_fits(&account(role), enabled, at_work, dossier(&parties)).is_ok()
    };
    assert!(fits(Role::AgentDepartement, true, &[]));
    assert!(!fits(Role::AgentDepartement, false, &[]), "it was disabled");
    assert!(
        !fits(Role::AgentAcademie, true, &[]),
        "it sees it and works elsewhere"
    );
    assert!(fits(Role::AgentAcademie, true, &[Party::Academie]));
    assert!(!fits(Role::Observer, true, &[Party::Academie]));
    let elsewhere = Account {
        convention: Some("rodez-ent-ecole-2024".to_owned()),
        ..account(Role::AgentDepartement)
    };
    let at_work = AtWork {
        handler: Party::Departement,
        associates: &[],
    };
    let unfit = person_fits(&elsewhere, true, at_work, dossier(&parties));
    assert_eq!(unfit, Err(Unfit::Person), "it does not see it");
}

#[test]
fn a_team_is_of_a_party_at_work_and_has_somebody_who_sees_the_dossier() {
    let parties = [Party::Departement];
    let at_work = AtWork {
        handler: Party::Departement,
        associates: &[],
    };
    let agents = [account(Role::AgentDepartement)];
    let fits = |team: &Team, members: &[Account]| team_fits(team, members, at_work, dossier(&parties));
    assert_eq!(fits(&team(Party::Departement), &agents), Ok(()));
    assert_eq!(fits(&team(Party::Academie), &agents), Err(Unfit::Team));
    assert_eq!(fits(&team(Party::Departement), &[]), Err(Unfit::NobodyThere));
    let ended = Team {
        closed: true,
        ..team(Party::Departement)
    };
    assert_eq!(fits(&ended, &agents), Err(Unfit::Team));
    let elsewhere = Team {
        convention: "rodez-ent-ecole-2024".to_owned(),
        ..team(Party::Departement)
    };
    assert_eq!(fits(&elsewhere, &agents), Err(Unfit::Team));
}

#[test]
fn a_team_has_a_name_and_people_of_its_party_only() {
    let draft = |name: &str, role| TeamDraft {
        name: name.to_owned(),
        members: vec![account(role)],
    };
    let checked = |draft: TeamDraft| draft.check(Party::Departement, CONVENTION);
    let kept = checked(draft("  Postes   et réseaux ", Role::AgentDepartement)).unwrap();
    assert_eq!(kept.name, "Postes et réseaux");
    let wrong = checked(draft(" ", Role::AgentAcademie)).unwrap_err();
    let fields: Vec<&str> = wrong.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["name", "members"]);
    assert!(checked(draft(&"x".repeat(NAME_MAX + 1), Role::Dpo)).is_err());
    assert_eq!(
        Team::roles(Party::Departement),
        [Role::Dpo, Role::AgentDepartement]
    );
}

#[test]
fn nothing_is_held_once_it_is_over() {
    let open: Vec<Status> = Status::ALL.iter().copied().filter(|it| is_open(*it)).collect();
    assert_eq!(
        open,
        [
            Status::Reported,
            Status::Qualified,
            Status::InProgress,
            Status::Resolved
        ]
    );
}
