-- Teams of the parties that handle incidents, and who holds each dossier: nobody, a person or a team. What was before is
-- in the journal.
create table teams (
  id text primary key not null,
  convention text not null check (length(convention) > 0),
  party text not null check (party in ('academie','departement')),
  name text not null check (length(name) between 1 and 80),
  created_at timestamptz not null,
  closed_at timestamptz,
  version bigint not null
);
-- One name among the teams that stand; a team that ended frees its own.
create unique index teams_by_name on teams (convention, party, name) where closed_at is null;
create table team_members (
  team_id text not null references teams (id) on delete cascade,
  account_id text not null references accounts (id) on delete restrict,
  primary key (team_id, account_id)
);
create index team_members_by_account on team_members (account_id);
create table assignments (
  incident_id text primary key not null references incidents (id) on delete restrict,
  account_id text references accounts (id) on delete restrict,
  team_id text references teams (id) on delete restrict,
  assigned_by text not null references accounts (id) on delete restrict,
  assigned_at timestamptz not null,
  version bigint not null,
  check (account_id is null or team_id is null)
);
create index assignments_by_account on assignments (account_id) where account_id is not null;
create index assignments_by_team on assignments (team_id) where team_id is not null;
-- The review days that somebody set, soonest first.
create index reviews_of_account on reviews (set_by, at);
