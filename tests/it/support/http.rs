//! Calling the web layer as a program does, without a socket: the whole application, its middleware included.

use std::sync::Arc;

use actix_web::body::to_bytes;
use actix_web::cookie::Cookie;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use actix_web::http::{Method, StatusCode};
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::web::Data;
use serde_json::Value;
use tocsin::actions::{Instance, accounts};
use tocsin::domain::people::Role;
use tocsin::store;
use tocsin::web::{App, application};
use tokio::sync::Notify;

use super::world::{PASSWORD, World};

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header, empty when absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The value of the cookie that the answer sets, with its attributes.
    pub(crate) fn cookie(&self, name: &str) -> Option<Cookie<'static>> {
        let set = self
            .headers
            .get_all("set-cookie")
            .map(|value| value.to_str().unwrap().to_owned());
        set.map(|text| Cookie::parse(text).unwrap())
            .find(|cookie| cookie.name() == name)
    }

    /// The fields complained of.
    pub(crate) fn wrong_fields(&self) -> Vec<String> {
        let document = self.json();
        let errors = document["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The answer is a problem document with this status; gives it back.
    pub(crate) fn problem(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let document = self.json();
        assert_eq!(document["status"], status);
        for member in ["type", "title", "detail", "instance", "request_id"] {
            assert!(
                document[member].as_str().is_some_and(|text| !text.is_empty()),
                "{member}: {document}"
            );
        }
        self
    }
}

impl World {
    /// The web application over this installation. One for each test: it counts attempts to sign in.
    pub(crate) fn app(&self) -> Data<App> {
        self.app_at(&self.instance.public_url)
    }

    /// The same, reached by people at another address.
    pub(crate) fn app_at(&self, public_url: &str) -> Data<App> {
        let instance = Instance {
            public_url: public_url.to_owned(),
            ..Instance::clone(&self.instance)
        };
        self.app_of(instance)
    }

    /// The same, with another instance.
    pub(crate) fn app_of(&self, instance: Instance) -> Data<App> {
        let (store, wake) = (self.database.store.clone(), Arc::new(Notify::new()));
        Data::new(App::new(
            store,
            Arc::new(instance),
            self.clock.clone(),
            wake,
            true,
            Vec::new(),
        ))
    }

    /// An access token of the account of a role.
    pub(crate) fn token(&self, role: Role) -> String {
        let found = self.read(|db| store::accounts::by_email(db, &Self::email(role)));
        let recognised = accounts::recognise(found, PASSWORD).unwrap();
        let now = self.clock.now();
        self.write(|db| accounts::give_token(db, &self.instance, &recognised, now))
            .unwrap()
    }

    /// A session of the pages of the account of a role: the cookie's secret.
    pub(crate) fn session(&self, role: Role) -> String {
        let (account, now) = (self.account(role), self.clock.now());
        self.write(|db| accounts::sign_in(db, &account, now)).unwrap()
    }

    /// What a creating call leaves behind: entries of the journal, letters, dossiers.
    pub(crate) fn traces(&self) -> (usize, usize, usize) {
        let sight = self.account(Role::Rssi).sight();
        self.read(|db| {
            let entries = store::journal::after(db, 0, 10_000)?.len();
            let letters = store::mails::latest(db, None, 10_000)?.len();
            let everything = store::incidents::Filter::default();
            let dossiers = store::incidents::list(db, &sight, &everything, None, 10_000)?.len();
            Ok((entries, letters, dossiers))
        })
    }
}

/// A request that carries no token yet.
pub(crate) fn request(method: Method, path: &str) -> TestRequest {
    TestRequest::default()
        .method(method)
        .uri(path)
        .peer_addr("192.0.2.1:4000".parse().unwrap())
}

/// A request of somebody who holds a token.
pub(crate) fn signed(method: Method, path: &str, token: &str) -> TestRequest {
    request(method, path).insert_header((AUTHORIZATION, format!("Bearer {token}")))
}

/// A request with a JSON body.
pub(crate) fn post(path: &str, token: &str, body: &Value) -> TestRequest {
    signed(Method::POST, path, token)
        .insert_header((CONTENT_TYPE, "application/json"))
        .set_payload(body.to_string())
}

/// The answer of a fresh application over `world`.
pub(crate) async fn answer(app: &Data<App>, request: TestRequest) -> Answer {
    let service = init_service(application(app.clone())).await;
    let response = call_service(&service, request.to_request()).await;
    let (status, headers) = (response.status(), response.headers().clone());
    let body = to_bytes(response.into_body()).await.unwrap().to_vec();
    Answer {
        status,
        headers,
        body,
    }
}
