drop index incidents_counted;
