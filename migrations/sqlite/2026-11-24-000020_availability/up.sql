-- Components that cannot be used, what the handler says of them, and the service levels that each calls for.
create table outages (
  id text primary key not null,
  incident_id text not null references incidents (id) on delete restrict,
  component text not null,
  began_at text not null,
  ended_at text,
  spare integer check (spare in (0, 1)),
  under_control integer check (under_control in (0, 1)),
  shared_data integer not null check (shared_data in (0, 1)),
  recorded_by text not null references accounts (id) on delete restrict,
  recorded_at text not null,
  check (ended_at >= began_at)
) STRICT;
create index outages_by_incident on outages (incident_id);
create unique index outages_open_once on outages (incident_id, component) where ended_at is null;
create table outage_obligations (
  obligation_id text primary key not null references obligations (id) on delete restrict,
  outage_id text not null references outages (id) on delete restrict
) STRICT, WITHOUT ROWID;
create index outage_obligations_by_outage on outage_obligations (outage_id);
create table outage_mitigations (
  id text primary key not null,
  outage_id text not null references outages (id) on delete restrict,
  at text not null,
  text text not null,
  recorded_by text not null references accounts (id) on delete restrict,
  recorded_at text not null
) STRICT;
create index outage_mitigations_by_outage on outage_mitigations (outage_id);
create table handling_actions (
  id text primary key not null,
  incident_id text not null references incidents (id) on delete restrict,
  at text not null,
  text text not null,
  recorded_by text not null references accounts (id) on delete restrict,
  recorded_at text not null
) STRICT;
create index handling_actions_by_incident on handling_actions (incident_id);
