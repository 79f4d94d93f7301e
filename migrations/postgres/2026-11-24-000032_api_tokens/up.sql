-- Tokens of machines. Each is an author among the accounts, without address, password or role; only the hash of the
-- token is kept.
create table api_tokens (
  account_id text primary key not null references accounts (id) on delete restrict,
  prefix text not null unique check (length(prefix) = 8),
  token_hash text not null unique check (length(token_hash) = 64),
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  check ((revoked_at is null) = (revoked_by is null))
);
create table api_token_scopes (
  account_id text not null references api_tokens (account_id) on delete cascade,
  scope text not null check (scope in ('report','read:obligations')),
  primary key (account_id, scope)
);
-- A machine never becomes somebody who signs in.
create function api_tokens_are_nobody() returns trigger language plpgsql as $$
begin
  if exists (select 1 from accounts where id = new.account_id and password_hash is not null)
    or exists (select 1 from account_roles where account_id = new.account_id) then
    raise exception 'a machine has neither password nor role';
  end if;
  return new;
end $$;
create trigger api_tokens_are_nobody before insert on api_tokens
  for each row execute function api_tokens_are_nobody();
create function machines_have_no_password() returns trigger language plpgsql as $$
begin
  if new.password_hash is not null and exists (select 1 from api_tokens where account_id = new.id) then
    raise exception 'a machine has neither password nor role';
  end if;
  return new;
end $$;
create trigger machines_have_no_password before update of password_hash on accounts
  for each row execute function machines_have_no_password();
create function machines_stay_machines() returns trigger language plpgsql as $$
begin
  if exists (select 1 from api_tokens where account_id = new.account_id) then
    raise exception 'a machine has neither password nor role';
  end if;
  return new;
end $$;
create trigger machines_have_no_role before insert on account_roles
  for each row execute function machines_stay_machines();
create trigger machines_have_no_link before insert on password_links
  for each row execute function machines_stay_machines();
create trigger machines_have_no_session before insert on sessions
  for each row execute function machines_stay_machines();
