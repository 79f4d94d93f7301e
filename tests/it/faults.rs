//! The program itself killed at the worst place, and started again.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use tocsin::domain::journal::Verifier;
use tocsin::domain::letter::MailState;
use tocsin::domain::people::Role;
use tocsin::store::{journal, mails};
use tokio::sync::Notify;

use crate::support::smtp::{Act, Behaviour, SmtpServer};
use crate::support::world::World;

fn worker_process(world: &World, folder: &Path, server: &SmtpServer) -> Child {
    Command::new(env!("CARGO_BIN_EXE_tocsin"))
        .arg("work")
        .env("TOCSIN_DATA_DIR", folder)
        .env("TOCSIN_DATABASE_URL", &world.database.url)
        .env("TOCSIN_SMTP_URL", format!("smtp://{}?tls=none", server.addr))
        .env("TOCSIN_MAIL_FROM", "tocsin@exemple.fr")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_killed_while_the_server_has_the_message_loses_nothing_and_says_that_it_repeats() {
    for world in World::on_each_engine() {
        let folder = tempfile::tempdir().unwrap();
        let server = SmtpServer::start(Behaviour::default()).await;
        let never = Arc::new(Notify::new());
        server.script(move |arrival| {
            if arrival.nth == 1 {
                Act::AnswerWhen(never.clone())
            } else {
                Act::Accept
            }
        });
        // The program runs on the machine's clock, so the report is made long before it.
        world.reported(Role::Rsn, world.a_report());
        let mut killed = worker_process(&world, folder.path(), &server);
        server.received(1).await;
        killed.kill().unwrap();
        killed.wait().unwrap();
        let mut successor = worker_process(&world, folder.path(), &server);
        let received = server.received(3).await;
        // The third message is taken before its acceptance is recorded: ask the program to end, which it does
        // only once the letter under way is settled.
        stop(&successor);
        assert!(successor.wait().unwrap().success());
        let first = &received[0];
        let copies = received
            .iter()
            .filter(|message| message.bytes == first.bytes)
            .count();
        assert_eq!(copies, 2, "the one whose answer was lost, and no other");
        let all = world.read(|db| mails::latest(db, None, 10));
        assert!(all.iter().all(|mail| mail.state == MailState::Sent));
        assert_eq!(all.iter().filter(|mail| mail.repeated).count(), 1);
        let entries = world.read(|db| journal::after(db, 0, 1_000));
        let mut verifier = Verifier::new();
        for entry in &entries {
            verifier.feed(entry).unwrap();
        }
    }
}

fn stop(process: &Child) {
    let told = Command::new("kill")
        .arg("-TERM")
        .arg(process.id().to_string())
        .status()
        .unwrap();
    assert!(told.success());
}
