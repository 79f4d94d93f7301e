drop table journal;
drop function journal_is_append_only;
