drop table idempotency_keys;
drop table reference_counters;
drop table incident_parties;
drop table incident_components;
drop table incidents;
