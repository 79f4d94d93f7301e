-- Duties; overdue is never stored.
create table obligations (
  id text primary key not null,
  incident_id text not null references incidents (id) on delete restrict,
  kind text not null check (kind in ('report_to_rssi','alert_head_of_school','inform_rssi','follow_up_to_rssi','inform_departement','breach_48h','cnil_72h','persons_art34','log_export','take_charge','restore_service','escalate_to_ministry')),
  debtor text not null check (debtor in ('academie','departement','etablissement','region','commune')),
  creditor text not null check (creditor in ('rssi','dpd','chef_etablissement','departement','etablissement','cnil','persons','ministere')),
  starts_at timestamptz not null,
  due_at timestamptz,
  state text not null check (state in ('pending','met','met_late','waived','cancelled')),
  met_at timestamptz,
  late_reason text,
  clause text not null,
  convention_hash text references convention_versions (hash) on delete restrict
);
create index obligations_by_incident on obligations (incident_id);
create index obligations_pending on obligations (due_at) where state = 'pending';
