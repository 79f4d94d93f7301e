//! A real mail server for tests: it listens, speaks SMTP, encrypts, checks logins, and misbehaves as told.
//!
//! It never sleeps: a slow answer waits for a [`Notify`], and a test that needs to know that a message has come
//! waits for [`SmtpServer::received`].

pub(crate) mod certificates;
mod session;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// How the server speaks to everybody.
#[derive(Clone, Debug, Default)]
pub(crate) struct Behaviour {
    pub(crate) security: Security,
    /// The name its certificate bears instead of `localhost`.
    pub(crate) certificate_for: Option<&'static str>,
    /// User name and password it asks for; `None` takes mail from anybody.
    pub(crate) login: Option<(&'static str, &'static str)>,
    /// The only login mechanism it offers; `None` offers PLAIN and LOGIN.
    pub(crate) mechanism: Option<&'static str>,
    pub(crate) greeting: Greeting,
    /// Its answer to every `MAIL FROM`, when it refuses our sender.
    pub(crate) refuse_sender: Option<&'static str>,
}

/// How the server encrypts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Security {
    #[default]
    Plain,
    StartTls,
    Implicit,
}

/// How the server greets.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Greeting {
    #[default]
    Usual,
    /// Closes the connection without a word.
    Close,
    /// Says this and closes.
    Refuse(&'static str),
    /// Says nothing and keeps the connection open.
    Silent,
}

/// What the server does with one message.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Accept,
    /// Answers this to `RCPT TO`.
    RefuseRecipient(&'static str),
    /// Closes the connection instead of answering `DATA`.
    HangUpAtData,
    /// Closes the connection once the content has begun.
    HangUpInContent,
    /// Answers this to the whole content.
    RefuseContent(&'static str),
    /// Takes the message and closes the connection without answering.
    HangUpAfterDot,
    /// Takes the message and never answers.
    SilentAfterDot,
    /// Takes the message and answers once notified.
    AnswerWhen(Arc<Notify>),
}

/// A message about to be taken or not.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    /// 1 for the first `RCPT TO` the server ever heard.
    pub(crate) nth: usize,
    pub(crate) to: String,
}

/// A message the server took in charge, whether or not the client was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) bytes: Vec<u8>,
}

type Script = Arc<dyn Fn(&Arrival) -> Act + Send + Sync>;

struct State {
    behaviour: Behaviour,
    script: Mutex<Script>,
    arrivals: Mutex<usize>,
    connections: Mutex<usize>,
    taken: watch::Sender<Vec<Received>>,
    dialogue: Mutex<Vec<String>>,
    tls: TlsAcceptor,
}

/// A mail server that lives as long as this value.
pub(crate) struct SmtpServer {
    pub(crate) addr: SocketAddr,
    /// The authority that signed its certificate, made for this server alone.
    pub(crate) ca_pem: String,
    state: Arc<State>,
    listening: JoinHandle<()>,
}

impl SmtpServer {
    /// Listens on a free port of 127.0.0.1; accepts every message until told otherwise.
    pub(crate) async fn start(behaviour: Behaviour) -> Self {
        let (tls, ca_pem) =
            certificates::acceptor_and_authority(behaviour.certificate_for.unwrap_or("localhost"));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let state = Arc::new(State {
            behaviour,
            script: Mutex::new(Arc::new(|_: &Arrival| Act::Accept)),
            arrivals: Mutex::new(0),
            connections: Mutex::new(0),
            taken: watch::Sender::new(Vec::new()),
            dialogue: Mutex::new(Vec::new()),
            tls,
        });
        let listening = tokio::spawn(listen(listener, Arc::clone(&state)));
        Self {
            addr,
            ca_pem,
            state,
            listening,
        }
    }

    /// Decides, message by message, what the server does.
    pub(crate) fn script(&self, script: impl Fn(&Arrival) -> Act + Send + Sync + 'static) {
        *self.state.script.lock().unwrap() = Arc::new(script);
    }

    /// Every message taken so far, oldest first.
    pub(crate) fn accepted(&self) -> Vec<Received> {
        self.state.taken.borrow().clone()
    }

    /// Waits until `count` messages have been taken, and returns them.
    pub(crate) async fn received(&self, count: usize) -> Vec<Received> {
        let mut taken = self.state.taken.subscribe();
        taken.wait_for(|all| all.len() >= count).await.unwrap().clone()
    }

    /// Every command line heard, in order.
    pub(crate) fn dialogue(&self) -> Vec<String> {
        self.state.dialogue.lock().unwrap().clone()
    }

    /// How many connections were opened.
    pub(crate) fn connections(&self) -> usize {
        *self.state.connections.lock().unwrap()
    }

    /// Its URL: `localhost`, with the scheme, login and options given, for example
    /// `url("smtp", "user:pw@", "?tls=none")`.
    pub(crate) fn url(&self, scheme: &str, login: &str, options: &str) -> String {
        format!("{scheme}://{login}localhost:{}{options}", self.addr.port())
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, state: Arc<State>) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        *state.connections.lock().unwrap() += 1;
        tokio::spawn(serve(stream, Arc::clone(&state)));
    }
}

async fn serve(stream: TcpStream, state: Arc<State>) {
    if state.behaviour.security == Security::Implicit {
        // A client that does not trust us ends here: that is its right.
        let Ok(stream) = state.tls.accept(stream).await else {
            return;
        };
        session::Session::new(&state, true).greet_and_serve(stream).await;
        return;
    }
    let Some(clear) = session::Session::new(&state, false).greet_and_serve(stream).await else {
        return;
    };
    let Ok(stream) = state.tls.accept(clear).await else {
        return;
    };
    session::Session::new(&state, true).serve(stream).await;
}

impl State {
    fn act_for(&self, to: &str) -> Act {
        let nth = {
            let mut arrivals = self.arrivals.lock().unwrap();
            *arrivals += 1;
            *arrivals
        };
        let script = Arc::clone(&self.script.lock().unwrap());
        script(&Arrival {
            nth,
            to: to.to_owned(),
        })
    }

    fn take(&self, received: Received) {
        self.taken.send_modify(|all| all.push(received));
    }

    fn hear(&self, line: &str) {
        self.dialogue.lock().unwrap().push(line.to_owned());
    }
}
