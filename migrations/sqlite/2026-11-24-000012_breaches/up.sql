-- Personal-data breaches, one at most for each dossier; never deleted (GDPR art. 33(5)).
create table breaches (
  id text primary key not null,
  incident_id text not null unique references incidents (id) on delete restrict,
  reference text not null unique,
  status text not null check (status in ('suspected','confirmed','not_a_breach')),
  status_reason text not null,
  record text not null,
  controllers text not null,
  risk text check (risk in ('unlikely','risk','high')),
  risk_reasons text not null,
  risk_decided_by text references accounts (id) on delete restrict,
  risk_decided_at text,
  hold_reason text,
  held_by text references accounts (id) on delete restrict,
  held_at text,
  ministry_decided_at text,
  ministry_due_at text,
  opened_by text not null references accounts (id) on delete restrict,
  opened_at text not null,
  version integer not null
) STRICT;
-- Since when each party is aware; a correction supersedes and keeps what it corrects.
create table breach_awareness (
  id text primary key not null,
  breach_id text not null references breaches (id) on delete restrict,
  party text not null check (party in ('academie','departement','etablissement','region','commune')),
  aware_at text not null,
  how text not null,
  reason text,
  recorded_by text not null,
  recorded_at text not null,
  superseded_at text
) STRICT;
create index breach_awareness_by_breach on breach_awareness (breach_id);
-- Severity scores with the inputs they were computed from, and the verdict given beside each, if any.
create table breach_assessments (
  id text primary key not null,
  breach_id text not null references breaches (id) on delete restrict,
  inputs text not null,
  quarters integer not null,
  band text not null,
  proposed_risk text not null check (proposed_risk in ('unlikely','risk','high')),
  risk text check (risk in ('unlikely','risk','high')),
  reasons text not null,
  assessed_by text not null references accounts (id) on delete restrict,
  assessed_at text not null
) STRICT;
create index breach_assessments_by_breach on breach_assessments (breach_id);
-- The chain of notifications of a breach, each frozen as it was sent or recorded.
create table notifications (
  id text primary key not null,
  breach_id text not null references breaches (id) on delete restrict,
  number integer not null,
  duty text not null check (duty in ('breach_48h','cnil_72h','persons_art34')),
  obligation_id text references obligations (id) on delete restrict,
  kind text not null check (kind in ('initial','follow_up','withdrawal')),
  automatic integer not null check (automatic in (0, 1)),
  complete integer not null check (complete in (0, 1)),
  content text not null,
  edpb text not null,
  pdf blob,
  sha256 text not null check (length(sha256) = 64),
  late_reason text,
  filing text,
  done_at text not null,
  created_by text not null,
  created_at text not null,
  unique (breach_id, number)
) STRICT;
create index notifications_by_obligation on notifications (obligation_id);
-- The letters that carried a notification.
create table notification_mails (
  notification_id text not null references notifications (id) on delete restrict,
  mail_id text not null references mails (id) on delete restrict,
  primary key (notification_id, mail_id)
) STRICT, WITHOUT ROWID;
create index notification_mails_by_mail on notification_mails (mail_id);
-- The steps of the enforcement of a duty: each is planned once and done once.
create table obligation_steps (
  obligation_id text not null references obligations (id) on delete restrict,
  step text not null,
  incident_id text not null references incidents (id) on delete restrict,
  at text not null,
  state text not null check (state in ('planned','held','done','dropped')),
  done_at text,
  primary key (obligation_id, step)
) STRICT, WITHOUT ROWID;
create index obligation_steps_due on obligation_steps (at) where state = 'planned';
create index obligations_by_kind on obligations (kind, incident_id);
