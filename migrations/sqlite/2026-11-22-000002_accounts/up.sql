-- People, what they are for, how they sign in.
create table accounts (
  id text primary key not null,
  email text not null unique,
  name text not null,
  convention text,
  password_hash text,
  created_at text not null,
  disabled_at text
) STRICT;
create table account_roles (
  account_id text not null references accounts (id) on delete cascade,
  role text not null check (role in ('rsn','chef_etablissement','rssi','dpd','agent_academie','dpo','agent_departement','observer','admin')),
  primary key (account_id, role)
) STRICT, WITHOUT ROWID;
create table account_schools (
  account_id text not null references accounts (id) on delete cascade,
  uai text not null check (length(uai) = 8),
  primary key (account_id, uai)
) STRICT, WITHOUT ROWID;
-- One-time links to choose a password; only the hash of the secret is kept.
create table password_links (
  secret_hash text primary key not null,
  account_id text not null references accounts (id) on delete cascade,
  created_at text not null,
  expires_at text not null,
  used_at text
) STRICT, WITHOUT ROWID;
-- Sessions of the pages; only the hash of the cookie's secret is kept.
create table sessions (
  secret_hash text primary key not null,
  account_id text not null references accounts (id) on delete cascade,
  created_at text not null,
  seen_at text not null,
  expires_at text not null
) STRICT, WITHOUT ROWID;
create index sessions_by_account on sessions (account_id);
