-- Letters of the life of a dossier: the closed set shrinks back. SQLite cannot change a check, so the table and its
-- children are made anew together.
-- Rows of the new kinds cannot stay.
delete from alarms where mail_id in (select id from mails where kind in ('incident_qualified','incident_rejected','handover_proposed','handover_answered','associate_added','follow_up','mentioned','assigned','action_due','review_due','dossier_news'));
delete from mail_attempts where mail_id in (select id from mails where kind in ('incident_qualified','incident_rejected','handover_proposed','handover_answered','associate_added','follow_up','mentioned','assigned','action_due','review_due','dossier_news'));
delete from mail_obligations where mail_id in (select id from mails where kind in ('incident_qualified','incident_rejected','handover_proposed','handover_answered','associate_added','follow_up','mentioned','assigned','action_due','review_due','dossier_news'));
delete from mails where kind in ('incident_qualified','incident_rejected','handover_proposed','handover_answered','associate_added','follow_up','mentioned','assigned','action_due','review_due','dossier_news');
create table new_mails (
  id text primary key not null,
  incident_id text references incidents (id) on delete restrict,
  kind text not null check (kind in ('incident_reported','head_of_school_alert','departement_informed','handler_told','delivery_failed','set_password','personal_data_question','breach_opened','breach_notification','deadline_reminder','deadline_overdue','export_reported')),
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
insert into new_mails (id, incident_id, kind, party, role, address, message_id, subject, message, sha256, state, attempts, queued_at, next_attempt_at, lease_owner, lease_until, first_attempt_at, last_answer, settled_at, acknowledged_at, repeated) select id, incident_id, kind, party, role, address, message_id, subject, message, sha256, state, attempts, queued_at, next_attempt_at, lease_owner, lease_until, first_attempt_at, last_answer, settled_at, acknowledged_at, repeated from mails;
create table new_mail_obligations (
  mail_id text not null references new_mails (id) on delete restrict,
  obligation_id text not null references obligations (id) on delete restrict,
  primary key (mail_id, obligation_id)
) STRICT, WITHOUT ROWID;
insert into new_mail_obligations (mail_id, obligation_id) select mail_id, obligation_id from mail_obligations;
create table new_mail_attempts (
  mail_id text not null references new_mails (id) on delete restrict,
  number integer not null,
  worker text not null,
  started_at text not null,
  ended_at text,
  outcome text check (outcome in ('accepted','transient','permanent','answer_lost','untrusted','misconfigured','cut_off')),
  answer text not null,
  primary key (mail_id, number)
) STRICT, WITHOUT ROWID;
insert into new_mail_attempts (mail_id, number, worker, started_at, ended_at, outcome, answer) select mail_id, number, worker, started_at, ended_at, outcome, answer from mail_attempts;
create table new_alarms (
  id text primary key not null,
  incident_id text references incidents (id) on delete restrict,
  mail_id text references new_mails (id) on delete restrict,
  kind text not null check (kind in ('no_address','mail_refused','mail_delayed','mail_failed','mail_bounced')),
  message text not null,
  raised_at text not null,
  cleared_at text
) STRICT;
insert into new_alarms (id, incident_id, mail_id, kind, message, raised_at, cleared_at) select id, incident_id, mail_id, kind, message, raised_at, cleared_at from alarms;
create table new_notification_mails (
  notification_id text not null references notifications (id) on delete restrict,
  mail_id text not null references new_mails (id) on delete restrict,
  primary key (notification_id, mail_id)
) STRICT, WITHOUT ROWID;
insert into new_notification_mails (notification_id, mail_id) select notification_id, mail_id from notification_mails;
drop table notification_mails;
drop table alarms;
drop table mail_attempts;
drop table mail_obligations;
drop table mails;
alter table new_mails rename to mails;
alter table new_mail_obligations rename to mail_obligations;
alter table new_mail_attempts rename to mail_attempts;
alter table new_alarms rename to alarms;
alter table new_notification_mails rename to notification_mails;
create index mails_by_incident on mails (incident_id);
create index mails_queued on mails (next_attempt_at) where state = 'queued';
create index alarms_by_incident on alarms (incident_id);
create unique index alarms_once_per_mail on alarms (mail_id, kind) where mail_id is not null;
create index notification_mails_by_mail on notification_mails (mail_id);
