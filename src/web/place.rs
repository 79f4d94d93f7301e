//! One address and the methods it takes; any other method is told which ones.

use actix_web::dev::Handler;
use actix_web::guard;
use actix_web::http::Method;
use actix_web::{FromRequest, Resource, Responder, web};

use super::error::Error;

/// An address, its methods and their handlers.
pub struct Place {
    path: &'static str,
    methods: Vec<Method>,
    resource: Resource,
}

/// Opens an address.
#[must_use]
pub fn at(path: &'static str) -> Place {
    Place {
        path,
        methods: Vec::new(),
        resource: web::resource(path),
    }
}

impl Place {
    /// Answers `GET`, and `HEAD` in the same way without the body.
    #[must_use]
    pub fn get<F, Args>(mut self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let either = guard::Any(guard::Get()).or(guard::Head());
        self.methods.extend([Method::GET, Method::HEAD]);
        self.resource = self.resource.route(web::route().guard(either).to(handler));
        self
    }

    /// Answers `POST`.
    #[must_use]
    pub fn post<F, Args>(mut self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.methods.push(Method::POST);
        self.resource = self.resource.route(web::post().to(handler));
        self
    }

    /// Answers `PUT`.
    #[must_use]
    pub fn put<F, Args>(mut self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.methods.push(Method::PUT);
        self.resource = self.resource.route(web::put().to(handler));
        self
    }

    /// Answers `PATCH`.
    #[must_use]
    pub fn patch<F, Args>(mut self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.methods.push(Method::PATCH);
        self.resource = self.resource.route(web::patch().to(handler));
        self
    }

    /// Answers `DELETE`.
    #[must_use]
    pub fn delete<F, Args>(mut self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.methods.push(Method::DELETE);
        self.resource = self.resource.route(web::delete().to(handler));
        self
    }

    /// The address and its methods.
    #[must_use]
    pub fn line(&self) -> (&'static str, Vec<Method>) {
        (self.path, self.methods.clone())
    }

    /// As the framework wants it.
    #[must_use]
    pub fn into_resource(self) -> Resource {
        let allowed: Vec<&str> = self.methods.iter().map(Method::as_str).collect();
        let allowed = allowed.join(", ");
        let refuse = move || {
            let refused = Error::MethodNotAllowed(allowed.clone());
            async move { Err::<&str, Error>(refused) }
        };
        self.resource.default_service(web::to(refuse))
    }
}
