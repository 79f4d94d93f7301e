//! Connections cut in the middle of a file, on a real socket.

use std::net::SocketAddr;

use tocsin::domain::people::Role;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{dossier, files, nothing_is_left, recorded};
use crate::support::server::Server;
use crate::support::world::World;

/// More than is gathered before the first byte is written.
pub(super) const HALF: usize = 600_000;

/// Sends the head of a request, and as much of its body as is given.
pub(super) async fn begin(address: SocketAddr, head: &str, body: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("{head}\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    stream
}

/// The whole answer as text.
pub(super) async fn answer(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// The answer read while the body is still being sent, of which the server need not take the rest.
async fn answered_while_sending(address: SocketAddr, head: &str, body: Vec<u8>) -> String {
    let stream = begin(address, head, b"").await;
    let (mut reading, mut writing) = stream.into_split();
    let sending = tokio::spawn(async move { writing.write_all(&body).await });
    let mut answer = Vec::new();
    // A server that closes on the rest of the body resets the connection after its answer.
    drop(reading.read_to_end(&mut answer).await);
    sending.abort();
    String::from_utf8_lossy(&answer).into_owned()
}

/// Waits until something holds, asking the server in between so that it goes on at its own pace.
pub(super) async fn until(address: SocketAddr, holds: impl Fn() -> bool) {
    while !holds() {
        answer(begin(address, "GET /healthz HTTP/1.1", b"").await).await;
    }
}

/// One chunk of so many bytes, without the end of the body.
fn chunk(length: usize) -> Vec<u8> {
    [format!("{length:x}\r\n").as_bytes(), &vec![7; length], b"\r\n"].concat()
}

fn post(world: &World, reference: &str, framing: &str) -> String {
    let token = world.token(Role::Rsn);
    format!(
        "POST /api/v1/incidents/{reference}/attachments?name=x HTTP/1.1\r\nAuthorization: Bearer {token}\r\n{framing}"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_cut_off_in_the_middle_leaves_nothing() {
    for world in World::on_each_engine() {
        let reference = dossier(&world);
        let server = Server::of(&world);
        let halves = [
            ("Content-Length: 900000", vec![7; HALF]),
            ("Transfer-Encoding: chunked", chunk(HALF)),
        ];
        for (framing, half) in halves {
            let head = post(&world, &reference, framing);
            let stream = begin(server.address, &head, &half).await;
            until(server.address, || !files(world.blobs()).is_empty()).await;
            drop(stream);
            until(server.address, || files(world.blobs()).is_empty()).await;
            nothing_is_left(&world, &reference);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chunked_file_without_announced_length_is_kept_when_whole() {
    let world = World::on_sqlite();
    let reference = dossier(&world);
    let server = Server::of(&world);
    let head = post(&world, &reference, "Transfer-Encoding: chunked");
    let said = answer(begin(server.address, &head, b"5\r\nhello\r\n0\r\n\r\n").await).await;
    assert!(said.starts_with("HTTP/1.1 201"), "{said}");
    assert_eq!(recorded(&world, &reference)[0].size, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sends_too_much_reads_why() {
    let world = World::on_sqlite();
    let reference = dossier(&world);
    let server = Server::of(&world);
    let announced = ("Content-Length: 10000000", vec![0; 10_000_000]);
    let whole = [&chunk(10_000_000)[..], b"0\r\n\r\n"].concat();
    let unannounced = ("Transfer-Encoding: chunked", whole);
    for (framing, body) in [announced, unannounced] {
        let head = post(&world, &reference, framing);
        let said = answered_while_sending(server.address, &head, body).await;
        assert!(said.starts_with("HTTP/1.1 413"), "{said}");
        nothing_is_left(&world, &reference);
    }
}
