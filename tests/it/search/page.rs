//! The list as a page: filters by form, what is wrong told beside it, nothing typed lost, the way from slice to slice.

use tocsin::domain::people::Role;

use crate::support::site::Site;
use crate::support::world::World;

fn plain(body: &str) -> String {
    body.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn the_list_is_narrowed_by_its_form_and_says_how_many_there_are() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        world.reported(Role::Rsn, world.a_report());
        let site = Site::of(world);
        let rssi = site.visitor(Role::Rssi);
        let form = "q=SECR%C3%89T&status=reported&sort=due&handler=academie&breach=none&establishment=0350003n&from=2026-03-02\
                    &to=2026-03-02";
        let found = rssi.get(&format!("/dossiers?{form}"));
        assert_eq!(found.status, 200);
        let body = plain(&found.body);
        for told in [
            "2 dossiers",
            "SSI-2026-0001",
            "SSI-2026-0002",
            "Prochaine échéance",
            "Garder ce filtre",
        ] {
            assert!(body.contains(told), "{told}");
        }
        assert!(body.contains("value=\"SECRÉT\"") && body.contains("<details class=\"group\" open>"));
        let none = rssi.get("/dossiers?q=giraffe");
        assert!(none.body.contains("Aucun dossier ne correspond"));
        assert!(!rssi.get("/dossiers").body.contains("2\u{a0}dossiers"));
    }
}

#[test]
fn a_wrong_filter_is_shown_again_with_all_that_is_wrong() {
    let world = World::on_sqlite();
    world.reported(Role::Rsn, world.a_report());
    let site = Site::of(world);
    let typed = "q=poste&status=perdu&establishment=abc&from=hier&sort=due";
    let shown = site.visitor(Role::Rssi).get(&format!("/dossiers?{typed}"));
    assert_eq!(shown.status, 422);
    for kept in [
        "value=\"poste\"",
        "value=\"abc\"",
        "value=\"hier\"",
        "id=\"status-error\"",
        "id=\"establishment-error\"",
        "id=\"from-error\"",
        "points sont à corriger",
    ] {
        assert!(shown.body.contains(kept), "{kept}");
    }
    assert!(
        !shown.body.contains("SSI-2026-0001"),
        "no list is shown for a filter that is not one"
    );
}

#[test]
fn the_next_slice_follows_the_order_and_the_filter() {
    let world = World::on_sqlite();
    super::many::fill(&world, 60);
    super::many::index(&world);
    let site = Site::of(world);
    let rssi = site.visitor(Role::Rssi);
    let (mut path, mut seen) = ("/dossiers?q=panne&sort=changed".to_owned(), Vec::new());
    loop {
        let page = rssi.get(&path);
        assert_eq!(page.status, 200, "{path}");
        let references = page.body.split("name=\"dossier\" value=\"").skip(1);
        seen.extend(references.map(|rest| rest.split('"').next().unwrap().to_owned()));
        let Some((before, _)) = page.body.split_once("\" rel=\"next\"") else {
            break;
        };
        let address = before.rsplit_once("href=\"").unwrap().1;
        path = address.replace("&#38;", "&").replace("&amp;", "&");
    }
    assert_eq!(seen.len(), 60);
    assert_eq!(seen[0], "SSI-2026-0001");
    assert_eq!(seen.iter().collect::<std::collections::BTreeSet<_>>().len(), 60);
}
