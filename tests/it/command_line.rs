//! The program called at a terminal, on both engines: what it prints and how it ends.

use std::process::{Command, Output};

use serde_json::Value;
use tocsin::domain::incident::{PersonalData, Report};
use tocsin::domain::people::Role;

use crate::support::world::{World, touched};

fn tocsin(world: &World, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_tocsin"))
        .args(arguments)
        .env("TOCSIN_DATA_DIR", folder.path())
        .env("TOCSIN_DATABASE_URL", &world.database.url)
        .env("TOCSIN_LOG", "error")
        .output()
        .unwrap()
}

fn printed(output: &Output) -> String {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(output.status.success(), "{text}{}", complaint(output));
    text
}

fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn with_a_breach(world: &World) {
    let report = Report {
        components: vec![touched("poste-pedagogique", None)],
        personal_data: PersonalData::Yes,
        ..world.a_report()
    };
    world.reported(Role::Rsn, report);
}

#[test]
fn deadlines_tell_what_would_be_done_and_do_nothing() {
    for world in World::on_each_engine() {
        with_a_breach(&world);
        let before = world.traces();
        let nothing = tocsin(&world, &["deadlines", "--at", "2026-03-02T09:00:00+01:00"]);
        assert_eq!(printed(&nothing), "");
        let overdue = ["deadlines", "--at", "2026-03-04T09:00:00+01:00", "--json"];
        let planned: Vec<Value> = serde_json::from_str(&printed(&tocsin(&world, &overdue))).unwrap();
        let duty = planned.iter().find(|it| it["kind"] == "breach_48h").unwrap();
        assert_eq!(
            (&duty["incident"], &duty["sends"], &duty["escalates"]),
            (&"SSI-2026-0001".into(), &true.into(), &true.into())
        );
        let steps = duty["steps"].as_array().unwrap();
        assert!(
            steps.contains(&"failsafe".into()) && steps.contains(&"escalation_0".into()),
            "{steps:?}"
        );
        let roles: Vec<&Value> = duty["writes_to"]
            .as_array()
            .unwrap()
            .iter()
            .map(|to| &to["role"])
            .collect();
        assert_eq!(roles, ["dpo", "dpd"]);
        let told = printed(&tocsin(&world, &overdue[..3]));
        let line = told.lines().find(|line| line.contains("failsafe")).unwrap();
        assert!(
            line.starts_with("SSI-2026-0001\t") && line.contains("09:00"),
            "{line}"
        );
        assert_eq!(world.traces(), before);
    }
}

#[test]
fn a_wrong_instant_is_one_clear_line() {
    let world = World::on_sqlite();
    for wrong in ["2026-03-04T09:00:00", "demain"] {
        let refused = tocsin(&world, &["deadlines", "--at", wrong]);
        assert_eq!(refused.status.code(), Some(1));
        let told = complaint(&refused);
        assert!(told.starts_with("--at : ") && told.lines().count() == 1, "{told}");
    }
}

#[test]
fn the_right_to_export_is_given_and_taken_back() {
    for world in World::on_each_engine() {
        let email = World::email(Role::Dpd);
        let entries = world.traces().0;
        printed(&tocsin(&world, &["user", "grant-export", "--email", &email]));
        assert!(world.account(Role::Dpd).may_export);
        let listed = printed(&tocsin(&world, &["user", "list"]));
        let line = |listed: &str| {
            listed
                .lines()
                .find(|line| line.starts_with(&email))
                .unwrap()
                .to_owned()
        };
        assert!(line(&listed).ends_with("\texport"), "{listed}");
        printed(&tocsin(&world, &["user", "grant-export", "--email", &email]));
        printed(&tocsin(&world, &["user", "revoke-export", "--email", &email]));
        assert!(!world.account(Role::Dpd).may_export);
        assert_eq!(world.traces().0, entries + 2, "once given, once taken back");
        let unknown = tocsin(
            &world,
            &["user", "grant-export", "--email", "personne@exemple.fr"],
        );
        assert_eq!(unknown.status.code(), Some(1));
    }
}
