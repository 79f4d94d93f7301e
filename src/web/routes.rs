//! Every address, on one page.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};

use super::api::{me, token};
use super::error::Error;
use super::place::{Place, at};

fn places() -> Vec<Place> {
    vec![
        at("/api/v1/auth/token").post(token::give),
        at("/api/v1/me").get(me::show),
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
