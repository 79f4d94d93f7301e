-- Programs that are told of events, and what is to be told to each: one row for each act of the journal, written with it.
create table webhooks (
  id text primary key not null,
  name text not null,
  url text not null,
  convention text not null,
  party text not null check (party in ('academie','departement')),
  created_by text not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  removed_by text,
  check ((removed_at is null) = (removed_by is null))
);
create table webhook_events (
  webhook_id text not null references webhooks (id) on delete cascade,
  event text not null check (event in ('incident.reported','incident.qualified','incident.rejected','incident.started','incident.resolved','incident.closed','incident.reopened','handover.proposed','handover.answered','breach.opened','breach.notified')),
  primary key (webhook_id, event)
);
create table webhook_deliveries (
  id text primary key not null,
  webhook_id text not null references webhooks (id) on delete restrict,
  event text not null,
  seq bigint not null,
  dossier text not null,
  at timestamptz not null,
  exercise boolean not null,
  state text not null check (state in ('queued','sent','failed')),
  attempts bigint not null,
  queued_at timestamptz not null,
  next_attempt_at timestamptz not null,
  lease_owner text,
  lease_until timestamptz,
  first_attempt_at timestamptz,
  last_answer text not null,
  settled_at timestamptz,
  unique (webhook_id, seq)
);
create index webhook_deliveries_queued on webhook_deliveries (next_attempt_at) where state = 'queued';
create index webhook_deliveries_by_seq on webhook_deliveries (seq, id);
