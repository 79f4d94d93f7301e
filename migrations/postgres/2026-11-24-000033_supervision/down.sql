drop table supervision_alerts;
