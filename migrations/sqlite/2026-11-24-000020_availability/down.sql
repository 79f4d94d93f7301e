drop table handling_actions;
drop table outage_mitigations;
drop table outage_obligations;
drop table outages;
