-- When a dossier last changed; reading it is no change. The words searched stand in incident_search.
drop index if exists incidents_by_convention;
drop index if exists incidents_by_establishment;
drop index if exists incidents_by_status;
drop index incidents_by_severity;
alter table incidents add column changed_at timestamptz;
update incidents set changed_at = coalesce(
  (select max(at) from journal where dossier = incidents.reference and act not like '%\_read' escape '\'), reported_at);
alter table incidents alter column changed_at set not null;
alter table incidents drop column search;
-- The list of dossiers: each order and each filter is read from an index, whoever reads.
create index incidents_listed on incidents (convention, reported_at, id);
create index incidents_of_school on incidents (establishment_uai, reported_at, id, convention, status, handler, changed_at);
create index incidents_by_status on incidents (convention, status, reported_at, id, severity);
create index incidents_by_handler on incidents (convention, handler, reported_at, id);
-- Few dossiers are of the highest severity; none has one before it is qualified.
create index incidents_by_severity on incidents (severity, convention, reported_at, id) where severity is not null;
-- What decides whether a dossier found by something else is in the list, without reading the dossier.
create index incidents_facts on incidents (id, convention, establishment_uai, status, handler, reported_at, changed_at, severity);
create index incidents_changed on incidents (convention, changed_at, id);
create index breaches_by_status on breaches (status, incident_id);
-- What is owed without delay is due as soon as it arises.
create index obligations_next on obligations (coalesce(due_at, starts_at), incident_id) where state = 'pending';
-- What is due in one dossier.
create index obligations_open on obligations (incident_id, coalesce(due_at, starts_at), due_at) where state = 'pending';
