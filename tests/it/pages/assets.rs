//! Styles, scripts and the icon.

use actix_web::http::Method;
use tocsin::web::assets;

use super::Guest;
use crate::support::http::request;
use crate::support::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn assets_are_kept_for_ever_and_compressed_for_those_who_understand_it() {
    let world = World::on_sqlite();
    let mut guest = Guest::of(&world);
    for asset in assets::all() {
        let asked =
            |accepted: &str| request(Method::GET, &asset.path).insert_header(("accept-encoding", accepted));
        let gzip = guest.send(asked("gzip, deflate, br")).await;
        assert_eq!(
            (gzip.header("content-encoding"), &gzip.body),
            ("gzip", &asset.gzip)
        );
        for accepted in ["identity", "gzip;q=0", "br"] {
            let plain = guest.send(asked(accepted)).await;
            assert_eq!(
                (plain.header("content-encoding"), plain.body.as_slice()),
                ("", asset.raw)
            );
        }
        assert_eq!(
            gzip.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(gzip.header("vary"), "accept-encoding");
        assert_eq!(gzip.header("content-type"), asset.media_type);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_name_is_not_found_and_the_icon_has_a_fixed_one() {
    let world = World::on_sqlite();
    let mut guest = Guest::of(&world);
    for path in [
        "/static/tocsin.css",
        "/static/tocsin.00000000.css",
        "/static/..%2fCargo.toml",
    ] {
        assert_eq!(guest.get(path).await.status.as_u16(), 404, "{path}");
    }
    let icon = guest.get("/favicon.ico").await;
    assert_eq!(
        (icon.status.as_u16(), icon.header("content-type")),
        (200, "image/svg+xml")
    );
}
