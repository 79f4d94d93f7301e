-- Comments, facts and decisions of dossiers: added, never edited. A correction is a new entry that names the one it
-- corrects; each is corrected once at most.
create table entries (
  id text primary key not null,
  incident_id text not null references incidents (id) on delete restrict,
  number integer not null check (number > 0),
  kind text not null check (kind in ('comment','fact','decision')),
  text text not null check (length(text) > 0),
  at text,
  corrects integer check (corrects < number),
  written_by text not null references accounts (id) on delete restrict,
  written_at text not null,
  unique (incident_id, number),
  unique (incident_id, corrects),
  foreign key (incident_id, corrects) references entries (incident_id, number) on delete restrict,
  check ((kind = 'fact') = (at is not null))
) STRICT;
create trigger entries_refuses_update before update on entries begin
  select raise(abort, 'entries is append-only');
end;
create trigger entries_refuses_delete before delete on entries begin
  select raise(abort, 'entries is append-only');
end;
-- "insert or replace" deletes without firing the trigger above: refuse what exists.
create trigger entries_refuses_replacement before insert on entries
when exists (select 1 from entries where id = new.id or (incident_id = new.incident_id and (number = new.number or corrects = new.corrects))) begin
  select raise(abort, 'entries is append-only');
end;
