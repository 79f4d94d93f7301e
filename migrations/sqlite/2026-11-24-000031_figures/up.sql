-- The figures of the committees are counted from the index alone: the dossiers of a period, with all that is counted.
create index incidents_counted on incidents (reported_at, exercise, convention, status, id, handler, certainty, category, severity, detected_at, establishment_uai);
