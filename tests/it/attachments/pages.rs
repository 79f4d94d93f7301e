//! People who send, read and mark files on the page of a dossier, without scripts.

use actix_web::cookie::Cookie;
use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use tocsin::domain::people::Role;

use super::{PICTURE, acts, dossier, nothing_is_left, recorded};
use crate::support::http::{Answer, answer, request};
use crate::support::world::World;

/// Somebody signed in.
struct Person<'a> {
    world: &'a World,
    session: String,
}

/// A part of a form: its name, the name of its file if it is one, its content.
type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

impl<'a> Person<'a> {
    fn of(world: &'a World, role: Role) -> Self {
        let session = world.session(role);
        Self { world, session }
    }

    fn token(&self) -> String {
        self.world.instance.signer.form_token(&self.session)
    }

    async fn get(&self, path: &str) -> Answer {
        let asked = request(Method::GET, path).cookie(Cookie::new("tocsin", self.session.clone()));
        answer(&self.world.app(), asked).await
    }

    async fn post(&self, path: &str, media_type: &str, body: Vec<u8>) -> Answer {
        let asked = request(Method::POST, path).cookie(Cookie::new("tocsin", self.session.clone()));
        let asked = asked.insert_header((CONTENT_TYPE, media_type)).set_payload(body);
        answer(&self.world.app(), asked).await
    }

    /// Sends a form as a browser does.
    async fn send(&self, reference: &str, parts: &[Part<'_>]) -> Answer {
        let path = format!("/dossiers/{reference}/pieces");
        self.post(&path, "multipart/form-data; boundary=frontiere", multipart(parts))
            .await
    }

    async fn mark(&self, id: &str, value: &str) -> Answer {
        let body = format!("csrf={}&with_notification={value}", self.token());
        let path = format!("/pieces/{id}/marque");
        self.post(&path, "application/x-www-form-urlencoded", body.into_bytes())
            .await
    }
}

fn multipart(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|it| format!("; filename=\"{it}\"\r\nContent-Type: image/png"));
        let head = format!(
            "--frontiere\r\nContent-Disposition: form-data; name=\"{name}\"{}\r\n\r\n",
            file.unwrap_or_default()
        );
        body.extend([head.as_bytes(), content, b"\r\n"].concat());
    }
    body.extend(b"--frontiere--\r\n");
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_sent_by_the_form_is_on_the_page_and_comes_back() {
    for world in World::on_each_engine() {
        let reference = dossier(&world);
        let rsn = Person::of(&world, Role::Rsn);
        let token = rsn.token();
        let parts: [Part; 3] = [
            ("csrf", None, token.as_bytes()),
            ("with_notification", None, b"true"),
            ("file", Some("Écran d’accueil.png"), PICTURE),
        ];
        let sent = rsn.send(&reference, &parts).await;
        assert_eq!(sent.status.as_u16(), 303, "{}", sent.text());
        assert_eq!(sent.header("location"), format!("/dossiers/{reference}#pieces"));
        let [kept] = recorded(&world, &reference).try_into().unwrap();
        assert!(kept.with_notification);
        let page = rsn.get(&format!("/dossiers/{reference}")).await.text();
        for shown in [
            "Écran d’accueil.png",
            "Image PNG",
            "Personne rsn",
            "À joindre à la notification",
            kept.sha256.get(..12).unwrap(),
        ] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        let read = rsn.get(&format!("/pieces/{}", kept.id)).await;
        assert!(read.body == PICTURE);
        assert_eq!(read.header("content-type"), "image/png");
        assert!(read.header("content-disposition").starts_with("inline; "));
        assert!(read.header("content-security-policy").ends_with("; sandbox"));
        assert_eq!(acts(&world), ["attachment_added", "attachment_read"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_pictures_and_pdf_are_shown_and_never_by_their_name() {
    let world = World::on_sqlite();
    let reference = dossier(&world);
    let rsn = Person::of(&world, Role::Rsn);
    let token = rsn.token();
    let contents: [(&[u8], &str); 4] = [
        (b"%PDF-1.7", "inline; "),
        (b"<html>", "attachment; "),
        (b"<svg onload=\"alert(1)\"/>", "attachment; "),
        (b"MZ\x90\0", "attachment; "),
    ];
    for (content, _) in contents {
        let parts: [Part; 2] = [("csrf", None, token.as_bytes()), ("file", Some("a.png"), content)];
        assert_eq!(rsn.send(&reference, &parts).await.status.as_u16(), 303);
    }
    for (file, (_, way)) in recorded(&world, &reference).iter().zip(contents) {
        let read = rsn.get(&format!("/pieces/{}", file.id)).await;
        assert!(read.header("content-disposition").starts_with(way), "{file:?}");
        assert!(
            read.header("content-security-policy").ends_with("; sandbox"),
            "{file:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_elsewhere_keeps_nothing() {
    let world = World::on_sqlite();
    let reference = dossier(&world);
    let rsn = Person::of(&world, Role::Rsn);
    let token = rsn.token();
    let (right, file): (Part, Part) = (("csrf", None, token.as_bytes()), ("file", Some("a.png"), PICTURE));
    for parts in [
        vec![("csrf", None, &b"another"[..]), file],
        vec![file, right],
        vec![file],
        vec![],
    ] {
        assert_eq!(rsn.send(&reference, &parts).await.status.as_u16(), 403);
    }
    let path = format!("/dossiers/{reference}/pieces");
    let foreign = request(Method::POST, &path)
        .cookie(Cookie::new("tocsin", rsn.session.clone()))
        .insert_header(("sec-fetch-site", "cross-site"))
        .insert_header((CONTENT_TYPE, "multipart/form-data; boundary=frontiere"));
    let refused = answer(&world.app(), foreign.set_payload(multipart(&[right, file]))).await;
    assert_eq!(refused.status.as_u16(), 403);
    nothing_is_left(&world, &reference);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_file_is_told_beside_the_field() {
    let world = World::on_sqlite();
    let reference = dossier(&world);
    let rsn = Person::of(&world, Role::Rsn);
    let token = rsn.token();
    let large = vec![0; 1_000_001];
    let wrong: [(&str, &[u8], u16, &str); 3] = [
        ("", b"", 422, "Choisissez un fichier."),
        ("vide.txt", b"", 422, "Ce fichier est vide."),
        ("gros.bin", &large, 413, "1\u{a0}Mo au plus"),
    ];
    for (name, content, status, words) in wrong {
        let parts: [Part; 2] = [("csrf", None, token.as_bytes()), ("file", Some(name), content)];
        let refused = rsn.send(&reference, &parts).await;
        assert_eq!(refused.status.as_u16(), status);
        let page = refused.text();
        assert!(
            page.contains(words) && page.contains("id=\"file-error\""),
            "{words}: {page}"
        );
    }
    nothing_is_left(&world, &reference);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_stops_before_its_end_keeps_nothing() {
    let world = World::on_sqlite();
    let reference = dossier(&world);
    let rsn = Person::of(&world, Role::Rsn);
    let token = rsn.token();
    let whole = multipart(&[("csrf", None, token.as_bytes()), ("file", Some("a.png"), PICTURE)]);
    let path = format!("/dossiers/{reference}/pieces");
    let media_type = "multipart/form-data; boundary=frontiere";
    for less in [16, 20, 40] {
        let cut = whole[..whole.len() - less].to_vec();
        let refused = rsn.post(&path, media_type, cut).await;
        assert_eq!(refused.status.as_u16(), 400, "{less} bytes less");
    }
    nothing_is_left(&world, &reference);
    assert_eq!(rsn.post(&path, media_type, whole).await.status.as_u16(), 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mark_is_set_and_taken_away_and_each_change_is_journaled_once() {
    for world in World::on_each_engine() {
        let reference = dossier(&world);
        let rsn = Person::of(&world, Role::Rsn);
        let token = rsn.token();
        let parts: [Part; 2] = [("csrf", None, token.as_bytes()), ("file", Some("a.png"), PICTURE)];
        rsn.send(&reference, &parts).await;
        let id = recorded(&world, &reference)[0].id.clone();
        let dpd = Person::of(&world, Role::Dpd);
        for (value, marked) in [("true", true), ("true", true), ("false", false)] {
            let done = dpd.mark(&id, value).await;
            assert_eq!(done.header("location"), format!("/dossiers/{reference}#pieces"));
            assert_eq!(recorded(&world, &reference)[0].with_notification, marked);
        }
        let stranger = Person::of(&world, Role::AgentDepartement);
        assert_eq!(stranger.mark(&id, "true").await.status.as_u16(), 404);
        assert_eq!(stranger.get(&format!("/pieces/{id}")).await.status.as_u16(), 404);
        assert_eq!(stranger.send(&reference, &parts).await.status.as_u16(), 404);
        assert_eq!(
            acts(&world),
            ["attachment_added", "attachment_marked", "attachment_marked"]
        );
    }
}
