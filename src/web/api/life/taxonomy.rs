//! `GET /api/v1/taxonomy`: the categories and types of incidents, the grid of gravity, the markings.

use actix_web::web::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::life::{self, Gravity, Tlp};
use crate::web::allowed::{Allowed, UseService};
use crate::web::wording;

/// What a qualification is made of.
#[derive(Serialize, ToSchema)]
pub struct Taxonomy {
    /// Classes of the Reference Security Incident Taxonomy, in its order.
    classes: Vec<ClassShape>,
    /// The grid, the least grave first.
    severities: Vec<SeverityShape>,
    /// The markings, from the widest to the narrowest.
    tlp: Vec<TlpShape>,
}

/// A class.
#[derive(Serialize, ToSchema)]
pub struct ClassShape {
    /// Identifier of the taxonomy.
    id: String,
    /// French label.
    label: String,
    /// Its types.
    types: Vec<TypeShape>,
}

/// A type.
#[derive(Serialize, ToSchema)]
pub struct TypeShape {
    /// Identifier of the taxonomy.
    id: String,
    /// French label.
    label: String,
    /// The same in everyday words, French.
    plain: String,
}

/// A level of gravity and what makes it.
#[derive(Serialize, ToSchema)]
pub struct SeverityShape {
    /// From 1 to 4.
    level: i64,
    /// French label.
    label: &'static str,
    /// Who or what is hit, French.
    hit: &'static str,
    /// How many schools, French.
    schools: &'static str,
    /// Whether the school goes on working, French.
    continuity: &'static str,
    /// What becomes of data, French.
    data: &'static str,
}

/// A marking.
#[derive(Serialize, ToSchema)]
pub struct TlpShape {
    /// Value as sent.
    id: Tlp,
    /// Label as written everywhere.
    label: &'static str,
    /// What it means, French.
    meaning: &'static str,
}

/// The reference lists of a qualification.
#[utoipa::path(get, path = "/api/v1/taxonomy", tag = "life",
    responses((status = 200, description = "Categories, grid and markings", body = Taxonomy)))]
pub async fn list(_: Allowed<UseService>) -> Json<Taxonomy> {
    Json(Taxonomy {
        classes: life::taxonomy().iter().map(ClassShape::from).collect(),
        severities: Gravity::ALL
            .iter()
            .map(|gravity| SeverityShape::from(*gravity))
            .collect(),
        tlp: Tlp::ALL.iter().map(|tlp| TlpShape::from(*tlp)).collect(),
    })
}

impl From<&life::Class> for ClassShape {
    fn from(class: &life::Class) -> Self {
        let shape = |kind: &life::Kind| TypeShape {
            id: kind.id.clone(),
            label: kind.label.clone(),
            plain: kind.plain.clone(),
        };
        Self {
            id: class.id.clone(),
            label: class.label.clone(),
            types: class.types.iter().map(shape).collect(),
        }
    }
}

impl From<Gravity> for SeverityShape {
    fn from(gravity: Gravity) -> Self {
        let grid = gravity.grid();
        Self {
            level: gravity.level(),
            label: u8::try_from(gravity.level()).map_or("", wording::severity),
            hit: grid.hit,
            schools: grid.schools,
            continuity: grid.continuity,
            data: grid.data,
        }
    }
}

impl From<Tlp> for TlpShape {
    fn from(tlp: Tlp) -> Self {
        Self {
            id: tlp,
            label: tlp.label(),
            meaning: tlp.meaning(),
        }
    }
}
