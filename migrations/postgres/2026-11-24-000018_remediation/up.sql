-- The remediation plan: actions with their owner and their day, what changed in each, and the letters to come.
create table remediation_actions (
  id text primary key not null,
  incident_id text not null references incidents (id) on delete restrict,
  number bigint not null check (number > 0),
  title text not null check (length(title) between 1 and 160),
  owner_account text references accounts (id) on delete restrict,
  owner_party text check (owner_party in ('academie','departement','etablissement','region','commune')),
  due_on text not null check (length(due_on) = 10),
  state text not null check (state in ('planned','in_progress','done','dropped')),
  reason text not null,
  evidence text not null,
  attachment_id text references attachments (id) on delete restrict,
  planned_by text not null references accounts (id) on delete restrict,
  planned_at timestamptz not null,
  version bigint not null,
  unique (incident_id, number),
  check ((owner_account is null) <> (owner_party is null))
);
create index remediation_actions_by_day on remediation_actions (due_on, id);
create table remediation_changes (
  action_id text not null references remediation_actions (id) on delete restrict,
  version bigint not null,
  changed_by text not null references accounts (id) on delete restrict,
  changed_at timestamptz not null,
  fields text not null,
  primary key (action_id, version)
);
create function remediation_changes_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'remediation_changes is append-only';
end $$;
create trigger remediation_changes_refuses_change before update or delete on remediation_changes
  for each row execute function remediation_changes_is_append_only();
create trigger remediation_changes_refuses_truncation before truncate on remediation_changes
  for each statement execute function remediation_changes_is_append_only();
create table remediation_steps (
  action_id text not null references remediation_actions (id) on delete restrict,
  due_on text not null check (length(due_on) = 10),
  step text not null check (step in ('day_before','overdue')),
  incident_id text not null references incidents (id) on delete restrict,
  at timestamptz not null,
  state text not null check (state in ('planned','done','dropped')),
  done_at timestamptz,
  primary key (action_id, due_on, step)
);
create index remediation_steps_planned on remediation_steps (at) where state = 'planned';
