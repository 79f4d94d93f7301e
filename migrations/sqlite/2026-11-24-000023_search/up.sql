-- What is searched of each dossier: a space before each word, without accents or capitals. Whoever sees the dossier sees all of it.
create table incident_search (
  number integer primary key not null,
  incident_id text not null unique references incidents (id) on delete restrict,
  document text not null
) STRICT;
-- Its words, by `number`. They are prepared already: the tokenizer parts them at spaces and does nothing else to them. Short beginnings are
-- indexed as words are: of those, there are too many to be put together for a search.
create virtual table incident_words using fts5 (
  document, content='', contentless_delete=1, detail=none, tokenize='ascii', prefix='1 2 3 4 5 6'
);
-- Every label that a pack in use ever gave a component.
create table component_labels (
  component text not null,
  label text not null,
  primary key (component, label)
) STRICT, WITHOUT ROWID;
