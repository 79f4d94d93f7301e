drop table remediation_steps;
drop table remediation_changes;
drop function remediation_changes_is_append_only;
drop table remediation_actions;
