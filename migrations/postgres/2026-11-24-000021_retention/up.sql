-- What became of a file whose time is over, and the dossiers whose files must stay.
alter table attachments add column purged_at timestamptz;
alter table attachments add column purged_by text;
alter table attachments add column purge_reason text;
create table legal_holds (
  id text primary key not null,
  incident_id text not null references incidents (id) on delete restrict,
  reason text not null,
  held_by text not null references accounts (id) on delete restrict,
  held_at timestamptz not null,
  released_by text references accounts (id) on delete restrict,
  released_at timestamptz
);
create unique index legal_holds_standing_once on legal_holds (incident_id) where released_at is null;
