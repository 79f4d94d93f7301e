-- « Revoir le »: the day on which a party wants to come back to a dossier, one for each.
create table reviews (
  incident_id text not null references incidents (id) on delete restrict,
  party text not null check (party in ('academie','departement','etablissement','region','commune')),
  due_on text not null check (length(due_on) = 10),
  at timestamptz not null,
  reason text not null check (length(reason) > 0),
  set_by text not null references accounts (id) on delete restrict,
  set_at timestamptz not null,
  told_at timestamptz,
  primary key (incident_id, party)
);
create index reviews_waiting on reviews (at) where told_at is null;
