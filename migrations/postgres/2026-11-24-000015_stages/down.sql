drop table stages;
