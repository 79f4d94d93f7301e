drop index reviews_of_account;
drop table assignments;
drop table team_members;
drop table teams;
