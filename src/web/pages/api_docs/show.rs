//! The routes of the API, listed from the same description that machines read.

use askama::Template;

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
    pub subject: String,
    /// Its routes.
    pub routes: Vec<RouteLine>,
}

/// One route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteLine {
    /// HTTP method, upper case.
    pub method: String,
    /// Path with its parameters in braces.
    pub path: String,
    /// What it does.
    pub summary: String,
}
