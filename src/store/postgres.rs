//! PostgreSQL over tokio-postgres and rustls: TLS without libpq or OpenSSL.
//!
//! It blocks while it waits: use it from blocking threads only.

use std::sync::{Arc, OnceLock};

use diesel::connection::{
    AnsiTransactionManager, CacheSize, Instrumentation, LoadConnection, SimpleConnection, TransactionManager,
};
use diesel::expression::QueryMetadata;
use diesel::internal::derives::multiconnection::{ConnectionSealed, MultiConnectionHelper};
use diesel::pg::{Pg, PgMetadataLookup, PgTypeMetadata};
use diesel::query_builder::{Query, QueryFragment, QueryId};
use diesel::sql_types::TypeMetadata;
use diesel::{Connection, ConnectionError, ConnectionResult, QueryResult};
use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::{AsyncConnectionWrapper, BlockOn};
use tokio::runtime::{Builder, Runtime};

/// The thread that carries the bytes of every PostgreSQL connection.
fn wire() -> Result<&'static Runtime, String> {
    static WIRE: OnceLock<Result<Runtime, String>> = OnceLock::new();
    let start = || {
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("postgres")
            .enable_all()
            .build()
    };
    WIRE.get_or_init(|| start().map_err(|e| e.to_string()))
        .as_ref()
        .map_err(Clone::clone)
}

/// Waits for the wire's answers.
pub struct Waiting(&'static Runtime);

impl BlockOn for Waiting {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.0.block_on(future)
    }

    #[allow(
        clippy::expect_used,
        reason = "the trait leaves no way to fail; establish() has started the runtime before"
    )]
    fn get_runtime() -> Self {
        Self(wire().expect("the PostgreSQL thread runs"))
    }
}

type Inner = AsyncConnectionWrapper<AsyncPgConnection, Waiting>;

/// A blocking PostgreSQL connection.
pub struct PgConnection {
    inner: Inner,
    transactions: AnsiTransactionManager,
}

fn bad(error: impl std::fmt::Display) -> ConnectionError {
    ConnectionError::BadConnection(error.to_string())
}

/// Takes `sslrootcert=FILE` out of the address, as libpq users write it: (address, file).
fn split_root_certificate(url: &str) -> (String, Option<String>) {
    let Some((base, query)) = url.split_once('?') else {
        return (url.to_owned(), None);
    };
    let (mut kept, mut file) = (Vec::new(), None);
    for pair in query.split('&') {
        match pair.strip_prefix("sslrootcert=") {
            Some(path) => file = Some(path.to_owned()),
            None => kept.push(pair),
        }
    }
    let address = if kept.is_empty() {
        base.to_owned()
    } else {
        format!("{base}?{}", kept.join("&"))
    };
    (address, file)
}

fn tls(root_certificate: Option<&str>) -> ConnectionResult<rustls::ClientConfig> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(file) = root_certificate {
        use rustls::pki_types::{CertificateDer, pem::PemObject};
        for certificate in CertificateDer::pem_file_iter(file).map_err(bad)? {
            roots.add(certificate.map_err(bad)?).map_err(bad)?;
        }
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(builder
        .map_err(bad)?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

impl SimpleConnection for PgConnection {
    fn batch_execute(&mut self, query: &str) -> QueryResult<()> {
        SimpleConnection::batch_execute(&mut self.inner, query)
    }
}

impl ConnectionSealed for PgConnection {}

impl Connection for PgConnection {
    type Backend = Pg;
    type TransactionManager = AnsiTransactionManager;

    fn establish(url: &str) -> ConnectionResult<Self> {
        let (address, root_certificate) = split_root_certificate(url);
        let tls = tls(root_certificate.as_deref())?;
        let inner: AsyncPgConnection = wire().map_err(bad)?.block_on(async {
            let connector = tokio_postgres_rustls::MakeRustlsConnect::new(tls);
            let (client, connection) = tokio_postgres::connect(&address, connector)
                .await
                .map_err(|e| bad(explain(&e)))?;
            AsyncPgConnection::try_from_client_and_connection(client, connection).await
        })?;
        Ok(Self {
            inner: inner.into(),
            transactions: AnsiTransactionManager::default(),
        })
    }

    fn execute_returning_count<T>(&mut self, source: &T) -> QueryResult<usize>
    where
        T: QueryFragment<Pg> + QueryId,
    {
        self.inner.execute_returning_count(source)
    }

    fn transaction_state(&mut self) -> &mut AnsiTransactionManager {
        &mut self.transactions
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        Connection::instrumentation(&mut self.inner)
    }

    fn set_instrumentation(&mut self, instrumentation: impl Instrumentation) {
        Connection::set_instrumentation(&mut self.inner, instrumentation);
    }

    fn set_prepared_statement_cache_size(&mut self, size: CacheSize) {
        Connection::set_prepared_statement_cache_size(&mut self.inner, size);
    }
}

/// The error with its cause: tokio-postgres says only "db error" at first.
fn explain(error: &tokio_postgres::Error) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

impl LoadConnection for PgConnection {
    type Cursor<'c, 'q> = <Inner as LoadConnection>::Cursor<'c, 'q>;
    type Row<'c, 'q> = <Inner as LoadConnection>::Row<'c, 'q>;

    fn load<'c, 'q, T>(&'c mut self, source: T) -> QueryResult<Self::Cursor<'c, 'q>>
    where
        T: Query + QueryFragment<Pg> + QueryId + 'q,
        Pg: QueryMetadata<T::SqlType>,
    {
        LoadConnection::load(&mut self.inner, source)
    }
}

impl diesel::r2d2::R2D2Connection for PgConnection {
    fn ping(&mut self) -> QueryResult<()> {
        SimpleConnection::batch_execute(&mut self.inner, "SELECT 1")
    }

    fn is_broken(&mut self) -> bool {
        AnsiTransactionManager::is_broken_transaction_manager(self)
    }
}

impl diesel::migration::MigrationConnection for PgConnection {
    fn setup(&mut self) -> QueryResult<usize> {
        self.batch_execute(diesel::migration::CREATE_MIGRATIONS_TABLE)
            .map(|()| 0)
    }
}

/// Every SQL type in use has a fixed OID, so this is never asked; were it asked, PostgreSQL would refuse OID 0.
struct NoLookup;

impl PgMetadataLookup for NoLookup {
    fn lookup_type(&mut self, _name: &str, _schema: Option<&str>) -> PgTypeMetadata {
        PgTypeMetadata::new(0, 0)
    }

    fn as_any<'a>(&mut self) -> &mut (dyn std::any::Any + 'a) {
        Box::leak(Box::new(()))
    }
}

/// The leaked boxes hold zero-sized values: nothing is allocated.
impl MultiConnectionHelper for PgConnection {
    fn to_any<'a>(_: &mut <Pg as TypeMetadata>::MetadataLookup) -> &mut (dyn std::any::Any + 'a) {
        Box::leak(Box::new(()))
    }

    fn from_any(_: &mut dyn std::any::Any) -> Option<&mut <Pg as TypeMetadata>::MetadataLookup> {
        Some(Box::leak(Box::new(NoLookup)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_certificate_is_taken_out_of_the_address() {
        let split = split_root_certificate(
            "postgres://u@h/db?sslmode=require&sslrootcert=/etc/ca.pem&application_name=x",
        );
        assert_eq!(
            split,
            (
                "postgres://u@h/db?sslmode=require&application_name=x".into(),
                Some("/etc/ca.pem".into())
            )
        );
        assert_eq!(
            split_root_certificate("postgres://h/db?sslrootcert=/a").0,
            "postgres://h/db"
        );
        assert_eq!(
            split_root_certificate("postgres://h/db"),
            ("postgres://h/db".into(), None)
        );
    }
}
