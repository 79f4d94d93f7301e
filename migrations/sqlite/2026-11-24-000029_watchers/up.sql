-- Who follows which dossier, and which optional letters each account wants; no row means what the role is given.
create table watchers (
  incident_id text not null references incidents (id) on delete restrict,
  account_id text not null references accounts (id) on delete restrict,
  since text not null,
  primary key (incident_id, account_id)
) STRICT, WITHOUT ROWID;
create index watchers_by_account on watchers (account_id);
create table mail_preferences (
  account_id text not null references accounts (id) on delete restrict,
  kind text not null check (kind in ('assigned','dossier_news','mentioned','action_due','review_due')),
  wanted integer not null check (wanted in (0, 1)),
  primary key (account_id, kind)
) STRICT, WITHOUT ROWID;
