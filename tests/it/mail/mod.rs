//! Mail leaves for real: each way a mail server can behave ends in the right outcome, and bytes arrive whole.

mod encryption;
mod local;
mod outcomes;

use tocsin::mail::transport::{Mailer, Patience, SmtpSettings, SmtpTransport, StoredMessage};

use crate::support::smtp::{Behaviour, SmtpServer};

fn message(content: &str) -> StoredMessage {
    StoredMessage {
        from: "Tocsin <tocsin@tocsin.example>".to_owned(),
        to: "rssi@academie.example".to_owned(),
        message_id: "<1@tocsin.example>".to_owned(),
        bytes: format!("Message-ID: <1@tocsin.example>\r\nSubject: essai\r\n\r\n{content}").into_bytes(),
    }
}

fn patient(url: &str, ca_pem: Option<&str>, patience: Patience) -> Mailer {
    let settings = SmtpSettings::parse(url).unwrap();
    let smtp = SmtpTransport::new(settings, patience, ca_pem.map(str::as_bytes)).unwrap();
    Mailer::Smtp(Box::new(smtp))
}

fn mailer(url: &str, ca_pem: Option<&str>) -> Mailer {
    patient(url, ca_pem, Patience::default())
}

async fn plain_server() -> (SmtpServer, Mailer) {
    let server = SmtpServer::start(Behaviour::default()).await;
    let mailer = mailer(&server.url("smtp", "", "?tls=none"), None);
    (server, mailer)
}
