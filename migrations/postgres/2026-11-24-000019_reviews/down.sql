drop table reviews;
