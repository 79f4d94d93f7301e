drop table component_labels;
drop table incident_search;
