-- Letters of the life of a dossier: the closed set shrinks back.
-- Rows of the new kinds cannot stay.
delete from alarms where mail_id in (select id from mails where kind in ('incident_qualified','incident_rejected','handover_proposed','handover_answered','associate_added','follow_up','mentioned','assigned','action_due','review_due','dossier_news'));
delete from mail_attempts where mail_id in (select id from mails where kind in ('incident_qualified','incident_rejected','handover_proposed','handover_answered','associate_added','follow_up','mentioned','assigned','action_due','review_due','dossier_news'));
delete from mail_obligations where mail_id in (select id from mails where kind in ('incident_qualified','incident_rejected','handover_proposed','handover_answered','associate_added','follow_up','mentioned','assigned','action_due','review_due','dossier_news'));
delete from mails where kind in ('incident_qualified','incident_rejected','handover_proposed','handover_answered','associate_added','follow_up','mentioned','assigned','action_due','review_due','dossier_news');
alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check check (kind in ('incident_reported','head_of_school_alert','departement_informed','handler_told','delivery_failed','set_password','personal_data_question','breach_opened','breach_notification','deadline_reminder','deadline_overdue','export_reported'));
