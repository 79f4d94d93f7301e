//! Certificates, logins, and what is never said in clear.

use super::{mailer, message, plain_server};
use crate::support::smtp::{Behaviour, Security, SmtpServer};

const LOGIN: (&str, &str) = ("tocsin", "p/w:é");
const LOGIN_IN_URL: &str = "tocsin:p%2Fw%3A%C3%A9@";

#[tokio::test]
async fn encryption_with_a_trusted_certificate_carries_login_and_message() {
    for (security, scheme) in [(Security::StartTls, "smtp"), (Security::Implicit, "smtps")] {
        for mechanism in ["PLAIN", "LOGIN"] {
            let behaviour = Behaviour {
                security,
                login: Some(LOGIN),
                mechanism: Some(mechanism),
                ..Behaviour::default()
            };
            let server = SmtpServer::start(behaviour).await;
            let mailer = mailer(&server.url(scheme, LOGIN_IN_URL, ""), Some(&server.ca_pem));
            let probed = mailer.probe().await.unwrap();
            assert!(probed.contains("chiffré, identifié"), "{probed}");
            assert!(server.accepted().is_empty());
            let outcome = mailer.deliver(&message("é\r\n")).await;
            assert_eq!(
                outcome.as_str(),
                "accepted",
                "{security:?} {mechanism}: {outcome:?}"
            );
            assert_eq!(server.accepted().len(), 1);
        }
    }
}

#[tokio::test]
async fn an_untrusted_certificate_stops_everything_in_every_mode() {
    for (security, scheme, options) in [
        (Security::StartTls, "smtp", ""),
        (Security::StartTls, "smtp", "?tls=opportunistic"),
        (Security::Implicit, "smtps", ""),
    ] {
        let server = SmtpServer::start(Behaviour {
            security,
            ..Behaviour::default()
        })
        .await;
        let mailer = mailer(&server.url(scheme, "", options), None);
        let outcome = mailer.deliver(&message("x\r\n")).await;
        assert_eq!(
            outcome.as_str(),
            "untrusted",
            "{security:?} {options}: {outcome:?}"
        );
        assert!(mailer.probe().await.unwrap_err().contains("certificat"));
        assert!(!server.dialogue().iter().any(|line| line.starts_with("MAIL")));
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_untrusted() {
    let behaviour = Behaviour {
        security: Security::StartTls,
        certificate_for: Some("elsewhere.example"),
        ..Behaviour::default()
    };
    let server = SmtpServer::start(behaviour).await;
    let mailer = mailer(&server.url("smtp", "", ""), Some(&server.ca_pem));
    let outcome = mailer.deliver(&message("x\r\n")).await;
    assert_eq!(outcome.as_str(), "untrusted", "{outcome:?}");
}

#[tokio::test]
async fn a_wrong_password_is_a_matter_of_settings() {
    let behaviour = Behaviour {
        security: Security::StartTls,
        login: Some(LOGIN),
        ..Behaviour::default()
    };
    let server = SmtpServer::start(behaviour).await;
    for login in ["tocsin:wrong@", "other:p%2Fw%3A%C3%A9@", ""] {
        let outcome = mailer(&server.url("smtp", login, ""), Some(&server.ca_pem))
            .deliver(&message("x\r\n"))
            .await;
        assert_eq!(outcome.as_str(), "misconfigured", "{login}: {outcome:?}");
        assert!(outcome.answer().starts_with("53"), "{login}: {outcome:?}");
    }
}

#[tokio::test]
async fn what_is_required_of_a_server_without_encryption_decides() {
    for (login, options, expected) in [
        ("", "", "misconfigured"),
        ("", "?tls=opportunistic", "accepted"),
        ("", "?tls=none", "accepted"),
        (LOGIN_IN_URL, "", "misconfigured"),
        (LOGIN_IN_URL, "?tls=opportunistic", "misconfigured"),
        (LOGIN_IN_URL, "?tls=none", "accepted"),
    ] {
        let server = SmtpServer::start(Behaviour {
            login: (!login.is_empty()).then_some(LOGIN),
            ..Behaviour::default()
        })
        .await;
        let outcome = mailer(&server.url("smtp", login, options), None)
            .deliver(&message("x\r\n"))
            .await;
        assert_eq!(outcome.as_str(), expected, "{login} {options}: {outcome:?}");
        let said_in_clear = server.dialogue().iter().any(|line| line.starts_with("AUTH"));
        assert_eq!(said_in_clear, options == "?tls=none" && !login.is_empty());
    }
}

#[tokio::test]
async fn tls_towards_a_server_that_speaks_in_clear_is_a_matter_of_settings() {
    let (server, _) = plain_server().await;
    let outcome = mailer(&server.url("smtps", "", ""), None)
        .deliver(&message("x\r\n"))
        .await;
    assert_eq!(outcome.as_str(), "misconfigured", "{outcome:?}");
}
