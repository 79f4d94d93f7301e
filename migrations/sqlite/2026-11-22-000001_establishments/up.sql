-- The national directory of schools, as imported.
create table establishments (
  uai text primary key not null check (length(uai) = 8),
  name text not null,
  kind text not null,
  public integer not null check (public in (0, 1)),
  town text not null,
  postcode text not null,
  departement_code text not null,
  mailbox text not null,
  open integer not null check (open in (0, 1)),
  search text not null,
  imported_at text not null
) STRICT;
create index establishments_by_departement on establishments (departement_code, kind);
