drop table component_labels;
drop table incident_words;
drop table incident_search;
