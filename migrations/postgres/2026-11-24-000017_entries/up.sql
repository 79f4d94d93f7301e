-- Comments, facts and decisions of dossiers: added, never edited. A correction is a new entry that names the one it
-- corrects; each is corrected once at most.
create table entries (
  id text primary key not null,
  incident_id text not null references incidents (id) on delete restrict,
  number bigint not null check (number > 0),
  kind text not null check (kind in ('comment','fact','decision')),
  text text not null check (length(text) > 0),
  at timestamptz,
  corrects bigint check (corrects < number),
  written_by text not null references accounts (id) on delete restrict,
  written_at timestamptz not null,
  unique (incident_id, number),
  unique (incident_id, corrects),
  foreign key (incident_id, corrects) references entries (incident_id, number) on delete restrict,
  check ((kind = 'fact') = (at is not null))
);
create function entries_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'entries is append-only';
end $$;
create trigger entries_refuses_change before update or delete on entries
  for each row execute function entries_is_append_only();
create trigger entries_refuses_truncation before truncate on entries
  for each statement execute function entries_is_append_only();
