//! Every address, on one page.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use super::api::{
    components, conventions, decisions, establishments, incidents, journal, me, obligations, openapi, token,
};
use super::error::Error;
use super::health;
use super::pages;
use super::paths;
use super::place::{Place, at};

fn places() -> Vec<Place> {
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
        at(paths::INCIDENTS)
            .get(pages::incidents::index::index)
            .post(pages::incidents::create::create),
        at(paths::REPORT).get(pages::incidents::new::new),
        at("/dossiers/{reference}").get(pages::incidents::show::show),
        at("/dossiers/{reference}/signale").get(pages::incidents::reported::reported),
        at(paths::WHAT_IF).get(pages::decisions::new::new),
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

async fn nowhere() -> Result<&'static str, Error> {
    Err(Error::NotFound)
}
