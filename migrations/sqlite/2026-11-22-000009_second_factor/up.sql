-- The second factor of an account: the key of its one-time codes in base32, and the last step whose code was taken.
create table second_factors (
  account_id text primary key not null references accounts (id) on delete cascade,
  secret text not null,
  confirmed_at text,
  last_step integer not null
) STRICT;
