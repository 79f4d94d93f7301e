drop table handovers;
drop table incident_decisions;
