drop table alarms;
drop table mail_attempts;
drop table mail_obligations;
drop table mails;
