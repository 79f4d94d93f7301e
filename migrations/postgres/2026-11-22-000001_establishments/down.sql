drop table establishments;
