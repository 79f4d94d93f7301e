-- Duties, letters and alarms of a breach: the closed sets shrink back.
-- Rows of the new kinds cannot stay.
delete from alarms where kind = 'mail_bounced' or mail_id in (select id from mails where kind in ('personal_data_question','breach_opened','breach_notification','deadline_reminder','deadline_overdue','export_reported'));
delete from mail_attempts where mail_id in (select id from mails where kind in ('personal_data_question','breach_opened','breach_notification','deadline_reminder','deadline_overdue','export_reported'));
delete from mail_obligations where mail_id in (select id from mails where kind in ('personal_data_question','breach_opened','breach_notification','deadline_reminder','deadline_overdue','export_reported')) or obligation_id in (select id from obligations where kind in ('assess_personal_data','nis2_early_warning','nis2_notification','nis2_final_report'));
delete from mails where kind in ('personal_data_question','breach_opened','breach_notification','deadline_reminder','deadline_overdue','export_reported');
delete from obligations where kind in ('assess_personal_data','nis2_early_warning','nis2_notification','nis2_final_report');
alter table accounts drop column may_export;
alter table obligations drop constraint obligations_kind_check;
alter table obligations add constraint obligations_kind_check check (kind in ('report_to_rssi','alert_head_of_school','inform_rssi','follow_up_to_rssi','inform_departement','breach_48h','cnil_72h','persons_art34','log_export','take_charge','restore_service','escalate_to_ministry'));
alter table obligations drop constraint obligations_creditor_check;
alter table obligations add constraint obligations_creditor_check check (creditor in ('rssi','dpd','chef_etablissement','departement','etablissement','cnil','persons','ministere'));
alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check check (kind in ('incident_reported','head_of_school_alert','departement_informed','handler_told','delivery_failed','set_password'));
alter table alarms drop constraint alarms_kind_check;
alter table alarms add constraint alarms_kind_check check (kind in ('no_address','mail_refused','mail_delayed','mail_failed'));
alter table obligations drop column settled_by, drop column reason;
