drop table mail_preferences;
drop table watchers;
