-- Files attached to dossiers. The content stands on the disk under its SHA-256; a row is never deleted.
create table attachments (
  id text primary key not null,
  incident_id text not null references incidents (id) on delete restrict,
  name text not null check (length(name) between 1 and 200),
  size bigint not null check (size > 0),
  sha256 text not null check (length(sha256) = 64),
  kind text not null check (kind in ('png','jpeg','gif','webp','pdf','office','zip','text','unknown')),
  uploaded_by text not null references accounts (id) on delete restrict,
  uploaded_at timestamptz not null,
  with_notification boolean not null
);
create index attachments_by_incident on attachments (incident_id);
create index attachments_by_content on attachments (sha256);
