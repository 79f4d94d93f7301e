drop index incidents_by_severity;
alter table incidents drop column tlp;
alter table incidents drop column severity;
alter table incidents drop column kind;
alter table incidents drop column category;
