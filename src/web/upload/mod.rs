//! Files that people and programs send: streamed to the vault in pieces, never held in memory, kept only when whole.

mod announced;
mod form;

use std::future::{Ready, ready};
use std::pin::pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::{Stream, StreamExt as _};

use self::announced::Announced;
use super::app::{App, blocking};
use super::error::Error;
use crate::domain::incident::Problem;
use crate::vault::{Incoming, Stored, VaultRefused};

/// How long one may wait for the next bytes of a file.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes gathered before a thread is asked to write them.
const GATHERED: usize = 256 * 1024;

/// A body that nobody has read yet and that may be large. A handler takes it after
/// [`Allowed`](super::allowed::Allowed), and reads it once it knows that the dossier may be seen.
pub struct Upload {
    request: HttpRequest,
    payload: web::Payload,
}

impl FromRequest for Upload {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = web::Payload::from_request(&request, payload).into_inner();
        ready(
            payload
                .map_err(|error| Error::failure(error.to_string()))
                .map(|payload| Self { request, payload }),
        )
    }
}

impl Upload {
    /// Keeps the whole body as one content, when it is what its headers announce.
    ///
    /// # Errors
    /// [`Error::FileTooLarge`], [`Error::NoRoom`], [`Error::TooSlow`], [`Error::Malformed`], or [`Error::Problems`]
    /// for an empty body and for a digest that is not that of the body; nothing is kept then.
    pub async fn keep(self, app: &App) -> Result<Stored, Error> {
        let announced = Announced::by(&self.request)?;
        let incoming = receive(app, self.payload, announced.length).await?;
        announced.check(&incoming.content())?;
        keep(incoming).await
    }
}

/// Writes a stream to the vault as it comes; what is cut off is dropped with everything that came before.
async fn receive<E>(
    app: &App,
    stream: impl Stream<Item = Result<Bytes, E>>,
    length: Option<u64>,
) -> Result<Incoming, Error> {
    let mut stream = pin!(stream);
    let mut writing = Writing::begin(app, length).await?;
    while let Some(bytes) = next(&mut stream).await? {
        writing = writing.add(bytes).await?;
    }
    writing.end().await
}

/// The next item of a stream, if it comes in time and in one piece.
async fn next<T, E>(stream: &mut (impl Stream<Item = Result<T, E>> + Unpin)) -> Result<Option<T>, Error> {
    let come = tokio::time::timeout(PATIENCE, stream.next()).await;
    let item = come.map_err(|_| Error::TooSlow)?;
    item.transpose().map_err(|_| {
        Error::Malformed("Le fichier n’est pas arrivé en entier\u{a0}: envoyez-le de nouveau.".to_owned())
    })
}

async fn keep(incoming: Incoming) -> Result<Stored, Error> {
    if incoming.content().size == 0 {
        return Err(Error::Problems(vec![Problem::new(
            "file",
            "Ce fichier est vide.",
        )]));
    }
    on_disk(move || incoming.keep()).await
}

/// A file being written away from the threads that answer, several pieces at a time.
struct Writing {
    incoming: Incoming,
    waiting: Vec<Bytes>,
    gathered: usize,
}

impl Writing {
    async fn begin(app: &App, length: Option<u64>) -> Result<Self, Error> {
        let vault = app.instance.vault.clone();
        on_disk(move || vault.receive(length)).await.map(Self::on)
    }

    fn on(incoming: Incoming) -> Self {
        Self {
            incoming,
            waiting: Vec::new(),
            gathered: 0,
        }
    }

    async fn add(mut self, bytes: Bytes) -> Result<Self, Error> {
        self.gathered += bytes.len();
        self.waiting.push(bytes);
        if self.gathered < GATHERED {
            return Ok(self);
        }
        self.end().await.map(Self::on)
    }

    async fn end(self) -> Result<Incoming, Error> {
        let (mut incoming, waiting) = (self.incoming, self.waiting);
        on_disk(move || {
            waiting.iter().try_for_each(|bytes| incoming.write(bytes))?;
            Ok(incoming)
        })
        .await
    }
}

/// Waits for the disk on a blocking thread.
pub(super) async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, VaultRefused> + Send + 'static,
) -> Result<T, Error> {
    blocking(move || work().map_err(Error::from)).await
}
