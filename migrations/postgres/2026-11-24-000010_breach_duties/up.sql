-- Duties, letters and alarms of a breach: the closed sets grow.
alter table obligations add column reason text, add column settled_by text references accounts (id) on delete restrict;
alter table obligations drop constraint obligations_kind_check;
alter table obligations add constraint obligations_kind_check check (kind in ('report_to_rssi','alert_head_of_school','inform_rssi','follow_up_to_rssi','inform_departement','breach_48h','cnil_72h','persons_art34','log_export','take_charge','restore_service','escalate_to_ministry','assess_personal_data','nis2_early_warning','nis2_notification','nis2_final_report'));
alter table obligations drop constraint obligations_creditor_check;
alter table obligations add constraint obligations_creditor_check check (creditor in ('rssi','dpd','chef_etablissement','departement','etablissement','cnil','persons','ministere','csirt'));
alter table mails drop constraint mails_kind_check;
alter table mails add constraint mails_kind_check check (kind in ('incident_reported','head_of_school_alert','departement_informed','handler_told','delivery_failed','set_password','personal_data_question','breach_opened','breach_notification','deadline_reminder','deadline_overdue','export_reported'));
alter table alarms drop constraint alarms_kind_check;
alter table alarms add constraint alarms_kind_check check (kind in ('no_address','mail_refused','mail_delayed','mail_failed','mail_bounced'));
alter table accounts add column may_export boolean not null default false;
