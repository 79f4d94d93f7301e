-- Every decision of a dossier once there are several, the first one included; never changed.
create table incident_decisions (
  incident_id text not null references incidents (id) on delete restrict,
  number bigint not null,
  cause text not null check (cause in ('report','handover','associate_added','associate_removed')),
  decision text not null,
  reason text not null,
  decided_by text not null references accounts (id) on delete restrict,
  decided_at timestamptz not null,
  primary key (incident_id, number)
);
-- Handovers proposed from one party to another, each with its answer; one at most waits for its answer.
create table handovers (
  incident_id text not null references incidents (id) on delete restrict,
  number bigint not null,
  from_party text not null check (from_party in ('academie','departement','etablissement','region','commune')),
  to_party text not null check (to_party in ('academie','departement','etablissement','region','commune')),
  reason text not null,
  proposed_by text not null references accounts (id) on delete restrict,
  proposed_at timestamptz not null,
  answer text check (answer in ('accepted','refused','withdrawn')),
  answer_reason text not null,
  answered_by text references accounts (id) on delete restrict,
  answered_at timestamptz,
  primary key (incident_id, number)
);
create unique index handovers_one_waits on handovers (incident_id) where answer is null;
