//! The officer's queue, the register of breaches, what may be taken out of it, and its figures.

use std::collections::BTreeSet;

use actix_web::cookie::Cookie;
use actix_web::http::Method;
use chrono::TimeDelta;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::letter::LetterKind;
use tocsin::domain::obligations::{Kind, State};
use tocsin::domain::people::{Party, Role};
use tocsin::store::obligations::{self, Place, Waiting};
use tocsin::store::{StoreError, accounts, breaches, incidents, journal, mails};

use crate::support::http::{Answer, answer, request, signed};
use crate::support::world::{World, touched};

/// A copier of the pedagogical network: the département handles it, personal data are touched.
fn with_breach(world: &World) -> Report {
    Report {
        title: "Numérisations visibles de tous".to_owned(),
        components: vec![touched("impression-pedagogique", None)],
        personal_data: PersonalData::Yes,
        ..world.a_report()
    }
}

async fn get(world: &World, role: Role, path: &str) -> Answer {
    let session = Cookie::new("tocsin", world.session(role));
    answer(&world.app(), request(Method::GET, path).cookie(session)).await
}

/// The whole queue, two lines at a time.
fn queue(world: &World, role: Role, debtors: Option<&BTreeSet<Party>>, hours_later: i64) -> Vec<Waiting> {
    let (sight, now) = (
        world.account(role).sight(),
        world.clock.now() + TimeDelta::hours(hours_later),
    );
    let (mut all, mut place): (Vec<Waiting>, Option<Place>) = (Vec::new(), None);
    loop {
        let page = world.read(|db| obligations::queue(db, &sight, debtors, now, place.as_ref(), 2));
        let Some(last) = page.last() else {
            return all;
        };
        place = Some(last.place(now));
        all.extend(page);
    }
}

#[test]
fn the_queue_is_read_page_by_page_without_a_gap_overdue_then_without_delay_then_by_due_instant() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        world.reported(Role::Rsn, with_breach(&world));
        world.reported(Role::Rsn, with_breach(&world));
        let later = 49;
        let now = world.clock.now() + TimeDelta::hours(later);
        let lines = queue(&world, Role::Dpd, None, later);
        let ids: BTreeSet<&str> = lines.iter().map(|line| line.duty.id.as_str()).collect();
        assert_eq!(ids.len(), lines.len(), "no line twice");
        let pending = world.read(|db| {
            let filter = obligations::Filter {
                standing: Some(obligations::Standing::In(State::Pending)),
                debtor: None,
            };
            obligations::list(db, &world.account(Role::Dpd).sight(), &filter, None, 100)
        });
        assert_eq!(lines.len(), pending.len(), "no line left out");
        let order: Vec<_> = lines
            .iter()
            .map(|line| line.place(now))
            .map(|it| (it.due_at, it.id))
            .collect();
        assert!(order.is_sorted(), "{order:?}");
        let kinds: Vec<Kind> = lines.iter().map(|line| line.duty.kind).collect();
        let place = |kind| kinds.iter().position(|it| *it == kind).unwrap();
        assert!(
            place(Kind::Breach48h) < place(Kind::AlertHeadOfSchool),
            "{kinds:?}"
        );
        assert!(place(Kind::AlertHeadOfSchool) < place(Kind::Cnil72h), "{kinds:?}");
    }
}

#[test]
fn a_queue_is_of_what_the_reader_sees_and_of_the_debtors_asked_for() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        world.reported(Role::Rsn, with_breach(&world));
        let own = BTreeSet::from([Party::Departement]);
        let lines = queue(&world, Role::Dpo, Some(&own), 0);
        assert!(!lines.is_empty());
        for line in &lines {
            assert_eq!(line.duty.debtor, Party::Departement);
            assert_eq!(
                line.incident, "SSI-2026-0002",
                "the first one is the académie's alone"
            );
        }
        assert!(lines.iter().any(|line| line.breach.is_some()));
        assert_eq!(queue(&world, Role::Observer, None, 0), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_is_told_what_comes_back_to_them_and_what_the_program_will_send() {
    let world = World::on_sqlite();
    world.reported(Role::Rsn, with_breach(&world));
    let page = get(&world, Role::Dpo, "/echeances").await.text();
    assert!(
        page.contains("Notifier la violation au délégué de l’académie (48 h)"),
        "{page}"
    );
    assert!(
        page.contains("Sans action d’ici là, Tocsin enverra lui-même"),
        "{page}"
    );
    assert!(
        !page.contains("Notifier la violation à la CNIL"),
        "that one comes back to the school"
    );
    assert!(page.contains("href=\"/violations/VIO-2026-0001\""), "{page}");
    let all = get(&world, Role::Dpo, "/echeances?view=all").await.text();
    assert!(all.contains("Notifier la violation à la CNIL"), "{all}");
    let other = get(&world, Role::Rssi, "/echeances").await.text();
    assert!(
        !other.contains("Qui me reviennent"),
        "nothing comes back to an RSSI: {other}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_nothing_to_do_is_told_so() {
    let world = World::on_sqlite();
    let page = get(&world, Role::Dpo, "/echeances").await;
    assert_eq!(page.status.as_u16(), 200);
    assert!(page.text().contains("Rien ne vous attend"), "{}", page.text());
    let asked = get(&world, Role::Dpo, "/echeances?cursor=x").await;
    assert_eq!(asked.status.as_u16(), 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_lists_breaches_within_sight_and_narrows_them() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, with_breach(&world));
        let drill = Report {
            exercise: true,
            title: "Exercice de rançongiciel".to_owned(),
            ..with_breach(&world)
        };
        world.reported(Role::Rssi, drill);
        let page = get(&world, Role::Dpo, "/violations").await.text();
        assert!(
            page.contains("VIO-2026-0001") && page.contains("À apprécier"),
            "{page}"
        );
        assert!(
            !page.contains("Exercice de"),
            "a drill is not in the register: {page}"
        );
        assert!(!page.contains("Emporter"), "the right was not given");
        for (query, shown) in [
            ("?risk=undecided", true),
            ("?risk=high", false),
            ("?status=confirmed", false),
            ("?q=numerisations", true),
            ("?q=0350003N", true),
            ("?q=0350002M", false),
            ("?controller=etablissement&handler=departement", true),
            ("?handler=academie", false),
            ("?from=2026-03-02&to=2026-03-02", true),
            ("?to=2026-03-01", false),
        ] {
            let page = get(&world, Role::Dpo, &format!("/violations{query}"))
                .await
                .text();
            assert_eq!(page.contains("VIO-2026-0001"), shown, "{query}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_leaves_only_with_the_right_journaled_and_told() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, with_breach(&world));
        let refused = get(&world, Role::Dpd, "/violations/registre.csv").await;
        assert_eq!(refused.status.as_u16(), 403);
        for role in [Role::Dpd, Role::AgentDepartement] {
            let id = world.account(role).id;
            world.write(|db| accounts::let_export(db, &id, true)).unwrap();
        }
        for (format, media_type, first) in [
            ("csv", "text/csv; charset=utf-8", &b"\xEF\xBB\xBF"[..]),
            ("ods", "application/vnd.oasis.opendocument.spreadsheet", b"PK"),
            ("json", "application/json", b"{"),
            ("pdf", "application/pdf", b"%PDF-"),
        ] {
            let path = format!("/violations/registre.{format}?risk=undecided");
            let file = get(&world, Role::Dpd, &path).await;
            assert_eq!(file.status.as_u16(), 200, "{format}");
            assert_eq!(file.header("content-type"), media_type);
            assert!(
                file.header("content-disposition")
                    .contains(&format!(".{format}\""))
            );
            assert!(file.body.starts_with(first), "{format}");
        }
        let (told, acts) = exports(&world);
        assert_eq!((told, acts), (8, 4), "the RSSI and the DPD, four times");
        let other = get(&world, Role::Dpd, "/violations/registre.exe").await;
        assert_eq!(other.status.as_u16(), 404);
        let agent = get(&world, Role::AgentDepartement, "/violations/registre.csv").await;
        assert_eq!(
            agent.status.as_u16(),
            403,
            "whoever does not read the register does not take it out"
        );
        assert_eq!(exports(&world), (8, 4));
    }
}

/// Letters that report an export, entries of the journal that record one.
fn exports(world: &World) -> (usize, usize) {
    world.read(|db| -> Result<_, StoreError> {
        let letters = mails::latest(db, None, 1_000)?;
        let told = letters
            .iter()
            .filter(|letter| letter.kind == LetterKind::ExportReported);
        let acts = journal::after(db, 0, 10_000)?;
        let acts = acts.iter().filter(|entry| entry.act == "register_exported");
        Ok((told.count(), acts.count()))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_told_to_officers_and_kept_from_observers_while_they_are_few() {
    let world = World::on_sqlite();
    let empty = get(&world, Role::Observer, "/violations/chiffres").await;
    assert!(
        empty.text().contains("Pas encore de chiffres"),
        "{}",
        empty.text()
    );
    world.reported(Role::Rsn, with_breach(&world));
    let observer = get(&world, Role::Observer, "/violations/chiffres").await.text();
    assert!(
        observer.contains("gardé") && !observer.contains("Motifs de retard"),
        "{observer}"
    );
    let officer = get(&world, Role::Dpd, "/violations/chiffres").await.text();
    assert!(officer.contains("Motifs de retard"), "{officer}");
    assert!(!officer.contains("gardé"), "{officer}");
}

#[test]
fn the_list_of_dossiers_can_be_narrowed_to_those_with_a_breach() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, world.a_report());
        let breached = world.reported(Role::Rsn, with_breach(&world)).reference;
        let sight = world.account(Role::Rssi).sight();
        let filter = incidents::Filter {
            breach: Some(incidents::OfBreach::Any),
            ..incidents::Filter::default()
        };
        let listed = world.read(|db| incidents::list(db, &sight, &filter, None, 10));
        let references: Vec<&str> = listed.iter().map(|it| it.listed.reference.as_str()).collect();
        assert_eq!(references, [breached.as_str()]);
        let ids: Vec<&str> = listed.iter().map(|it| it.listed.id.as_str()).collect();
        let known = world.read(|db| breaches::references_of(db, &ids));
        assert_eq!(known.into_values().collect::<Vec<_>>(), ["VIO-2026-0001"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reading_of_the_register_is_journaled_once_with_what_it_was_narrowed_to() {
    for world in World::on_each_engine() {
        world.reported(Role::Rsn, with_breach(&world));
        let read = || {
            let entries = world.read(|db| -> Result<_, StoreError> { journal::after(db, 0, 10_000) });
            let entries = entries.into_iter().filter(|entry| entry.act == "register_read");
            entries.map(|entry| (entry.actor, entry.body)).collect::<Vec<_>>()
        };
        assert_eq!(
            get(&world, Role::Dpo, "/violations?status=suspected")
                .await
                .status,
            200
        );
        let listed = signed(Method::GET, "/api/v1/breaches?limit=1", &world.token(Role::Dpd));
        assert_eq!(answer(&world.app(), listed).await.status, 200);
        let [by_page, by_program] = read().try_into().unwrap();
        assert_eq!(by_page.0, world.account(Role::Dpo).id);
        assert_eq!(
            (&by_page.1["means"], &by_page.1["lines"]),
            (&"page".into(), &1.into())
        );
        assert!(
            by_page.1["filter"].as_str().unwrap().contains("Suspectée"),
            "{}",
            by_page.1
        );
        assert_eq!(by_program.0, world.account(Role::Dpd).id);
        assert_eq!(
            (&by_program.1["means"], &by_program.1["lines"]),
            (&"api".into(), &1.into())
        );
    }
}
