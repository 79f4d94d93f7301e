//! What each answer, refusal and silence of a mail server makes of a message.

use std::sync::Arc;
use std::time::Duration;

use tocsin::mail::transport::{Outcome, Patience, StoredMessage};
use tokio::sync::Notify;

use super::{mailer, message, patient, plain_server};
use crate::support::smtp::{Act, Behaviour, Greeting, SmtpServer};

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
