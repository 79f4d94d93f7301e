//! Servers to measure: the program's own, and one that answers the list of dossiers with the newest rows, whoever asks.
#![allow(clippy::expect_used, reason = "a server that does not start measures nothing")]

use std::future::{Future, pending};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, mpsc};
use std::thread;

use actix_web::middleware::from_fn;
use actix_web::web::{Data, get};
use actix_web::{HttpResponse, HttpServer};
use diesel::prelude::*;
use tocsin::clock::Clock;
use tocsin::store::incidents::Listed;
use tocsin::store::schema::incidents;
use tocsin::store::{Db, StoreError};
use tocsin::web::answer::page;
use tocsin::web::error::Error;
use tocsin::web::pages::incidents::filter::ListFilter;
use tocsin::web::pages::incidents::index::{IncidentsPage, Row, SLICE};
use tocsin::web::problems::Problems;
use tocsin::web::shell::Shell;
use tocsin::web::view::{Moment, Slices};
use tocsin::web::{self, App, log, paths};

use crate::house::{House, noon};

/// Serves the house on a port of its own until the bench ends.
pub(crate) fn serve(house: &House) -> SocketAddr {
    let app = app(house);
    started(move |tell| async move {
        let listening = web::listen(app, here())?;
        tell.send(listening.address()).expect("the bench waits");
        listening.until(pending()).await
    })
}

/// Serves the newest rows alone, through the same middleware and in the same page.
pub(crate) fn serve_without_rights(house: &House) -> SocketAddr {
    let app = Data::new(app(house));
    started(move |tell| async move {
        let server = HttpServer::new(move || {
            actix_web::App::new()
                .app_data(app.clone())
                .route(paths::INCIDENTS, get().to(newest))
                .wrap(from_fn(log::around))
        });
        let server = server.bind(here())?;
        let bound = server.addrs().first().copied().expect("it is bound");
        tell.send(bound).expect("the bench waits");
        server.run().await
    })
}

fn app(house: &House) -> App {
    let (store, instance) = (house.store.clone(), Arc::new(house.instance.clone()));
    let clock = Clock::standing_at(noon());
    App::new(store, instance, clock, Arc::default(), true, Vec::new())
}

fn here() -> SocketAddr {
    (Ipv4Addr::LOCALHOST, 0).into()
}

fn started<F: Future<Output = io::Result<()>>>(
    serve: impl FnOnce(mpsc::Sender<SocketAddr>) -> F + Send + 'static,
) -> SocketAddr {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || web::run(serve(tell)));
    told.recv().expect("the server listens")
}

async fn newest(app: Data<App>) -> Result<HttpResponse, Error> {
    let listed = app.read(newest_rows).await?;
    page(&IncidentsPage {
        shell: Shell::for_stranger("Dossiers", paths::INCIDENTS),
        filter: ListFilter::default(),
        problems: Problems::none(),
        count: String::new(),
        views: Vec::new(),
        as_of: Moment::default(),
        rows: listed.into_iter().map(Row::from).collect(),
        slices: Slices::default(),
        may_report: false,
        may_act: false,
    })
}

fn newest_rows(db: &mut Db) -> Result<Vec<Listed>, StoreError> {
    let slice = i64::try_from(SLICE).unwrap_or_default();
    let newest = incidents::table.order(incidents::id.desc()).limit(slice);
    Ok(newest.select(Listed::as_select()).load(db)?)
}
