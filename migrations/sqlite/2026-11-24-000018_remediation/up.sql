-- The remediation plan: actions with their owner and their day, what changed in each, and the letters to come.
create table remediation_actions (
  id text primary key not null,
  incident_id text not null references incidents (id) on delete restrict,
  number integer not null check (number > 0),
  title text not null check (length(title) between 1 and 160),
  owner_account text references accounts (id) on delete restrict,
  owner_party text check (owner_party in ('academie','departement','etablissement','region','commune')),
  due_on text not null check (length(due_on) = 10),
  state text not null check (state in ('planned','in_progress','done','dropped')),
  reason text not null,
  evidence text not null,
  attachment_id text references attachments (id) on delete restrict,
  planned_by text not null references accounts (id) on delete restrict,
  planned_at text not null,
  version integer not null,
  unique (incident_id, number),
  check ((owner_account is null) <> (owner_party is null))
) STRICT;
create index remediation_actions_by_day on remediation_actions (due_on, id);
create table remediation_changes (
  action_id text not null references remediation_actions (id) on delete restrict,
  version integer not null,
  changed_by text not null references accounts (id) on delete restrict,
  changed_at text not null,
  fields text not null,
  primary key (action_id, version)
) STRICT;
create trigger remediation_changes_refuses_update before update on remediation_changes begin
  select raise(abort, 'remediation_changes is append-only');
end;
create trigger remediation_changes_refuses_delete before delete on remediation_changes begin
  select raise(abort, 'remediation_changes is append-only');
end;
-- "insert or replace" deletes without firing the trigger above: refuse what exists.
create trigger remediation_changes_refuses_replacement before insert on remediation_changes
when exists (select 1 from remediation_changes where action_id = new.action_id and version = new.version) begin
  select raise(abort, 'remediation_changes is append-only');
end;
create table remediation_steps (
  action_id text not null references remediation_actions (id) on delete restrict,
  due_on text not null check (length(due_on) = 10),
  step text not null check (step in ('day_before','overdue')),
  incident_id text not null references incidents (id) on delete restrict,
  at text not null,
  state text not null check (state in ('planned','done','dropped')),
  done_at text,
  primary key (action_id, due_on, step)
) STRICT;
create index remediation_steps_planned on remediation_steps (at) where state = 'planned';
