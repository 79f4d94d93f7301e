//! Mail leaves for real: each way a mail server can behave ends in the right outcome, and bytes arrive whole.

use std::sync::Arc;
use std::time::Duration;

use tocsin::mail::transport::{
    FolderTransport, Mailer, MemoryTransport, Outcome, Patience, SmtpSettings, SmtpTransport, StoredMessage,
};
use tokio::sync::Notify;

use crate::support::smtp::{Act, Behaviour, Greeting, Security, SmtpServer};

const LOGIN: (&str, &str) = ("tocsin", "p/w:é");
const LOGIN_IN_URL: &str = "tocsin:p%2Fw%3A%C3%A9@";

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

#[tokio::test]
async fn the_bytes_received_are_the_bytes_frozen() {
    let (server, mailer) = plain_server().await;
    let long_line = "x".repeat(70_000);
    for content in [
        "Bonjour,\r\n".to_owned(),
        "sans fin de ligne".to_owned(),
        ".\r\n..\r\n.commence par un point\r\nfin.\r\n.\r\n".to_owned(),
        "deux lignes vides à la fin, é\r\n\r\n\r\n".to_owned(),
        format!("{long_line}\r\n.\r\n{long_line}\r\n.{long_line}\r\n"),
        String::new(),
    ] {
        let sent = message(&content);
        let outcome = mailer.deliver(&sent).await;
        assert_eq!(
            outcome,
            Outcome::Accepted {
                answer: "250 2.0.0 queued as 4F2A".to_owned()
            }
        );
        let received = server.accepted().pop().unwrap();
        assert_eq!(received.from, "tocsin@tocsin.example");
        assert_eq!(received.to, "rssi@academie.example");
        // SMTP carries lines: only a last line without end gets one.
        let end = if sent.bytes.ends_with(b"\r\n") { "" } else { "\r\n" };
        assert!(
            received.bytes == [sent.bytes.as_slice(), end.as_bytes()].concat(),
            "{content:.60}"
        );
    }
}

#[tokio::test]
async fn each_refusal_means_what_its_code_and_moment_say() {
    for (act, expected) in [
        (Act::RefuseRecipient("451 4.7.1 come back"), "transient"),
        (Act::RefuseRecipient("550 5.1.1 unknown here"), "permanent"),
        (Act::RefuseRecipient("530 5.7.0 who are you?"), "misconfigured"),
        (Act::RefuseRecipient("421 4.3.2 going down"), "transient"),
        (Act::RefuseContent("451 4.3.0 later"), "transient"),
        (Act::RefuseContent("552 5.3.4 too big"), "permanent"),
        (Act::HangUpAtData, "transient"),
        (Act::HangUpAfterDot, "answer_lost"),
    ] {
        let (server, mailer) = plain_server().await;
        let scripted = act.clone();
        server.script(move |_| scripted.clone());
        let outcome = mailer.deliver(&message("x\r\n")).await;
        assert_eq!(outcome.as_str(), expected, "{act:?}: {outcome:?}");
        if let Act::RefuseRecipient(words) | Act::RefuseContent(words) = act {
            assert_eq!(outcome.answer(), words);
        }
        let taken = usize::from(matches!(act, Act::HangUpAfterDot));
        assert_eq!(server.accepted().len(), taken, "{act:?}");
    }
}

#[tokio::test]
async fn a_cut_before_the_whole_content_left_is_no_doubt() {
    let (server, mailer) = plain_server().await;
    server.script(|_| Act::HangUpInContent);
    let longer_than_any_buffer = "0123456789abcdef".repeat(2 << 20);
    let outcome = mailer.deliver(&message(&longer_than_any_buffer)).await;
    assert_eq!(outcome.as_str(), "transient", "{outcome:?}");
    assert!(server.accepted().is_empty());
}

#[tokio::test]
async fn a_cut_in_a_content_short_enough_to_have_left_is_never_taken_for_an_acceptance() {
    let (server, mailer) = plain_server().await;
    server.script(|_| Act::HangUpInContent);
    let outcome = mailer.deliver(&message("court\r\n")).await;
    assert!(
        matches!(outcome, Outcome::Transient { .. } | Outcome::AnswerLost { .. }),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_server_that_takes_the_message_and_stays_silent_leaves_a_doubt() {
    let server = SmtpServer::start(Behaviour::default()).await;
    server.script(|_| Act::SilentAfterDot);
    let patience = Patience {
        content: Duration::from_millis(1),
        ..Patience::default()
    };
    let mailer = patient(&server.url("smtp", "", "?tls=none"), None, patience);
    let outcome = mailer.deliver(&message("x\r\n")).await;
    assert_eq!(outcome.as_str(), "answer_lost", "{outcome:?}");
    assert_eq!(server.received(1).await.len(), 1);
}

#[tokio::test]
async fn a_slow_answer_is_waited_for() {
    let (server, mailer) = plain_server().await;
    let answer = Arc::new(Notify::new());
    let gate = Arc::clone(&answer);
    server.script(move |_| Act::AnswerWhen(Arc::clone(&gate)));
    let delivery = tokio::spawn(async move { mailer.deliver(&message("x\r\n")).await });
    assert_eq!(server.received(1).await.len(), 1);
    assert!(!delivery.is_finished());
    answer.notify_one();
    assert_eq!(delivery.await.unwrap().as_str(), "accepted");
}

#[tokio::test]
async fn a_server_that_does_not_serve_loses_nothing() {
    let impatient = Patience {
        step: Duration::from_millis(1),
        ..Patience::default()
    };
    for (greeting, patience, expected) in [
        (Greeting::Close, Patience::default(), "transient"),
        (
            Greeting::Refuse("421 4.3.2 too busy"),
            Patience::default(),
            "transient",
        ),
        (
            Greeting::Refuse("554 5.3.2 no mail here"),
            Patience::default(),
            "misconfigured",
        ),
        (Greeting::Silent, impatient, "transient"),
    ] {
        let server = SmtpServer::start(Behaviour {
            greeting,
            ..Behaviour::default()
        })
        .await;
        let mailer = patient(&server.url("smtp", "", "?tls=none"), None, patience);
        let outcome = mailer.deliver(&message("x\r\n")).await;
        assert_eq!(outcome.as_str(), expected, "{greeting:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn nobody_listening_and_an_unknown_name_are_transient() {
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    for url in [
        format!("smtp://{free}?tls=none"),
        "smtp://nowhere.invalid?tls=none".to_owned(),
    ] {
        let outcome = mailer(&url, None).deliver(&message("x\r\n")).await;
        assert_eq!(outcome.as_str(), "transient", "{url}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_refused_sender_is_our_fault_and_not_the_recipients() {
    let refuse_sender = Some("553 5.7.1 not your address");
    let server = SmtpServer::start(Behaviour {
        refuse_sender,
        ..Behaviour::default()
    })
    .await;
    let outcome = mailer(&server.url("smtp", "", "?tls=none"), None)
        .deliver(&message("x\r\n"))
        .await;
    assert_eq!(outcome.as_str(), "misconfigured", "{outcome:?}");
}

#[tokio::test]
async fn one_healthy_connection_carries_a_batch_past_refusals() {
    let (server, mailer) = plain_server().await;
    server.script(|arrival| match arrival.nth {
        2 => Act::RefuseRecipient("550 5.1.1 unknown here"),
        3 => Act::RefuseContent("451 4.3.0 later"),
        _ => Act::Accept,
    });
    let mut words = Vec::new();
    for _ in 0..5 {
        words.push(mailer.deliver(&message("x\r\n")).await.as_str());
    }
    mailer.rest().await;
    assert_eq!(
        words,
        ["accepted", "permanent", "transient", "accepted", "accepted"]
    );
    assert_eq!(server.connections(), 1);
    assert_eq!(server.dialogue().last().unwrap(), "QUIT");
}

#[tokio::test]
async fn a_connection_that_died_is_replaced() {
    let (server, mailer) = plain_server().await;
    server.script(|arrival| {
        if arrival.nth == 1 {
            Act::HangUpAfterDot
        } else {
            Act::Accept
        }
    });
    assert_eq!(mailer.deliver(&message("x\r\n")).await.as_str(), "answer_lost");
    assert_eq!(mailer.deliver(&message("x\r\n")).await.as_str(), "accepted");
    assert_eq!(server.connections(), 2);
    let bytes: Vec<_> = server
        .accepted()
        .into_iter()
        .map(|received| received.bytes)
        .collect();
    assert_eq!(bytes[0], bytes[1], "a repeat carries the same Message-ID");
}

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
async fn one_recipient_refused_does_not_harm_the_next() {
    let (server, mailer) = plain_server().await;
    server.script(|arrival| match arrival.to.as_str() {
        "absent@academie.example" => Act::RefuseRecipient("550 5.1.1 unknown here"),
        _ => Act::Accept,
    });
    let absent = StoredMessage {
        to: "absent@academie.example".to_owned(),
        ..message("x\r\n")
    };
    assert_eq!(mailer.deliver(&absent).await.as_str(), "permanent");
    assert_eq!(mailer.deliver(&message("x\r\n")).await.as_str(), "accepted");
    assert_eq!(server.connections(), 1);
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

#[tokio::test]
async fn a_folder_receives_whole_files_and_the_same_message_once() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("a/outbox");
    let mailer = Mailer::Folder(FolderTransport::new(folder.clone()));
    assert!(mailer.probe().await.unwrap().contains("ne partent pas"));
    let sent = message("é\r\n.\r\n");
    for _ in 0..2 {
        assert_eq!(mailer.deliver(&sent).await.as_str(), "accepted");
    }
    let names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["1@tocsin.example.eml"]);
    assert_eq!(
        std::fs::read(folder.join("1@tocsin.example.eml")).unwrap(),
        sent.bytes
    );
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_a_matter_of_settings() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    std::fs::write(&file, "").unwrap();
    let mailer = Mailer::Folder(FolderTransport::new(file.join("outbox")));
    assert_eq!(mailer.deliver(&message("x\r\n")).await.as_str(), "misconfigured");
    assert!(mailer.probe().await.is_err());
}

#[tokio::test]
async fn memory_keeps_what_it_was_given() {
    let memory = MemoryTransport::default();
    let mailer = Mailer::Memory(memory.clone());
    assert_eq!(mailer.deliver(&message("x\r\n")).await.as_str(), "accepted");
    assert_eq!(memory.delivered(), [message("x\r\n")]);
    assert!(!mailer.reaches_recipients());
}
