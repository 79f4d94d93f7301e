//! Every address, on one page.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use super::allowed::{Allowed, UseService};
use super::api::{
    components, conventions, decisions, establishments, incidents, journal, me, obligations, openapi, token,
};
use super::assets;
use super::error::Error;
use super::health;
use super::pages::{
    accessibility, account, acknowledgements, api_docs, breaches, decisions as what_if, deliveries,
    establishments as schools, home, incidents as dossiers, password, session,
};
use super::paths;
use super::place::{Place, at};

fn places() -> Vec<Place> {
    let mut places = for_programs();
    places.extend(for_people());
    // Last: the sections of a breach take whatever no other page of it took.
    places.extend(of_a_breach());
    places
}

fn of_a_breach() -> Vec<Place> {
    vec![
        at("/violations/{reference}").get(breaches::show::show),
        at("/violations/{reference}/notifications/{number}.pdf").get(breaches::files::pdf),
        at("/violations/{reference}/notifications/{number}.json").get(breaches::files::json),
        at("/violations/{reference}/notifications/{number}.eml").get(breaches::files::eml),
        at("/violations/{reference}/connaissance")
            .get(breaches::awareness::show)
            .post(breaches::know::save),
        at("/violations/{reference}/statut")
            .get(breaches::status::show)
            .post(breaches::settle::save),
        at("/violations/{reference}/envoi-automatique").post(breaches::hold::hold),
        at("/violations/{reference}/{section}")
            .get(breaches::section::show)
            .post(breaches::save::save),
    ]
}

fn for_people() -> Vec<Place> {
    vec![
        at(paths::HOME).get(home::show),
        at(paths::SIGN_IN)
            .get(session::new::show)
            .post(session::create::create),
        at(paths::SIGN_OUT).post(session::end::end),
        at("/mot-de-passe/{secret}")
            .get(password::set::show)
            .post(password::choose::choose),
        at("/accuse-de-reception/{token}")
            .get(acknowledgements::new::show)
            .post(acknowledgements::create::create),
        at(paths::ACCOUNT).get(account::show::show),
        at(paths::SECOND_FACTOR).post(account::second_factor::propose),
        at(paths::SECOND_FACTOR_CODE).post(account::second_factor::confirm),
        at(paths::INCIDENTS)
            .get(dossiers::index::index)
            .post(dossiers::create::create),
        at(paths::REPORT).get(dossiers::new::new),
        at("/dossiers/{reference}").get(dossiers::show::show),
        at("/dossiers/{reference}/signale").get(dossiers::reported::reported),
        at("/dossiers/{reference}/donnees-personnelles").post(dossiers::personal_data::answer),
        at(paths::WHAT_IF).get(what_if::new::new),
        at(paths::DELIVERIES).get(deliveries::index::show),
        at(paths::SCHOOLS).get(schools::suggestions::show),
        at(paths::ACCESSIBILITY).get(accessibility::show::show),
        at(paths::API_DOCS).get(api_docs::show::show),
        at("/favicon.ico").get(assets::serve::icon),
        at("/static/{file}").get(assets::serve::show),
    ]
}

fn for_programs() -> Vec<Place> {
    vec![
        at("/healthz").get(health::alive),
        at("/readyz").get(health::ready),
        at("/api/openapi.json").get(openapi::show),
        at("/api/v1/auth/token").post(token::give),
        at("/api/v1/me").get(me::show),
        at("/api/v1/components").get(components::list),
        at("/api/v1/conventions").get(conventions::list),
        at("/api/v1/establishments").get(establishments::list),
        at("/api/v1/decisions").post(decisions::decide),
        at("/api/v1/incidents")
            .get(incidents::list::list)
            .post(incidents::report::create),
        at("/api/v1/incidents/{reference}").get(incidents::dossier::show),
        at("/api/v1/obligations").get(obligations::list),
        at("/api/v1/journal").get(journal::list),
        at("/api/v1/journal/verification").get(journal::verify),
    ]
}

/// Every address and the methods it takes.
#[must_use]
pub fn table() -> Vec<(&'static str, Vec<Method>)> {
    places().iter().map(Place::line).collect()
}

/// Opens every address.
pub fn configure(config: &mut ServiceConfig) {
    for place in places() {
        config.service(place.into_resource());
    }
    config.default_service(web::to(nowhere));
}

/// Recognises whoever asks, so that they find the way back in the frame of their pages.
async fn nowhere(_: Option<Allowed<UseService>>) -> Result<&'static str, Error> {
    Err(Error::NotFound)
}
