-- Every version of every pack that was ever in use, so that a past decision stays readable.
create table convention_versions (
  hash text primary key not null check (length(hash) = 64),
  id text not null,
  title text not null,
  origin text not null check (origin in ('builtin','folder','loaded')),
  source text not null,
  recorded_at timestamptz not null
);
create index convention_versions_by_id on convention_versions (id, recorded_at);
