//! `GET /api/v1/components`: what an incident may touch, as the perimeter table of a convention lists it.

use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::values::slice_of;
use crate::domain::convention::{self, ComponentNature, Pack};
use crate::domain::incident::Problem;
use crate::web::allowed::{Allowed, UseService};
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::params::Params;

/// Components of a convention.
#[derive(Serialize, ToSchema)]
pub struct Components {
    /// Convention.
    convention: String,
    /// Content hash of the version in use.
    convention_hash: String,
    /// Networks that a component may be on.
    networks: Vec<NetworkShape>,
    /// Components, in the order of the convention.
    items: Vec<ComponentShape>,
    /// Cursor of the next slice.
    next_cursor: Option<String>,
}

/// A network of a school.
#[derive(Serialize, ToSchema)]
#[schema(as = Network)]
pub struct NetworkShape {
    /// Identifier.
    id: String,
    /// French label.
    label: String,
}

/// A component.
#[derive(Serialize, ToSchema)]
#[schema(as = Component)]
pub struct ComponentShape {
    /// Identifier, to be given in decisions and incidents.
    id: String,
    /// French label, as in the convention.
    label: String,
    /// Plain French words by which it is found.
    words: Vec<String>,
    /// Section of the convention.
    section: String,
    /// What it is.
    nature: ComponentNature,
    /// Network it is on unless told otherwise.
    network: Option<String>,
    /// Whether its availability is critical.
    critical: bool,
}

impl From<&convention::Component> for ComponentShape {
    fn from(component: &convention::Component) -> Self {
        Self {
            id: component.id.clone(),
            label: component.label.clone(),
            words: component.words.clone(),
            section: component.section.clone(),
            nature: component.nature,
            network: component.network.clone(),
            critical: component.critical,
        }
    }
}

/// Components of a convention; of the one this installation serves first unless `convention` names another.
///
/// # Errors
/// [`Error::Problems`] for a wrong parameter.
#[utoipa::path(get, path = "/api/v1/components", tag = "reference",
    params(
        ("convention" = Option<String>, Query, description = "Identifier of a convention"),
        ("limit" = Option<i64>, Query, description = "Most items, 1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the slice before"),
    ),
    responses((status = 200, description = "Components", body = Components)))]
pub async fn list(
    app: Data<App>,
    _who: Allowed<UseService>,
    request: HttpRequest,
) -> Result<Json<Components>, Error> {
    let mut params = Params::of(&request);
    let (asked, slice) = (params.text("convention"), params.slice(1));
    params.finish()?;
    let pack = pack(&app, asked.as_deref())?;
    let (items, next_cursor) = slice_of(&pack.components, &slice, |component| &component.id);
    let networks = pack.networks.iter().map(|network| NetworkShape {
        id: network.id.clone(),
        label: network.label.clone(),
    });
    Ok(Json(Components {
        convention: pack.id.clone(),
        convention_hash: pack.hash.clone(),
        networks: networks.collect(),
        items: items.into_iter().map(ComponentShape::from).collect(),
        next_cursor,
    }))
}

fn pack<'a>(app: &'a App, asked: Option<&str>) -> Result<&'a Pack, Error> {
    let catalogue = &app.instance.catalogue;
    let Some(id) = asked else {
        return catalogue.home().ok_or(Error::NotFound);
    };
    catalogue.get(id).ok_or_else(|| {
        let known: Vec<&str> = catalogue.packs().iter().map(|pack| pack.id.as_str()).collect();
        Error::Problems(vec![Problem::new(
            "convention",
            crate::web::fields::one_of(&known),
        )])
    })
}
