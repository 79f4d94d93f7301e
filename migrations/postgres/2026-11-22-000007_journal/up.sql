-- The hash chain: every act appends one entry; nothing updates or deletes.
create table journal (
  seq bigint primary key not null,
  at timestamptz not null,
  actor text not null,
  act text not null,
  dossier text,
  body text not null,
  prev text not null check (length(prev) = 64),
  hash text not null unique check (length(hash) = 64)
);
create index journal_by_dossier on journal (dossier, seq);
create function journal_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only';
end $$;
create trigger journal_refuses_change before update or delete on journal
  for each row execute function journal_is_append_only();
create trigger journal_refuses_truncation before truncate on journal
  for each statement execute function journal_is_append_only();
