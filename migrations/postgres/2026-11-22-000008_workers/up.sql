-- When each worker was last alive.
create table workers (
  name text primary key not null,
  beat_at timestamptz not null
);
