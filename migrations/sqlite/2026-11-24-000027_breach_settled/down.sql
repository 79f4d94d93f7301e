alter table breaches drop column settled_at;
alter table breaches drop column settled_by;
