-- What an incident is, once the RSSI confirmed it.
alter table incidents add column category text;
alter table incidents add column kind text;
alter table incidents add column severity bigint check (severity between 1 and 4);
alter table incidents add column tlp text check (tlp in ('clear','green','amber','amber+strict','red'));
create index incidents_by_severity on incidents (severity, id) where severity is not null;
