-- The hash chain: every act appends one entry; nothing updates or deletes.
create table journal (
  seq integer primary key not null,
  at text not null,
  actor text not null,
  act text not null,
  dossier text,
  body text not null,
  prev text not null check (length(prev) = 64),
  hash text not null unique check (length(hash) = 64)
) STRICT;
create index journal_by_dossier on journal (dossier, seq);
create trigger journal_refuses_update before update on journal begin
  select raise(abort, 'the journal is append-only');
end;
create trigger journal_refuses_delete before delete on journal begin
  select raise(abort, 'the journal is append-only');
end;
-- "insert or replace" deletes without firing the trigger above: refuse a sequence that exists.
create trigger journal_refuses_replacement before insert on journal
when exists (select 1 from journal where seq = new.seq or hash = new.hash) begin
  select raise(abort, 'the journal is append-only');
end;
