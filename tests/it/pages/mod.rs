//! The pages around the dossiers, as browsers meet them: cookies kept, forms sent with what the page gave.

mod around;
mod assets;
mod links;
mod signing_in;

use std::collections::BTreeMap;

use actix_web::cookie::Cookie;
use actix_web::http::Method;
use actix_web::http::header::SET_COOKIE;
use actix_web::test::TestRequest;
use actix_web::web::Data;
use tocsin::domain::people::Role;
use tocsin::web::App;

use crate::support::http::{Answer, answer, request};
use crate::support::world::World;

/// A browser that keeps its cookies.
struct Guest {
    app: Data<App>,
    cookies: BTreeMap<String, String>,
}

impl Guest {
    fn of(world: &World) -> Self {
        Self {
            app: world.app(),
            cookies: BTreeMap::new(),
        }
    }

    /// Somebody signed in.
    fn signed_in(world: &World, role: Role) -> Self {
        let mut guest = Self::of(world);
        guest.cookies.insert("tocsin".to_owned(), world.session(role));
        guest
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(request(Method::GET, path)).await
    }

    /// Sends a form with the token that the page at `path` shows.
    async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(path).await;
        let token = token_in(&page.text());
        self.post(path, &[fields, &[("csrf", token.as_str())]].concat())
            .await
    }

    /// Sends a form as it is.
    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(request(Method::POST, path).set_form(fields)).await
    }

    async fn send(&mut self, mut asked: TestRequest) -> Answer {
        for (name, value) in &self.cookies {
            asked = asked.cookie(Cookie::new(name.clone(), value.clone()));
        }
        let answer = answer(&self.app, asked).await;
        self.keep_cookies(&answer);
        answer
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for header in answer.headers.get_all(SET_COOKIE) {
            let cookie = Cookie::parse(header.to_str().unwrap()).unwrap();
            if cookie.value().is_empty() {
                self.cookies.remove(cookie.name());
            } else {
                self.cookies
                    .insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
    }
}

/// The token of the first form of a page.
fn token_in(html: &str) -> String {
    let (_, rest) = html
        .split_once("name=\"csrf\" value=\"")
        .expect("a form with a token");
    rest.split('"').next().unwrap().to_owned()
}

/// Where an answer leads; it must lead somewhere.
fn leads_to(answer: &Answer) -> &str {
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    answer.header("location")
}
