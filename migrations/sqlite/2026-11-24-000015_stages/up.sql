-- Each stage a dossier went through, with what was said of it then; never changed.
create table stages (
  incident_id text not null references incidents (id) on delete restrict,
  number integer not null,
  act text not null check (act in ('confirm','reject','start','resolve','close','reopen')),
  status text not null check (status in ('reported','qualified','in_progress','resolved','closed','rejected')),
  reason text not null,
  follow_up text not null,
  category text,
  kind text,
  severity integer check (severity between 1 and 4),
  tlp text check (tlp in ('clear','green','amber','amber+strict','red')),
  ground text check (ground in ('false_alarm','duplicate','out_of_scope')),
  duplicate_of text references incidents (id) on delete restrict,
  decided_by text not null references accounts (id) on delete restrict,
  decided_at text not null,
  primary key (incident_id, number)
) STRICT, WITHOUT ROWID;
create index stages_by_duplicate on stages (duplicate_of) where duplicate_of is not null;
