//! One call: resolved, checked, connected, asked, and its status read.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use super::reach::is_public;

/// How long one waits for others.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For the whole call.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            whole: Duration::from_secs(15),
        }
    }
}

/// Who may be called and whom we trust.
#[derive(Clone, Debug, Default)]
pub struct CallSettings {
    /// Hosts that may be called without encryption or inside a private network.
    pub inside: BTreeSet<String>,
    /// Authorities trusted besides the system's, in PEM.
    pub extra_roots: Option<Vec<u8>>,
    /// How long one waits.
    pub patience: Patience,
}

/// Calls other programs.
pub struct Caller {
    inside: BTreeSet<String>,
    tls: Arc<ClientConfig>,
    patience: Patience,
}

/// What is sent.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// Where.
    pub url: &'a str,
    /// Names and values of our own headers.
    pub headers: &'a [(&'static str, String)],
    /// The body, JSON.
    pub body: String,
}

impl Caller {
    /// A caller that trusts the system's authorities and those given.
    ///
    /// # Errors
    /// The sentence that says which certificates cannot be read.
    pub fn new(settings: CallSettings) -> Result<Self, String> {
        let mut roots = RootCertStore::empty();
        for root in rustls_native_certs::load_native_certs().certs {
            // One that cannot be read is of no use to us.
            roots.add(root).unwrap_or_default();
        }
        let given = settings.extra_roots.unwrap_or_default();
        for root in CertificateDer::pem_slice_iter(&given) {
            let unreadable = || "les certificats de confiance sont illisibles".to_owned();
            let root = root.map_err(|_| unreadable())?;
            roots.add(root).map_err(|_| unreadable())?;
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            inside: settings.inside,
            tls: Arc::new(tls),
            patience: settings.patience,
        })
    }

    /// Sends one call; answers with the status of the answer, whatever it is.
    ///
    /// # Errors
    /// What went wrong, in French, without anything of what was answered.
    pub async fn send(&self, call: &Call<'_>) -> Result<StatusCode, String> {
        let sent = timeout(self.patience.whole, self.sent(call)).await;
        sent.unwrap_or_else(|_| Err("Aucune réponse dans le temps imparti.".to_owned()))
    }

    async fn sent(&self, call: &Call<'_>) -> Result<StatusCode, String> {
        let url = Url::parse(call.url).map_err(|_| "Adresse illisible.".to_owned())?;
        let host = url.host().ok_or("Adresse sans machine.")?;
        let encrypted = url.scheme() == "https";
        if !encrypted && !self.is_inside(&host) {
            return Err("Seul https est admis pour cette machine.".to_owned());
        }
        let address = self.resolved(&url, &host).await?;
        let connected = timeout(self.patience.connect, TcpStream::connect(address)).await;
        let stream = connected
            .map_err(|_| "La machine ne répond pas.".to_owned())?
            .map_err(|error| format!("Connexion impossible\u{a0}: {}.", error.kind()))?;
        if !encrypted {
            return ask(stream, &url, call).await;
        }
        let name = ServerName::try_from(plain(&host)).map_err(|_| "Nom de machine illisible.".to_owned())?;
        let encrypted = TlsConnector::from(Arc::clone(&self.tls))
            .connect(name, stream)
            .await;
        let encrypted = encrypted.map_err(|error| format!("Chiffrement impossible\u{a0}: {error}."))?;
        ask(encrypted, &url, call).await
    }

    /// Every address that the name stands for must be allowed; the first is the one connected to, so that a name that
    /// changes its mind in between leads nowhere else.
    async fn resolved(&self, url: &Url, host: &Host<&str>) -> Result<SocketAddr, String> {
        let port = url.port_or_known_default().ok_or("Adresse sans port.")?;
        let found = lookup_host((plain(host), port)).await;
        let found: Vec<SocketAddr> = found.map_err(|_| "Nom de machine inconnu.".to_owned())?.collect();
        if !self.is_inside(host) && !found.iter().all(|address| is_public(address.ip())) {
            return Err("Cette machine est dans un réseau privé\u{a0}: appel refusé.".to_owned());
        }
        found
            .first()
            .copied()
            .ok_or_else(|| "Nom de machine sans adresse.".to_owned())
    }

    fn is_inside(&self, host: &Host<&str>) -> bool {
        self.inside.contains(&plain(host))
    }
}

/// A host as it is looked up: an IPv6 address without its brackets.
fn plain(host: &Host<&str>) -> String {
    match host {
        Host::Domain(name) => (*name).to_owned(),
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(address) => address.to_string(),
    }
}

async fn ask<S>(stream: S, url: &Url, call: &Call<'_>) -> Result<StatusCode, String>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let cut = |_: hyper::Error| "La connexion a été coupée avant la réponse.".to_owned();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(cut)?;
    let asked = sender.send_request(request(url, call)?);
    tokio::pin!(connection, asked);
    let answer = tokio::select! {
        answer = &mut asked => answer.map_err(cut)?,
        // However it ended, the answer may have come before: the one who waits for it knows.
        _ = &mut connection => asked.await.map_err(cut)?,
    };
    // The status is all that is wanted: the rest of the answer is dropped with the connection.
    Ok(answer.status())
}

fn request(url: &Url, call: &Call<'_>) -> Result<Request<Full<Bytes>>, String> {
    let host = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_owned(),
    };
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let mut request = Request::post(path)
        .header(HOST, host)
        .header(USER_AGENT, concat!("tocsin/", env!("CARGO_PKG_VERSION")))
        .header(CONTENT_TYPE, "application/json");
    for (name, value) in call.headers {
        request = request.header(*name, value);
    }
    request
        .body(Full::new(Bytes::from(call.body.clone())))
        .map_err(|_| "Adresse illisible.".to_owned())
}
