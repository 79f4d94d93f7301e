//! A verdict on the risk: what it takes away, what it brings, what it never touches.

use tocsin::actions::breach::BreachRefused;
use tocsin::actions::breach::assess::{Given, assess};
use tocsin::actions::breach::waive::{Ground, waive};
use tocsin::domain::breach::Risk;
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::Role;

use super::support::{BREACH, problems, with_breach};
use crate::support::world::World;

fn verdict(world: &World, role: Role, risk: Risk, reasons: &str) -> Result<(), BreachRefused> {
    let (by, now) = (world.account(role), world.clock.now());
    let given = Given {
        inputs: None,
        verdict: Some((risk, reasons.to_owned())),
    };
    world.write(|db| assess(db, &world.instance, &by, BREACH, &given, now).map(|_| ()))
}

fn waived(
    world: &World,
    role: Role,
    kind: Kind,
    ground: Option<Ground>,
    reason: &str,
) -> Result<(), BreachRefused> {
    let (by, now) = (world.account(role), world.clock.now());
    let id = world.duties(kind).pop().unwrap().id;
    world.write(|db| waive(db, &world.instance, &by, &id, ground, reason, now).map(|_| ()))
}

#[test]
fn an_unlikely_risk_spares_the_cnil_and_never_the_48_hours() {
    for world in with_breach() {
        verdict(
            &world,
            Role::ChefEtablissement,
            Risk::Unlikely,
            "Données publiques.",
        )
        .unwrap();
        assert_eq!(world.duty(Kind::Cnil72h).state, State::Cancelled);
        assert_eq!(world.duty(Kind::Breach48h).state, State::Pending);
        verdict(&world, Role::Dpd, Risk::High, "Adresses d’élèves protégés.").unwrap();
        assert_eq!(world.duties(Kind::Cnil72h).pop().unwrap().state, State::Pending);
        let persons = world.duty(Kind::PersonsArt34);
        assert_eq!((persons.state, persons.due_at), (State::Pending, None));
        assert_eq!(world.breach().verdict.unwrap().risk, Risk::High);
    }
}

#[test]
fn a_verdict_is_reasoned_and_given_by_the_officer_of_the_controller() {
    for world in with_breach() {
        assert_eq!(
            problems(&verdict(&world, Role::Dpd, Risk::Risk, " ").unwrap_err()),
            ["reasons"]
        );
        for role in [Role::Dpo, Role::Rssi, Role::AgentDepartement] {
            let refused = verdict(&world, role, Risk::Risk, "Motif.").unwrap_err();
            assert!(matches!(refused, BreachRefused::NotTheOfficer(_)), "{role}");
        }
    }
}

#[test]
fn a_decision_not_to_notify_falls_when_the_risk_turns_out_to_be_real() {
    for world in with_breach() {
        assert_eq!(
            problems(&waived(&world, Role::Dpd, Kind::Cnil72h, None, "").unwrap_err()),
            ["reason"]
        );
        waived(&world, Role::Dpd, Kind::Cnil72h, None, "Données chiffrées.").unwrap();
        assert_eq!(world.duty(Kind::Cnil72h).state, State::Waived);
        verdict(&world, Role::Dpd, Risk::Risk, "La clé était sur le poste.").unwrap();
        let states: Vec<State> = world
            .duties(Kind::Cnil72h)
            .iter()
            .map(|duty| duty.state)
            .collect();
        assert_eq!(states, [State::Waived, State::Pending]);
    }
}

#[test]
fn the_48_hours_are_never_waived_and_art_34_only_on_its_closed_grounds() {
    for world in with_breach() {
        assert_eq!(
            problems(&waived(&world, Role::Dpo, Kind::Breach48h, None, "Sans risque.").unwrap_err()),
            ["kind"]
        );
        verdict(&world, Role::Dpd, Risk::High, "Données de santé.").unwrap();
        let groundless = waived(&world, Role::Dpd, Kind::PersonsArt34, None, "Trop long.").unwrap_err();
        assert_eq!(problems(&groundless), ["ground"]);
        waived(
            &world,
            Role::Dpd,
            Kind::PersonsArt34,
            Some(Ground::Protected),
            "Chiffrement.",
        )
        .unwrap();
        let duty = world.duty(Kind::PersonsArt34);
        assert_eq!(duty.state, State::Waived);
        assert!(duty.reason.unwrap().contains("art. 34"));
    }
}
