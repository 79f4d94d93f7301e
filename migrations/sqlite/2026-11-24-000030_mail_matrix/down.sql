drop table mail_defaults;
