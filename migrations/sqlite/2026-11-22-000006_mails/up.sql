-- Outgoing letters, one row a recipient, the message frozen when queued.
create table mails (
  id text primary key not null,
  incident_id text references incidents (id) on delete restrict,
  kind text not null check (kind in ('incident_reported','head_of_school_alert','departement_informed','handler_told','delivery_failed','set_password')),
  party text check (party in ('academie','departement','etablissement','region','commune')),
  role text check (role in ('rsn','chef_etablissement','rssi','dpd','agent_academie','dpo','agent_departement','observer','admin')),
  address text not null,
  message_id text not null unique,
  subject text not null,
  message blob not null,
  sha256 text not null check (length(sha256) = 64),
  state text not null check (state in ('queued','sent','refused','failed','acknowledged')),
  attempts integer not null,
  queued_at text not null,
  next_attempt_at text not null,
  lease_owner text,
  lease_until text,
  first_attempt_at text,
  last_answer text not null,
  settled_at text,
  acknowledged_at text,
  repeated integer not null check (repeated in (0, 1))
) STRICT;
create index mails_by_incident on mails (incident_id);
create index mails_queued on mails (next_attempt_at) where state = 'queued';
-- The duties that acceptance of a letter meets.
create table mail_obligations (
  mail_id text not null references mails (id) on delete restrict,
  obligation_id text not null references obligations (id) on delete restrict,
  primary key (mail_id, obligation_id)
) STRICT, WITHOUT ROWID;
-- Every attempt, recorded before the first byte leaves; one without an end was cut off.
create table mail_attempts (
  mail_id text not null references mails (id) on delete restrict,
  number integer not null,
  worker text not null,
  started_at text not null,
  ended_at text,
  outcome text check (outcome in ('accepted','transient','permanent','answer_lost','untrusted','misconfigured','cut_off')),
  answer text not null,
  primary key (mail_id, number)
) STRICT, WITHOUT ROWID;
-- What somebody must look at; shown on the dossier until cleared.
create table alarms (
  id text primary key not null,
  incident_id text references incidents (id) on delete restrict,
  mail_id text references mails (id) on delete restrict,
  kind text not null check (kind in ('no_address','mail_refused','mail_delayed','mail_failed')),
  message text not null,
  raised_at text not null,
  cleared_at text
) STRICT;
create index alarms_by_incident on alarms (incident_id);
create unique index alarms_once_per_mail on alarms (mail_id, kind) where mail_id is not null;
