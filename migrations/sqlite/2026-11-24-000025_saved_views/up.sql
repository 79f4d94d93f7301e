-- Filters that people keep under a name, each for themselves.
create table saved_views (
  id text primary key not null,
  account_id text not null references accounts (id) on delete cascade,
  name text not null check (length(name) between 1 and 60),
  query text not null,
  created_at text not null,
  unique (account_id, name)
) STRICT;
