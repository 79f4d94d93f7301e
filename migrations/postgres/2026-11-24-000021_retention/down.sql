drop table legal_holds;
alter table attachments drop column purge_reason;
alter table attachments drop column purged_by;
alter table attachments drop column purged_at;
