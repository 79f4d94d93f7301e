drop table convention_versions;
