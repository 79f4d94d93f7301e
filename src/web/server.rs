//! The web server: listening, answering until told to stop, finishing what is under way.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;

use actix_web::body::BoxBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{Error, HttpServer};

use super::app::App;
use super::{log, routes, unread};

/// Seconds that requests under way are given to finish.
const FAREWELL: u64 = 10;

/// The application as the framework runs it: also what tests call without a socket.
pub fn application(
    app: Data<App>,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = Error,
        InitError = (),
    >,
> {
    actix_web::App::new()
        .app_data(app)
        .configure(routes::configure)
        .wrap(from_fn(log::around))
        .wrap(from_fn(unread::around))
}

/// A server that listens already and answers as soon as it runs.
pub struct Listening {
    address: SocketAddr,
    server: Server,
}

/// Listens at `address`; port 0 takes any free one.
///
/// # Errors
/// The system's, when the address is taken or not ours.
pub fn listen(app: App, address: SocketAddr) -> io::Result<Listening> {
    let app = Data::new(app);
    let server = HttpServer::new(move || application(app.clone()))
        .disable_signals()
        .shutdown_timeout(FAREWELL)
        .bind(address)?;
    let bound = server.addrs().first().copied().unwrap_or(address);
    Ok(Listening {
        address: bound,
        server: server.run(),
    })
}

impl Listening {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `shutdown` ends, then finishes the requests under way.
    ///
    /// # Errors
    /// The system's, when listening fails for good.
    pub async fn until(self, shutdown: impl Future<Output = ()>) -> io::Result<()> {
        let handle = self.server.handle();
        let mut running = pin!(self.server);
        tokio::select! {
            ended = &mut running => return ended,
            () = shutdown => {}
        }
        let (ended, ()) = tokio::join!(running, handle.stop(true));
        ended
    }
}

/// Runs a program that serves pages until it ends.
pub fn run<T>(program: impl Future<Output = T>) -> T {
    actix_web::rt::System::new().block_on(program)
}
