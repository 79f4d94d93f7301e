drop index obligations_by_kind;
drop table obligation_steps;
drop table notification_mails;
drop table notifications;
drop table breach_assessments;
drop table breach_awareness;
drop table breaches;
