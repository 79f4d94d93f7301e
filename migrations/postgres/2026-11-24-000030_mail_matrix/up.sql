-- Which optional letters a role is given, where the administrator decided otherwise than the program does.
create table mail_defaults (
  kind text not null check (kind in ('assigned','dossier_news','mentioned','action_due','review_due')),
  role text not null check (role in ('rsn','chef_etablissement','rssi','dpd','agent_academie','dpo','agent_departement')),
  wanted boolean not null,
  set_by text not null references accounts (id) on delete restrict,
  set_at timestamptz not null,
  primary key (kind, role)
);
