-- Dossiers, decided once and for ever under the pack whose hash they carry.
create table incidents (
  id text primary key not null,
  reference text not null unique,
  status text not null check (status in ('reported','qualified','in_progress','resolved','closed','rejected')),
  title text not null,
  description text not null,
  establishment_uai text references establishments (uai) on delete restrict,
  establishment_name text not null,
  convention text,
  convention_hash text references convention_versions (hash) on delete restrict,
  handler text not null check (handler in ('academie','departement','etablissement','region','commune')),
  certainty text not null check (certainty in ('explicit','residual','contested','undetermined','outside')),
  decision text not null,
  detected_at text not null,
  occurred_from text,
  personal_data text not null check (personal_data in ('yes','no','unknown')),
  departement_impact_possible integer not null check (departement_impact_possible in (0, 1)),
  measures_taken text not null,
  external_refs text not null,
  exercise integer not null check (exercise in (0, 1)),
  reported_by text not null references accounts (id) on delete restrict,
  reported_at text not null,
  version integer not null,
  search text not null
) STRICT;
create index incidents_by_establishment on incidents (establishment_uai, id);
create index incidents_by_convention on incidents (convention, id);
create index incidents_by_status on incidents (status, id);
-- What is touched, the main component first.
create table incident_components (
  incident_id text not null references incidents (id) on delete restrict,
  position integer not null,
  component text not null,
  network text,
  unavailable integer not null check (unavailable in (0, 1)),
  primary key (incident_id, position)
) STRICT, WITHOUT ROWID;
-- Parties that handle a dossier, are associated with it or were informed of it: they see it.
create table incident_parties (
  incident_id text not null references incidents (id) on delete restrict,
  party text not null check (party in ('academie','departement','etablissement','region','commune')),
  primary key (incident_id, party)
) STRICT, WITHOUT ROWID;
create index incident_parties_by_party on incident_parties (party, incident_id);
-- The last number given in each series and year: SSI-2026-0001.
create table reference_counters (
  series text not null,
  year integer not null,
  last integer not null,
  primary key (series, year)
) STRICT, WITHOUT ROWID;
-- Answers to creating calls, so that the same key never creates twice.
create table idempotency_keys (
  account_id text not null references accounts (id) on delete cascade,
  key text not null,
  request_hash text not null,
  reference text not null,
  created_at text not null,
  primary key (account_id, key)
) STRICT, WITHOUT ROWID;
