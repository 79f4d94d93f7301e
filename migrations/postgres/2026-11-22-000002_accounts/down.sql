drop table sessions;
drop table password_links;
drop table account_schools;
drop table account_roles;
drop table accounts;
