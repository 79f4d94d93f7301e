//! The routes of the API, listed from the same description that machines read.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;
use utoipa::openapi::PathItem;

use super::subjects::SUBJECTS;
use super::summaries::summary;
use crate::web::allowed::{Allowed, UseService};
use crate::web::answer::page;
use crate::web::api::openapi;
use crate::web::app::App;
use crate::web::error::Error;
use crate::web::paths;
use crate::web::shell::Shell;

/// The page « Interface de programmation ».
#[derive(Debug, Template)]
#[template(path = "pages/api_docs/show.html")]
pub struct ApiDocsPage {
    /// Frame.
    pub shell: Shell,
    /// Routes by subject.
    pub groups: Vec<RouteGroup>,
    /// Public address of this installation, for the example: `https://tocsin.exemple.fr`.
    pub public_url: String,
}

/// Routes about one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteGroup {
    /// Subject.
    pub subject: &'static str,
    /// Its routes.
    pub routes: Vec<RouteLine>,
}

/// One route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteLine {
    /// HTTP method, upper case.
    pub method: &'static str,
    /// Path with its parameters in braces.
    pub path: String,
    /// What it does.
    pub summary: &'static str,
}

/// `GET /api/docs`, for anybody.
///
/// # Errors
/// The machine's failures.
pub async fn show(app: Data<App>, who: Option<Allowed<UseService>>) -> Result<HttpResponse, Error> {
    page(&ApiDocsPage {
        shell: Shell::of_anybody(&app, who.as_ref(), "Interface de programmation", paths::API_DOCS),
        groups: groups(),
        public_url: app.instance.public_url.clone(),
    })
}

/// The operations of the description by subject, in the order a newcomer needs them.
fn groups() -> Vec<RouteGroup> {
    let document = openapi::document();
    let of = |tag: &str| {
        document
            .paths
            .paths
            .iter()
            .flat_map(|(path, item)| lines(path, item, tag))
            .collect()
    };
    let groups = SUBJECTS.iter().map(|(tag, subject)| RouteGroup {
        subject,
        routes: of(tag),
    });
    groups.filter(|group| !group.routes.is_empty()).collect()
}

fn lines(path: &str, item: &PathItem, tag: &str) -> Vec<RouteLine> {
    let methods = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    let described = methods
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_ref()?)));
    described
        .filter(|(_, operation)| operation.tags.iter().flatten().any(|given| given == tag))
        .map(|(method, _)| RouteLine {
            method,
            path: path.to_owned(),
            summary: summary(method, path),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_listed_once_with_what_it_does_in_french() {
        let groups = groups();
        let listed: Vec<_> = groups.iter().flat_map(|group| &group.routes).collect();
        let described = openapi::openapi().matches("\"operationId\"").count();
        assert_eq!(listed.len(), described);
        for line in listed {
            assert!(!line.summary.is_empty(), "{} {}", line.method, line.path);
        }
    }
}
