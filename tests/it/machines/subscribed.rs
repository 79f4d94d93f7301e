//! Which dossiers a subscriber is told of: those of its party in its convention, for what it subscribed to.

use std::collections::BTreeSet;

use tocsin::actions::webhooks::WebhookRefused;
use tocsin::actions::webhooks::remove::remove;
use tocsin::domain::people::{Party, Role};
use tocsin::domain::webhooks::Event;
use tocsin::store::webhooks;

use super::events::{asked, deliveries, only, registered};
use crate::support::world::World;

#[test]
fn only_what_one_subscribed_to_of_ones_own_dossiers_is_queued() {
    for world in World::on_each_engine() {
        registered(&world, asked("https://un.exemple.fr/")).unwrap();
        let mut other = asked("https://deux.exemple.fr/");
        other.name = "Celui du Département".to_owned();
        other.party = Some(Party::Departement);
        registered(&world, other).unwrap();
        let mut quiet = asked("https://trois.exemple.fr/");
        quiet.name = "Celui qui attend une clôture".to_owned();
        quiet.events = BTreeSet::from([Event::Closed]);
        let quiet = registered(&world, quiet).unwrap().webhook;
        // The académie handles this dossier alone.
        world.reported(Role::Rsn, world.a_report());
        let told = only(&world);
        assert_eq!(
            (told.subscriber.as_str(), told.event.as_str()),
            ("Tableau de bord", "incident.reported")
        );
        let (admin, now) = (world.account(Role::Admin).id, world.clock.now());
        world.write(|db| remove(db, &admin, &quiet.id, now)).unwrap();
        assert_eq!(world.read(webhooks::all).len(), 2);
    }
}

#[test]
fn nothing_is_told_of_the_dossiers_of_another_convention() {
    for world in World::on_each_engine() {
        let elsewhere = world
            .instance
            .catalogue
            .packs()
            .iter()
            .map(|pack| pack.id.clone());
        let elsewhere = elsewhere
            .into_iter()
            .find(|id| !id.starts_with("ille-et-vilaine"));
        let mut other = asked("https://outil.exemple.fr/");
        other.convention = Some(elsewhere.unwrap());
        registered(&world, other).unwrap();
        world.reported(Role::Rsn, world.a_report());
        assert!(deliveries(&world).is_empty());
        let mut unknown = asked("https://autre.exemple.fr/");
        unknown.convention = Some("nulle-part".to_owned());
        unknown.party = Some(Party::Etablissement);
        let Err(WebhookRefused::Problems(problems)) = registered(&world, unknown) else {
            panic!("it was to be refused");
        };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["name", "party", "convention"]);
    }
}
