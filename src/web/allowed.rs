//! Who calls, and whether they may: typed into each handler's signature.
//!
//! Programs present an access token under `/api`; people hold a session cookie everywhere else. A cookie opens
//! nothing under `/api` and a token opens no page, so no page of another site can call the API with somebody's
//! session.

use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};

use super::app::App;
use super::error::Error;
use super::fault::for_programs;
use super::session::{self, Session};
use crate::actions::accounts::{self, AccountRefused};
use crate::domain::people::{Account, Right};

/// A right, as a type.
pub trait RightMarker: 'static {
    /// The right it stands for.
    const RIGHT: Right;
}

macro_rules! markers {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl RightMarker for $name {
            const RIGHT: Right = Right::$name;
        }
    )+ };
}

markers! {
    /// [`Right::UseService`].
    UseService,
    /// [`Right::Report`].
    Report,
    /// [`Right::ReadDossiers`].
    ReadDossiers,
    /// [`Right::ReadJournal`].
    ReadJournal,
    /// [`Right::ReadDelivery`].
    ReadDelivery,
    /// [`Right::RecordBreach`].
    RecordBreach,
    /// [`Right::DecideBreach`].
    DecideBreach,
    /// [`Right::ReadRegister`].
    ReadRegister,
    /// [`Right::ReadFigures`].
    ReadFigures,
    /// [`Right::Export`].
    Export,
    /// [`Right::Attach`].
    Attach,
    /// [`Right::RecordAvailability`].
    RecordAvailability,
    /// [`Right::HoldFiles`].
    HoldFiles,
    /// [`Right::Contribute`].
    Contribute,
    /// [`Right::Qualify`].
    Qualify,
    /// [`Right::Handle`].
    Handle,
    /// [`Right::ReadSettings`].
    ReadSettings,
    /// [`Right::ChangeSettings`].
    ChangeSettings,
}

/// Whoever was recognised, right or not: left with the request, so that a refusal keeps the frame of their pages.
#[derive(Clone)]
pub(super) struct Caller {
    /// The account.
    pub(super) account: Arc<Account>,
    /// The session of the pages; `None` for a call of the API.
    pub(super) session: Option<Session>,
}

/// An account that holds the right `R`; a handler that takes one cannot be reached without.
pub struct Allowed<R> {
    caller: Caller,
    _right: PhantomData<fn() -> R>,
}

impl<R> Allowed<R> {
    /// The account, to be given to a thread.
    #[must_use]
    pub fn account(&self) -> Arc<Account> {
        Arc::clone(&self.caller.account)
    }

    /// The session of the pages; `None` for a call of the API.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        self.caller.session.as_ref()
    }

    /// The token that every form of this session carries; empty for a call of the API.
    #[must_use]
    pub fn form_token(&self, app: &App) -> String {
        self.caller.form_token(app)
    }
}

impl Caller {
    /// The token that every form of this session carries; empty for a call of the API.
    pub(super) fn form_token(&self, app: &App) -> String {
        self.session
            .as_ref()
            .map(|session| session.form_token(app))
            .unwrap_or_default()
    }
}

impl<R> Deref for Allowed<R> {
    type Target = Account;

    fn deref(&self) -> &Account {
        &self.caller.account
    }
}

impl<R: RightMarker> FromRequest for Allowed<R> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let caller = caller(&request).await?;
            request.extensions_mut().insert(caller.clone());
            if !caller.account.may(R::RIGHT) {
                return Err(Error::Forbidden);
            }
            Ok(Self {
                caller,
                _right: PhantomData,
            })
        })
    }
}

async fn caller(request: &HttpRequest) -> Result<Caller, Error> {
    let app = app_of(request)?;
    let (account, session) = if for_programs(request.path()) {
        (of_token(app, request).await?, None)
    } else {
        let session = Session::of(app, request).ok_or_else(|| sign_in_first(request))?;
        let holder = session::holder(app, &session).await?;
        (holder.ok_or_else(|| sign_in_first(request))?, Some(session))
    };
    Ok(Caller {
        account: Arc::new(account),
        session,
    })
}

/// The application's state, which `web::application` puts there.
pub(super) fn app_of(request: &HttpRequest) -> Result<&Data<App>, Error> {
    request
        .app_data::<Data<App>>()
        .ok_or_else(|| Error::failure("the application has no state"))
}

async fn of_token(app: &App, request: &HttpRequest) -> Result<Account, Error> {
    let token = bearer(request).ok_or(Error::Unauthenticated)?.to_owned();
    let (instance, now) = (Arc::clone(&app.instance), app.now());
    let account = app
        .read(move |db| accounts::of_token(db, &instance, &token, now))
        .await;
    account.map_err(|refused| match refused {
        AccountRefused::NotRecognised => Error::Unauthenticated,
        other => other.into(),
    })
}

fn bearer(request: &HttpRequest) -> Option<&str> {
    let header = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// After signing in one comes back to a page, never to a form that was being sent.
fn sign_in_first(request: &HttpRequest) -> Error {
    let back = matches!(*request.method(), Method::GET | Method::HEAD).then(|| request.uri().to_string());
    Error::SignInFirst { back }
}
