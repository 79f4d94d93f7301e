//! The whole application of a [`World`] behind a real socket, for a browser.

use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread;

use actix_web::rt::System;
use tocsin::web::{App, listen};
use tokio::sync::{Notify, oneshot};

use super::world::World;

/// Answers until this value goes.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

impl Server {
    pub(crate) fn of(world: &World) -> Self {
        let app = App::new(
            world.database.store.clone(),
            world.instance.clone(),
            world.clock.clone(),
            Arc::new(Notify::new()),
            true,
            Vec::new(),
        );
        let (stop, stopped) = oneshot::channel::<()>();
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            System::new().block_on(async move {
                let listening = listen(app, SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
                tell.send(listening.address()).unwrap();
                let ended = async { stopped.await.unwrap_or_default() };
                listening.until(ended).await.unwrap();
            });
        });
        Self {
            address: told.recv().unwrap(),
            _stop: stop,
        }
    }

    /// The full address of a page.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}
