//! The pages and the API of a [`World`], asked without a socket, by people who are signed in already.

use actix_web::body::to_bytes;
use actix_web::cookie::Cookie;
use actix_web::http::header;
use actix_web::rt::Runtime;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::web::Data;
use std::sync::Arc;
use tocsin::actions::accounts;
use tocsin::domain::people::Role;
use tocsin::web::{App, application};
use tokio::sync::Notify;

use super::world::World;

/// A world and its web application.
pub(crate) struct Site {
    pub(crate) world: World,
    app: Data<App>,
    runtime: Runtime,
}

/// Somebody signed in.
pub(crate) struct Visitor<'a> {
    site: &'a Site,
    secret: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) body: String,
}

/// Names and values of a form.
pub(crate) type Form = Vec<(String, String)>;

impl Site {
    pub(crate) fn of(world: World) -> Self {
        let store = world.database.store.clone();
        let wake = Arc::new(Notify::new());
        let app = App::new(
            store,
            world.instance.clone(),
            world.clock.clone(),
            wake,
            true,
            Vec::new(),
        );
        Self {
            world,
            app: Data::new(app),
            runtime: Runtime::new().unwrap(),
        }
    }

    /// The account of a role, signed in.
    pub(crate) fn visitor(&self, role: Role) -> Visitor<'_> {
        let (account, now) = (self.world.account(role), self.world.clock.now());
        let opened = self.world.write(|db| accounts::sign_in(db, &account, now));
        Visitor {
            site: self,
            secret: opened.unwrap(),
        }
    }

    fn call(&self, request: TestRequest) -> Answer {
        self.runtime.block_on(async {
            let service = init_service(application(self.app.clone())).await;
            let answer = call_service(&service, request.to_request()).await;
            let location = answer.headers().get(header::LOCATION);
            Answer {
                status: answer.status().as_u16(),
                location: location
                    .map(|it| it.to_str().unwrap().to_owned())
                    .unwrap_or_default(),
                body: String::from_utf8(to_bytes(answer.into_body()).await.unwrap().to_vec()).unwrap(),
            }
        })
    }
}

impl Visitor<'_> {
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.site.call(TestRequest::get().uri(path).cookie(self.cookie()))
    }

    /// Sends a form as the page would, with the session's token.
    pub(crate) fn post(&self, path: &str, form: &Form) -> Answer {
        let token = self.site.world.instance.signer.form_token(&self.secret);
        self.post_with_token(path, form, &token)
    }

    /// Sends a form with another token.
    pub(crate) fn post_with_token(&self, path: &str, form: &Form, token: &str) -> Answer {
        let token = ("csrf".to_owned(), token.to_owned());
        let whole: Form = form.iter().cloned().chain([token]).collect();
        let request = TestRequest::post().uri(path).cookie(self.cookie());
        self.site.call(request.set_form(whole))
    }

    /// Sends a form with a file as a browser does.
    pub(crate) fn post_file(&self, path: &str, form: &Form, (name, content): (&str, &[u8])) -> Answer {
        let token = self.site.world.instance.signer.form_token(&self.secret);
        let mut body = Vec::new();
        let first = [("csrf".to_owned(), token)];
        for (name, value) in first.iter().chain(form) {
            let head = "--frontiere\r\nContent-Disposition: form-data; name=";
            body.extend(format!("{head}\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        let head = "--frontiere\r\nContent-Disposition: form-data; name=\"file\"; filename=";
        body.extend(format!("{head}\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n").into_bytes());
        body.extend([content, b"\r\n--frontiere--\r\n"].concat());
        let request = TestRequest::post().uri(path).cookie(self.cookie());
        let typed = (header::CONTENT_TYPE, "multipart/form-data; boundary=frontiere");
        self.site.call(request.insert_header(typed).set_payload(body))
    }

    fn cookie(&self) -> Cookie<'static> {
        Cookie::new("tocsin", self.secret.clone())
    }
}

/// A form with one field changed, added or (with an empty list) taken away.
pub(crate) fn with(form: &Form, name: &str, values: &[&str]) -> Form {
    let others = form.iter().filter(|(known, _)| known != name).cloned();
    let new = values.iter().map(|value| (name.to_owned(), (*value).to_owned()));
    others.chain(new).collect()
}
