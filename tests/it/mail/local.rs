//! Messages that stay on the machine: a folder, the memory.

use tocsin::mail::transport::{FolderTransport, Mailer, MemoryTransport};

use super::message;

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
