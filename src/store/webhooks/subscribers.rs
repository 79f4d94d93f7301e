//! Who is told of what. The secret of each is derived from the installation's: none is kept here.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::domain::people::Party;
use crate::domain::webhooks::{DeliveryState, Event, Webhook};
use crate::store::schema::{webhook_deliveries, webhook_events, webhooks};
use crate::store::types::{DeliveryStateText, EventText, PartyText};
use crate::store::{Db, Instant, StoreError};

type Row = (String, String, String, (String, PartyText), Instant);

const COLUMNS: (
    webhooks::id,
    webhooks::name,
    webhooks::url,
    (webhooks::convention, webhooks::party),
    webhooks::created_at,
) = (
    webhooks::id,
    webhooks::name,
    webhooks::url,
    (webhooks::convention, webhooks::party),
    webhooks::created_at,
);

/// Registers a subscriber.
///
/// # Errors
/// The store's own failures.
pub fn insert(db: &mut Db, webhook: &Webhook, by: &str) -> Result<(), StoreError> {
    let values = (
        webhooks::id.eq(&webhook.id),
        webhooks::name.eq(&webhook.name),
        webhooks::url.eq(&webhook.url),
        webhooks::convention.eq(&webhook.convention),
        webhooks::party.eq(PartyText(webhook.party)),
        webhooks::created_by.eq(by),
        webhooks::created_at.eq(Instant::from(webhook.created_at)),
    );
    diesel::insert_into(webhooks::table).values(values).execute(db)?;
    for event in &webhook.events {
        let values = (
            webhook_events::webhook_id.eq(&webhook.id),
            webhook_events::event.eq(EventText(*event)),
        );
        diesel::insert_into(webhook_events::table)
            .values(values)
            .execute(db)?;
    }
    Ok(())
}

/// The subscribers that are told now, in the order they were registered. An installation has a handful.
///
/// # Errors
/// The store's own failures.
pub fn all(db: &mut Db) -> Result<Vec<Webhook>, StoreError> {
    let rows: Vec<Row> = webhooks::table
        .filter(webhooks::removed_at.is_null())
        .select(COLUMNS)
        .order(webhooks::id)
        .load(db)?;
    rows.into_iter().map(|row| complete(db, row)).collect()
}

/// The subscriber of this identifier, unless it was removed.
///
/// # Errors
/// The store's own failures.
pub fn find(db: &mut Db, id: &str) -> Result<Option<Webhook>, StoreError> {
    let row: Option<Row> = webhooks::table
        .find(id)
        .filter(webhooks::removed_at.is_null())
        .select(COLUMNS)
        .first(db)
        .optional()?;
    row.map(|row| complete(db, row)).transpose()
}

fn complete(
    db: &mut Db,
    (id, name, url, (convention, party), created_at): Row,
) -> Result<Webhook, StoreError> {
    let events: Vec<EventText> = webhook_events::table
        .filter(webhook_events::webhook_id.eq(&id))
        .select(webhook_events::event)
        .load(db)?;
    Ok(Webhook {
        id,
        name,
        url,
        convention,
        party: Party::from(party),
        events: events.into_iter().map(Event::from).collect::<BTreeSet<_>>(),
        created_at: created_at.0,
    })
}

/// Removes a subscriber; what still waited for it is given up. Tells whether it was there.
///
/// # Errors
/// The store's own failures.
pub fn remove(db: &mut Db, id: &str, by: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let at = Some(Instant::from(now));
    let there = webhooks::table
        .filter(webhooks::id.eq(id))
        .filter(webhooks::removed_at.is_null());
    let removed = diesel::update(there)
        .set((webhooks::removed_at.eq(at), webhooks::removed_by.eq(Some(by))))
        .execute(db)?;
    let waiting = webhook_deliveries::table
        .filter(webhook_deliveries::webhook_id.eq(id))
        .filter(webhook_deliveries::state.ne(DeliveryStateText(DeliveryState::Sent)));
    diesel::delete(waiting).execute(db)?;
    Ok(removed > 0)
}
