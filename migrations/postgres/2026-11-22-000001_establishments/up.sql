-- The national directory of schools, as imported.
create table establishments (
  uai text primary key not null check (length(uai) = 8),
  name text not null,
  kind text not null,
  public boolean not null,
  town text not null,
  postcode text not null,
  departement_code text not null,
  mailbox text not null,
  open boolean not null,
  search text not null,
  imported_at timestamptz not null
);
create index establishments_by_departement on establishments (departement_code, kind);
