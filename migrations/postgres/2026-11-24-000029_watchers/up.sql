-- Who follows which dossier, and which optional letters each account wants; no row means what the role is given.
create table watchers (
  incident_id text not null references incidents (id) on delete restrict,
  account_id text not null references accounts (id) on delete restrict,
  since timestamptz not null,
  primary key (incident_id, account_id)
);
create index watchers_by_account on watchers (account_id);
create table mail_preferences (
  account_id text not null references accounts (id) on delete restrict,
  kind text not null check (kind in ('assigned','dossier_news','mentioned','action_due','review_due')),
  wanted boolean not null,
  primary key (account_id, kind)
);
