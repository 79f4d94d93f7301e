drop table obligations;
