//! Each test has a PostgreSQL database of its own, empty or copied from a template.

use tokio_postgres::NoTls;

use crate::support::postgres::{connect, copy_of, empty_database};

#[tokio::test]
async fn what_one_test_writes_is_unknown_to_another() {
    let (one, other) = (empty_database(), empty_database());
    connect(&one.url)
        .await
        .batch_execute("CREATE TABLE seen ()")
        .await
        .unwrap();
    assert!(
        connect(&one.url)
            .await
            .batch_execute("SELECT FROM seen")
            .await
            .is_ok()
    );
    assert!(
        connect(&other.url)
            .await
            .batch_execute("SELECT FROM seen")
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_template_is_filled_once_and_copied_for_each_test() {
    let fill = |url: &str| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            connect(url)
                .await
                .batch_execute("CREATE TABLE filled ()")
                .await
                .unwrap();
        });
    };
    let (one, other) = (
        copy_of("example", fill),
        copy_of("example", |_| panic!("filled a second time")),
    );
    for database in [&one, &other] {
        assert!(
            connect(&database.url)
                .await
                .batch_execute("SELECT FROM filled")
                .await
                .is_ok()
        );
    }
}

#[tokio::test]
async fn a_database_is_gone_after_its_test() {
    let database = empty_database();
    let url = database.url.clone();
    let still_connected = connect(&url).await;
    drop(database);
    assert!(still_connected.batch_execute("SELECT").await.is_err());
    assert!(tokio_postgres::connect(&url, NoTls).await.is_err());
}
