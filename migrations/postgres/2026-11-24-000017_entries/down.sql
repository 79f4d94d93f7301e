drop table entries;
drop function entries_is_append_only;
