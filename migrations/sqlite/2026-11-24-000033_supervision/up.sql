-- Alerts of supervision tools: which dossier each key opened. A key opens another one only when the former is over.
create table supervision_alerts (
  incident_id text primary key not null references incidents (id) on delete restrict,
  account_id text not null references api_tokens (account_id) on delete restrict,
  key text not null check (length(key) between 1 and 200),
  state text not null check (state in ('firing','resolved')),
  noted_at text not null
) STRICT, WITHOUT ROWID;
create index supervision_alerts_by_key on supervision_alerts (account_id, key, incident_id);
