//! Attempts to sign in are few: by client and by account. Checking a password is costly, so few are checked at once.
//! Machines call more often, and not without end either.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use actix_web::HttpRequest;
use governor::clock::{Clock as Ticking, Reference};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::Error;
use crate::clock::Clock;
use crate::signing::sha256_hex;

/// Attempts in a minute, by client as by account.
pub const ATTEMPTS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(10).expect("ten is not zero");
/// Calls of one machine in a minute.
pub const CALLS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(120).expect("not zero");
/// Passwords checked at the same time: each takes 19 MiB and a core for some tens of milliseconds.
const CHECKED_AT_ONCE: usize = 2;
/// After so many attempts, those who have been quiet for a while are forgotten.
const FORGET_EVERY: u32 = 1_024;

/// Our own clock, as the limiter wants to read it: hand-set in tests, monotonic otherwise.
#[derive(Clone)]
struct Ticks(Clock);

impl Ticking for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        self.0.elapsed().into()
    }
}

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, Ticks, NoOpMiddleware<Nanos>>;

/// What keeps signing in from being tried again and again.
pub struct Limits {
    ticks: Ticks,
    by_client: Limiter<IpAddr>,
    by_account: Limiter<String>,
    by_machine: Limiter<String>,
    attempts: AtomicU32,
    turns: Arc<Semaphore>,
    patience: Duration,
}

impl Limits {
    /// Limits that nobody has touched yet; `patience` is how long one waits for one's turn to be checked.
    #[must_use]
    pub fn new(clock: Clock, patience: Duration) -> Self {
        let quota = Quota::per_minute(ATTEMPTS_PER_MINUTE);
        let ticks = Ticks(clock);
        Self {
            by_client: RateLimiter::dashmap_with_clock(quota, ticks.clone()),
            by_account: RateLimiter::dashmap_with_clock(quota, ticks.clone()),
            by_machine: RateLimiter::dashmap_with_clock(Quota::per_minute(CALLS_PER_MINUTE), ticks.clone()),
            ticks,
            attempts: AtomicU32::new(0),
            turns: Arc::new(Semaphore::new(CHECKED_AT_ONCE)),
            patience,
        }
    }

    /// Counts one attempt of a client to sign in as `email`.
    ///
    /// # Errors
    /// [`Error::TooMany`] when the client, or everybody together for this account, tried too often.
    pub fn attempt(&self, client: IpAddr, email: &str) -> Result<(), Error> {
        self.forget_now_and_then();
        self.by_client
            .check_key(&network(client))
            .map_err(|until| self.too_many(&until))?;
        let account = sha256_hex(email.trim().to_lowercase().as_bytes());
        self.by_account
            .check_key(&account)
            .map_err(|until| self.too_many(&until))
    }

    /// Counts one call of the machine whose token has this identifier.
    ///
    /// # Errors
    /// [`Error::TooMany`] when it called too often.
    pub fn call(&self, token: &str) -> Result<(), Error> {
        self.by_machine
            .check_key(&token.to_owned())
            .map_err(|until| self.too_many(&until))
    }

    fn too_many(&self, until: &governor::NotUntil<Nanos>) -> Error {
        let left = until.earliest_possible().duration_since(self.ticks.now());
        Error::TooMany {
            retry_after: left.into(),
        }
    }

    fn forget_now_and_then(&self) {
        if self.attempts.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.by_client.retain_recent();
            self.by_account.retain_recent();
        }
    }

    /// Waits for a turn to check a password; the turn ends when the answer is dropped.
    ///
    /// # Errors
    /// [`Error::Busy`] when the queue is too long.
    pub async fn turn(&self) -> Result<OwnedSemaphorePermit, Error> {
        let turn = Arc::clone(&self.turns).acquire_owned();
        match tokio::time::timeout(self.patience, turn).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(Error::Busy),
        }
    }
}

/// Whoever holds one address of an IPv6 network holds all of it.
fn network(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V6(address) => {
            let mask = u128::MAX << 64;
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// The client's address: the peer's, or what trusted proxies say of it.
#[must_use]
pub fn client(request: &HttpRequest, trusted: &[IpNet]) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::V4([0, 0, 0, 0].into()), |peer| peer.ip());
    let header = request
        .headers()
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok());
    behind_proxies(peer.to_canonical(), header.unwrap_or_default(), trusted)
}

/// The last address that no trusted proxy bears, read from the nearest hop outwards.
fn behind_proxies(peer: IpAddr, forwarded_for: &str, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    let mut client = peer;
    for hop in forwarded_for.rsplit(',') {
        if !is_trusted(&client) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(address) => client = address.to_canonical(),
            Err(_) => break,
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;

    fn from(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_forwarded_address_is_believed_from_trusted_proxies_only() {
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let client = |peer: &str, header: &str| behind_proxies(from(peer), header, &trusted).to_string();
        assert_eq!(client("192.0.2.1", "198.51.100.7"), "192.0.2.1");
        assert_eq!(client("10.0.0.1", "198.51.100.7"), "198.51.100.7");
        assert_eq!(
            client("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.2"),
            "198.51.100.7"
        );
        assert_eq!(client("10.0.0.1", ""), "10.0.0.1");
        assert_eq!(client("10.0.0.1", "unknown"), "10.0.0.1");
    }

    #[test]
    fn the_eleventh_attempt_waits_for_its_turn() {
        let noon = DateTime::from_timestamp(1_764_000_000, 0).unwrap();
        let clock = Clock::standing_at(noon);
        let limits = Limits::new(clock.clone(), Duration::ZERO);
        for _ in 0..10 {
            limits.attempt(from("192.0.2.1"), "anne@college.example").unwrap();
        }
        let other_client = limits.attempt(from("192.0.2.2"), "Anne@college.example ");
        assert!(matches!(other_client, Err(Error::TooMany { retry_after }) if retry_after.as_secs() == 6));
        assert!(limits.attempt(from("192.0.2.1"), "jean@college.example").is_err());
        assert!(limits.attempt(from("192.0.2.2"), "jean@college.example").is_ok());
        clock.set(noon + TimeDelta::seconds(6));
        assert!(limits.attempt(from("192.0.2.1"), "anne@college.example").is_ok());
    }

    #[test]
    fn a_client_of_an_ipv6_network_is_the_whole_network() {
        assert_eq!(network(from("2001:db8::1")), network(from("2001:db8::2")));
        assert_ne!(network(from("2001:db8:0:1::1")), network(from("2001:db8::1")));
        assert_eq!(network(from("::ffff:192.0.2.1")), from("192.0.2.1"));
    }

    #[tokio::test]
    async fn whoever_finds_the_queue_too_long_is_told_to_come_back() {
        let limits = Limits::new(Clock::standing_at(DateTime::UNIX_EPOCH), Duration::ZERO);
        let turns = (limits.turn().await.unwrap(), limits.turn().await.unwrap());
        assert!(matches!(limits.turn().await, Err(Error::Busy)));
        drop(turns);
        assert!(limits.turn().await.is_ok());
    }
}
