//! Who calls, and whether they may: typed into each handler's signature.
//!
//! Programs present an access token under `/api`; people hold a session cookie everywhere else. A cookie opens
//! nothing under `/api` and a token opens no page, so no page of another site can call the API with somebody's
//! session. A machine's own token speaks for no account: its scopes name the few rights that it has.

use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};

use super::app::{App, blocking};
use super::error::Error;
use super::fault::for_programs;
use super::session::{self, Session};
use crate::actions::accounts::{self, AccountRefused};
use crate::actions::machines::recognise::{is_of_machine, is_to_be_noted, recognise};
use crate::domain::machines::Token;
use crate::domain::people::{Account, Right};
use crate::store::{StoreError, api_tokens};

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
    /// [`Right::ReadCommitteeFigures`].
    ReadCommitteeFigures,
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
    /// [`Right::ReadObligations`].
    ReadObligations,
    /// [`Right::Administer`].
    Administer,
    /// [`Right::ReadSettings`].
    ReadSettings,
}

/// Whoever was recognised, right or not: left with the request, so that a refusal keeps the frame of their pages.
#[derive(Clone)]
pub(super) struct Caller {
    /// The account.
    pub(super) account: Arc<Account>,
    /// The session of the pages; `None` for a call of the API.
    pub(super) session: Option<Session>,
    /// The token of the machine that calls; `None` for a person. The account is then only its author's name.
    pub(super) machine: Option<Arc<Token>>,
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

    /// The token of the machine that calls; `None` for a person.
    #[must_use]
    pub fn machine(&self) -> Option<&Token> {
        self.caller.machine.as_deref()
    }

    /// The token that every form of this session carries; empty for a call of the API.
    #[must_use]
    pub fn form_token(&self, app: &App) -> String {
        self.caller.form_token(app)
    }
}

impl Caller {
    fn person(account: Account, session: Option<Session>) -> Self {
        Self {
            account: Arc::new(account),
            session,
            machine: None,
        }
    }

    /// What a machine may do, its scopes say and nothing else; what a person may do, their roles.
    fn may(&self, right: Right) -> bool {
        match &self.machine {
            Some(token) => token.may(right),
            None => self.account.may(right),
        }
    }

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
            if !caller.may(R::RIGHT) {
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
    if for_programs(request.path()) {
        let shown = bearer(request).ok_or(Error::Unauthenticated)?;
        if is_of_machine(shown) {
            return of_machine(app, shown).await;
        }
        return Ok(Caller::person(of_token(app, shown).await?, None));
    }
    let session = Session::of(app, request).ok_or_else(|| sign_in_first(request))?;
    let holder = session::holder(app, &session).await?;
    let holder = holder.ok_or_else(|| sign_in_first(request))?;
    Ok(Caller::person(holder, Some(session)))
}

/// The application's state, which `web::application` puts there.
pub(super) fn app_of(request: &HttpRequest) -> Result<&Data<App>, Error> {
    request
        .app_data::<Data<App>>()
        .ok_or_else(|| Error::failure("the application has no state"))
}

/// The machine that shows a token, among few calls a minute; its call is noted now and then.
async fn of_machine(app: &App, shown: &str) -> Result<Caller, Error> {
    let (shown, now) = (shown.to_owned(), app.now());
    let token = app.read(move |db| recognise(db, &shown, now)).await;
    let token: Option<Token> = token.map_err(|error: StoreError| Error::from(error))?;
    let token = token.ok_or(Error::Unauthenticated)?;
    app.limits.call(&token.id)?;
    if is_to_be_noted(&token, now) {
        let (store, id) = (app.store.clone(), token.id.clone());
        blocking(move || store.write(|db| api_tokens::used(db, &id, now))).await?;
    }
    Ok(Caller {
        account: Arc::new(api_tokens::author(&token)),
        session: None,
        machine: Some(Arc::new(token)),
    })
}

async fn of_token(app: &App, shown: &str) -> Result<Account, Error> {
    let (token, instance, now) = (shown.to_owned(), Arc::clone(&app.instance), app.now());
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
