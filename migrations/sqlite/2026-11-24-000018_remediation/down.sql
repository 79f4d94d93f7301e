drop table remediation_steps;
drop table remediation_changes;
drop table remediation_actions;
