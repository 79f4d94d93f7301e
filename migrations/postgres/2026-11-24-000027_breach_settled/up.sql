-- Who said last what a breach is taken to be, and when: the register tells it beside the verdict on the risk.
alter table breaches add column settled_by text references accounts (id) on delete restrict;
alter table breaches add column settled_at timestamptz;
