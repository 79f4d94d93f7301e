drop table assignments;
drop table team_members;
drop table teams;
